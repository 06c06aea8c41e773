import type { Event } from '../record/index.js'

/** The node that an event names, where its kind can. */
export function nodeNameOf(event: Event): string | undefined {
  switch (event.type) {
    case 'kubelet-node-config':
      return event.nodeName === '' ? undefined : event.nodeName
    case 'kubelet-allocatable-enforced':
    case 'kubelet-allocatable-failed':
    case 'kubelet-node-condition':
    case 'kubelet-notice':
    case 'kubelet-system-oom':
    case 'node-allocatable':
    case 'pod-evicted':
    case 'pod-spec':
      return event.node
    default:
      return undefined
  }
}
