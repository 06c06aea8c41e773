import type { PageSizeBasis } from '../record/oom.js'
import type { Draft } from './draft.js'
import type { Layout } from './task-columns.js'

/** Sizes that kernels are built with. */
const PAGE_SIZES = [4096, 8192, 16384, 65536, 262144]
const ASSUMED = 4096

export interface PageSize {
  readonly pageSizeBytes: number
  readonly pageSizeBasis: PageSizeBasis
}

/**
 * The page size, in this order: what the caller states; the kill line's total-vm against the row's total_vm of the same
 * process (exact unless the address space changed in between); the first chunk size of a buddy list, which is the page
 * size; else 4 KiB, said to be assumed.
 */
export function pageSizeOf(draft: Draft, layout: Layout | undefined, stated: number | undefined): PageSize {
  if (stated !== undefined) return { pageSizeBytes: stated, pageSizeBasis: 'option' }
  const byVictim = layout === undefined ? undefined : fromVictim(draft, layout)
  if (byVictim !== undefined) return { pageSizeBytes: byVictim, pageSizeBasis: 'victim' }
  const smallestChunk = draft.memInfo.buddy?.[0]?.chunks[0]?.bytes
  if (smallestChunk !== undefined && PAGE_SIZES.includes(smallestChunk))
    return { pageSizeBytes: smallestChunk, pageSizeBasis: 'buddy-list' }
  return { pageSizeBytes: ASSUMED, pageSizeBasis: 'assumed' }
}

function fromVictim({ victims, rows }: Draft, layout: Layout): number | undefined {
  const column = layout.indexOf('total_vm')
  for (const { pid, totalVmBytes } of victims) {
    if (totalVmBytes === undefined) continue
    const pages = rows.find((row) => row.pid === pid)?.values[column]
    if (pages === undefined) continue
    const size = totalVmBytes / pages
    if (PAGE_SIZES.includes(size)) return size
  }
  return undefined
}
