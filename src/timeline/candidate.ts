import type { FoundEvent } from '../record/event.js'
import { contentCount, isFoundDump, isSeries, type Likeness, likenessOf } from '../sameness/index.js'
import type { Cluster, Entry } from './entry.js'
import { sameMachine } from './host.js'
import { type Meeting, meetingOf } from './moment.js'

/** A reading, and the event that it was found to be of. */
export interface Match {
  readonly entry: Entry
  readonly cluster: Cluster
}

export interface Candidate {
  readonly cluster: Cluster
  /** The less, the better. */
  readonly cost: number
  /** Some values of the reading are not those of the event. */
  readonly differs: boolean
}

/** What else is known of the two. */
export interface Circumstances {
  readonly oneHost: boolean
  /** The inputs have the same name: one was given twice. */
  readonly sameName: boolean
  /** Both are the k-th of equally many look-alikes of their inputs. */
  readonly sameTurn: boolean
  /** The last reading of this input that found its event. */
  readonly last: Match | undefined
}

const RANK = { same: 0, near: 1, doubtful: 2, unknown: 2 } as const

/** No two events have so many values in common, whatever their clocks say. */
const BEYOND_DOUBT = 20

/** Whether the reading can be of this event, and how well it fits. */
export function candidateOf(entry: Entry, cluster: Cluster, about: Circumstances): Candidate | undefined {
  const { event } = entry
  const { event: record } = cluster.first
  if (!about.oneHost && !cluster.entries.every((other) => sameMachine(entry, other))) return undefined
  const meeting = meetingWith(entry, cluster)
  if (meeting.verdict === 'apart') return undefined
  if (about.last !== undefined && goesBack(entry, cluster, about.last)) return undefined
  const likeness = likenessOf(record, event)
  if (!proves(meeting, likeness, event, record, about)) return undefined
  const likely = likeness.verdict === 'same' ? 0 : 1e9
  return {
    cluster,
    cost: RANK[meeting.verdict] * 1e10 + likely + meeting.distanceMs,
    differs: likeness.comparison.differing > 0,
  }
}

/** The best that any reading's clock says; one that contradicts is overruled only by an equal stamp of the kernel. */
function meetingWith(entry: Entry, cluster: Cluster): Meeting {
  let best: Meeting | undefined
  let apart: Meeting | undefined
  for (const other of cluster.entries) {
    const meeting = meetingOf(other, entry)
    if (meeting.verdict === 'apart') apart = meeting
    else if (
      best === undefined ||
      RANK[meeting.verdict] < RANK[best.verdict as keyof typeof RANK] ||
      (meeting.verdict === best.verdict && meeting.distanceMs < best.distanceMs)
    )
      best = meeting
  }
  if (best !== undefined && (apart === undefined || best.verdict === 'same')) return best
  return apart ?? { verdict: 'unknown', distanceMs: 0 }
}

function proves(
  { verdict }: Meeting,
  { verdict: likeness, comparison }: Likeness,
  event: FoundEvent,
  record: FoundEvent,
  { sameName, sameTurn }: Circumstances,
): boolean {
  if (likeness === 'different') return false
  if (verdict === 'same' || verdict === 'near') return true
  if (verdict === 'doubtful')
    return likeness === 'same' && comparison.differing === 0 && comparison.agreeing >= BEYOND_DOUBT
  if (isFoundDump(event))
    return likeness === 'same' || (sameTurn && isCopy(event, record, comparison.agreeing))
  // Without clocks, a window of a log and another part of it look the same.
  if (!sameTurn) return false
  if (isReading(event)) return sameName
  return event.at.printed === undefined || record.at.printed === undefined
}

function isCopy(event: FoundEvent, record: FoundEvent, agreeing: number): boolean {
  return agreeing === contentCount(event) && agreeing === contentCount(record)
}

/** Facts that stay true for a while: two files that say the same may have been written at different times. */
export function isReading(event: FoundEvent): boolean {
  return READINGS.has(event.type) && !isSeries(event)
}

const READINGS: ReadonlySet<FoundEvent['type']> = new Set([
  'limit-observed',
  'cgroup-usage',
  'node-allocatable',
  'node-memory',
  'pod-spec',
  'kubelet-config',
  'config-file-modified',
])

/** What one input prints in one order happened in that order. */
function goesBack(entry: Entry, cluster: Cluster, last: Match): boolean {
  if (isFoundDump(entry.event)) return false
  return isBefore(cluster.first.event, last.cluster.first.event) && !isBefore(entry.event, last.entry.event)
}

function isBefore({ at: a }: FoundEvent, { at: b }: FoundEvent): boolean {
  if (a.monotonicSec !== undefined && b.monotonicSec !== undefined) return a.monotonicSec < b.monotonicSec
  return a.epochMs !== undefined && b.epochMs !== undefined && a.epochMs < b.epochMs
}
