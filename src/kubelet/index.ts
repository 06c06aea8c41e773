export { type EvictionMessage, readEvictionMessage } from './eviction-message.js'
export { KubeletReader } from './kubelet-reader.js'
