import type { ClockFact } from '../record/clock-fact.js'
import { localMs, readStamp, type Stamp } from '../stamp/index.js'
import type { Moment } from './moments.js'
import { type Match, type Occurrences, possibleMatches } from './same-events.js'
import { fixedZone, type OffsetSample, observedZone, type Zone } from './zones.js'

const MINUTE = 60_000
const QUARTER = 15 * MINUTE
/** A wrapper writes the line down later than klog stamps it: by so much at most, or another line is meant. */
const LATEST = 60_000
/** So many events do not agree by chance. */
const SURE = 3
const WEST = -12 * 60
const EAST = 14 * 60

/**
 * How far klog's clock is ahead of UTC, by a wrapper that shows the instant: `+01:00` is 60. klog has no year; the
 * instant's own is taken, or the one beside it.
 */
export function klogOffset(stamp: Stamp, epochMs: number): number | undefined {
  const year = new Date(epochMs).getUTCFullYear()
  for (const one of [year, year + 1, year - 1]) {
    const local = localMs(stamp, one)
    if (local === undefined) continue
    // The wrapper is late, so the difference is a little less than the offset.
    const ahead = local - epochMs
    const quarters = Math.round((ahead + LATEST / 4) / QUARTER) * QUARTER
    const late = quarters - ahead
    if (late < -LATEST / 4 || late > LATEST) continue
    const minutes = quarters / MINUTE
    if (minutes >= WEST && minutes <= EAST) return minutes
  }
  return undefined
}

/** What the wrapped lines of a machine say about klog's clock, in order of time. */
export function wrappedSamples(facts: readonly ClockFact[]): OffsetSample[] {
  const samples: OffsetSample[] = []
  for (const fact of facts) {
    if (fact.kind !== 'wrapped-klog') continue
    const stamp = readStamp(fact.stamp)
    const offsetMinutes = stamp && klogOffset(stamp, fact.epochMs)
    if (offsetMinutes !== undefined) samples.push({ epochMs: fact.epochMs, offsetMinutes })
  }
  return samples.sort((one, other) => one.epochMs - other.epochMs)
}

/**
 * The same for an input of klog alone: its events that stand in another input with an instant. An event that happens
 * often fits in many ways; the offset that most events agree on is klog's. One or two can agree by chance: they are
 * believed where they show UTC or the machine's own zone.
 */
export function matchedSamples(
  klog: Occurrences,
  instants: Occurrences,
  machine: Zone | undefined,
): OffsetSample[] {
  const votes = new Map<number, { samples: OffsetSample[]; events: Set<Moment> }>()
  const known = new Set<Moment>()
  for (const match of possibleMatches(klog, instants)) {
    known.add(match.one)
    const sample = sampleOf(match)
    if (sample === undefined) continue
    const vote = votes.get(sample.offsetMinutes) ?? { samples: [], events: new Set() }
    votes.set(sample.offsetMinutes, vote)
    vote.samples.push(sample)
    vote.events.add(match.one)
  }
  const [first, second] = [...votes.values()].sort((one, other) => other.events.size - one.events.size)
  if (first === undefined || first.events.size <= (second?.events.size ?? 0)) return []
  if (first.events.size * 2 <= known.size) return []
  if (first.events.size < SURE && !first.samples.every((sample) => isLikely(sample, machine))) return []
  return first.samples.sort((one, other) => one.epochMs - other.epochMs)
}

function isLikely(sample: OffsetSample, machine: Zone | undefined): boolean {
  return sample.offsetMinutes === 0 || agrees(sample, machine)
}

/** Whether the machine's zone shows the same. */
function agrees({ epochMs, offsetMinutes }: OffsetSample, machine: Zone | undefined): boolean {
  return machine?.instantOf(epochMs + offsetMinutes * MINUTE).epochMs === epochMs
}

/** What a stamp shows whose event has an instant elsewhere. */
export function sampleOf({ one, other }: Match): OffsetSample | undefined {
  const epochMs = other.at.epochMs
  if (one.stamp === undefined || epochMs === undefined) return undefined
  const offsetMinutes = klogOffset(one.stamp, epochMs)
  return offsetMinutes === undefined ? undefined : { epochMs, offsetMinutes }
}

/** An event with the same words, header included where the wrapper kept it. */
export function messageKey({ event }: Moment): string | undefined {
  return event !== undefined && 'message' in event ? `${event.type} ${event.message}` : undefined
}

/** klog's own zone: UTC for good if it never showed anything else, the machine's if they always agree. */
export function klogZone(samples: readonly OffsetSample[], machine: Zone | undefined): Zone | undefined {
  if (samples.length === 0) return undefined
  if (machine !== undefined && samples.every((sample) => agrees(sample, machine))) return machine
  return samples.every(({ offsetMinutes }) => offsetMinutes === 0) ? fixedZone(0) : observedZone(samples)
}
