import type { Event } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { nodeNameOf } from '../../node-name.js'

/**
 * Did this happen on the node whose logs were read? Logs of the node say so by themselves. The API lists the pods of
 * all nodes: then the pod's spec must name the node, or a log of the node the pod or its container.
 */
export function isOnNode(one: Case, event: Event): boolean {
  if (event.type !== 'container-oom-killed') return true
  const { podUid, containerId } = event
  for (const other of one.events) {
    if (other.type === 'runtime-oom' || other.type === 'container-exit' || other.type === 'kubelet-notice') {
      if (containerId !== undefined && other.containerId === containerId) return true
    } else if (other.type === 'oom') {
      const victim = other.cgroup?.victimIdentity
      if (podUid !== undefined && victim?.podUid === podUid) return true
      if (containerId !== undefined && victim?.containerId === containerId) return true
    } else if (other.type === 'pod-spec') {
      if (podUid !== undefined && other.podUid === podUid && isOurs(one, other.node)) return true
    }
  }
  return false
}

function isOurs(one: Case, node: string | undefined): boolean {
  if (node === undefined) return false
  return one.events.some(
    (event) =>
      event.host === node ||
      (event.type !== 'pod-spec' && event.type !== 'pod-evicted' && nodeNameOf(event) === node),
  )
}
