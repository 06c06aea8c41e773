import type { Comparison } from './values.js'

/**
 * What the contents of two readings say:
 *
 * - `same`: enough identifying content in common, so that no clock is needed to tell
 * - `alike`: nothing contradicts, but the clocks must say the same
 * - `different`: something that identifies the event differs
 */
export interface Likeness {
  readonly verdict: 'same' | 'alike' | 'different'
  readonly comparison: Comparison
}
