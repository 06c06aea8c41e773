import type { OomEvent } from '../../../record/index.js'
import { share, short } from '../../amounts.js'
import { type Answer, oomRule } from '../../dump-rule.js'
import { cgroupFile, isV1 } from './cgroup-files.js'
import { type Cache, cacheOf } from './file-cache.js'
import { listed } from './said.js'

/** Before it kills, the kernel drops what it can: what is left of the cache is little, or there is a reason. */
const WORTH_SAYING = 0.2

export const pageCache = oomRule({
  id: 'page-cache',
  question: 'Was it page cache that could have been dropped?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/admin-guide/sysctl/vm.html#dirty-ratio'],
  decide(dump) {
    const cache = cacheOf(dump)
    if (cache === undefined || cache.bytes < cache.wholeBytes * WORTH_SAYING) return undefined
    const { dirtyBytes, writebackBytes } = cache
    if (dirtyBytes === undefined || writebackBytes === undefined) return stateUnknown(dump, cache)
    const unwritten = dirtyBytes + writebackBytes
    return unwritten * 2 > cache.bytes ? dirty(dump, cache, unwritten) : clean(dump, cache, unwritten)
  },
})

function dirty(dump: OomEvent, cache: Cache, unwritten: number): Answer {
  const { bytes, whole } = cache
  return {
    ...shared(dump, cache),
    verdict: 'confirmed',
    title: `${percentOf(cache)} of ${whole} is page cache, most of it not yet written to disk`,
    summary: `${short(bytes)} are page cache of files, and ${short(unwritten)} were dirty or under writeback: such pages cannot be dropped before the disk or the network file system has them. ${statesOf(cache)}`,
    missing: [],
    next: [
      'iostat -x 1; cat /proc/pressure/io  # was the storage slow?',
      'sysctl vm.dirty_ratio vm.dirty_background_ratio',
    ],
  }
}

function clean(dump: OomEvent, cache: Cache, unwritten: number): Answer {
  const { bytes, whole } = cache
  const { file, refaults, keeps } = whereToLook(dump)
  return {
    ...shared(dump, cache),
    verdict: 'possible',
    title: `${percentOf(cache)} of ${whole} is page cache, most of it clean`,
    summary: `${short(bytes)} are page cache of files, and ${unwritten === 0 ? 'none' : `only ${short(unwritten)}`} of it had to be written first. Clean cache can be dropped, so it was in use (mapped or read again at once), locked, protected, or of no help to the request. ${statesOf(cache)}`,
    missing: [`why it was not dropped: ${keeps}`],
    next: [`grep -E "${refaults}" ${file}`],
  }
}

function stateUnknown(dump: OomEvent, cache: Cache): Answer {
  const { file, states } = whereToLook(dump)
  return {
    ...shared(dump, cache),
    verdict: 'possible',
    title: `${percentOf(cache)} of ${cache.whole} is page cache`,
    summary: `${short(cache.bytes)} are page cache of files. Whether it had to be written before it could be dropped was not read.`,
    missing: ['kernel log: how much of it was dirty and under writeback (4.2 and later)'],
    next: [`grep -E "${states}" ${file}`],
  }
}

/** Where the states of cached pages stand as they are now, and under which names. */
interface WhereToLook {
  readonly file: string
  readonly refaults: string
  readonly states: string
  /** What keeps a clean page. */
  readonly keeps: string
}

function whereToLook(dump: OomEvent): WhereToLook {
  if (dump.scope !== 'memcg')
    return {
      file: '/proc/vmstat',
      refaults: 'workingset_refault|pgscan|pgsteal|nr_mapped',
      states: '^(nr_file_pages|nr_dirty|nr_writeback) ',
      keeps: 'the refaults of /proc/vmstat over time, mlock, and where each zone stands',
    }
  const file = cgroupFile(dump, 'memory.stat')
  return isV1(dump)
    ? {
        file,
        refaults: 'workingset_refault|mapped_file|unevictable',
        states: '^(cache|dirty|writeback) ',
        keeps: 'the refaults of memory.stat over time (5.9 and later), mlock',
      }
    : {
        file,
        refaults: 'workingset_refault|pgscan|pgsteal|file_mapped',
        states: '^(file|file_dirty|file_writeback) ',
        keeps: 'the refaults of memory.stat over time, mlock, memory.min and memory.low',
      }
}

function shared({ scope }: OomEvent, cache: Cache) {
  const { bytes, wholeBytes, lines, dirtyBytes, writebackBytes } = cache
  return {
    lines,
    figures: {
      pageCacheBytes: bytes,
      ...(scope === 'memcg' ? { usageBytes: wholeBytes } : { ramBytes: wholeBytes }),
      ...(dirtyBytes === undefined ? {} : { dirtyBytes }),
      ...(writebackBytes === undefined ? {} : { writebackBytes }),
    },
    overturnedBy: 'figures of the same moment with less page cache',
  }
}

function percentOf({ bytes, wholeBytes }: Cache): string {
  return share(Math.min(bytes, wholeBytes), wholeBytes)
}

function statesOf({ dirtyBytes = 0, writebackBytes = 0 }: Cache): string {
  return `${listed([`${short(dirtyBytes)} were dirty`, `${short(writebackBytes)} under writeback`])}.`
}
