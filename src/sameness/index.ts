import type { FoundEvent } from '../record/event.js'
import { isFoundDump, likenessOfDumps } from './dump.js'
import { likenessOfHappenings } from './happening.js'
import type { Likeness } from './likeness.js'

export { hasHead, isFoundDump } from './dump.js'
export { fingerprintOf } from './fingerprint.js'
export { contentCount, fullness } from './fullness.js'
export { type Keys, keysOf } from './keys.js'
export type { Likeness } from './likeness.js'
export { isSeries } from './series.js'
export type { Difference } from './values.js'

/** Compares two readings by content. Clocks, hosts and inputs are not looked at. */
export function likenessOf(first: FoundEvent, second: FoundEvent): Likeness {
  if (isFoundDump(first) && isFoundDump(second)) return likenessOfDumps(first, second)
  if (!isFoundDump(first) && !isFoundDump(second)) return likenessOfHappenings(first, second)
  return { verdict: 'different', comparison: { agreeing: 0, differing: 0, differences: [] } }
}

/**
 * Whether two readings are of one event, by content alone: nothing that both have differs, and enough of what they have
 * in common tells the event from others (the victim with its sizes, the trigger with the counters). Holds also where one
 * of them is cut.
 *
 * @example
 * isSame(fromDmesg, fromTheJournalThatLostTheHead) // true
 */
export function isSame(first: FoundEvent, second: FoundEvent): boolean {
  const { verdict, comparison } = likenessOf(first, second)
  return verdict === 'same' && comparison.differing === 0
}
