import { rangeOf } from '../../figures/index.js'

/** A straight line from bytes to parts of a width, or a logarithmic one where the marks would lie on each other. */
export interface Scale {
  readonly kind: 'linear' | 'log'
  /** From 0 to 1. */
  at(bytes: number): number
}

/** From here on the smallest mark is too near to the left edge to be told from the others. */
const FAR = 30
/** Room behind the largest. */
const ROOM = 1.08

/** The scale for a bar and its marks; undefined where there is nothing to draw. */
export function scaleFor(values: readonly number[]): Scale | undefined {
  const some = values.filter((value) => value > 0)
  if (some.length === 0) return undefined
  const range = rangeOf(some)
  const most = range.most * ROOM
  const { least } = range
  if (most / least <= FAR) return { kind: 'linear', at: (bytes) => within(bytes / most) }
  const begin = Math.log(least / 4)
  const span = Math.log(most) - begin
  return { kind: 'log', at: (bytes) => (bytes <= 0 ? 0 : within((Math.log(bytes) - begin) / span)) }
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share))
}
