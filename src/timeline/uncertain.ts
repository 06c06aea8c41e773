import { isReading } from './candidate.js'
import { uncertaintyOf } from './moment.js'
import type { Item } from './order.js'

/** More neighbours than that say no more than "somewhere here". */
const NEIGHBOURS_MAX = 8

/**
 * For each event, the indexes of those beside it in the timeline that may as well stand on its other side: their clocks
 * leave it open, and no input has both. Facts out of files have no order that anybody asks for.
 */
export function uncertainNeighbours(timeline: readonly Item[]): number[][] {
  const beside: number[][] = timeline.map(() => [])
  timeline.forEach((item, index) => {
    const mine = beside[index] ?? []
    for (let next = index + 1; next <= index + NEIGHBOURS_MAX && mine.length < NEIGHBOURS_MAX; next++) {
      const other = timeline[next]
      const theirs = beside[next]
      if (other === undefined || theirs === undefined || !overlap(item, other)) break
      if (theirs.length >= NEIGHBOURS_MAX || isOrdered(item, other)) continue
      mine.push(next)
      theirs.push(index)
    }
  })
  return beside
}

function overlap({ event: { at: a } }: Item, { event: { at: b } }: Item): boolean {
  if (a.epochMs === undefined || b.epochMs === undefined) return false
  return b.epochMs - a.epochMs <= uncertaintyOf(a) + uncertaintyOf(b)
}

function isOrdered(first: Item, second: Item): boolean {
  if (isReading(first.event) && isReading(second.event)) return true
  return first.entries.some(({ input }) => second.entries.some((other) => other.input === input))
}
