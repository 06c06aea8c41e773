import { KernelClock } from './kernel-clock.js'
import { type ClockPair, pairOfBoot } from './pair.js'
import type { Segment } from './segments.js'

/** Lines of the boot itself are stamped late by up to this; later ones tell the boot's time better than btime. */
const SETTLED_SEC = 300
const LONGEST_DELAY_MS = 600_000
/** How far two readings of one boot time lie apart. */
const SAME_MS = 5000
/** A boot ends before the next begins, but for the time that its first lines come late. */
const OVERLAP_MS = 60_000

/** From the start of a machine to its last line. */
export interface Boot {
  readonly startMs: number
  readonly endMs: number
  readonly clock: KernelClock
  readonly segments: readonly Segment[]
}

/** What somebody says of the time of boot. */
export interface BootTime {
  readonly epochMs: number
  readonly uncertaintyMs: number
  readonly inferred?: readonly ('year' | 'zone')[]
}

/**
 * The boots of one machine, in order: segments whose time from boot to last line overlaps are of one boot, for a machine
 * runs only once at a time.
 */
export function bootsOf(segments: readonly Segment[], times: readonly BootTime[]): Boot[] {
  const spans = segments
    .filter(({ pairs }) => pairs.length > 0)
    .map((segment) => ({ segment, ...spanOf(segment.pairs) }))
    .sort((one, other) => one.startMs - other.startMs)
  const drafts: Draft[] = []
  for (const { segment, startMs, endMs } of spans) {
    const last = drafts.at(-1)
    const overlaps = last !== undefined && startMs <= last.endMs
    const own: Draft = overlaps ? last : { startMs, endMs, pairs: [], segments: [] }
    if (!overlaps) drafts.push(own)
    own.endMs = Math.max(own.endMs, endMs)
    own.segments.push(segment)
    for (const pair of segment.pairs) own.pairs.push(pair)
  }
  for (const time of [...times].sort((one, other) => one.epochMs - other.epochMs)) addTime(drafts, time)
  return drafts
    .map(({ pairs, ...draft }) => ({ ...draft, clock: new KernelClock(pairs) }))
    .sort((one, other) => one.startMs - other.startMs)
}

interface Draft {
  startMs: number
  endMs: number
  readonly pairs: ClockPair[]
  readonly segments: Segment[]
}

function addTime(drafts: Draft[], { epochMs, uncertaintyMs, inferred }: BootTime): void {
  const pair = pairOfBoot(epochMs, Math.max(1000, uncertaintyMs), inferred)
  const own = drafts.find(
    ({ startMs, endMs, segments }) =>
      epochMs <= endMs + SAME_MS && epochMs >= startMs - (segments.length > 0 ? LONGEST_DELAY_MS : SAME_MS),
  )
  if (own === undefined) {
    drafts.push({ startMs: epochMs, endMs: epochMs, pairs: [pair], segments: [] })
    drafts.sort((one, other) => one.startMs - other.startMs)
    return
  }
  const settled = own.pairs.some(({ monotonicSec }) => monotonicSec >= SETTLED_SEC)
  if (own.segments.length > 0 && !settled) {
    own.pairs.push(pair)
    own.startMs = Math.min(own.startMs, epochMs)
  }
}

function spanOf(pairs: readonly ClockPair[]): { startMs: number; endMs: number } {
  const startMs = new KernelClock(pairs).levels[0]?.bootMs ?? 0
  return { startMs, endMs: pairs.reduce((latest, pair) => Math.max(latest, pair.epochMs), startMs) }
}

/**
 * The boot that a segment without any wall clock is of, where only one can be it: it must have ended before the next one
 * began.
 */
export function onlyBoot(segment: Segment, boots: readonly Boot[]): Boot | 'unknown' | undefined {
  const highest = segment.moments.reduce((most, { at }) => Math.max(most, at.monotonicSec ?? 0), 0)
  let only: Boot | undefined
  for (const [index, boot] of boots.entries()) {
    const next = boots[index + 1]
    if (next !== undefined && boot.startMs + highest * 1000 > next.startMs + OVERLAP_MS) continue
    if (only !== undefined) return 'unknown'
    only = boot
  }
  return only
}

/** The clock of a boot whose time the caller says. */
export function statedClock(epochMs: number): KernelClock {
  return new KernelClock([pairOfBoot(epochMs, 1000)])
}
