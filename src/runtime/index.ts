export { RuntimeReader } from './reader.js'
