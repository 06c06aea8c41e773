import type { OomEvent } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { limitOf } from '../../limits.js'
import { typicalGap } from './gaps.js'
import { isInContainer } from './runtime-processes.js'

/** OOMs that are the same again: of one command, at one limit. */
export interface Recurrence {
  readonly ooms: readonly [OomEvent, OomEvent, ...OomEvent[]]
  readonly comm: string
  /** The cgroup is the same; or only the pod, whose containers are made anew; or only the kind, and the limit. */
  readonly by: 'cgroup' | 'pod' | 'likeness'
}

/** The OOMs of a node that came again, in the order of their first. */
export function recurrencesOf(one: Case): Recurrence[] {
  const groups = new Map<string, OomEvent[]>()
  for (const oom of one.of('oom')) add(groups, keyOf(oom), oom)
  const alike = new Map<string, OomEvent[]>()
  for (const ooms of groups.values())
    if (ooms.length === 1 && ooms[0] !== undefined) add(alike, likenessOf(ooms[0]), ooms[0])
  return [...recurring(groups), ...recurring(alike, 'likeness')].sort(
    (a, b) => one.position(a.ooms[0]) - one.position(b.ooms[0]),
  )
}

function recurring(groups: ReadonlyMap<string, readonly OomEvent[]>, by?: 'likeness'): Recurrence[] {
  return [...groups.values()].flatMap((ooms) => {
    const [first, second, ...more] = ooms
    const comm = first?.victims[0]?.comm
    if (first === undefined || second === undefined || comm === undefined || isOneMoment(ooms)) return []
    const owner = first.cgroup?.limitOwner
    const isOneGroup = ooms.every(({ cgroup }) => cgroup?.limitOwner === owner)
    return [{ ooms: [first, second, ...more], comm, by: by ?? (isOneGroup ? 'cgroup' : 'pod') }]
  })
}

/** Two kills at once are one shortage, told by two CPUs. */
function isOneMoment(ooms: readonly OomEvent[]): boolean {
  return ooms.length === 2 && (typicalGap(ooms) ?? 0) < 1000
}

/** Whose limit it was: a restarted container has a new id, and the pod's stays. */
function keyOf(oom: OomEvent): string | undefined {
  const comm = oom.victims[0]?.comm
  if (comm === undefined || oom.trigger.manual === true) return undefined
  if (oom.scope !== 'memcg') return oom.scope === 'unknown' ? undefined : JSON.stringify([oom.scope, comm])
  const { limitOwner, limitOwnerIdentity: owner } = oom.cgroup ?? {}
  const pod = owner?.podUid ?? owner?.staticPodHash
  if (limitOwner === undefined) return undefined
  return JSON.stringify(pod === undefined ? [limitOwner, comm] : [owner?.kind, pod, comm])
}

/** A pod or container that was made anew has nothing of the old one but its command and its limit. */
function likenessOf(oom: OomEvent): string | undefined {
  const owner = oom.cgroup?.limitOwnerIdentity
  const limit = limitOf(oom)
  if (limit === undefined || !(isInContainer(owner) || owner?.kind === 'kubernetes-pod')) return undefined
  return JSON.stringify([owner?.kind, oom.victims[0]?.comm, limit])
}

function add(groups: Map<string, OomEvent[]>, key: string | undefined, oom: OomEvent): void {
  if (key === undefined) return
  const same = groups.get(key)
  if (same === undefined) groups.set(key, [oom])
  else same.push(oom)
}
