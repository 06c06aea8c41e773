export { RUNTIME_ANCHORS } from './anchors.js'
export { isRuntimeName, RuntimeReader } from './reader.js'
