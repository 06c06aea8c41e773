import type { At } from '../record/at.js'
import type { FoundEvent } from '../record/event.js'
import { isSeries } from '../sameness/index.js'
import type { Entry } from './entry.js'
import { lastOf } from './series.js'

/** What a reader takes for the pods' cgroup as long as it has not seen the kubelet's configuration. */
const ASSUMED_CGROUP = '/kubepods'

/**
 * The union of runs of one series: the first beginning, the last end, the least value. How many measurements the union
 * has cannot be told where the runs overlap in part: the greatest number read is a number that is surely reached.
 */
export function joinRuns(event: FoundEvent, entries: readonly Entry[]): void {
  if (!isSeries(event)) return
  let first = event
  let last = lastOf(event)
  for (const { event: one } of entries) {
    if (!isSeries(one)) continue
    if (isEarlier(one.at, first.at)) first = one
    if (isEarlier(last, lastOf(one))) last = lastOf(one)
    if (one.count !== undefined) event.count = Math.max(event.count ?? 0, one.count)
    joinAmounts(event, one)
  }
  if (isEarlier(first.at, event.at)) {
    event.at = first.at
    if (hasAmounts(event) && hasAmounts(first) && first.availableBytes !== undefined)
      take(event, 'availableBytes', first.availableBytes)
  }
  if (event.lastAt !== undefined || last !== event.at) event.lastAt = last
}

function joinAmounts(event: FoundEvent, other: FoundEvent): void {
  if (!hasAmounts(event) || !hasAmounts(other)) return
  const least = other.leastAvailableBytes
  if (least !== undefined && least < (event.leastAvailableBytes ?? Number.POSITIVE_INFINITY))
    take(event, 'leastAvailableBytes', least)
  if (event.type === 'limit-observed' && event.cgroup === ASSUMED_CGROUP && other.type === event.type)
    event.cgroup = other.cgroup
}

/** An amount of another reading: it stands in none of the lines of this one's input. */
function take(event: Measured, key: 'availableBytes' | 'leastAvailableBytes', bytes: number): void {
  if (event[key] === bytes) return
  event[key] = bytes
  const { source, printed } = event
  if (printed === undefined) return
  const lines = event.lines ?? Object.fromEntries(Object.keys(printed).map((one) => [one, source.firstLine]))
  event.lines = without(lines, key)
  event.printed = without(printed, key)
}

function without<Value>(of: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(of).filter(([one]) => one !== key))
}

type Measured = Extract<FoundEvent, { type: 'limit-observed' | 'kubelet-eviction' }>

function hasAmounts(
  event: FoundEvent,
): event is Extract<FoundEvent, { type: 'limit-observed' | 'kubelet-eviction' }> {
  return event.type === 'limit-observed' || event.type === 'kubelet-eviction'
}

function isEarlier(one: At, than: At): boolean {
  if (one.epochMs !== undefined && than.epochMs !== undefined) return one.epochMs < than.epochMs
  if (one.monotonicSec === undefined || than.monotonicSec === undefined) return false
  return one.monotonicSec < than.monotonicSec
}
