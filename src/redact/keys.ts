/**
 * What is done with a string by the key that it stands under:
 *
 * - `own`: written by this program, or from a closed list of the schema
 * - `text`: may say anything, so nothing of it is kept (as for every key that is not in the table)
 * - `drop`: the same, and the key goes with it
 * - all others: a pseudonym, or the value where its form shows that it is no name
 */
export type Treatment =
  | 'own'
  | 'text'
  | 'drop'
  | 'message'
  | 'word'
  | 'amounts'
  | 'stamp'
  | 'numbers'
  | 'kernel'
  | 'panic'
  | 'symbol'
  | 'slab'
  | 'version'
  | 'comm'
  | 'host'
  | 'cgroup'
  | 'unit'
  | 'description'
  | 'identity'
  | 'pod'
  | 'namespace'
  | 'container'
  | 'object'
  | 'id'
  | 'file'
  | 'flag'
  | 'flag-value'

/** A key alone, or with the type of its record or the key above before it, which then counts more. */
const TREATMENTS: Readonly<Record<string, Treatment>> = {
  // The program's own words.
  ...all('own', 'type id orderUncertain basis inferred kind kinds framing compression'),
  ...all(
    'own',
    'scope outcome pageSizeBasis why gfpFlagsBasis phase form target what holder notice state by',
  ),
  ...all('own', 'killer stage qos driver runtime gaps.reason problems.code completeness.missing'),
  ...all('own', 'userspace-oom-kill.reason limitBytes usageBytes highBytes bytes'),
  // Words of others, from lists of theirs.
  ...all('word', 'condition status reason resource signal constraint result statusName component qosClass'),
  ...all('word', 'kubernetes-event.kind container-oom-killed.runtime systemd-unit-state.code cgroupDriver'),
  ...all('word', 'enforceNodeAllocatable property quantity memoryPeak taskColumns zone migrateTypes preempt'),
  ...all('word', 'kubeReserved.text systemReserved.text evictionHard.text'),
  // When.
  ...all('stamp', 'printed iso changedAt bornAt diedAt activeSince startedAt finishedAt exitedAt firstAt'),
  // What the kernel prints of itself. Who built it, the board and the registers are nobody's business.
  ...all('numbers', 'gfpMask nodemask memsAllowed caller'),
  ...all('kernel', 'gfpFlags taint taintNames allocations.file workqueue killMessage'),
  ...all('symbol', 'symbol module function'),
  ...all('panic', 'panic'),
  ...all('slab', 'unreclaimableSlab.name'),
  ...all('drop', 'build hardware registers'),
  ...all('version', 'release kernelRelease kernelVersion kubeletVersion containerRuntimeVersion version'),
  // Who.
  ...all('comm', 'comm task victimComm clientComm'),
  ...all('host', 'host node nodeName'),
  ...all('cgroup', 'cgroup cgroupRoot cpuset groupKill kubeReservedCgroup systemReservedCgroup limitOwner'),
  ...all('cgroup', 'victimHome oomMemcg taskMemcg taskCgroup limitCgroup pressureCgroup'),
  // What a path says is read anew from the path that took its place.
  ...all('identity', 'limitOwnerIdentity victimIdentity'),
  ...all('unit', 'unit clientUnit'),
  ...all('description', 'description'),
  ...all('pod', 'pod pod.name pods.name'),
  ...all('namespace', 'namespace'),
  ...all('container', 'container containers.name'),
  ...all('object', 'kubernetes-event.name'),
  ...all('id', 'podUid pod.uid pods.uid configHash containerId execId bootId'),
  // Where.
  ...all('file', 'path input inputs.name'),
  ...all('flag', 'kubelet-flag.name'),
  ...all('flag-value', 'kubelet-flag.value'),
  // Texts.
  ...all('text', 'error message unexplained.text'),
  ...all('message', 'problems.message'),
}

/** Keys whose values are maps: the names in them come from the log. */
export const MAPS: ReadonlyMap<string, 'figures' | 'resources'> = new Map([
  ...(['bytes', 'pages', 'counts', 'lines', 'other', 'printed', 'registers'] as const).map(
    (key) => [key, 'figures'] as const,
  ),
  ['kubeReserved', 'resources'],
  ['systemReserved', 'resources'],
])

export function treatmentOf(type: string, parent: string, key: string): Treatment | undefined {
  for (const name of [`${parent}.${key}`, `${type}.${key}`, key])
    if (Object.hasOwn(TREATMENTS, name)) return TREATMENTS[name]
  return undefined
}

function all(treatment: Treatment, keys: string): Record<string, Treatment> {
  return Object.fromEntries(keys.split(' ').map((key) => [key, treatment]))
}
