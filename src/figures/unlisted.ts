import type { DumpEvent } from '../record/index.js'

/** The counters of the machine and of the zones are read a moment apart. */
const DRIFT_SHARE = 0.02
const DRIFT_PAGES = 64

/** Memory that the machine's totals have and no zone line of the dump. */
export interface Unlisted {
  readonly freeBytes: number
  /** Absent where the total or a zone's size was not read. */
  readonly ramBytes?: number
}

/** undefined where the totals were not read; nothing free where the zone lines account for all. */
export function unlistedMemory({ memInfo, pageSizeBytes }: DumpEvent): Unlisted | undefined {
  const total = memInfo?.pages?.free
  if (total === undefined) return undefined
  let free = 0
  let present: number | undefined = 0
  for (const { bytes } of memInfo?.zones ?? []) {
    free += bytes.free ?? 0
    present = present === undefined || bytes.present === undefined ? undefined : present + bytes.present
  }
  const rest = total - free / pageSizeBytes
  const isDrift = rest <= Math.max(DRIFT_PAGES, total * DRIFT_SHARE)
  const ram = memInfo?.ramPages
  return {
    freeBytes: isDrift ? 0 : Math.floor(rest) * pageSizeBytes,
    ...(ram === undefined || present === undefined
      ? {}
      : { ramBytes: Math.max(0, ram * pageSizeBytes - present) }),
  }
}

/** Whether the machine as a whole had memory left, so that a shortage was one of the right memory: zone, chunk or node. */
export function hasPlentyFree({ memInfo }: DumpEvent): boolean {
  const { ramPages, reservedPages = 0, pages } = memInfo ?? {}
  if (ramPages === undefined || pages?.free === undefined) return false
  return isPlenty(pages.free, ramPages - reservedPages)
}

/** A twentieth is well above the high watermarks, which take a hundredth or so. */
export function isPlenty(freeBytes: number, ofBytes: number): boolean {
  return freeBytes > 0 && freeBytes * 20 >= ofBytes
}
