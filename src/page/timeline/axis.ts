/** A stretch of time that is drawn to scale: milliseconds, and where it stands as shares of the whole width. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly begin: number
  readonly end: number
}

/** Stretches in order. What lies between two is time in which nothing happened, and is shortened. */
export interface Axis {
  readonly stretches: readonly [Stretch, ...Stretch[]]
}

interface Knot {
  readonly ms: number
  readonly share: number
}

/**
 * Where a moment stands, as a share of the whole width: 0 is the left end, 1 the right one.
 *
 *     shareOf({ stretches: [{ from: 0, to: 100, begin: 0, end: 1 }] }, 25)   // 0.25
 */
export function shareOf(axis: Axis, ms: number): number {
  const [a, b] = around(axis, (knot) => knot.ms <= ms)
  return a.share + ((ms - a.ms) * (b.share - a.share)) / (b.ms - a.ms)
}

/** The moment that stands at a share of the width. */
export function momentAt(axis: Axis, share: number): number {
  const [a, b] = around(axis, (knot) => knot.share <= share)
  return a.ms + ((share - a.share) * (b.ms - a.ms)) / (b.share - a.share)
}

/** The two knots that a place lies between; the outer ones serve for what lies outside. */
function around({ stretches }: Axis, isBefore: (knot: Knot) => boolean): readonly [Knot, Knot] {
  const knots = stretches.flatMap(({ from, to, begin, end }): Knot[] => [
    { ms: from, share: begin },
    { ms: to, share: end },
  ])
  const left = Math.min(Math.max(knots.findLastIndex(isBefore), 0), knots.length - 2)
  const [first] = stretches
  return [
    knots[left] ?? { ms: first.from, share: first.begin },
    knots[left + 1] ?? { ms: first.to, share: first.end },
  ]
}
