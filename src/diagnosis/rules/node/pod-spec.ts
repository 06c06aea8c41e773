import type { CgroupIdentity, PodSpec } from '../../../record/index.js'
import type { Case } from '../../case.js'

/** The pod that a cgroup belongs to: by uid, by the hash that static pods have, or by one of its containers. */
export function podSpecOf(one: Case, owner: CgroupIdentity): PodSpec | undefined {
  return one.of('pod-spec').findLast(({ podUid, configHash, containers }) => {
    if (owner.podUid !== undefined && owner.podUid === podUid) return true
    if (owner.staticPodHash !== undefined && owner.staticPodHash === configHash) return true
    return (
      owner.containerId !== undefined &&
      containers.some(({ containerId }) => containerId === owner.containerId)
    )
  })
}

/**
 * The limit that a spec gives the owner: the container's, or the sum of all containers of the pod. Where the container
 * of the cgroup is not in the spec any more (it was restarted), that of the containers which have the limit that was
 * hit, else the only container's.
 */
export function specLimitOf(
  spec: PodSpec | undefined,
  owner: CgroupIdentity,
  hitBytes: number,
): number | undefined {
  if (spec === undefined) return undefined
  if (owner.kind === 'kubernetes-pod') return sumOfLimits(spec)
  const own = spec.containers.find(
    ({ containerId }) => containerId !== undefined && containerId === owner.containerId,
  )
  if (own !== undefined) return own.memoryLimitBytes
  const equal = spec.containers.find(({ memoryLimitBytes }) => memoryLimitBytes === hitBytes)
  if (equal !== undefined) return equal.memoryLimitBytes
  return spec.containers.length === 1 ? spec.containers[0]?.memoryLimitBytes : undefined
}

/** The pod has a limit only where each of its containers has one. */
function sumOfLimits({ containers }: PodSpec): number | undefined {
  let sum = 0
  for (const { memoryLimitBytes } of containers) {
    if (memoryLimitBytes === undefined) return undefined
    sum += memoryLimitBytes
  }
  return containers.length > 0 ? sum : undefined
}
