import { localMs, type Stamp } from '../stamp/index.js'
import { firstIndex } from './search.js'

const DAY = 86_400_000
const HALF_A_YEAR = 183
/** A line from before New Year that came a day or two late. */
const ALMOST_A_YEAR = 362

/** What there is to tell the year of an input's stamps by. All instants are in milliseconds. */
export interface YearEvidence {
  /** Said by the caller: the year of the first stamp. */
  readonly stated?: number
  /** Stamps with a year that the input begins with, in its own local time: not after the first stamp. */
  readonly began: readonly number[]
  /** Where the input says how far it goes. */
  readonly ended?: number
  /** Instants of other lines of the input. */
  readonly own: readonly number[]
  /** Instants of the same machine, in order. */
  readonly near: readonly number[]
  /** When the input was written or captured: no stamp is younger, but for a day of zones and wrong clocks. */
  readonly notAfter?: number
}

/** Stamps that go forward in time, some over New Year. */
export interface YearChain {
  /** Of each stamp: 0 for the year of the first one, 1 after New Year. */
  readonly relative: readonly number[]
  /** The stamps that decide which years are possible: the first, the last, and each February 29. */
  readonly marks: readonly { readonly stamp: Stamp; readonly relative: number }[]
}

/**
 * Stamps in the order of their lines go forward: from December to January, a year has passed. A line that came late
 * can still stand on the other side of New Year.
 */
export function chainOf(stamps: readonly Stamp[]): YearChain {
  const relative: number[] = []
  const marks = new Map<number, { stamp: Stamp; relative: number }>()
  let year = 0
  let last: number | undefined
  for (const [index, stamp] of stamps.entries()) {
    const date = stamp.month * 30.5 + stamp.day
    if (last !== undefined && last - date > HALF_A_YEAR) year++
    else if (last !== undefined && date - last > ALMOST_A_YEAR) year--
    last = date
    relative.push(year)
    const leap = stamp.month === 1 && stamp.day === 29
    if (leap || index === 0 || index === stamps.length - 1)
      marks.set(leap ? year + 0.5 : index === 0 ? -1e6 : 1e6, { stamp, relative: year })
  }
  return { relative, marks: [...marks.values()] }
}

/** The year of the first stamp of the chain, where anything justifies one. */
export function firstYear(chain: YearChain, evidence: YearEvidence): number | undefined {
  const { stated, began, ended, own, near, notAfter } = evidence
  if (stated !== undefined) return stated
  const fits = (year: number) => spanOf(chain, year)
  const lower = began.length > 0 ? began.reduce((least, one) => Math.min(least, one)) - DAY : undefined
  if (lower !== undefined || ended !== undefined) {
    const found = within(chain, lower, ended)
    const [only, second] = found
    if (only !== undefined && (second === undefined || ended === undefined)) return only
    if (only === undefined) return undefined
    return nearest(found, own, fits) ?? nearest(found, near, fits)
  }
  const bound = notAfter === undefined ? Number.POSITIVE_INFINITY : notAfter + DAY
  for (const known of [own, near]) {
    const first = known[0]
    const last = known.at(-1)
    if (first === undefined || last === undefined) continue
    const years = yearsBetween(yearOf(first) - 1, yearOf(last) + 1, chain)
    const possible = years.filter((year) => (fits(year)?.to ?? Number.POSITIVE_INFINITY) <= bound)
    const found = nearest(possible, known, fits)
    if (found !== undefined) return found
  }
  if (notAfter === undefined) return undefined
  const latest = yearOf(notAfter) + 1
  // Eight years back there was a February 29 for sure.
  return yearsBetween(latest - 9, latest, chain).findLast((year) => (fits(year)?.to ?? bound + 1) <= bound)
}

/** Years in which all stamps lie between these; without an end, the first such year. */
function within(chain: YearChain, lower: number | undefined, ended: number | undefined): number[] {
  const from = lower === undefined ? undefined : yearOf(lower)
  const to = ended === undefined ? undefined : yearOf(ended) + 1
  const first = from ?? (to ?? 0) - 9
  const last = to ?? first + 9
  return yearsBetween(first, Math.min(last, first + 200), chain).filter((year) => {
    const span = spanOf(chain, year)
    if (span === undefined || (lower !== undefined && span.from < lower)) return false
    return ended === undefined || span.to <= ended + DAY
  })
}

function yearsBetween(first: number, last: number, chain: YearChain): number[] {
  const end = chain.relative.at(-1) ?? 0
  const years: number[] = []
  for (let year = Math.max(1970, first - end); year <= Math.min(last, first + 400); year++) years.push(year)
  return years
}

/** The first and the last stamp, if that is the first one's year; nothing if a day is not in its year. */
function spanOf({ marks }: YearChain, year: number): { from: number; to: number } | undefined {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (const { stamp, relative } of marks) {
    const at = localMs(stamp, year + relative)
    if (at === undefined) return undefined
    from = Math.min(from, at)
    to = Math.max(to, at)
  }
  return { from, to }
}

/** The year that brings the chain nearest to anything that is known; the later of two. */
function nearest(
  years: readonly number[],
  known: readonly number[],
  spanFor: (year: number) => { from: number; to: number } | undefined,
): number | undefined {
  if (known.length === 0) return undefined
  let best: { year: number; distance: number } | undefined
  for (const year of years) {
    const span = spanFor(year)
    if (span === undefined) continue
    const distance = distanceTo(known, span)
    if (best === undefined || distance <= best.distance) best = { year, distance }
  }
  return best?.year
}

function distanceTo(known: readonly number[], { from, to }: { from: number; to: number }): number {
  const low = firstIndex(known, (epochMs) => epochMs >= from)
  const after = known[low]
  const before = known[low - 1]
  const ahead = after === undefined ? Number.POSITIVE_INFINITY : Math.max(0, after - to)
  return Math.min(ahead, before === undefined ? Number.POSITIVE_INFINITY : from - before)
}

function yearOf(epochMs: number): number {
  return new Date(epochMs).getUTCFullYear()
}
