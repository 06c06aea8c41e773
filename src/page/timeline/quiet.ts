import type { Axis, Stretch } from './axis.js'

/** Marks that are nearer to each other than this cannot be told apart. */
const CROWDED_PX = 14
/** A cut must make the rest so much wider to be worth its place. */
const WORTH = 1.6
const MOST_CUTS = 8
const NARROWEST_PX = 48
/** A stretch ends so much before and behind what happened in it, as a share of its length. */
const MARGIN = 0.06
const SHORTEST_MS = 500

export interface QuietOptions {
  /** Pixels for the whole axis, and for each time that is cut out. */
  readonly width: number
  readonly cutWidth: number
  /** False draws all of the time to scale. */
  readonly isShortened: boolean
}

/**
 * An axis for these moments. A minute in which all is decided and two hours in which nothing happens do not fit on one
 * scale; so where marks would lie on each other, the longest times without an event are cut out, as many as are worth it.
 *
 * @param moments in milliseconds, in order
 */
export function axisOf(moments: readonly number[], options: QuietOptions): Axis {
  const cuts = options.isShortened ? cutsOf(moments, options) : []
  const runs: number[][] = [[]]
  moments.forEach((moment, index) => {
    if (cuts.includes(index)) runs.push([])
    runs.at(-1)?.push(moment)
  })
  return { stretches: placed(runs, options) }
}

/** The indexes of moments with a long gap in front. */
function cutsOf(moments: readonly number[], { width, cutWidth }: QuietOptions): number[] {
  const gaps = moments
    .map((moment, index) => ({ index, ms: index === 0 ? 0 : moment - (moments[index - 1] ?? moment) }))
    .filter(({ ms }) => ms > SHORTEST_MS)
    .sort((a, b) => b.ms - a.ms)
  const total = (moments.at(-1) ?? 0) - (moments[0] ?? 0)
  if (!isCrowded(moments, total / width)) return []
  let rest = total
  let best = { cuts: 0, gain: 0 }
  for (const [index, { ms }] of gaps.slice(0, MOST_CUTS).entries()) {
    const cuts = index + 1
    const left = width - cuts * (cutWidth + NARROWEST_PX)
    rest -= ms
    if (left < NARROWEST_PX) break
    const gain = Math.log(total / width / (Math.max(rest, SHORTEST_MS) / left)) - cuts * Math.log(WORTH)
    if (gain > best.gain) best = { cuts, gain }
    if (!isCrowded(moments, rest / left)) break
  }
  return gaps.slice(0, best.cuts).map(({ index }) => index)
}

function isCrowded(moments: readonly number[], msPerPixel: number): boolean {
  return moments.some((moment, index) => {
    const gap = moment - (moments[index - 1] ?? Number.NEGATIVE_INFINITY)
    return gap > 0 && gap < CROWDED_PX * msPerPixel
  })
}

/** Runs of moments side by side, with the width of a cut between two. Long runs and full ones get more of it. */
function placed(runs: readonly (readonly number[])[], { width, cutWidth }: QuietOptions): Axis['stretches'] {
  const spans = runs.map((run, index) => spanOf(run, runs[index - 1]?.at(-1), runs[index + 1]?.[0]))
  const free = Math.max(width - (runs.length - 1) * cutWidth - runs.length * NARROWEST_PX, 0)
  const lengths = spans.reduce((sum, { from, to }) => sum + (to - from), 0)
  const counts = runs.reduce((sum, run) => sum + Math.log2(run.length + 1), 0)
  let x = 0
  const stretches = spans.map(({ from, to }, index): Stretch => {
    const byLength = (to - from) / lengths
    const byCount = Math.log2((runs[index]?.length ?? 0) + 1) / Math.max(counts, 1)
    const size = NARROWEST_PX + (free * (byLength + byCount)) / 2
    const stretch = { from, to, begin: x, end: x + size }
    x += size + cutWidth
    return stretch
  })
  const whole = stretches.at(-1)?.end ?? 1
  const [first, ...others] = stretches.map((one) => ({
    ...one,
    begin: one.begin / whole,
    end: one.end / whole,
  }))
  return first === undefined ? [{ from: 0, to: 1, begin: 0, end: 1 }] : [first, ...others]
}

/** From the first moment of a run to its last with some room, which never reaches into the neighbours. */
function spanOf(run: readonly number[], before = Number.NEGATIVE_INFINITY, after = Number.POSITIVE_INFINITY) {
  const first = run[0] ?? 0
  const last = run.at(-1) ?? first
  const room = Math.max((last - first) * MARGIN, SHORTEST_MS / 2)
  return {
    from: first - Math.min(room, (first - before) / 3),
    to: last + Math.min(room, (after - last) / 3),
  }
}
