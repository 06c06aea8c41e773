import type { ClockPair } from './pair.js'
import { firstIndex } from './search.js'

/** Less than this is no step: the clocks of a loaded machine are read that far apart. */
const STEP_MS = 2000
/** A reader of logs that is behind catches up within this, but for the time before it was started. */
const LONGEST_DELAY_MS = 600_000

/** A stretch of one boot in which wall clock and kernel clock went together. */
export interface Level {
  /** Its first and last pair. */
  readonly from: ClockPair
  readonly to: ClockPair
  /** The latest pairs of each stretch of seconds that were stamped with the least delay, in order. */
  readonly knots: readonly ClockPair[]
  /** The least `bootMs` of the knots. */
  readonly bootMs: number
}

/**
 * Finds where the clocks of one boot went apart.
 *
 * Lines get the wall clock when they are read, not when they are printed: journald stamps the first lines of a boot a
 * minute late, and an OOM's by seconds. So `bootMs` of a pair is the truth or later, and what counts is the lower edge:
 *
 *     bootMs │ \                       · slept
 *            │  \   ·                  ·─────·──
 *            │   \  : ·  late lines    ·
 *            │    \_:_:____________·___·
 *            └──────────────────────────────── seconds since boot
 *
 * A queue that is read all at once falls by a second per second: never longer than the tolerance on one height.
 */
export function levelsOf(pairs: readonly ClockPair[]): Level[] {
  const sorted = [...pairs].sort((one, other) => one.monotonicSec - other.monotonicSec)
  const finest = sorted.reduce((least, { resolutionMs }) => Math.min(least, resolutionMs), Number.MAX_VALUE)
  const toleranceMs = Math.max(STEP_MS, 5 * finest)
  const cellSec = Math.max(10, (2 * toleranceMs) / 1000)
  const runs = runsOf(knotsOf(sorted, cellSec), toleranceMs)
  return kept(runs, sorted, toleranceMs, cellSec).map((run, index, all) =>
    levelOf(run, sorted, toleranceMs, all[index - 1], all[index + 1]),
  )
}

interface Run {
  readonly knots: readonly ClockPair[]
  readonly bootMs: number
}

/** The earliest boot time that each stretch of seconds allows. */
function knotsOf(sorted: readonly ClockPair[], cellSec: number): ClockPair[] {
  const knots: ClockPair[] = []
  let cell = Number.NaN
  for (const pair of sorted) {
    const own = Math.floor(pair.monotonicSec / cellSec)
    const last = knots.at(-1)
    if (own !== cell || last === undefined) knots.push(pair)
    else if (pair.bootMs <= last.bootMs) knots[knots.length - 1] = pair
    cell = own
  }
  return knots
}

/** Neighbours of about the same height. */
function runsOf(knots: readonly ClockPair[], toleranceMs: number): Run[] {
  const runs: { knots: ClockPair[]; bootMs: number }[] = []
  for (const knot of knots) {
    const run = runs.at(-1)
    const before = run?.knots.at(-1)
    if (run === undefined || before === undefined || Math.abs(knot.bootMs - before.bootMs) > toleranceMs) {
      runs.push({ knots: [knot], bootMs: knot.bootMs })
    } else {
      run.knots.push(knot)
      run.bootMs = Math.min(run.bootMs, knot.bootMs)
    }
  }
  return runs
}

/** The runs that no delay explains. */
function kept(
  runs: readonly Run[],
  sorted: readonly ClockPair[],
  toleranceMs: number,
  cellSec: number,
): Run[] {
  const sure = runs.map((run, index) => isLong(run, cellSec) || isSetBack(run, runs[index + 1], toleranceMs))
  if (!sure.includes(true)) sure[lowest(runs)] = true
  const found: Run[] = []
  let next = nextSure(runs, sure, 0)
  for (const [index, run] of runs.entries()) {
    if (sure[index]) {
      found.push(run)
      next = nextSure(runs, sure, index + 1)
      continue
    }
    const before = found.at(-1)
    const above = before === undefined ? Number.NEGATIVE_INFINITY : run.bootMs - before.bootMs
    const late = above > toleranceMs && (above <= LONGEST_DELAY_MS || isAlone(run, sorted, toleranceMs))
    const early = next !== undefined && run.bootMs > next.bootMs
    if (!late && !early) found.push(run)
  }
  return found
}

function nextSure(runs: readonly Run[], sure: readonly boolean[], from: number): Run | undefined {
  const at = sure.indexOf(true, from)
  return at < 0 ? undefined : runs[at]
}

function isLong({ knots }: Run, cellSec: number): boolean {
  return (knots.at(-1)?.monotonicSec ?? 0) - (knots[0]?.monotonicSec ?? 0) > cellSec
}

/** One log whose wall clock goes back: lines come late, but they come one after the other. */
function isSetBack(run: Run, next: Run | undefined, toleranceMs: number): boolean {
  const last = run.knots.at(-1)
  const first = next?.knots[0]
  if (last?.moment === undefined || first?.moment === undefined) return false
  return last.moment.input === first.moment.input && last.epochMs > first.epochMs + toleranceMs
}

/** One stamp that nothing confirms: it may be damaged. */
function isAlone({ knots }: Run, sorted: readonly ClockPair[], toleranceMs: number): boolean {
  const [knot] = knots
  if (knot === undefined || knots.length > 1) return false
  let at = firstIndex(sorted, ({ monotonicSec }) => monotonicSec >= knot.monotonicSec)
  while (sorted[at] !== knot && at < sorted.length) at++
  return ![sorted[at - 1], sorted[at + 1]].some(
    (other) => other !== undefined && isNear(other, knot, toleranceMs),
  )
}

function lowest(runs: readonly Run[]): number {
  let at = 0
  for (const [index, run] of runs.entries()) if (run.bootMs < (runs[at]?.bootMs ?? 0)) at = index
  return at
}

/** From the first to the last pair of about this height, and no farther than to the levels beside it. */
function levelOf(
  run: Run,
  sorted: readonly ClockPair[],
  toleranceMs: number,
  before: Run | undefined,
  after: Run | undefined,
): Level {
  const { knots, bootMs } = run
  let from = knots[0]
  let to = knots.at(-1)
  const start = before?.knots.at(-1)?.monotonicSec ?? Number.NEGATIVE_INFINITY
  const end = after?.knots[0]?.monotonicSec ?? Number.POSITIVE_INFINITY
  for (let at = firstIndex(sorted, (pair) => pair.monotonicSec > start); at < sorted.length; at++) {
    const pair = sorted[at]
    if (pair === undefined || pair.monotonicSec >= end) break
    if (from !== undefined && pair.monotonicSec < from.monotonicSec && isNear(pair, from, toleranceMs))
      from = pair
    if (to !== undefined && pair.monotonicSec > to.monotonicSec && isNear(pair, to, toleranceMs)) to = pair
  }
  const none = sorted[0] as ClockPair
  return { from: from ?? none, to: to ?? none, knots, bootMs }
}

function isNear(pair: ClockPair, other: ClockPair, toleranceMs: number): boolean {
  return Math.abs(pair.bootMs - other.bootMs) <= toleranceMs
}
