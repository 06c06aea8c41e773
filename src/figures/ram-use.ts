import type { MemInfo } from '../record/index.js'
import { hugePagesOf } from './huge-pages.js'
import { ofPlaces, ofTotals, poisoned } from './ram-counters.js'
import { type RamCounter, type RamSize, ramSize } from './ram-size.js'

/** In plain words, for readers. */
export type RamPartName =
  | (typeof TOTALS)[number][0]
  | (typeof OF_PLACES)[number][0]
  | 'huge pages'
  | 'broken pages (hwpoison)'

export interface RamPart {
  readonly name: RamPartName
  readonly bytes: number
  readonly counters: readonly RamCounter[]
}

/** Where the RAM was. Parts do not overlap: shmem, mapped, dirty, mlocked and the swap cache are within the lists. */
export interface RamUse {
  readonly ram: RamSize
  /** Those that are not empty. */
  readonly parts: readonly RamPart[]
  /**
   * What is in no part. Of every machine some percent: vmalloc (modules, BPF, tables of devices), per-CPU memory, buffers
   * of network cards. Counters are read one after the other, so it can be off by some MiB, and negative.
   */
  readonly remainderBytes: number
  /** Names of parts that the dump has no counter of: where there is such memory, it is in the remainder. */
  readonly absent: readonly RamPartName[]
  /**
   * Held by balloons (6.15 and later) and no part: some drivers take these pages out of the RAM, as virtio's does, others
   * leave them in.
   */
  readonly ballooned: readonly RamCounter[]
}

/** Totals of the machine, in pages. What has a `?` is not on every kernel (mm/show_mem.c, before 6.6 mm/page_alloc.c). */
const TOTALS = [
  ['free', 'free'],
  ['free on per-CPU lists', 'freePcp?'],
  ['anonymous and shared memory', 'activeAnon', 'inactiveAnon'],
  ['page cache', 'activeFile', 'inactiveFile'],
  ['unevictable memory', 'unevictable'],
  ['memory in reclaim', 'isolatedAnon?', 'isolatedFile?'],
  ['reclaimable slab', 'slabReclaimable'],
  ['unreclaimable slab', 'slabUnreclaimable'],
  ['page tables', 'pagetables'],
  ['page tables of guests and devices', 'secPagetables?'],
  ['other reclaimable kernel memory', 'kernelMiscReclaimable?'],
  ['bounce buffers', 'bounce?'],
] as const

/** In kB, each in the lines of nodes or in those of zones. Shadow stacks can be in the slab as well (5.8 to 5.10), in small. */
const OF_PLACES = [
  ['kernel stacks', 'kernelStack', 'shadowCallStack?'],
  ['FUSE writeback', 'writebackTmp?'],
  ['compressed swap (zspages)', 'zspages?'],
  ['GPU memory', 'gpuActive?', 'gpuReclaim?'],
] as const

/** Undefined where a counter that every kernel has was not read, or a node or zone is not in the dump. */
export function ramUse(memInfo: MemInfo, pageSizeBytes: number): RamUse | undefined {
  const ram = ramSize(memInfo, pageSizeBytes)
  if (ram === undefined || !ram.isWhole) return undefined
  const huge = hugePagesOf(memInfo)
  // Lines of some nodes only: the others' pages would be in the remainder.
  if (huge === undefined && memInfo.hugepages !== undefined) return undefined
  const read: [RamPartName, (readonly RamCounter[] | undefined)[]][] = [
    ...TOTALS.map(([name, ...keys]): (typeof read)[number] => [
      name,
      keys.map((key) => ofTotals(memInfo, key, pageSizeBytes)),
    ]),
    ...OF_PLACES.map(([name, ...keys]): (typeof read)[number] => [
      name,
      keys.map((key) => ofPlaces(memInfo, key)),
    ]),
    ['huge pages', [huge?.counters ?? []]],
    ['broken pages (hwpoison)', [poisoned(memInfo, pageSizeBytes)]],
  ]
  const parts: RamPart[] = []
  const absent: RamPartName[] = []
  for (const [name, lists] of read) {
    if (lists.includes(undefined)) return undefined
    const printed = lists.flatMap((list) => list ?? [])
    const counters = printed.filter(({ bytes }) => bytes > 0)
    if (printed.length === 0) absent.push(name)
    if (counters.length > 0)
      parts.push({ name, bytes: counters.reduce((sum, { bytes }) => sum + bytes, 0), counters })
  }
  return {
    ram,
    parts,
    remainderBytes: parts.reduce((rest, { bytes }) => rest - bytes, ram.bytes),
    absent,
    ballooned: (ofPlaces(memInfo, 'balloon?') ?? []).filter(({ bytes }) => bytes > 0),
  }
}
