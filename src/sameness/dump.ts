import type { FoundEvent } from '../record/event.js'
import type { Victim } from '../record/victim.js'
import type { Likeness } from './likeness.js'
import { type Comparison, compareValues } from './values.js'

export type FoundDump = Extract<FoundEvent, { type: 'oom' | 'page-allocation-failure' }>

export function isFoundDump(event: FoundEvent): event is FoundDump {
  return event.type === 'oom' || event.type === 'page-allocation-failure'
}

/**
 * Not content: where and when it was read, what follows from other values (and from how much of the dump was there), and
 * what another line decides (`why`, reports of the reaper, which can come after the end of one of the inputs).
 */
export const NOT_CONTENT_OF_DUMPS: ReadonlySet<string> = new Set([
  'type',
  'at',
  'host',
  'source',
  'alsoIn',
  'orderUncertain',
  'problems',
  'completeness',
  'derived',
  'scope',
  'outcome',
  'version',
  'pageSizeBytes',
  'pageSizeBasis',
  'limitOwnerIdentity',
  'victimIdentity',
  'possibleVictims',
  'line',
  'lines',
  'ownerLine',
  'groupKillLine',
  'endLine',
  'lowmemReserveLine',
  'reaped',
  'why',
  'caller',
  'requestBytes',
])

/** A cut dump may not tell the page size: then what was made with it differs from the first row to the last. */
const NOT_COMPARABLE_WITHOUT_PAGE_SIZE: ReadonlySet<string> = new Set([
  ...NOT_CONTENT_OF_DUMPS,
  'totalVmBytes',
  'rssBytes',
  'rssAnonBytes',
  'rssFileBytes',
  'rssShmemBytes',
])

/** So many equal values, and none that differs, are no coincidence. */
const MANY = 20

/** Whether the readings begin at the same line: where the head is cut off, the first line left is a later one. */
export function hasHead(event: FoundDump): boolean {
  return event.type === 'page-allocation-failure' || !event.completeness.missing.includes('invocation')
}

/** Who was chosen or killed, as far as the reading tells. */
export function victimPids(event: FoundDump): Set<number> {
  const pids = new Set<number>()
  if (event.type !== 'oom') return pids
  if (event.constraint?.pid !== undefined) pids.add(event.constraint.pid)
  if (event.selected !== undefined) pids.add(event.selected.pid)
  for (const { pid } of event.victims) pids.add(pid)
  return pids
}

export function likenessOfDumps(first: FoundDump, second: FoundDump): Likeness {
  if (contradict(first, second)) return different()
  const comparison = compareValues(
    first,
    second,
    first.pageSizeBytes === second.pageSizeBytes ? NOT_CONTENT_OF_DUMPS : NOT_COMPARABLE_WITHOUT_PAGE_SIZE,
  )
  const { agreeing, differing } = comparison
  // The constraint line of one and the kill line of the other have the victim's pid in common, under two names.
  const common = agreeing > 0 || anyOf(victimPids(first), victimPids(second))
  if (!common || agreeing < differing) return { verdict: 'different', comparison }
  if (differing * 4 > agreeing) {
    // A console that lost characters shifts the columns of whole tables: its stamp has to say the rest.
    const garbled = isGarbled(first) || isGarbled(second)
    return { verdict: garbled ? 'alike' : 'different', comparison }
  }
  return { verdict: identified(first, second, comparison) ? 'same' : 'alike', comparison }
}

function isGarbled({ problems }: FoundDump): boolean {
  return problems.some(({ code }) => code === 'damaged-line' || code === 'console-overrun')
}

function different(): Likeness {
  return { verdict: 'different', comparison: { agreeing: 0, differing: 0, differences: [] } }
}

/** Values of which one difference is enough. They are looked at first: most pairs end here. */
function contradict(first: FoundDump, second: FoundDump): boolean {
  if (first.type !== second.type) return true
  if (unequal(first.trigger.pid, second.trigger.pid)) return true
  if (first.type !== 'oom' || second.type !== 'oom') return otherAllocation(first, second)
  const ours = victimPids(first)
  const theirs = victimPids(second)
  if (ours.size > 0 && theirs.size > 0 && !anyOf(ours, theirs)) return true
  const memory = first.cgroup?.memory
  const other = second.cgroup?.memory
  if (unequal(memory?.usageBytes, other?.usageBytes) || unequal(memory?.failcnt, other?.failcnt)) return true
  for (const victim of first.victims) {
    const twin = second.victims.find(({ pid }) => pid === victim.pid)
    if (twin !== undefined && otherSizes(victim, twin)) return true
  }
  return false
}

function otherAllocation(first: FoundDump, second: FoundDump): boolean {
  if (first.type !== 'page-allocation-failure' || second.type !== 'page-allocation-failure') return true
  return (
    first.kind !== second.kind ||
    unequal(first.stallMs, second.stallMs) ||
    unequal(first.trigger.comm, second.trigger.comm) ||
    unequal(first.trigger.order, second.trigger.order)
  )
}

/** A process that does not die can be killed again, and then its sizes have moved. */
function otherSizes(first: Victim, second: Victim): boolean {
  return unequal(first.totalVmBytes, second.totalVmBytes) && unequal(first.anonRssBytes, second.anonRssBytes)
}

function identified(first: FoundDump, second: FoundDump, comparison: Comparison): boolean {
  if (comparison.agreeing >= MANY && comparison.differing === 0) return true
  if (first.type !== 'oom' || second.type !== 'oom') return false
  for (const victim of first.victims) {
    const twin = second.victims.find(({ pid }) => pid === victim.pid)
    if (twin?.comm === victim.comm && victim.anonRssBytes !== undefined && twin.anonRssBytes !== undefined)
      return true
  }
  const memory = first.cgroup?.memory
  return (
    first.trigger.pid !== undefined &&
    first.trigger.pid === second.trigger.pid &&
    memory?.failcnt !== undefined &&
    memory.failcnt === second.cgroup?.memory?.failcnt
  )
}

function unequal(first: unknown, second: unknown): boolean {
  return first !== undefined && second !== undefined && first !== second
}

function anyOf(first: ReadonlySet<number>, second: ReadonlySet<number>): boolean {
  for (const one of first) if (second.has(one)) return true
  return false
}
