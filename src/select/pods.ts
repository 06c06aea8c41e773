import type { Event } from '../record/index.js'
import { has } from './ooms.js'

interface Named {
  readonly names: readonly (string | undefined)[]
  readonly ids: readonly (string | undefined)[]
}

/** The uids, hashes and container ids of the pods with this part in their `namespace/name`, from all that names pods. */
export function idsOfPods(events: readonly Event[], part: string): Set<string> {
  const found = new Set<string>()
  for (const event of events)
    for (const { names, ids } of podsOf(event)) {
      if (!has(names.filter((name) => name !== undefined).join('/'), part)) continue
      for (const id of ids) if (id !== undefined) found.add(id)
    }
  return found
}

function podsOf(event: Event): Named[] {
  switch (event.type) {
    case 'pod-spec': {
      const { namespace, pod, podUid, configHash, containers } = event
      const ids = [podUid, configHash, ...containers.map(({ containerId }) => containerId)]
      return [{ names: [namespace, pod], ids }]
    }
    case 'container-oom-killed':
      return [{ names: [event.namespace, event.pod], ids: [event.podUid, event.containerId] }]
    case 'pod-evicted':
      return [{ names: [event.namespace, event.pod], ids: [event.podUid] }]
    case 'kubelet-eviction':
      return (event.pods ?? []).map(({ namespace, name, uid }) => ({ names: [namespace, name], ids: [uid] }))
    case 'kubelet-notice': {
      const { pod, containerId } = event
      return pod === undefined ? [] : [{ names: [pod.namespace, pod.name], ids: [pod.uid, containerId] }]
    }
    default:
      return []
  }
}
