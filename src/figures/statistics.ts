import type { Cgroup, MemcgStats } from '../record/index.js'

/** One value as the kernel printed it. */
export interface Printed {
  /** As the kernel spells it: `slab_reclaimable`. */
  readonly name: string
  readonly bytes: number
  readonly unit: 'bytes' | 'kB'
  readonly line?: number
}

/** An amount, and the values that it was read or reckoned from. */
export interface Amount {
  readonly bytes: number
  readonly printed: readonly Printed[]
}

/** What memory.stat is asked for, by the names of v2. */
export type Statistic =
  | 'anon'
  | 'file'
  | 'shmem'
  | 'fileDirty'
  | 'fileWriteback'
  | 'inactiveAnon'
  | 'activeAnon'
  | 'inactiveFile'
  | 'activeFile'
  | 'unevictable'
  | 'kernel'
  | 'slab'
  | 'slabReclaimable'
  | 'slabUnreclaimable'
  | 'kernelStack'
  | 'pagetables'
  | 'secPagetables'
  | 'percpu'
  | 'vmalloc'
  | 'zswap'
  | 'sock'
  | 'hugetlb'

/** memory.stat of the cgroup over its limit and of all below it, whichever way the dump prints it. */
export interface Statistics {
  /** 3.9 to 5.2: a line per group, each of that group alone, added up here. They count no kernel memory and no sockets. */
  readonly perGroup: boolean
  /** The line of the group over the limit is among those that were read; the kernel prints it first. */
  readonly begun: boolean
  read(name: Statistic): Amount | undefined
}

const V1_NAMES: Partial<Record<Statistic, string>> = {
  anon: 'rss',
  file: 'cache',
  fileDirty: 'dirty',
  fileWriteback: 'writeback',
}

/** Undefined where none were read. */
export function statisticsOf({ stats = [], limitOwner }: Cgroup): Statistics | undefined {
  const [first] = stats
  if (first === undefined) return undefined
  if (first.lines === undefined) {
    const begun =
      limitOwner === undefined || stats.some(({ cgroup }) => cgroup === undefined || cgroup === limitOwner)
    return { perGroup: true, begun, read: (name) => sumOf(stats, V1_NAMES[name] ?? name) }
  }
  // 6.5 and later print v1's own names on a v1 hierarchy: of the group alone, and with `total_` of all below it too.
  const isV1 = 'rss' in first.bytes || 'totalRss' in first.bytes || 'hierarchicalMemoryLimit' in first.bytes
  const key = (name: Statistic) => (isV1 ? totalName(V1_NAMES[name] ?? name) : name)
  return { perGroup: false, begun: true, read: (name) => sumOf([first], key(name)) }
}

function totalName(name: string): string {
  return `total${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

/** A value that one of the groups lacks is not known for all of them. */
function sumOf(groups: readonly MemcgStats[], key: string): Amount | undefined {
  let bytes = 0
  const printed: Printed[] = []
  for (const group of groups) {
    const value = group.bytes[key]
    if (typeof value !== 'number') return undefined
    bytes += value
    if (value === 0 && groups.length > 1) continue
    const line = group.lines?.[key] ?? group.line
    const unit = group.lines === undefined ? 'kB' : 'bytes'
    printed.push({ name: printedName(key), bytes: value, unit, ...(line === undefined ? {} : { line }) })
  }
  return { bytes, printed }
}

function printedName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
