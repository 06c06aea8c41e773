import {
  checksAllOrders,
  largestUsableChunk,
  type PageRequest,
  scarceOrder,
  type ZoneFigures,
} from '../../../figures/index.js'
import type { DumpEvent } from '../../../record/index.js'

export interface ChunkState {
  /** `scarce`: there is a chunk, and kernels before 4.4 refuse it because too few are left of its size. */
  readonly state: 'has' | 'none' | 'scarce' | 'unknown'
  readonly largestBytes?: number
  readonly isByRelease?: boolean
}

/** Has the zone a free chunk that the kernel would give to the request? */
export function chunkStateOf(
  dump: DumpEvent,
  { buddy, free, floor }: ZoneFigures,
  request: PageRequest,
): ChunkState {
  if (buddy === undefined) return { state: 'unknown' }
  const { pageSizeBytes } = dump
  const largestBytes = largestUsableChunk(buddy, request)
  if (largestBytes < 2 ** request.order * pageSizeBytes) return { state: 'none', largestBytes }
  const check = checksAllOrders(dump, buddy)
  if (check === undefined || free === undefined || floor === undefined) return { state: 'has', largestBytes }
  const pages = (free.usable.most - (2 ** request.order - 1) * pageSizeBytes) / pageSizeBytes
  const scarce = scarceOrder(buddy, pages, floor.least / pageSizeBytes, request.order)
  if (scarce === undefined) return { state: 'has', largestBytes }
  return { state: 'scarce', largestBytes, isByRelease: check === 'by-release' }
}
