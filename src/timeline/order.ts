import type { FoundEvent } from '../record/event.js'
import type { Entry } from './entry.js'

/** An event of the timeline and all the places where it was read. */
export interface Item {
  readonly event: FoundEvent
  /** The reading that is the record first. */
  readonly entries: readonly Entry[]
  /** By how much its clock was ahead of the one that orders the rest: it was set back since. */
  readonly shiftMs?: number
  /** So much earlier it can have been, if it was before a step of its clock. */
  readonly doubtMs?: number
}

/** Where on the line of time the event stands. */
export function placeOf({ event: { at }, shiftMs = 0 }: Item): number | undefined {
  return at.epochMs === undefined ? undefined : at.epochMs + shiftMs
}

/** The timeline: by instant; what has none stands behind what stands before it in its own input. */
export function inOrder(items: readonly Item[]): Item[] {
  const dated = items.filter(isDated).sort((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0))
  const undated = items.filter((item) => !isDated(item)).sort(byInput)
  const places = placesOf(items)
  const before = new Map<Item, Item[]>()
  const after = new Map<Item, Item[]>()
  const end: Item[] = []
  for (const item of undated) {
    const { previous, next } = places.get(item) ?? {}
    if (previous !== undefined) add(after, previous, item)
    else if (next !== undefined) add(before, next, item)
    else end.push(item)
  }
  const ordered = [...runsOf(dated)].flatMap((run) =>
    asPrinted(run).flatMap((item) => [...(before.get(item) ?? []), item, ...(after.get(item) ?? [])]),
  )
  return [...ordered, ...asPrinted(end)]
}

function isDated({ event }: Item): boolean {
  return event.at.epochMs !== undefined
}

function byInput({ entries: [a] }: Item, { entries: [b] }: Item): number {
  if (a === undefined || b === undefined) return 0
  return a.input - b.input || a.index - b.index
}

function add(places: Map<Item, Item[]>, at: Item, item: Item): void {
  const there = places.get(at)
  if (there === undefined) places.set(at, [item])
  else there.push(item)
}

interface Neighbours {
  previous?: Item
  next?: Item
}

/** For each event without an instant, the nearest of its inputs that has one: the record's own input is asked first. */
function placesOf(items: readonly Item[]): Map<Item, Neighbours> {
  const places = new Map<Item, Neighbours>()
  for (const sequence of sequencesOf(items)) {
    walk(sequence, 'previous', places)
    walk(sequence.reverse(), 'next', places)
  }
  return places
}

function walk(sequence: readonly Place[], side: 'previous' | 'next', places: Map<Item, Neighbours>): void {
  let dated: Item | undefined
  for (const { item, own } of sequence) {
    if (isDated(item)) {
      dated = item
      continue
    }
    if (dated === undefined) continue
    const known = places.get(item)
    if (known === undefined) places.set(item, { [side]: dated })
    else if (own || known[side] === undefined) known[side] = dated
  }
}

interface Place {
  readonly item: Item
  /** The record was read from this input. */
  readonly own: boolean
}

/** The events of each input in its order. */
function sequencesOf(items: readonly Item[]): Place[][] {
  const sequences = new Map<number, (Place & { readonly index: number })[]>()
  for (const item of items)
    item.entries.forEach(({ input, index }, at) => {
      const sequence = sequences.get(input) ?? []
      sequences.set(input, sequence)
      sequence.push({ item, own: at === 0, index })
    })
  return [...sequences]
    .sort(([a], [b]) => a - b)
    .map(([, places]) => places.sort((a, b) => a.index - b.index))
}

/** Runs of events with the same instant. */
function* runsOf(dated: readonly Item[]): Generator<Item[]> {
  let run: Item[] = []
  for (const item of dated) {
    if (run[0] !== undefined && placeOf(run[0]) !== placeOf(item)) {
      yield run
      run = []
    }
    run.push(item)
  }
  if (run.length > 0) yield run
}

/**
 * Events that no clock orders, in an order that agrees with that of every input; where two inputs contradict each other,
 * the first one wins.
 */
function asPrinted(run: readonly Item[]): Item[] {
  if (run.length < 2) return [...run]
  const sorted = [...run].sort(byInput)
  const earlier = new Map<Item, Item[]>()
  for (const sequence of sequencesOf(sorted))
    sequence.forEach(({ item }, at) => {
      const previous = sequence[at - 1]
      if (previous !== undefined) add(earlier, item, previous.item)
    })
  const ordered: Item[] = []
  const state = new Map<Item, 'waiting' | 'placed'>()
  for (const item of sorted) {
    const stack = [item]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const first = earlier.get(top)?.find((one) => !state.has(one))
      if (!state.has(top)) state.set(top, 'waiting')
      if (first !== undefined) stack.push(first)
      else {
        stack.pop()
        if (state.get(top) === 'waiting') ordered.push(top)
        state.set(top, 'placed')
      }
    }
  }
  return ordered
}
