import type { At, Source } from '../record/index.js'

/** What can be put in order: an event, or a series of equal readings that ends with `lastAt`. */
export interface Placed {
  readonly at: At
  readonly lastAt?: At | undefined
  readonly source: Source
  readonly alsoIn?: readonly Source[] | undefined
}

export type Order = 'yes' | 'no' | 'unknown'

/** Lines of a log stand in the order in which they were written; facts of files and of the API do not. */
const LINES_IN_ORDER: readonly At['basis'][] = [
  'journal',
  'syslog',
  'dmesg-wall-clock',
  'boot-time',
  'klog',
  'monotonic-only',
]

/** Coarser times cannot say that two things happened at the same moment. */
const FINE_ENOUGH_MS = 2000

/**
 * Was `a` over before `b` began? Certain only beyond the uncertainty of both times, or by the lines of one log.
 *
 *     isBefore(reload, oom)   // 'yes', 'no' or 'unknown'
 */
export function isBefore(a: Placed, b: Placed): Order {
  const gap = gapMs(a, b)
  if (gap !== undefined && gap > 0) return 'yes'
  const back = gapMs(b, a)
  if (back !== undefined && back > 0) return 'no'
  return byLines(a, b)
}

/** True when the order of the two is certain. */
export function surelyBefore(a: Placed, b: Placed): boolean {
  return isBefore(a, b) === 'yes'
}

/** True when both happened within a second, as far as their times can tell. */
export function together(a: Placed, b: Placed): boolean {
  if (a.at.epochMs === undefined || b.at.epochMs === undefined) return false
  const uncertainty = uncertaintyOf(a.at) + uncertaintyOf(b.at)
  return uncertainty <= FINE_ENOUGH_MS && Math.abs(a.at.epochMs - b.at.epochMs) <= uncertainty + 1000
}

/** True when the instants can be no more than so far apart. Without both instants nothing is near. */
export function near(a: At, b: At, milliseconds: number): boolean {
  if (a.epochMs === undefined || b.epochMs === undefined) return false
  return Math.abs(a.epochMs - b.epochMs) <= milliseconds + uncertaintyOf(a) + uncertaintyOf(b)
}

export function uncertaintyOf(at: At): number {
  return at.uncertaintyMs ?? 0
}

/** How long `a` was surely over when `b` began. */
function gapMs(a: Placed, b: Placed): number | undefined {
  const end = a.lastAt ?? a.at
  if (end.epochMs === undefined || b.at.epochMs === undefined) return undefined
  return b.at.epochMs - end.epochMs - uncertaintyOf(end) - uncertaintyOf(b.at)
}

function byLines(a: Placed, b: Placed): Order {
  if (!LINES_IN_ORDER.includes(a.at.basis) || !LINES_IN_ORDER.includes(b.at.basis)) return 'unknown'
  for (const one of sourcesOf(a))
    for (const other of sourcesOf(b)) {
      if (one.input !== other.input) continue
      if (one.lastLine < other.firstLine) return 'yes'
      if (other.lastLine < one.firstLine) return 'no'
    }
  return 'unknown'
}

function sourcesOf({ source, alsoIn }: Placed): readonly Source[] {
  return alsoIn === undefined ? [source] : [source, ...alsoIn]
}
