import type { Fingerprint, Moment } from './moments.js'

/** More often than this in one input, an event says nothing by itself: its readings cannot be told apart. */
const MOST_ALIKE = 8

/** Moments by the identity of their event and by input. */
export type Occurrences = ReadonlyMap<string, ReadonlyMap<number, readonly Moment[]>>

/** One event in two inputs. */
export interface Match {
  readonly one: Moment
  readonly other: Moment
}

export function occurrencesOf(
  moments: Iterable<Moment>,
  keyOf: (moment: Moment) => string | undefined,
): Occurrences {
  const found = new Map<string, Map<number, Moment[]>>()
  for (const moment of moments) {
    const key = keyOf(moment)
    if (key === undefined) continue
    const inputs = found.get(key) ?? new Map<number, Moment[]>()
    found.set(key, inputs)
    const list = inputs.get(moment.input) ?? []
    inputs.set(moment.input, list)
    // One more than is of use shows that there are too many.
    if (list.length <= MOST_ALIKE) list.push(moment)
  }
  return found
}

/** The events that these moments and those have both, as many times in the one input as in the other. */
export function* matches(some: Occurrences, others: Occurrences): Generator<Match> {
  for (const [key, inputs] of some) {
    const theirs = others.get(key)
    if (theirs === undefined) continue
    for (const [input, mine] of inputs) {
      if (mine.length > MOST_ALIKE) continue
      for (const [other, list] of theirs) {
        if (other === input || list.length !== mine.length) continue
        for (const [index, one] of mine.entries()) {
          const match = list[index]
          if (match !== undefined) yield { one, other: match }
        }
      }
    }
  }
}

/** All pairs of readings that may be one event: who takes them lets them vote. */
export function* possibleMatches(some: Occurrences, others: Occurrences): Generator<Match> {
  for (const [key, inputs] of some) {
    const theirs = others.get(key)
    if (theirs === undefined) continue
    for (const [input, mine] of inputs) {
      if (mine.length > MOST_ALIKE) continue
      for (const [other, list] of theirs) {
        if (other === input || list.length > MOST_ALIKE) continue
        for (const one of mine) for (const match of list) yield { one, other: match }
      }
    }
  }
}

/** Identity of a kernel event. A boot has the same words every time, and its line comes late into the logs. */
export function kernelKey(fingerprint: Fingerprint): (moment: Moment) => string | undefined {
  return ({ event }) => (event === undefined || event.type === 'boot' ? undefined : fingerprint(event))
}
