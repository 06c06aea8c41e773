import type { Cgroup } from '../record/index.js'
import type { Amount, Printed, Statistic, Statistics } from './statistics.js'

/** A kind of kernel memory. */
export interface KernelPart {
  readonly name: string
  readonly bytes: number
  readonly printed: readonly Printed[]
}

export interface KernelMemory {
  /** All of it where one counter has it, else what can be added up. */
  readonly total: Amount | undefined
  /** What is in it, the largest first: a counter of its own for all of it holds more than these. */
  readonly parts: readonly KernelPart[]
  /** Kinds that were not read and are in no other value. */
  readonly unread: readonly string[]
}

const KINDS: readonly (readonly [Statistic, string])[] = [
  ['kernelStack', 'kernel stacks'],
  ['pagetables', 'page tables'],
  ['secPagetables', 'secondary page tables'],
  ['percpu', 'per-CPU memory'],
  ['vmalloc', 'vmalloc'],
  ['zswap', 'compressed swap (zswap)'],
]

/** The kernel memory that is charged to the cgroup over its limit. */
export function kernelMemoryOf(cgroup: Cgroup, statistics: Statistics | undefined): KernelMemory {
  const parts = statistics === undefined ? [] : partsOf(statistics)
  const counter = kmemOf(cgroup, statistics) ?? statistics?.read('kernel')
  if (counter !== undefined) return { total: counter, parts, unread: [] }
  if (statistics === undefined || parts.length === 0)
    return { total: undefined, parts, unread: ['kernel memory'] }
  const printed = parts.flatMap((part) => part.printed)
  return {
    total: { bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), printed },
    parts,
    // Until 5.17 pipe buffers, page tables (until 5.10) and the like are in the usage and in no statistic.
    unread: [
      `${slabOf(statistics) === undefined ? 'slab and ' : ''}kernel memory without a statistic of its own`,
    ],
  }
}

/**
 * v1's counter. Zero means two things before 5.3: nothing, or a v2 hierarchy, which prints the line and charges nothing to
 * it (mem_cgroup_print_oom_meminfo). So it is believed only where it cannot be v2, or where it has something.
 */
function kmemOf({ kmem }: Cgroup, statistics: Statistics | undefined): Amount | undefined {
  if (kmem === undefined || kmem.usageBytes === 'unlimited') return undefined
  const { usageBytes: bytes, line } = kmem
  if (bytes === 0 && statistics?.perGroup !== false) return undefined
  return {
    bytes,
    printed: [{ name: 'kmem: usage', bytes, unit: 'kB', ...(line === undefined ? {} : { line }) }],
  }
}

function partsOf(statistics: Statistics): KernelPart[] {
  const found: KernelPart[] = []
  const slab = slabOf(statistics)
  if (slab !== undefined) found.push({ name: 'slab', ...slab })
  for (const [key, name] of KINDS) {
    const amount = statistics.read(key)
    if (amount !== undefined) found.push({ name, ...amount })
  }
  return found.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes)
}

/** The sum is the last of the three and may be cut off. */
function slabOf(statistics: Statistics): Amount | undefined {
  const sum = statistics.read('slab')
  const reclaimable = statistics.read('slabReclaimable')
  const unreclaimable = statistics.read('slabUnreclaimable')
  if (sum !== undefined || reclaimable === undefined || unreclaimable === undefined) return sum
  return {
    bytes: reclaimable.bytes + unreclaimable.bytes,
    printed: [...reclaimable.printed, ...unreclaimable.printed],
  }
}
