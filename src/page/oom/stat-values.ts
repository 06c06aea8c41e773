import type { Limit, MemcgStats } from '../../record/index.js'

/** One value of memory.stat. */
export interface StatValue {
  /** As the kernel spells it: `inactive_anon`. */
  readonly name: string
  readonly bytes?: Limit
  /** Of events and pages. */
  readonly count?: number
  readonly line?: number
}

/** The values of a cgroup, amounts first and the largest first; those that are read as zero apart. */
export function statValues(stats: MemcgStats): { readonly some: StatValue[]; readonly zero: StatValue[] } {
  const lineOf = (key: string) => {
    const line = stats.lines?.[key] ?? stats.line
    return line === undefined ? {} : { line }
  }
  const amounts = Object.entries(stats.bytes)
    .map(([key, bytes]): StatValue => ({ name: kernelSpelling(key), bytes, ...lineOf(key) }))
    .sort((a, b) => rank(b.bytes) - rank(a.bytes))
  const counts = Object.entries(stats.counts)
    .map(([key, count]): StatValue => ({ name: kernelSpelling(key), count, ...lineOf(key) }))
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
  const all = [...amounts, ...counts]
  const isZero = ({ bytes, count }: StatValue) => (bytes ?? count) === 0
  return { some: all.filter((one) => !isZero(one)), zero: all.filter(isZero) }
}

function rank(bytes: Limit | undefined): number {
  return typeof bytes === 'number' ? bytes : -1
}

function kernelSpelling(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
