import type { Buddy, DumpEvent } from '../record/index.js'
import { isOlderThan } from './release.js'
import type { PageRequest } from './request.js'
import { isBefore44 } from './usable-free.js'

/** Lists that every request may take from: unmovable, movable, reclaimable, and the reserve of kernels before 4.4. */
const FOR_ALL = new Set(['U', 'M', 'E', 'R'])

/** The largest free chunk that the request may have, 0 where there is none. I (isolated) is for nobody. */
export function largestUsableChunk(
  { chunks }: Buddy,
  { isMovable, reserves }: Pick<PageRequest, 'isMovable' | 'reserves'>,
): number {
  let largest = 0
  for (const { bytes, count, migrateTypes } of chunks) {
    const isUsable =
      migrateTypes === undefined ||
      migrateTypes.some(
        (type) => FOR_ALL.has(type) || (type === 'C' && isMovable) || (type === 'H' && reserves !== 'none'),
      )
    if (count > 0 && isUsable && bytes > largest) largest = bytes
  }
  return largest
}

/**
 * Until 4.3 a chunk of the size asked for was not enough: of the pages that are free in chunks of each order and larger,
 * the min watermark halved so many times had to be left (__zone_watermark_ok). The order at which too few are, if any.
 */
export function scarceOrder(
  { chunks }: Buddy,
  usablePages: number,
  minPages: number,
  order: number,
): { order: number; leftPages: number; neededPages: number } | undefined {
  let left = usablePages
  let needed = minPages
  for (let below = 0; below < order; below++) {
    left -= (chunks[below]?.count ?? 0) * 2 ** below
    needed = Math.floor(needed / 2)
    if (left <= needed) return { order: below + 1, leftPages: Math.max(0, left), neededPages: needed }
  }
  return undefined
}

/** Does the kernel check orders as until 4.3? Said by the letters of the buddy list, or else by the release. */
export function checksAllOrders(
  { kernel, memInfo }: DumpEvent,
  buddy: Buddy,
): 'by-shape' | 'by-release' | undefined {
  if (isBefore44(buddy)) return 'by-shape'
  // Lines per node came with 4.8.
  const isNewer = memInfo?.nodes !== undefined || isOlderThan(kernel?.release, 4, 4) !== true
  return isNewer ? undefined : 'by-release'
}
