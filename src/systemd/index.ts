export { SystemdReader } from './reader.js'
