import type { Limit, OomEvent } from '../record/index.js'

/** A number that lies between two, both included; they are equal where it is known. */
export interface Between {
  readonly least: number
  readonly most: number
}

/** More pages than any machine has of RAM and swap together, and few enough to be multiplied exactly. */
const NO_END = 2 ** 40

/** Page sizes that Linux runs with: 4 KiB to 64 KiB. */
const SMALLEST_PAGE = 4096
const LARGEST_PAGE = 65536

/**
 * The pages that the tasks could have had: RAM and swap, or the limits of the memory cgroup. The kernel's badness has
 * oom_score_adj in thousandths of it (`constrained_alloc()`, `mem_cgroup_get_max()`).
 */
export function totalPagesOf(dump: OomEvent): Between {
  if (dump.scope === 'memcg') return pagesOfGroup(dump)
  if (dump.scope === 'unknown') return { least: 0, most: NO_END }
  const { ramPages, reservedPages } = dump.memInfo ?? {}
  const ram = ramPages === undefined || reservedPages === undefined ? undefined : ramPages - reservedPages
  const swap = machineSwap(dump)
  // Of cpusets and memory policies only the allowed nodes count, and all of the swap.
  const least = dump.scope === 'global' ? (ram ?? 0) : 0
  return {
    least: Math.max(0, least) + (swap?.least ?? 0),
    most: ram === undefined || swap === undefined ? NO_END : Math.max(0, ram) + swap.most,
  }
}

/** The limit of memory, and of the swap what the group may have of it: the limits of v2 and v1 hold each for itself. */
function pagesOfGroup(dump: OomEvent): Between {
  const { memory, memorySwap, swap } = dump.cgroup ?? {}
  if (typeof memory?.limitBytes !== 'number') return { least: 0, most: NO_END }
  const limit = pagesOf(memory.limitBytes, dump)
  const machine = machineSwap(dump)
  const most = Math.min(
    limit.most + (machine?.most ?? NO_END),
    limit.most + mostOf(swap?.limitBytes, dump),
    // v2 prints it as well until 5.2, but without a limit.
    Math.max(mostOf(memorySwap?.limitBytes, dump), limit.most),
    NO_END,
  )
  // The swap is left out where the group's swappiness is 0, and no dump tells that.
  return { least: limit.least, most }
}

/** The swap of the machine. A memory cgroup's dump has it until 3.8, and then never again. */
function machineSwap(dump: OomEvent): Between | undefined {
  const bytes = dump.memInfo?.swap?.totalBytes
  return bytes === undefined ? undefined : pagesOf(bytes, dump)
}

function mostOf(limit: Limit | undefined, dump: OomEvent): number {
  return typeof limit === 'number' ? pagesOf(limit, dump).most : NO_END
}

function pagesOf(bytes: number, { pageSizeBytes, pageSizeBasis }: OomEvent): Between {
  const pages = (size: number) => Math.min(Math.floor(bytes / size), NO_END)
  return pageSizeBasis === 'assumed'
    ? { least: pages(LARGEST_PAGE), most: pages(SMALLEST_PAGE) }
    : { least: pages(pageSizeBytes), most: pages(pageSizeBytes) }
}
