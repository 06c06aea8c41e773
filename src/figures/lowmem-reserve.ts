import type { ZoneMemory } from '../record/index.js'
import { classZone, type ZoneName, zoneLists } from './gfp-zone.js'
import { type Range, rangeOf } from './range.js'

/**
 * Pages that a zone keeps from requests that could have used a higher one, for requests of one zone type.
 *
 * lowmem_reserve[] has one number for each zone type that the kernel was built with, and not their names. Where two ways to
 * count them fit, both numbers are given. undefined where the line was not read.
 */
export function lowmemReserve(
  { lowmemReservePages: pages }: ZoneMemory,
  asked: ZoneName,
  printed: ReadonlySet<string>,
): Range | undefined {
  if (pages === undefined || pages.length === 0) return undefined
  const found = zoneLists(pages.length, printed).flatMap((list) => pages[classZone(asked, list)] ?? [])
  if (found.length === 0) return { least: 0, most: pages.reduce((a, b) => Math.max(a, b), 0) }
  return rangeOf(found)
}
