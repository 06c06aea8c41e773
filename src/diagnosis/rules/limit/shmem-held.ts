import {
  type Amount,
  compositionOf,
  machineMemoryOf,
  ramOf,
  rssSumOf,
  statisticsOf,
} from '../../../figures/index.js'
import type { Cgroup, MemInfo, OomEvent } from '../../../record/index.js'
import type { SaidLine } from '../../dump-rule.js'
import { saidCounter, saidOf, saidPages, saidRam } from './said.js'

/** From this part of the limit, or of RAM, on shared memory is worth a line on the first screen. */
export const WORTH_SAYING = 0.25

/** How much shared memory there is, and how much of it tasks can map. */
export interface Held {
  readonly shmemBytes: number
  /** Or what is in the cache and on none of its lists of files: until 4.11 there is no counter. */
  readonly isRead: boolean
  /** The limit, the usage where there is none, or RAM. */
  readonly wholeBytes: number
  readonly whole: 'the limit' | 'the usage' | 'RAM'
  /** Missing where the task table was not read whole. */
  readonly mapped?: { readonly atMostBytes: number; readonly inferred: boolean }
  readonly lines: readonly SaidLine[]
}

export function heldOf(dump: OomEvent): Held | undefined {
  const machine = machineMemoryOf(dump)
  return machine === undefined ? heldInCgroup(dump) : heldInMachine(dump, machine)
}

function heldInCgroup(dump: OomEvent): Held | undefined {
  const memory = dump.cgroup?.memory
  const composition = dump.cgroup === undefined ? undefined : compositionOf(dump.cgroup)
  const read = composition?.parts.find(({ key }) => key === 'shmem')
  const shmem = read ?? shmemOfCache(dump.cgroup)
  if (memory === undefined || composition === undefined || shmem === undefined) return undefined
  const wholeBytes = composition.limitBytes ?? composition.usageBytes
  const anonymous = composition.parts.find(({ key }) => key === 'anon')?.bytes
  return {
    shmemBytes: shmem.bytes,
    wholeBytes,
    whole: composition.limitBytes === undefined ? 'the usage' : 'the limit',
    isRead: read !== undefined,
    ...mappedOf(dump, {
      shmemBytes: shmem.bytes,
      enoughBytes: wholeBytes * WORTH_SAYING,
      ...(anonymous === undefined ? {} : { anonymousBytes: anonymous }),
    }),
    lines: [saidCounter(memory), ...saidOf(shmem.printed), ...rowsOf(dump)],
  }
}

/** tmpfs is in the cache of v1 and on the lists of anonymous pages; locked files are on neither list of files. */
function shmemOfCache(cgroup: Cgroup | undefined): Amount | undefined {
  const statistics = cgroup === undefined ? undefined : statisticsOf(cgroup)
  if (statistics?.perGroup !== true || statistics.read('shmem') !== undefined) return undefined
  const cache = statistics.read('file')
  const lists = ['inactiveFile', 'activeFile', 'unevictable'] as const
  const files = lists.map((name) => statistics.read(name)).filter((list) => list !== undefined)
  if (cache === undefined || files.length < lists.length) return undefined
  return {
    bytes: files.reduce((left, { bytes }) => left - bytes, cache.bytes),
    printed: [cache, ...files].flatMap(({ printed }) => printed),
  }
}

function heldInMachine(dump: OomEvent, memInfo: MemInfo): Held | undefined {
  const { pageSizeBytes } = dump
  const { pages = {}, swapCachePages = 0 } = memInfo
  const ram = ramOf(dump, memInfo)
  const { shmem, activeAnon, inactiveAnon } = pages
  const said = saidPages(memInfo, 'shmem', 'shmem', pageSizeBytes)
  if (ram === undefined || shmem === undefined || said === undefined) return undefined
  // The LRU lists of anonymous memory hold shared memory and the swap cache too.
  const lists = activeAnon === undefined || inactiveAnon === undefined ? undefined : activeAnon + inactiveAnon
  const anonymous =
    lists === undefined ? undefined : Math.max(0, lists - shmem - swapCachePages) * pageSizeBytes
  return {
    shmemBytes: shmem * pageSizeBytes,
    wholeBytes: ram.bytes,
    whole: 'RAM',
    isRead: true,
    ...mappedOf(dump, {
      shmemBytes: shmem * pageSizeBytes,
      enoughBytes: ram.bytes * WORTH_SAYING,
      ...(anonymous === undefined ? {} : { anonymousBytes: anonymous }),
    }),
    lines: [said, ...saidRam(ram), ...rowsOf(dump)],
  }
}

/**
 * The column of the table (6.8) counts a page once for each task that maps it: so it is the most there can be. Older tables
 * have it for the killed alone, whose kill line tells; of the others RSS as a whole is the most. Where that leaves too
 * little, what must be anonymous memory is taken off.
 */
function mappedOf(
  dump: OomEvent,
  {
    shmemBytes,
    enoughBytes,
    anonymousBytes,
  }: { shmemBytes: number; enoughBytes: number; anonymousBytes?: number },
): Pick<Held, 'mapped'> {
  const rss = rssSumOf(dump)
  if (rss?.whole !== true) return {}
  const most = rss.shmemBytes ?? mostByVictims(dump)
  const isEnough = shmemBytes - most >= enoughBytes
  if (rss.shmemBytes !== undefined || isEnough || anonymousBytes === undefined)
    return { mapped: { atMostBytes: Math.min(most, shmemBytes), inferred: false } }
  const atMostBytes = Math.min(most, Math.max(0, rss.bytes - anonymousBytes), shmemBytes)
  return { mapped: { atMostBytes, inferred: true } }
}

function mostByVictims({ tasks = [], victims }: OomEvent): number {
  const killed = new Map(victims.map(({ pid, shmemRssBytes }) => [pid, shmemRssBytes]))
  return tasks.reduce((sum, { pid, rssBytes = 0 }) => sum + (killed.get(pid) ?? rssBytes), 0)
}

function rowsOf({ tasks = [] }: OomEvent): SaidLine[] {
  const [first] = tasks
  return first === undefined
    ? []
    : [{ line: first.line, says: `the first row of the table (of ${tasks.length})` }]
}
