import type { Buddy, DumpEvent, ZoneMemory } from '../record/index.js'
import { mayUseZone } from './gfp-zone.js'
import { lastAsked } from './last-asked.js'
import { lowmemReserve } from './lowmem-reserve.js'
import { exactly, type Range } from './range.js'
import { type PageRequest, type Reserves, requestOf } from './request.js'
import { type UsableFree, usableFree } from './usable-free.js'

/** May the request take pages of a zone: yes, or what forbids it, or the dump does not tell. */
export type Access = 'yes' | 'zone-too-high' | 'other-node' | 'unknown'

/** Is a zone's usable free memory above a mark, or not, by the numbers that were read? */
export type ZoneStanding = 'above' | 'below' | 'unknown'

/** One zone as the page allocator saw it for the request of the dump. */
export interface ZoneFigures {
  readonly zone: ZoneMemory
  readonly buddy?: Buddy
  readonly access: Access
  /** Absent where the zone's free memory was not read. */
  readonly free?: UsableFree
  /** The min watermark, lowered for requests that may go below it. */
  readonly floor?: Range
  /** lowmem_reserve against this request, in bytes. Absent where its line was not read. */
  readonly reserve?: Range
  /** Pages of the request but one, which the kernel takes off as well: (1 << order) - 1. */
  readonly chunkBytes: number
  /** Against the min watermark. `below` includes equal, which is not enough. */
  readonly standing: ZoneStanding
  /** Against the high watermark, which the last try before a kill demands (__alloc_pages_may_oom). */
  readonly lastTry: ZoneStanding
}

export interface DumpFigures {
  readonly request: PageRequest
  readonly zones: readonly ZoneFigures[]
}

/**
 * The zones of a dump as the request saw them; undefined where no request for pages was read.
 *
 * What __zone_watermark_ok (mm/page_alloc.c) compares has been the same since 4.4, and before but for the atomic reserve:
 * free pages, less what the request may not use, must be more than the mark and the zone's lowmem_reserve. `min` is printed
 * with the boost of 5.0 and later in it.
 */
export const zoneFigures = lastAsked((dump: DumpEvent): DumpFigures | undefined => {
  const request = requestOf(dump)
  if (request === undefined) return undefined
  const zones = dump.memInfo?.zones ?? []
  const printed = new Set(zones.map(({ zone }) => zone))
  const buddies = new Map(dump.memInfo?.buddy?.map((buddy) => [keyOf(buddy), buddy]))
  return {
    request,
    zones: zones.map((zone) => figuresOf(dump, request, zone, printed, buddies.get(keyOf(zone)))),
  }
})

function keyOf({ node, zone }: { node?: number | undefined; zone: string }): string {
  return `${node ?? ''} ${zone}`
}

function figuresOf(
  dump: DumpEvent,
  request: PageRequest,
  zone: ZoneMemory,
  printed: ReadonlySet<string>,
  buddy: Buddy | undefined,
): ZoneFigures {
  const { pageSizeBytes } = dump
  const { min, high } = zone.bytes
  const chunkBytes = (2 ** request.order - 1) * pageSizeBytes
  const free = usableFree(dump, zone, buddy, request)
  const floor = min === undefined ? undefined : floorOf(zone, min, request, pageSizeBytes)
  const pages = lowmemReserve(zone, request.highestZone, printed)
  const reserve =
    pages === undefined ? undefined : { least: pages.least * pageSizeBytes, most: pages.most * pageSizeBytes }
  return {
    zone,
    ...(buddy === undefined ? {} : { buddy }),
    access: accessOf(request, zone, printed),
    ...(free === undefined ? {} : { free }),
    ...(floor === undefined ? {} : { floor }),
    ...(reserve === undefined ? {} : { reserve }),
    chunkBytes,
    standing: standingOf(free, chunkBytes, floor, reserve),
    lastTry: standingOf(free, chunkBytes, high === undefined ? undefined : exactly(high), reserve),
  }
}

function accessOf(request: PageRequest, { node, zone }: ZoneMemory, printed: ReadonlySet<string>): Access {
  const isZone = mayUseZone(request.highestZone, zone, (name) => printed.has(name))
  const isNode = request.mayUseNode(node)
  if (isNode === false) return 'other-node'
  if (isZone === false) return 'zone-too-high'
  return isZone === true && isNode === true ? 'yes' : 'unknown'
}

function floorOf(
  { bytes: { boost = 0 } }: ZoneMemory,
  minBytes: number,
  { order, reserves }: PageRequest,
  pageSizeBytes: number,
): Range {
  if (reserves === 'none') return exactly(minBytes)
  const floor = loweredTo(reserves, minBytes, pageSizeBytes)
  // For one page such requests may go below the boost too, which of them depends on the release (zone_watermark_fast).
  return order > 0 ? floor : { ...floor, least: loweredTo(reserves, minBytes - boost, pageSizeBytes).least }
}

function loweredTo(reserves: Exclude<Reserves, 'none'>, minBytes: number, pageSizeBytes: number): Range {
  const min = Math.floor(minBytes / pageSizeBytes)
  const half = min - Math.floor(min / 2)
  const atomic = half - Math.floor(half / 4)
  const bytes = (pages: number) => pages * pageSizeBytes
  if (reserves === 'half') return exactly(bytes(half))
  return reserves === 'atomic' ? exactly(bytes(atomic)) : { least: bytes(atomic), most: minBytes }
}

function standingOf(
  free: UsableFree | undefined,
  chunkBytes: number,
  mark: Range | undefined,
  reserve: Range | undefined,
): ZoneStanding {
  if (free === undefined || mark === undefined) return 'unknown'
  const { least, most } = free.usable
  if (most - chunkBytes <= mark.least + (reserve?.least ?? 0)) return 'below'
  return reserve !== undefined && least - chunkBytes > mark.most + reserve.most ? 'above' : 'unknown'
}
