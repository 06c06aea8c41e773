import { ANCHORS } from './anchors.js'
import { type FilterSink, LineFilter, Scanner } from './filter/index.js'

/** Made once: its tables cost more than a short log. */
let scanner: Scanner | undefined | 'none'

/**
 * The filter of one log; undefined where the platform cannot have it, and every line is read.
 *
 * @param isInLine the bytes that come begin inside of a line
 */
export function newFilter(sink: FilterSink, isInLine: boolean): LineFilter | undefined {
  scanner ??= Scanner.create(ANCHORS.map(({ places }) => ({ bytes: places }))) ?? 'none'
  return scanner === 'none' ? undefined : new LineFilter(scanner, ANCHORS, sink, isInLine)
}
