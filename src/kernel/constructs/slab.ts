import { countsShape, safeInteger, shape } from '../../grammar/index.js'
import type { AllocationSite, SlabCache } from '../../record/mem-info.js'
import { construct } from '../construct.js'
import { kilobytes } from '../names.js'

/** 4.15 and later, printed when unreclaimable slab exceeds all LRU pages. */
export const slabHeading = construct({
  name: 'slab-heading',
  part: 'tail',
  dumps: 'oom',
  opens: ['Unreclaimable slab info:', 'Name   ', 'excessive unreclaimable slab'],
  samples: [
    'Unreclaimable slab info:',
    'Name                      Used          Total',
    'excessive unreclaimable slab but cannot dump stats',
  ],
  parser: shape(
    'heading',
    /(?:Unreclaimable slab info:|Name +Used +Total|excessive unreclaimable slab but cannot dump stats) *$/,
    () => true,
  ),
  fold({ memInfo }) {
    memInfo.unreclaimableSlab ??= []
  },
})

/** `dentry             123KB        456KB`: the two sizes stand at the right, names contain anything but blanks. */
export const slabRow = construct<SlabCache>({
  name: 'slab-row',
  part: 'tail',
  dumps: 'oom',
  opens: { pattern: /^[^[\s][^\n]{0,80} +\d+KB +\d+KB *$/ },
  samples: [
    'dentry                   123KB        456KB',
    'kmalloc-rnd-01-32(12:a.service)     4KB          4KB',
  ],
  parser: shape(
    'cache',
    /^([^[\s][^\n]{0,80}?) +(\d+)KB +(\d+)KB *$/,
    ([, name = '', used = '', total = '']) => {
      const usedKb = safeInteger(used)
      const totalKb = safeInteger(total)
      return usedKb === undefined || totalKb === undefined
        ? undefined
        : { name, usedBytes: kilobytes(usedKb), totalBytes: kilobytes(totalKb) }
    },
  ),
  fits: ({ last }) => last === 'slab-heading' || last === 'slab-row',
  fold({ memInfo }, cache, { at }) {
    memInfo.unreclaimableSlab ??= []
    memInfo.unreclaimableSlab.push({ ...cache, line: at })
  },
})

/** Memory allocation profiling, 6.10 and later; from 6.18 the heading says whether it is on. */
export const allocationsHeading = construct({
  name: 'allocations-heading',
  part: 'memory',
  dumps: 'both',
  opens: ['Memory allocations'],
  samples: ['Memory allocations:', 'Memory allocations (profiling is currently turned on):'],
  parser: shape(
    'heading',
    /Memory allocations(?: \(profiling is currently turned (?:on|off)\))?: *$/,
    () => true,
  ),
  once: () => 'allocations',
  fold({ memInfo }) {
    memInfo.allocations ??= []
  },
})

const BINARY_UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
}

/** 6.10 prints bytes, 6.12 and later a rounded binary size: `    1.21 MiB     1234 mm/slub.c:2305 func:alloc_slab_page`. */
export const allocationsRow = construct<AllocationSite>({
  name: 'allocations-row',
  part: 'memory',
  dumps: 'both',
  opens: { within: ' func:' },
  openEnd: true,
  samples: [
    '    1.21 MiB     1234 mm/slub.c:2305 func:alloc_slab_page',
    '    56373248     4737 mm/slub.c:2259 func:alloc_slab_page',
    '     480 B          2 fs/xfs/xfs.c:12 [xfs] func:xfs_alloc',
  ],
  parser: countsShape(
    'allocation site',
    / *(\d+(?:\.\d+)?)(?: (B|[KMGT]iB))? +(\d+) (\S+):(\d+)(?: \[([^\]\s]+)\])? func:(\S+) *$/,
    ([, amount = '', unit = 'B', calls = '', file = '', line = '', module, name = '']) => ({
      bytes: Math.round(Number(amount) * (BINARY_UNITS[unit] ?? 1)),
      calls: Number(calls),
      file,
      line: Number(line),
      ...(module === undefined ? {} : { module }),
      function: name,
    }),
  ),
  fold({ memInfo }, site) {
    memInfo.allocations ??= []
    memInfo.allocations.push(site)
  },
})
