import type { Buddy, DumpEvent, ZoneMemory } from '../record/index.js'
import type { Range } from './range.js'
import { isOlderThan } from './release.js'
import type { PageRequest } from './request.js'

/** What the page allocator takes off a zone's free memory before it compares it with a watermark. */
export interface UsableFree {
  readonly freeBytes: number
  /** Free in CMA areas, for pages that cannot be moved out of them again. */
  readonly cma: Range
  /** Kept for atomic requests of more than one page, since 4.4. */
  readonly highatomic: Range
  /** The rest. */
  readonly usable: Range
  /** The release of the kernel decided how much of the atomic reserve counts. */
  readonly isByRelease: boolean
}

export function usableFree(
  dump: DumpEvent,
  zone: ZoneMemory,
  buddy: Buddy | undefined,
  request: Pick<PageRequest, 'isMovable' | 'reserves'>,
): UsableFree | undefined {
  const { free: freeBytes } = zone.bytes
  if (freeBytes === undefined) return undefined
  const cma = request.isMovable ? { least: 0, most: 0 } : freeCma(dump, zone, freeBytes)
  const { range, isByRelease } = highatomic(dump, zone, buddy, request)
  const usable = {
    least: Math.max(0, freeBytes - cma.most - range.most),
    most: Math.max(0, freeBytes - cma.least - range.least),
  }
  return { freeBytes, cma, highatomic: range, usable, isByRelease }
}

function freeCma({ memInfo }: DumpEvent, zone: ZoneMemory, freeBytes: number): Range {
  const { freeCma } = zone.bytes
  if (freeCma !== undefined) return { least: freeCma, most: freeCma }
  const total = memInfo?.pages?.freeCma
  // Until 4.7 all_unreclaimable? ends the line: with it and without free_cma the kernel is older than CMA (3.7).
  const isOlder = total === undefined && zone.allUnreclaimable !== undefined
  return { least: 0, most: total === 0 || isOlder ? 0 : freeBytes }
}

function highatomic(
  dump: DumpEvent,
  zone: ZoneMemory,
  buddy: Buddy | undefined,
  { reserves }: Pick<PageRequest, 'reserves'>,
): { range: Range; isByRelease: boolean } {
  const { reservedHighatomic: reserved, freeHighatomic: free } = zone.bytes
  if (reserves === 'atomic') return { range: { least: 0, most: 0 }, isByRelease: false }
  const most = free ?? reserved ?? unprintedReserve(dump, zone, buddy)
  // __GFP_HIGH opens the reserve since 6.3, and not before.
  if (reserves !== 'none') return { range: { least: 0, most }, isByRelease: false }
  if (free !== undefined || most === 0) return { range: { least: most, most }, isByRelease: false }
  // Until 6.11 all of the reserve counts as unusable; 6.12 counts what is free of it, which is printed since 6.16 only.
  const isWhole = reserved !== undefined && isOlderThan(dump.kernel?.release, 6, 12) === true
  return { range: { least: isWhole ? most : 0, most }, isByRelease: isWhole }
}

/** 4.4 to 5.5 keep such a reserve and do not print it: a hundredth of the zone, and less than two blocks over that. */
function unprintedReserve({ pageSizeBytes }: DumpEvent, zone: ZoneMemory, buddy: Buddy | undefined): number {
  if (buddy !== undefined && isBefore44(buddy)) return 0
  const pages = (zone.bytes.managed ?? zone.bytes.present ?? 0) / pageSizeBytes
  // A block is what one entry of the second page-table level maps (pageblock_order).
  return (Math.floor(pages / 100) + 2 * (pageSizeBytes / 8)) * pageSizeBytes
}

/** Until 3.7 a buddy line has no letters; R, the older reserve, was dropped in 4.4. */
export function isBefore44({ chunks }: Buddy): boolean {
  return chunks.some(
    ({ count, migrateTypes }) => count > 0 && (migrateTypes === undefined || migrateTypes.includes('R')),
  )
}
