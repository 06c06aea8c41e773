import type { Cgroup } from '../record/index.js'
import { kernelMemoryOf } from './kernel-memory.js'
import { lastAsked } from './last-asked.js'
import { type Amount, type Printed, type Statistics, statisticsOf } from './statistics.js'

export type PartKey = 'anon' | 'shmem' | 'file' | 'cache' | 'unmapped' | 'kernel' | 'sock' | 'hugetlb'

/** A kind of memory that a limit was filled with. */
export interface CompositionPart {
  readonly key: PartKey
  /** In words, for people. */
  readonly name: string
  readonly bytes: number
  /** The line that it stands in; missing where it was reckoned from several. */
  readonly line?: number
  /** What it was read or reckoned from. */
  readonly printed: readonly Printed[]
}

export interface Composition {
  readonly usageBytes: number
  /** Missing where there is none. */
  readonly limitBytes?: number
  /** The line of usage and limit. */
  readonly line?: number
  /** No byte is in two of them; the largest first, and none that is empty. */
  readonly parts: readonly CompositionPart[]
  /** Usage less the parts; negative where the counters run ahead of each other. */
  readonly remainderBytes: number
  /** What was not read and so may be in the remainder. Without any, the remainder is in no counter of the kernel. */
  readonly unread: readonly string[]
}

const NAMES: Record<PartKey, string> = {
  anon: 'anonymous memory of processes',
  shmem: 'tmpfs and shared memory',
  file: 'page cache of files',
  cache: 'page cache, tmpfs included',
  unmapped: 'anonymous pages that no process maps',
  kernel: 'kernel memory',
  sock: 'network buffers',
  hugetlb: 'huge pages of hugetlbfs',
}

/** Charges are taken in batches of 64 pages per CPU (32 until 5.18), and statistics are added up in such batches. */
const BATCH_BYTES = 64 * 4096

/**
 * What the usage of the cgroup over its limit is made of; undefined where the usage was not read.
 *
 * `file` and v1's `cache` hold shmem, which is told apart where it was read. v2's `kernel` (5.18) and v1's kmem counter hold
 * slab, stacks, page tables, per-CPU memory, vmalloc and zswap. `swapcached` is no part: a page of the swap cache that
 * is mapped is in `anon` as well, so those that are not are taken from the LRU lists.
 */
export const compositionOf = lastAsked((cgroup: Cgroup): Composition | undefined => {
  const { memory } = cgroup
  if (memory === undefined || memory.usageBytes === 'unlimited') return undefined
  const { usageBytes, limitBytes, line } = memory
  const statistics = statisticsOf(cgroup)
  const kernel = kernelMemoryOf(cgroup, statistics)
  const parts = [
    ...memoryParts(statistics),
    part('unmapped', unmappedOf(statistics, usageBytes)),
    kernel.unread.length === 0
      ? part('kernel', kernel.total)
      : part('kernel', kernel.total, 'kernel memory, as far as counted'),
    part('sock', statistics?.read('sock')),
    part('hugetlb', statistics?.read('hugetlb')),
  ]
    .filter((one) => one !== undefined)
    .sort((a, b) => b.bytes - a.bytes)
  const remainderBytes = parts.reduce((left, { bytes }) => left - bytes, usageBytes)
  return {
    usageBytes,
    ...(limitBytes === 'unlimited' ? {} : { limitBytes }),
    ...(line === undefined ? {} : { line }),
    parts,
    remainderBytes,
    unread:
      statistics === undefined
        ? ['memory.stat']
        : [...unreadOf(statistics, remainderBytes > slackOf(usageBytes)), ...kernel.unread],
  }
})

/** A remainder so small says nothing: the counters are taken one after the other and in batches. */
export function isWithinBatching({ remainderBytes, usageBytes }: Composition): boolean {
  return Math.abs(remainderBytes) <= slackOf(usageBytes)
}

function slackOf(usageBytes: number): number {
  return Math.max(BATCH_BYTES, usageBytes / 100)
}

function memoryParts(statistics: Statistics | undefined): (CompositionPart | undefined)[] {
  const anon = part('anon', statistics?.read('anon'))
  const file = statistics?.read('file')
  const shmem = statistics?.read('shmem')
  if (file === undefined || shmem === undefined) return [anon, part('shmem', shmem), part('cache', file)]
  const rest = shmem.bytes === 0 ? file : difference([file], [shmem])
  return [anon, part('shmem', shmem), part('file', rest)]
}

const LRU_LISTS = ['inactiveAnon', 'activeAnon', 'inactiveFile', 'activeFile', 'unevictable'] as const

/** On the LRU lists, and neither mapped nor in a file: in the swap cache, or of a process whose memory is being freed. */
function unmappedOf(statistics: Statistics | undefined, usageBytes: number): Amount | undefined {
  if (statistics === undefined) return undefined
  const lists = LRU_LISTS.map((name) => statistics.read(name)).filter((list) => list !== undefined)
  const mapped = [statistics.read('anon'), statistics.read('file')].filter((one) => one !== undefined)
  if (lists.length < LRU_LISTS.length || mapped.length < 2) return undefined
  const unmapped = difference(lists, mapped)
  return unmapped.bytes > slackOf(usageBytes) ? unmapped : undefined
}

function unreadOf(statistics: Statistics, isShort: boolean): string[] {
  const { perGroup, begun } = statistics
  const unread: string[] = []
  if (statistics.read('anon') === undefined) unread.push('anonymous memory')
  if (statistics.read('file') === undefined) unread.push('page cache and shared memory')
  else if (!perGroup && statistics.read('shmem') === undefined)
    unread.push('how much of the page cache is tmpfs')
  // Nothing tells how many there are: where they do not add up, one may be lost.
  if (!begun || (perGroup && isShort)) unread.push('cgroups whose line was not read')
  return unread
}

function part(
  key: PartKey,
  amount: Amount | undefined,
  name: string = NAMES[key],
): CompositionPart | undefined {
  if (amount === undefined || amount.bytes <= 0) return undefined
  const { bytes, printed } = amount
  const line = printed.length === 1 ? printed[0]?.line : undefined
  return { key, name, bytes, ...(line === undefined ? {} : { line }), printed }
}

function difference(more: readonly Amount[], less: readonly Amount[]): Amount {
  const sum = (amounts: readonly Amount[]) => amounts.reduce((total, { bytes }) => total + bytes, 0)
  return { bytes: sum(more) - sum(less), printed: [...more, ...less].flatMap(({ printed }) => printed) }
}
