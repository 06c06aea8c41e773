import type { FoundEvent } from '../record/event.js'
import { isFoundDump, NOT_CONTENT_OF_DUMPS } from './dump.js'
import { NOT_CONTENT } from './happening.js'
import { countValues } from './values.js'

/** More than the values of any dump: a whole one is preferred to a cut one, however long. */
const WHOLE = 1_000_000_000

/**
 * How much a reading of an event has: of several, the one with the greatest number is the record. A dump that lacks
 * nothing has more than any that does.
 */
export function fullness(event: FoundEvent): number {
  if (isFoundDump(event)) return contentCount(event) + (event.completeness.complete ? WHOLE : 0)
  const series = 'count' in event && typeof event.count === 'number' ? event.count : 0
  return series + contentCount(event) + event.message.length / 10_000
}

/** How many values of its own an event has. */
export function contentCount(event: FoundEvent): number {
  return countValues(event, isFoundDump(event) ? NOT_CONTENT_OF_DUMPS : NOT_CONTENT)
}
