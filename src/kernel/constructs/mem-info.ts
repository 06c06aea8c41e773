import {
  anchor,
  confirmedBy,
  countsShape,
  integer,
  P,
  type Pair,
  type Parser,
  pairs,
  safeInteger,
  shape,
} from '../../grammar/index.js'
import type { Buddy, BuddyChunk, MemInfo, ZoneMemory } from '../../record/mem-info.js'
import { construct } from '../construct.js'
import { camelCase, kilobytes } from '../names.js'

/** `Node 0 DMA32`, or `DMA32` on kernels without NUMA; vendors name zones of their own, so any capitalised word. */
const zoneName: Parser<{ node?: number; zone: string }> = countsShape(
  'zone',
  /(?:Node (\d+) )?([A-Z][A-Za-z0-9]*)/,
  ([, node, zone = '']) => ({ ...(node === undefined ? {} : { node: Number(node) }), zone }),
)

/** Notes the line of a value that has no record of its own. */
function placeAt(memInfo: MemInfo, key: string, at: number): void {
  memInfo.lines ??= Object.create(null) as Record<string, number>
  memInfo.lines[key] = at
}

const zoneKey = (value: { node?: number | undefined; zone: string }): string =>
  `${value.node ?? ''} ${value.zone}`

/** `Mem-Info:`; arm until 3.19 spells it `Mem-info:`. */
export const memInfoHeading = construct({
  name: 'mem-info',
  part: 'memory',
  dumps: 'both',
  opens: ['Mem-Info:', 'Mem-info:'],
  begins: true,
  samples: ['Mem-Info:', 'Mem-info:'],
  parser: shape('heading', /Mem-[Ii]nfo: *$/, () => true),
  once: () => 'mem-info',
  fold() {},
})

/** Per-CPU page lists, until 4.0: `Node 0 DMA per-cpu:` and a line per CPU. */
export const perCpuHeading = construct<{ node?: number; zone: string }>({
  name: 'per-cpu-heading',
  part: 'memory',
  dumps: 'both',
  opens: { pattern: /^(?:Node \d+ )?[A-Z]\w* per-cpu:/ },
  samples: ['Node 0 DMA per-cpu:', 'HighMem per-cpu:'],
  parser: zoneName.skip(shape('per-cpu', / per-cpu:(?: empty)? *$/, () => true)),
  once: zoneKey,
  fold({ memInfo }, zone) {
    memInfo.perCpu ??= []
    memInfo.perCpu.push({ ...zone, cpus: [] })
  },
})

export const perCpuRow = construct<{ cpu: number; high: number; batch: number; used: number }>({
  name: 'per-cpu-row',
  part: 'memory',
  dumps: 'both',
  opens: ['CPU '],
  openEnd: true,
  samples: ['CPU    0: hi:    0, btch:   1 usd:   0', 'CPU   12: hi:  186, btch:  31 usd: 164'],
  parser: countsShape(
    'per-CPU list',
    /CPU +(\d+): hi: *(\d+), btch: *(\d+) usd: *(\d+) *$/,
    ([, cpu, high, batch, used]) => ({
      cpu: Number(cpu),
      high: Number(high),
      batch: Number(batch),
      used: Number(used),
    }),
  ),
  fold({ memInfo }, row) {
    memInfo.perCpu?.at(-1)?.cpus.push(row)
  },
})

/** The totals stand together right behind the heading (and the per-CPU lists), so a stray `key: 1` is none of them. */
const BEFORE_TOTALS = new Set(['mem-info', 'per-cpu-heading', 'per-cpu-row', 'global-counters'])

const GLOBAL_LINE = /^ *(?:[A-Za-z][\w()]*: ?-?\d+ +)*[A-Za-z][\w()]*: ?-?\d+ *$/

/**
 * The machine's totals, in pages: one record of several lines. Until 2.6.31 it begins with `Active_anon`.
 *
 *     active_anon:81116 inactive_anon:0 isolated_anon:0
 *      active_file:0 inactive_file:0 isolated_file:0
 */
export const globalCounters = construct<[string, number][]>({
  name: 'global-counters',
  part: 'memory',
  dumps: 'both',
  opens: {
    pattern:
      /^ *(?:[Aa]ctive_(?:anon|file)|inactive_(?:anon|file)|unevictable|slab_reclaimable|mapped|free|kernel_misc_reclaimable|sec_pagetables|dirty|slab|[a-z_]+): ?-?\d+(?: |$)/,
  },
  openEnd: true,
  samples: [
    'active_anon:81116 inactive_anon:0 isolated_anon:0',
    ' kernel_misc_reclaimable:0',
    'Active_anon:1 active_file:2 inactive_anon:3',
    ' free:657 free_pcp:964 free_cma:0',
  ],
  parser: shape('totals', GLOBAL_LINE, ([text]) => {
    const totals: [string, number][] = []
    for (const [, key = '', count = ''] of text.matchAll(/(?<![\w()])([A-Za-z][\w()]*): ?(-?\d+)/g)) {
      const value = safeInteger(count)
      if (value === undefined) return undefined
      totals.push([key, value])
    }
    return totals
  }),
  once: ([first]) => first?.[0] ?? '',
  fits: ({ last }) => last !== undefined && BEFORE_TOTALS.has(last),
  fold({ memInfo }, totals, { at }) {
    memInfo.pages ??= Object.create(null) as Record<string, number>
    for (const [key, value] of totals) {
      memInfo.pages[camelCase(key)] = value
      placeAt(memInfo, camelCase(key), at)
    }
  },
})

/** Counters of a node or a zone, and the flag that ends them: `all_unreclaimable? yes`, which other counters can follow. */
interface Counters {
  bytes: Record<string, number>
  pages?: Record<string, number>
  allUnreclaimable?: boolean
}

/** All of them are in kB but one, so any other without a unit is cut. */
const kilobytePairs: Parser<readonly Pair[]> = pairs.chain((found) =>
  found.every(({ key, unit }) => unit === 'kB' || key === 'pages_scanned') ? P.succeed(found) : P.fail('kB'),
)

const counters: Parser<Counters> = P.seqMap(
  kilobytePairs,
  shape('flag', / all_unreclaimable\? (yes|no)/, ([, answer]) => answer).fallback(undefined),
  kilobytePairs.fallback([]),
  shape('blanks', / */, () => true),
  (before, unreclaimable, after): Counters => {
    const bytes: Record<string, number> = Object.create(null)
    const pages: Record<string, number> = Object.create(null)
    for (const { key, value, unit } of [...before, ...after]) {
      if (unit === 'kB') bytes[camelCase(key)] = kilobytes(value)
      else pages[camelCase(key)] = value
    }
    return {
      bytes,
      ...(Object.keys(pages).length === 0 ? {} : { pages }),
      ...(unreclaimable === undefined ? {} : { allUnreclaimable: unreclaimable === 'yes' }),
    }
  },
)

/** `Node 0 active_anon:324464kB … all_unreclaimable? yes Balloon:0kB`, 4.8 and later. */
export const nodeLine = construct<Counters & { node: number }>({
  name: 'node',
  part: 'memory',
  dumps: 'both',
  opens: { pattern: /^Node \d+ [a-z_()]+: ?\d/ },
  openEnd: true,
  samples: [
    'Node 0 active_anon:324464kB inactive_anon:0kB isolated(anon):0kB shmem_thp: 0kB all_unreclaimable? yes Balloon:0kB',
    'Node 1 active_anon:4kB pages_scanned:12 all_unreclaimable? no',
  ],
  parser: P.seqMap(P.string('Node ').then(integer), counters, (node, read) => ({ node, ...read })),
  once: ({ node }) => String(node),
  fold({ memInfo }, node, { at }) {
    memInfo.nodes ??= []
    memInfo.nodes.push({ ...node, line: at })
  },
})

/** `Node 0 DMA32 free:1208kB boost:0kB min:2188kB …`. */
export const zoneLine = construct<ZoneMemory>({
  name: 'zone',
  part: 'memory',
  dumps: 'both',
  opens: { pattern: /^(?:Node \d+ )?[A-Z]\w* free: ?\d+kB/ },
  openEnd: true,
  begins: true,
  anchors: [anchor(' free:', confirmedBy(/\w free: ?\d+kB/))],
  samples: [
    'Node 0 DMA free:1420kB boost:0kB min:104kB low:128kB high:152kB reserved_highatomic:0KB managed:15360kB',
    'HighMem free:100kB min:4kB low:8kB high:12kB pages_scanned:0 all_unreclaimable? no',
  ],
  parser: P.seqMap(zoneName, counters, (name, read) => ({ ...name, ...read })),
  once: zoneKey,
  fold({ memInfo }, zone, { at }) {
    memInfo.zones ??= []
    memInfo.zones.push({ ...zone, line: at })
  },
})

/** `lowmem_reserve[]: 0 334 334`: pages, of the zone before it. */
export const lowmemReserve = construct<number[]>({
  name: 'lowmem-reserve',
  part: 'memory',
  dumps: 'both',
  opens: ['lowmem_reserve[]:'],
  openEnd: true,
  samples: ['lowmem_reserve[]: 0 334 334 334 334'],
  parser: shape('reserve', /lowmem_reserve\[\]:((?: \d+)*) *$/, ([, list = '']) =>
    list.trim().split(' ').filter(Boolean).map(Number),
  ),
  fold({ memInfo }, pages, { at }) {
    const zone = memInfo.zones?.at(-1)
    if (zone === undefined || zone.lowmemReservePages !== undefined) return
    zone.lowmemReservePages = pages
    zone.lowmemReserveLine = at
  },
})

/** `Node 0 DMA: 1*4kB (M) 0*8kB … = 1412kB`; the letters (3.8+) tell which kinds of list have chunks. */
export const buddyLine = construct<Buddy>({
  name: 'buddy',
  pieces: true,
  part: 'memory',
  dumps: 'both',
  opens: { pattern: /^(?:Node \d+ )?[A-Z]\w*: \d+\*\d+kB/ },
  begins: true,
  anchors: [anchor(['0123456789', '*', '0123456789', '0123456789k'], confirmedBy(/\w: \d+\*\d+kB/))],
  samples: ['Node 0 DMA: 1*4kB (M) 0*8kB 2*16kB (UME) = 36kB', 'DMA32: 1*4kB 0*8kB = 4kB'],
  parser: P.seqMap(
    zoneName,
    P.string(':').then(chunks()),
    P.string(' = ').then(integer),
    shape('kB', /kB *$/, () => true),
    (zone, list, total) => ({ ...zone, chunks: list, totalBytes: kilobytes(total) }),
  ),
  once: zoneKey,
  fold({ memInfo }, buddy, { at }) {
    memInfo.buddy ??= []
    memInfo.buddy.push({ ...buddy, line: at })
  },
})

function chunks(): Parser<BuddyChunk[]> {
  return shape('chunks', /(?: +\d+\*\d+kB(?: \([A-Z]+\))?)+/, ([text]) => {
    const list: BuddyChunk[] = []
    for (const [, count = '', size = '', letters] of text.matchAll(/ (\d+)\*(\d+)kB(?: \(([A-Z]+)\))?/g)) {
      if (safeInteger(count) === undefined || safeInteger(size) === undefined) return undefined
      list.push({
        bytes: kilobytes(Number(size)),
        count: Number(count),
        ...(letters === undefined ? {} : { migrateTypes: [...letters] }),
      })
    }
    return list
  })
}

/** `Node 0 hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB`, 3.10 and later. */
export const hugepagesLine = construct({
  name: 'hugepages',
  part: 'memory',
  dumps: 'both',
  opens: { pattern: /^(?:Node \d+ )?hugepages_total=/ },
  samples: ['Node 0 hugepages_total=14000 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB'],
  parser: countsShape(
    'huge pages',
    /(?:Node (\d+) )?hugepages_total=(\d+) hugepages_free=(\d+) hugepages_surp=(\d+) hugepages_size=(\d+)kB *$/,
    ([, node, total = '', free = '', surplus = '', size = '']) => ({
      ...(node === undefined ? {} : { node: Number(node) }),
      sizeBytes: kilobytes(Number(size)),
      total: Number(total),
      free: Number(free),
      surplus: Number(surplus),
    }),
  ),
  once: ({ node, sizeBytes }) => `${node ?? ''} ${sizeBytes}`,
  fold({ memInfo }, hugepages, { at }) {
    memInfo.hugepages ??= []
    memInfo.hugepages.push({ ...hugepages, line: at })
  },
})

/** The totals behind the zones, each a count and fixed words. Until 3.11 HighMem stands alone; arm has words of its own. */
const TOTALS = {
  'total pagecache pages': 'pageCachePages',
  'pages in swap cache': 'swapCachePages',
  'pages swap cached': 'swapCachePages',
  'pages RAM': 'ramPages',
  'pages of RAM': 'ramPages',
  'pages HighMem/MovableOnly': 'highMemPages',
  'pages HighMem': 'highMemPages',
  'pages reserved': 'reservedPages',
  'reserved pages': 'reservedPages',
  'pages shared': 'sharedPages',
  'pages non-shared': 'nonSharedPages',
  'pages cma reserved': 'cmaReservedPages',
  'pages in pagetable cache': 'pagetableCachePages',
  'pages hwpoisoned': 'hwpoisonedPages',
  'free pages': 'freePages',
  'slab pages': 'slabPages',
} as const

export const pageTotal = construct<{ words: keyof typeof TOTALS; pages: number }>({
  name: 'page-total',
  part: 'memory',
  dumps: 'both',
  opens: { pattern: /^\d+ (?:[a-z]+ )?(?:pages|pagecache)/ },
  samples: [
    '4426 total pagecache pages',
    '102267 pages RAM',
    '12 pages HighMem/MovableOnly',
    '9 reserved pages',
  ],
  parser: shape('total', /(\d+) ([A-Za-z /-]+)$/, ([, count = '', text = '']) => {
    const words = text.trimEnd()
    const pages = safeInteger(count)
    return pages === undefined || !Object.hasOwn(TOTALS, words)
      ? undefined
      : { words: words as keyof typeof TOTALS, pages }
  }),
  once: ({ words }) => words,
  fold({ memInfo }, { words, pages }, { at }) {
    memInfo[TOTALS[words]] = pages
    placeAt(memInfo, TOTALS[words], at)
  },
})

/** `Free swap  = 0kB` (printed signed), `Total swap = 0kB`. */
export const swapTotal = construct<{ which: string; kb: number }>({
  name: 'swap-total',
  part: 'memory',
  dumps: 'both',
  opens: ['Free swap ', 'Total swap '],
  samples: ['Free swap  = 0kB', 'Total swap = 2097148kB', 'Free swap = -4kB'],
  parser: shape('swap', /(Free|Total) swap +(?:= *)?(-?\d+)kB *$/, ([, which = '', count = '']) => {
    const kb = safeInteger(count)
    return kb === undefined ? undefined : { which, kb }
  }),
  once: ({ which }) => which,
  fold({ memInfo }, { which, kb }, { at }) {
    memInfo.swap ??= {}
    memInfo.swap[which === 'Free' ? 'freeBytes' : 'totalBytes'] = kilobytes(kb)
    placeAt(memInfo, which === 'Free' ? 'swapFreeBytes' : 'swapTotalBytes', at)
  },
})

/** `Swap cache stats: add 1, delete 2, find 3/4`, until 5.19. */
export const swapCacheStats = construct({
  name: 'swap-cache-stats',
  part: 'memory',
  dumps: 'both',
  opens: ['Swap cache stats: '],
  openEnd: true,
  samples: ['Swap cache stats: add 1, delete 2, find 3/4'],
  parser: P.seqObj<{ add: number; delete: number; findSuccess: number; findTotal: number }>(
    P.string('Swap cache stats: add '),
    ['add', integer],
    P.string(', delete '),
    ['delete', integer],
    P.string(', find '),
    ['findSuccess', integer],
    P.string('/'),
    ['findTotal', integer],
    shape('blanks', / */, () => true),
  ),
  once: () => 'swap-cache-stats',
  fold({ memInfo }, stats) {
    memInfo.swapCacheStats = stats
  },
})
