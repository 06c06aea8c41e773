export { type EvictionMessage, readEvictionMessage } from './eviction-message.js'
export { isKnownMessage } from './forms.js'
export { KubeletReader } from './kubelet-reader.js'
export { KUBELET_ANCHORS } from './line-anchors.js'
