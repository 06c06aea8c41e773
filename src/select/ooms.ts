import type { CgroupIdentity, Event, OomEvent } from '../record/index.js'
import type { OomSelection } from './selection.js'

/**
 * Whether an event is an OOM that is asked for, as far as it says so itself; `names` has what stands in paths for a pod
 * that is asked for by name.
 */
export function isAskedFor(
  event: Event,
  { victim, cgroup, pod }: OomSelection,
  names: ReadonlySet<string> = new Set(),
): event is OomEvent {
  // An allocation that failed killed nobody.
  if (event.type !== 'oom') return false
  if (victim !== undefined && !hasVictim(event, victim)) return false
  if (cgroup !== undefined && !pathsOf(event).some((path) => has(path, cgroup))) return false
  return pod === undefined || identitiesOf(event).some((identity) => isOfPod(identity, pod, names))
}

export function has(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}

function hasVictim(oom: OomEvent, asked: string): boolean {
  const isPid = /^\d+$/.test(asked)
  return victimsOf(oom).some(({ pid, comm = '' }) =>
    isPid ? String(pid) === asked || comm === asked : has(comm, asked),
  )
}

/** Where the kill line is lost, who was chosen is the next best. */
function victimsOf({ victims, possibleVictims = [], selected, constraint }: OomEvent) {
  const dead = [...victims, ...possibleVictims]
  if (dead.length > 0) return dead
  return selected !== undefined ? [selected] : [{ pid: constraint?.pid, comm: constraint?.task }]
}

function pathsOf({ cgroup, constraint }: OomEvent): string[] {
  const { limitOwner, victimHome, groupKill } = cgroup ?? {}
  const paths = [limitOwner, victimHome, groupKill, constraint?.oomMemcg, constraint?.taskMemcg]
  return paths.filter((path) => path !== undefined)
}

/** The owners, and those that they are nested in. */
function identitiesOf({ cgroup }: OomEvent): CgroupIdentity[] {
  const found: CgroupIdentity[] = []
  for (const identity of [cgroup?.limitOwnerIdentity, cgroup?.victimIdentity])
    for (let one = identity; one !== undefined; one = one.nestedIn) found.push(one)
  return found
}

function isOfPod(
  { podUid, staticPodHash, containerId }: CgroupIdentity,
  asked: string,
  names: ReadonlySet<string>,
): boolean {
  const uid = asked.replaceAll('_', '-')
  if ([podUid, staticPodHash].some((id) => id !== undefined && has(id, uid))) return true
  return [podUid, staticPodHash, containerId].some((id) => id !== undefined && names.has(id))
}

/** What the victims held when they died; undefined where no kill line says it. Of those that share it, one counts. */
export function heldBytes({ victims }: OomEvent): number | undefined {
  let sum: number | undefined
  for (const { why, anonRssBytes, fileRssBytes, shmemRssBytes } of victims) {
    if (why === 'shares-mm') continue
    for (const bytes of [anonRssBytes, fileRssBytes, shmemRssBytes])
      if (bytes !== undefined) sum = (sum ?? 0) + bytes
  }
  return sum
}
