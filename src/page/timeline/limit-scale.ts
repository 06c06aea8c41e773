import { rangeOf } from '../../figures/index.js'
import type { LimitPlot } from './limits.js'

export const PLOT_PX = 166
const TOP = 32
const BOTTOM = 26
/** Two amounts at the edge stand at least so far apart. */
const APART_PX = 13
const MOST_AMOUNTS = 5

export interface Amount {
  readonly bytes: number
  /** Where it is. */
  readonly y: number
  /** Where its text has room. */
  readonly textY: number
}

/** Amounts to pixels from the top of the plot. It does not begin at zero: what matters is which one is lower. */
export function heightOf({ points, allocatable }: LimitPlot): (bytes: number) => number {
  const amounts = [...points, ...allocatable].map(({ bytes }) => bytes)
  const { least, most } = rangeOf(amounts)
  const room = PLOT_PX - TOP - BOTTOM
  if (most === least) return () => TOP + room / 2
  return (bytes) => TOP + (1 - (bytes - least) / (most - least)) * room
}

/** The amounts to write at the edge: all, or where they are many those of OOMs, the outer ones and Allocatable. */
export function amountsOf(plot: LimitPlot, yOf: (bytes: number) => number): Amount[] {
  const all = [...plot.points, ...plot.allocatable].map(({ bytes }) => bytes)
  const { least, most } = rangeOf(all)
  const important = [
    least,
    most,
    ...plot.points.flatMap(({ kind, bytes }) => (kind === 'hit' ? bytes : [])),
    ...plot.allocatable.map(({ bytes }) => bytes),
  ]
  const distinct = [...new Set(all)].length > MOST_AMOUNTS ? important : all
  let below = Number.NEGATIVE_INFINITY
  return [...new Set(distinct)]
    .sort((a, b) => b - a)
    .flatMap((bytes) => {
      const y = yOf(bytes)
      const textY = Math.max(y, below + APART_PX)
      if (textY - y > 2 * APART_PX) return []
      below = textY
      return [{ bytes, y, textY }]
    })
}
