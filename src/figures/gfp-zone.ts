/** The kernel's zone types, lowest first (enum zone_type). A request for one may use all that are lower. */
const ZONES = ['DMA', 'DMA32', 'Normal', 'HighMem', 'Movable', 'Device'] as const

export type ZoneName = (typeof ZONES)[number]

/** Bits of the mask that have not moved since 2.6.31, whatever happened to the others (include/linux/gfp_types.h). */
const DMA = 0x01
const HIGHMEM = 0x02
const DMA32 = 0x04
const MOVABLE = 0x08
const HIGH = 0x20

export interface GfpMask {
  /** The highest zone that the request may use: gfp_zone(). */
  readonly highestZone: ZoneName
  /** Pages that can be moved away may lie in CMA areas. */
  readonly isMovable: boolean
  /** __GFP_HIGH: may use a part of what the min watermark keeps. */
  readonly isHigh: boolean
}

/** undefined for a mask that is none, and for the empty mask of the page-fault handler. */
export function readGfpMask(printed: string | undefined): GfpMask | undefined {
  if (printed === undefined || !/^0x[0-9a-f]{1,8}$/i.test(printed)) return undefined
  const mask = Number.parseInt(printed, 16)
  if (mask === 0) return undefined
  return {
    highestZone: zoneOf(mask),
    isMovable: (mask & MOVABLE) !== 0,
    isHigh: (mask & HIGH) !== 0,
  }
}

function zoneOf(mask: number): ZoneName {
  if (mask & DMA) return 'DMA'
  if (mask & DMA32) return 'DMA32'
  if (!(mask & HIGHMEM)) return 'Normal'
  return mask & MOVABLE ? 'Movable' : 'HighMem'
}

/** undefined for a name that is none of the kernel's. */
function zoneRank(name: string): number | undefined {
  const rank = (ZONES as readonly string[]).indexOf(name)
  return rank < 0 ? undefined : rank
}

/**
 * May a request for one zone type take pages of another? undefined where that depends on how the kernel was built: without
 * a DMA zone, requests for it go to Normal.
 */
export function mayUseZone(
  asked: ZoneName,
  zone: string,
  isPrinted: (name: ZoneName) => boolean,
): boolean | undefined {
  const rank = zoneRank(zone)
  if (rank === undefined) return undefined
  // Memory of a device is never handed out by the page allocator.
  if (zone === 'Device') return false
  if (rank <= ZONES.indexOf(asked)) return true
  const isAskedKnown = (asked !== 'DMA' && asked !== 'DMA32') || isPrinted(asked)
  return isAskedKnown || rank > ZONES.indexOf('Normal') ? false : undefined
}

/**
 * All zone lists that a kernel with so many zone types can have. Normal and Movable are in every kernel; HighMem is for
 * 32 bits and DMA32 for 64.
 */
export function zoneLists(count: number, printed: ReadonlySet<string>): ZoneName[][] {
  if (printed.size > ZONES.length) return []
  const names = [...printed]
  return ZONE_LISTS.filter(
    (list) => list.length === count && names.every((name) => (list as string[]).includes(name)),
  )
}

/** Every zone of every dump asks for them: made once. */
const ZONE_LISTS: readonly ZoneName[][] = Array.from({ length: 2 ** ZONES.length }, (_, bits) =>
  ZONES.filter((_, rank) => bits & (1 << rank)),
).filter(
  (list) =>
    list.includes('Normal') &&
    list.includes('Movable') &&
    !(list.includes('HighMem') && list.includes('DMA32')),
)

/** Where in such a list the type stands that serves the request. */
export function classZone(asked: ZoneName, list: readonly ZoneName[]): number {
  const index = list.indexOf(asked)
  return index < 0 ? list.indexOf('Normal') : index
}
