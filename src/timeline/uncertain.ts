import type { At } from '../record/at.js'
import type { FoundEvent } from '../record/event.js'
import { isFoundDump } from '../sameness/index.js'
import { isReading } from './candidate.js'
import { uncertaintyOf } from './moment.js'
import { type Item, placeOf } from './order.js'

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
      if (other === undefined || theirs === undefined) break
      if (!overlap(item, other)) continue
      if (theirs.length >= NEIGHBOURS_MAX || isOrdered(item, other)) continue
      mine.push(next)
      theirs.push(index)
    }
  })
  return beside
}

/** Stamps that are cut off, not rounded: what they tell of happened up to one unit later. */
const CUT_OFF: ReadonlySet<At['basis']> = new Set(['journal', 'syslog', 'klog', 'api', 'file-mtime'])
const LARGEST_UNIT_MS = 1000

function overlap(first: Item, second: Item): boolean {
  const a = spanOf(first)
  const b = spanOf(second)
  return a !== undefined && b !== undefined && a.from <= b.to && b.from <= a.to
}

function spanOf(item: Item): { from: number; to: number } | undefined {
  const place = placeOf(item)
  if (place === undefined) return undefined
  const { event, doubtMs = 0 } = item
  const open = uncertaintyOf(event.at)
  // The kernel's lines are stamped when somebody reads them: they may be older too.
  const isRead = isFoundDump(event) || event.type === 'boot'
  const cut = !isRead && CUT_OFF.has(event.at.basis) && open <= LARGEST_UNIT_MS
  return cut
    ? { from: place - doubtMs, to: place + open - 1 }
    : { from: place - doubtMs - open, to: place + open }
}

/** What was so when somebody looked, and had been for a while: whether a line of a log is older says nothing. */
const IN_NO_ORDER: ReadonlySet<FoundEvent['type']> = new Set([
  'kubelet-config',
  'cgroup-usage',
  'node-memory',
  'node-allocatable',
  'pod-spec',
])

function isOrdered(first: Item, second: Item): boolean {
  if (isReading(first.event) && isReading(second.event)) return true
  if (IN_NO_ORDER.has(first.event.type) || IN_NO_ORDER.has(second.event.type)) return true
  return first.entries.some(({ input }) => second.entries.some((other) => other.input === input))
}
