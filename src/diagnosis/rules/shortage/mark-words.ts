import type { ZoneFigures } from '../../../figures/index.js'
import type { Answer } from '../../dump-rule.js'
import { largestOf } from './reach.js'
import { inequality, nameOf } from './zone-words.js'

/** By how much the usable free memory exceeds what must be left. */
export function marginOf({ free, chunkBytes, floor, reserve }: ZoneFigures): number {
  return (free?.usable.most ?? 0) - chunkBytes - (floor?.least ?? 0) - (reserve?.least ?? 0)
}

export function isWhole({ floor, zone }: ZoneFigures): boolean {
  return floor?.least === zone.bytes.min
}

/** The largest zone is what a reader looks for, the nearest is what decided. */
export function closest(inReach: readonly ZoneFigures[], nearest: ZoneFigures): string {
  const largest = largestOf(inReach)
  const words = (zone: ZoneFigures) => `${nameOf(zone.zone)}: ${inequality(zone)}`
  if (largest === undefined || largest === nearest) return `${words(nearest)}.`
  return `The largest, ${words(largest)}. Nearest to its mark, ${words(nearest)}.`
}

export function numbersOf(
  { zone, free, floor, reserve }: ZoneFigures,
  { length }: { readonly length: number },
): NonNullable<Answer['figures']> {
  return {
    zoneCount: length,
    ...(free === undefined ? {} : { freeBytes: free.freeBytes, usableFreeBytes: free.usable.most }),
    ...(floor === undefined ? {} : { minBytes: floor.least }),
    ...(zone.bytes.high === undefined ? {} : { highBytes: zone.bytes.high }),
    ...(reserve === undefined ? {} : { lowmemReserveBytes: reserve.least }),
  }
}
