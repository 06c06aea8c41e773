export { RUNTIME_ANCHORS } from './anchors.js'
export { RuntimeReader } from './reader.js'
