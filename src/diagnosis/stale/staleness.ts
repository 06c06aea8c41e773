import { sumOf } from '../reservation.js'
import type { Chain } from './chain.js'

/** How it is known that the limit in force is not the one that was asked for. */
export type Staleness = 'below-allocatable' | 'below-configuration' | 'below-reading' | 'suspected'

/**
 * Undefined where nothing says that the limit is too low: a limit that is too high does not raise an OOM of its own.
 */
export function stalenessOf(chain: Chain): Staleness | undefined {
  const { limit, expected, allocatable, reading, first, later, changed, enforced } = chain
  if (allocatable !== undefined && limit.bytes < allocatable.bytes) return 'below-allocatable'
  if (expected !== undefined)
    return expected.bytes - limit.bytes >= limit.pageBytes ? 'below-configuration' : undefined
  if (reading !== undefined) return 'below-reading'
  if (allocatable !== undefined) return undefined
  const lessReserved = first !== undefined && later !== undefined && sumOf(later) < sumOf(first)
  const changedAfterStart = later === undefined && first !== undefined && changed !== undefined
  return enforced !== undefined && (lessReserved || changedAfterStart) ? 'suspected' : undefined
}
