export { SYSTEMD_ANCHORS } from './anchors.js'
export { SystemdReader } from './reader.js'
