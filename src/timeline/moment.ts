import type { At } from '../record/at.js'
import type { FoundEvent } from '../record/event.js'
import { hasHead, isFoundDump } from '../sameness/index.js'
import type { Entry } from './entry.js'

/**
 * What the clocks say of two readings:
 *
 * - `same`: one clock, one stamp
 * - `near`: the wall clocks agree as far as they can
 * - `unknown`: nothing to compare
 * - `doubtful`: they disagree, but one is known to run wrong
 * - `apart`: two events
 */
export interface Meeting {
  readonly verdict: 'same' | 'near' | 'unknown' | 'doubtful' | 'apart'
  /** By how many milliseconds they differ beyond what each leaves open. */
  readonly distanceMs: number
}

/** A stamp whose uncertainty nobody has stated: most forms print whole seconds. */
const UNSTATED_MS = 1000

/** Every reader of the kernel's log prints the same stamp; some round it to milliseconds. */
export const STAMP_SEC = 0.002

/** journald and rsyslog stamp what they receive, and the kubelet's clock and theirs are read at different moments. */
export const DELAY_MS = 2000

/** Of one daemon's stamp all readers have the same; some forms have the time of sending, others that of receiving it. */
const ONE_CLOCK_MS = 100

/** journald reads the first lines of a boot when it starts. */
const BOOT_DELAY_MS = 60_000

/** A dump of thousands of rows on a slow console: so much later may be the first line that a cut reading has. */
export const DUMP_MS = 60_000

/** dmesg makes instants from the present wall clock and a clock that runs at its own speed. */
const UNSTATED_DMESG_MS = 2000

export function uncertaintyOf({ uncertaintyMs, basis }: At): number {
  return uncertaintyMs ?? (basis === 'dmesg-wall-clock' ? UNSTATED_DMESG_MS : UNSTATED_MS)
}

export function meetingOf(one: Entry, other: Entry): Meeting {
  const first = one.event
  const second = other.event
  const a = first.at
  const b = second.at
  const later = laterBy(first, second)
  if (a.monotonicSec !== undefined && b.monotonicSec !== undefined) {
    const gap = (b.monotonicSec - a.monotonicSec) * 1000
    const distanceMs = Math.abs(gap)
    if (otherBoot(a, b, later)) return apart
    if (distanceMs <= STAMP_SEC * 1000) return { verdict: 'same', distanceMs }
    return within(gap, lateBy(one, other, later)) ? { verdict: 'near', distanceMs } : apart
  }
  if (a.epochMs !== undefined && b.epochMs !== undefined) {
    const gap = b.epochMs - a.epochMs
    const open = uncertaintyOf(a) + uncertaintyOf(b)
    const delay = delayOf(first, second)
    const distanceMs = Math.max(0, Math.abs(gap) - open)
    if (distanceMs <= delay || within(gap, { from: later.from - open, to: later.to + open }))
      return { verdict: 'near', distanceMs }
    // dmesg counts from the present wall clock: a suspend or weeks of drift put it hours or minutes off.
    const wrong = (a.basis === 'dmesg-wall-clock') !== (b.basis === 'dmesg-wall-clock')
    return wrong ? { verdict: 'doubtful', distanceMs } : apart
  }
  if (samePrinted(a.printed, b.printed)) return { verdict: 'near', distanceMs: 0 }
  return { verdict: 'unknown', distanceMs: 0 }
}

const apart: Meeting = { verdict: 'apart', distanceMs: Number.POSITIVE_INFINITY }

interface Span {
  readonly from: number
  readonly to: number
}

const NOT_LATER: Span = { from: 0, to: 0 }

/** By how many milliseconds the second may be later, beyond what clocks leave open: readings without the head are. */
function laterBy(first: FoundEvent, second: FoundEvent): Span {
  if (!isFoundDump(first) || !isFoundDump(second)) return NOT_LATER
  if (hasHead(first) && hasHead(second)) return NOT_LATER
  return { from: hasHead(first) ? 0 : -DUMP_MS, to: hasHead(second) ? 0 : DUMP_MS }
}

/** What is received comes later than it was printed. */
function lateBy(one: Entry, other: Entry, { from, to }: Span): Span {
  if (one.received === other.received) return { from, to }
  const delay = one.event.type === 'boot' ? BOOT_DELAY_MS : DELAY_MS
  return one.received ? { from: from - delay, to } : { from, to: to + delay }
}

function within(gap: number, { from, to }: Span): boolean {
  return (from < 0 || to > 0) && gap >= from && gap <= to
}

/**
 * The same stamp of the kernel's clock in two boots is at least as far apart by the wall clock as the machine was up.
 * Of a boot's first seconds that is less than what journald is late.
 */
function otherBoot(a: At, b: At, later: Span): boolean {
  if (a.epochMs === undefined || b.epochMs === undefined) return false
  if (a.monotonicSec === undefined || b.monotonicSec === undefined) return false
  const up = Math.min(a.monotonicSec, b.monotonicSec) * 1000
  const open = uncertaintyOf(a) + uncertaintyOf(b) + later.to - later.from
  return Math.abs(a.epochMs - b.epochMs) > open + Math.max(up, BOOT_DELAY_MS)
}

/** Times out of a file's metadata or of the API are the thing itself: nobody received them later. */
const EXACT: ReadonlySet<At['basis']> = new Set(['file-mtime', 'api', 'capture'])
const ONE_CLOCK: ReadonlySet<At['basis']> = new Set(['journal', 'klog'])

function delayOf(first: FoundEvent, second: FoundEvent): number {
  const [one, other] = [first.at.basis, second.at.basis]
  if (first.type === 'boot') return BOOT_DELAY_MS
  if (EXACT.has(one) && EXACT.has(other)) return 0
  return one === other && ONE_CLOCK.has(one) ? ONE_CLOCK_MS : DELAY_MS
}

/** `Nov 23 19:37:15` and `Nov 23 19:37:15.897777` are one moment, whatever year and zone they are of. */
function samePrinted(first: string | undefined, second: string | undefined): boolean {
  if (first === undefined || second === undefined) return false
  if (first === second) return true
  const [short, long] = first.length < second.length ? [first, second] : [second, first]
  return short.includes(':') && long.startsWith(short) && long[short.length] === '.'
}
