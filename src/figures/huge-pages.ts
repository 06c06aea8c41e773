import type { Hugepages, MemInfo } from '../record/index.js'
import type { RamCounter } from './ram-size.js'

/** The pools of huge pages: no other allocation gets a page of them, used or not. */
export interface HugePages {
  readonly bytes: number
  readonly freeBytes: number
  /** Taken beyond the size of the pool, and given back when they are freed. */
  readonly surplusBytes: number
  readonly counters: readonly RamCounter[]
}

/** Undefined where the dump has no such lines (before 3.10, or a kernel without huge pages), or not all of them. */
export function hugePagesOf({ hugepages = [], zones = [] }: MemInfo): HugePages | undefined {
  const nodes = new Set(hugepages.map(({ node = 0 }) => node))
  const sizes = new Set(hugepages.map(({ sizeBytes }) => sizeBytes))
  const isWhole =
    hugepages.length === nodes.size * sizes.size && zones.every(({ node = 0 }) => nodes.has(node))
  if (hugepages.length === 0 || !isWhole) return undefined
  const add = (pages: (one: Hugepages) => number) =>
    hugepages.reduce((sum, one) => sum + pages(one) * one.sizeBytes, 0)
  return {
    bytes: add(({ total }) => total),
    freeBytes: add(({ free }) => free),
    surplusBytes: add(({ surplus }) => surplus),
    counters: hugepages.map(({ total, sizeBytes, line }) => ({
      printed: `hugepages_total=${total} hugepages_size=${sizeBytes / 1024}kB`,
      bytes: total * sizeBytes,
      ...(line === undefined ? {} : { line }),
    })),
  }
}
