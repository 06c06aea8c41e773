import type { MemcgCounter, OomEvent } from '../record/index.js'

/** A counter that has a limit. */
export interface Bounded {
  readonly name: 'memory' | 'memory+swap' | 'kernel memory'
  readonly usageBytes: number
  readonly limitBytes: number
  readonly counter: MemcgCounter
  /** As full as a counter is when a charge fails. */
  readonly reached: boolean
}

/** CPUs hold up to 64 charged pages each in stock, and give them back while the dump is printed (memcg_stock_pcp). */
const STOCK_PAGES = 64

/** The limits of the cgroup that a charge can fail at, in the order in which the kernel prints them. */
export function boundedCounters({ cgroup, trigger, pageSizeBytes }: OomEvent): Bounded[] {
  const { memory, memorySwap, kmem } = cgroup ?? {}
  const all = [
    ['memory', memory],
    ['memory+swap', memorySwap],
    ['kernel memory', kmem],
  ] as const
  return all.flatMap(([name, counter]) => {
    if (typeof counter?.usageBytes !== 'number' || typeof counter.limitBytes !== 'number') return []
    const { usageBytes, limitBytes } = counter
    const slack = Math.max(trigger.requestBytes ?? 0, STOCK_PAGES * pageSizeBytes, limitBytes / 100)
    return [{ name, usageBytes, limitBytes, counter, reached: limitBytes - usageBytes <= slack }]
  })
}

/** v1 memory and memory+swap can both be full: the charge failed at the one with less left. */
export function limitHit(counters: readonly Bounded[]): Bounded | undefined {
  const left = ({ limitBytes, usageBytes }: Bounded) => limitBytes - usageBytes
  return counters.filter(({ reached }) => reached).sort((a, b) => left(a) - left(b))[0]
}
