import { describe, expect, it } from 'vitest'
import { type OomEvent, parse } from '../../index.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'

function text(lines: readonly string[]): string {
  return lines.map((line, index) => `[ ${(8231 + index / 1e6).toFixed(6)}] ${line}\n`).join('')
}

/** What a dump with these lines behind its heading has; they stand from line 4 on. */
function read(...lines: string[]): OomEvent {
  const [oom] = parse(text([HEAD, IDENTITY, 'Mem-Info:', ...lines])).events
  if (oom?.type !== 'oom') throw new Error('no OOM')
  return oom
}

const memInfo = (...lines: string[]) => read(...lines).memInfo
const strange = (...lines: string[]) => {
  const { completeness } = read(...lines, '0 pages hwpoisoned')
  return completeness.unexplained
    .map(({ text }) => text)
    .concat(Array(completeness.foreignLines).fill('foreign'))
}

describe('the totals of the machine', () => {
  it('stand in several lines behind the heading', () => {
    expect(
      memInfo('active_anon:81116 inactive_anon:-1 isolated_anon:0', ' slab_reclaimable:297 mapped:1740'),
    ).toEqual({
      pages: { activeAnon: 81_116, inactiveAnon: -1, isolatedAnon: 0, slabReclaimable: 297, mapped: 1740 },
      lines: { activeAnon: 4, inactiveAnon: 4, isolatedAnon: 4, slabReclaimable: 5, mapped: 5 },
    })
  })

  it.each([
    [
      '2.6.28 to 2.6.31',
      'Active_anon:1 active_file:2 inactive_anon:3',
      { activeAnon: 1, activeFile: 2, inactiveAnon: 3 },
    ],
    [
      '2.6.28 to 2.6.31',
      ' inactive_file:4 unevictable:5 dirty:6',
      { inactiveFile: 4, unevictable: 5, dirty: 6 },
    ],
    ['with brackets', 'isolated(anon):7', { isolatedAnon: 7 }],
    ['with a blank', ' free: 657 free_pcp: 964', { free: 657, freePcp: 964 }],
    ['as large as can be', ' free:9007199254740991', { free: 9_007_199_254_740_991 }],
  ])('are counters: %s', (_, line, pages) => {
    const read = memInfo('mapped:1', line)?.pages
    if (line.startsWith('isolated')) expect(read).toEqual({ mapped: 1 })
    else expect(read).toEqual({ mapped: 1, ...pages })
  })

  it('are none of a line with a number that is too large', () => {
    expect(memInfo('mapped:1', ' free:2 shmem:9007199254740992')?.pages).toEqual({ mapped: 1 })
  })

  it('stand behind the heading and the lists of each CPU only', () => {
    expect(
      memInfo('Node 0 DMA per-cpu:', 'CPU    0: hi:  186, btch:  31 usd: 164', 'mapped:1')?.pages,
    ).toEqual({ mapped: 1 })
    expect(memInfo('Node 0 DMA per-cpu:', 'mapped:1')?.pages).toEqual({ mapped: 1 })
    expect(memInfo('mapped:1', 'Node 0 DMA free:4kB min:4kB', 'dirty:2')?.pages).toEqual({ mapped: 1 })
  })

  it('are not those of a line in front of the heading', () => {
    const [oom] = parse(text([HEAD, IDENTITY, 'mapped:1', 'Mem-Info:', 'free:2'])).events
    expect(oom).toMatchObject({ memInfo: { pages: { free: 2 } } })
    expect(oom?.type === 'oom' && oom.memInfo?.pages).toEqual({ free: 2 })
  })

  it('are told once each', () => {
    expect(memInfo('mapped:1 free:2', 'mapped:3')?.pages).toEqual({ mapped: 1, free: 2 })
    expect(memInfo('mapped:1 free:2', 'dirty:3')?.pages).toEqual({ mapped: 1, free: 2, dirty: 3 })
  })
})

describe('the lists of each CPU, until 4.0', () => {
  it('stand under their zone', () => {
    expect(
      memInfo(
        'Node 0 DMA per-cpu:',
        'CPU    0: hi:    0, btch:   1 usd:   0',
        'CPU   12: hi:  186, btch:  31 usd: 164',
        'HighMem per-cpu: empty',
      )?.perCpu,
    ).toEqual([
      {
        node: 0,
        zone: 'DMA',
        cpus: [
          { cpu: 0, high: 0, batch: 1, used: 0 },
          { cpu: 12, high: 186, batch: 31, used: 164 },
        ],
      },
      { zone: 'HighMem', cpus: [] },
    ])
  })
})

describe('a node', () => {
  it('has counters in kB, others, and its flag', () => {
    expect(
      memInfo(
        'Node 1 active_anon:324kB isolated(anon):0kB shmem_thp: 8kB pages_scanned:12 all_unreclaimable? yes Balloon:4kB',
      )?.nodes,
    ).toEqual([
      {
        node: 1,
        bytes: { activeAnon: 331_776, isolatedAnon: 0, shmemThp: 8192, balloon: 4096 },
        pages: { pagesScanned: 12 },
        allUnreclaimable: true,
        line: 4,
      },
    ])
  })

  it('has no more than it prints', () => {
    expect(memInfo('Node 0 active_anon:4kB')?.nodes).toEqual([
      { node: 0, bytes: { activeAnon: 4096 }, line: 4 },
    ])
    expect(memInfo('Node 0 active_anon:4kB all_unreclaimable? no')?.nodes).toMatchObject([
      { allUnreclaimable: false },
    ])
  })

  it('is not read where a counter has lost its unit', () => {
    expect(memInfo('Node 0 active_anon:4kB inactive_anon:32')).toBeUndefined()
  })

  it('is told once each', () => {
    expect(
      memInfo('Node 0 active_anon:4kB', 'Node 0 active_anon:8kB', 'Node 1 active_anon:12kB')?.nodes,
    ).toMatchObject([
      { node: 0, bytes: { activeAnon: 4096 } },
      { node: 1, bytes: { activeAnon: 12_288 } },
    ])
  })
})

describe('a zone', () => {
  it.each([
    [
      'of a node',
      'Node 0 DMA32 free:1208kB boost:0kB min:2188kB reserved_highatomic:0KB',
      { node: 0, zone: 'DMA32', bytes: { free: 1_236_992, boost: 0, min: 2_240_512, reservedHighatomic: 0 } },
    ],
    [
      'without nodes',
      'HighMem free:100kB pages_scanned:3 all_unreclaimable? no',
      { zone: 'HighMem', bytes: { free: 102_400 }, pages: { pagesScanned: 3 }, allUnreclaimable: false },
    ],
  ])('%s', (_, line, expected) => {
    expect(memInfo(line)?.zones).toEqual([{ ...expected, line: 4 }])
  })

  it('has the reserve behind it, in pages', () => {
    const zones = memInfo(
      'Node 0 DMA free:4kB min:4kB',
      'lowmem_reserve[]: 0 334 12',
      'Node 0 Normal free:8kB min:4kB',
      'lowmem_reserve[]:',
      'lowmem_reserve[]: 7',
    )?.zones
    expect(zones).toEqual([
      {
        node: 0,
        zone: 'DMA',
        bytes: { free: 4096, min: 4096 },
        line: 4,
        lowmemReservePages: [0, 334, 12],
        lowmemReserveLine: 5,
      },
      {
        node: 0,
        zone: 'Normal',
        bytes: { free: 8192, min: 4096 },
        line: 6,
        lowmemReservePages: [],
        lowmemReserveLine: 7,
      },
    ])
    expect(memInfo('lowmem_reserve[]: 0 334')).toBeUndefined()
  })

  it('is told once for each node', () => {
    const zones = memInfo(
      'Node 0 DMA free:4kB',
      'Node 1 DMA free:8kB',
      'DMA free:16kB',
      'Node 0 DMA free:12kB',
    )?.zones
    expect(zones).toMatchObject([
      { node: 0, bytes: { free: 4096 } },
      { node: 1 },
      { zone: 'DMA', bytes: { free: 16_384 } },
    ])
    expect(zones).toHaveLength(3)
  })
})

describe('the free chunks of a zone', () => {
  it('have their sizes, counts, and kinds of lists', () => {
    expect(
      memInfo('Node 0 DMA: 1*4kB (M) 0*8kB 20*16kB (UME) = 324kB', 'DMA32: 3*4kB 0*8kB = 12kB')?.buddy,
    ).toEqual([
      {
        node: 0,
        zone: 'DMA',
        chunks: [
          { bytes: 4096, count: 1, migrateTypes: ['M'] },
          { bytes: 8192, count: 0 },
          { bytes: 16_384, count: 20, migrateTypes: ['U', 'M', 'E'] },
        ],
        totalBytes: 331_776,
        line: 4,
      },
      {
        zone: 'DMA32',
        chunks: [
          { bytes: 4096, count: 3 },
          { bytes: 8192, count: 0 },
        ],
        totalBytes: 12_288,
        line: 5,
      },
    ])
  })

  it.each(['9007199254740992*4kB = 4kB', '1*9007199254740992kB = 4kB', '1*4kB = 9007199254740992kB'])(
    'are not read with a number that is too large: %s',
    (chunks) => {
      expect(memInfo(`Node 0 DMA: ${chunks}`)).toBeUndefined()
    },
  )

  it('are told once for each zone', () => {
    expect(
      memInfo('Node 0 DMA: 1*4kB = 4kB', 'Node 1 DMA: 3*4kB = 12kB', 'Node 0 DMA: 2*4kB = 8kB')?.buddy,
    ).toMatchObject([{ totalBytes: 4096 }, { totalBytes: 12_288 }])
  })
})

describe('huge pages', () => {
  const line = (node: string, kb: number, total = 4) =>
    `${node}hugepages_total=${total} hugepages_free=3 hugepages_surp=2 hugepages_size=${kb}kB`

  it('are told for each node and size', () => {
    expect(
      memInfo(
        line('Node 0 ', 2048),
        line('Node 1 ', 2048),
        line('Node 0 ', 1_048_576),
        line('', 2048),
        line('Node 0 ', 2048, 9),
        line('', 2048, 9),
      )?.hugepages,
    ).toEqual([
      { node: 0, sizeBytes: 2_097_152, total: 4, free: 3, surplus: 2, line: 4 },
      { node: 1, sizeBytes: 2_097_152, total: 4, free: 3, surplus: 2, line: 5 },
      { node: 0, sizeBytes: 1_073_741_824, total: 4, free: 3, surplus: 2, line: 6 },
      { sizeBytes: 2_097_152, total: 4, free: 3, surplus: 2, line: 7 },
    ])
  })
})

describe('huge pages of several nodes', () => {
  it('are not taken for one another', () => {
    const line = (node: number) =>
      `Node ${node} hugepages_total=${node} hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB`
    expect(memInfo(line(1), line(2), line(3))?.hugepages).toMatchObject([
      { total: 1 },
      { total: 2 },
      { total: 3 },
    ])
  })
})

describe('the totals behind the zones', () => {
  it.each([
    ['total pagecache pages', 'pageCachePages'],
    ['pages in swap cache', 'swapCachePages'],
    ['pages swap cached', 'swapCachePages'],
    ['pages RAM', 'ramPages'],
    ['pages of RAM', 'ramPages'],
    ['pages HighMem/MovableOnly', 'highMemPages'],
    ['pages HighMem', 'highMemPages'],
    ['pages reserved', 'reservedPages'],
    ['reserved pages', 'reservedPages'],
    ['pages shared', 'sharedPages'],
    ['pages non-shared', 'nonSharedPages'],
    ['pages cma reserved', 'cmaReservedPages'],
    ['pages in pagetable cache', 'pagetableCachePages'],
    ['pages hwpoisoned', 'hwpoisonedPages'],
    ['free pages', 'freePages'],
    ['slab pages', 'slabPages'],
  ])('are counts of pages: %s', (words, key) => {
    expect(memInfo(`102264 ${words}`, `7 ${words}`)).toEqual({ [key]: 102_264, lines: { [key]: 4 } })
  })

  it.each(['7 pages of nothing', '9007199254740992 pages RAM', '7 pages', '7 constructor pages'])(
    'are not %j',
    (line) => {
      expect(memInfo(line)).toBeUndefined()
      expect(strange(line)).not.toEqual([])
    },
  )
})

describe('swap', () => {
  it('is free and total, and can be printed below zero', () => {
    expect(
      memInfo(
        'Free swap  = -4kB',
        'Total swap = 2097148kB',
        'Free swap  = 8kB',
        'Swap cache stats: add 1, delete 2, find 3/4',
      ),
    ).toEqual({
      swap: { freeBytes: -4096, totalBytes: 2_147_479_552 },
      swapCacheStats: { add: 1, delete: 2, findSuccess: 3, findTotal: 4 },
      lines: { swapFreeBytes: 4, swapTotalBytes: 5 },
    })
  })

  it('is not read from a number that is too large', () => {
    expect(memInfo('Free swap  = 9007199254740992kB')).toBeUndefined()
  })
})

describe('slab that cannot be reclaimed', () => {
  it('is a list behind its heading', () => {
    expect(
      memInfo(
        'Unreclaimable slab info:',
        'Name                      Used          Total',
        'dentry                   123KB        456KB',
        'kmalloc-rnd-01-32(12:a.service)     4KB          8KB',
      )?.unreclaimableSlab,
    ).toEqual([
      { name: 'dentry', usedBytes: 125_952, totalBytes: 466_944, line: 6 },
      { name: 'kmalloc-rnd-01-32(12:a.service)', usedBytes: 4096, totalBytes: 8192, line: 7 },
    ])
    expect(memInfo('excessive unreclaimable slab but cannot dump stats')?.unreclaimableSlab).toEqual([])
  })

  it.each(['dentry 9007199254740992KB 4KB', 'dentry 4KB 9007199254740992KB'])(
    'has no number that is too large: %s',
    (row) => {
      expect(memInfo('Unreclaimable slab info:', row)?.unreclaimableSlab).toEqual([])
    },
  )

  it('is nothing without its heading', () => {
    expect(memInfo('mapped:1', 'dentry                   123KB        456KB')).not.toHaveProperty(
      'unreclaimableSlab',
    )
  })
})

describe('allocations by where they are asked for', () => {
  it.each([
    [
      '6.10, in bytes',
      '    56373248     4737 mm/slub.c:2259 func:alloc_slab_page',
      { bytes: 56_373_248, calls: 4737, file: 'mm/slub.c', line: 2259, function: 'alloc_slab_page' },
    ],
    [
      '6.12 and later',
      '    1.21 MiB     1234 mm/slub.c:2305 func:alloc_slab_page',
      { bytes: 1_268_777, calls: 1234, file: 'mm/slub.c', line: 2305, function: 'alloc_slab_page' },
    ],
    [
      'of a module',
      '     480 B          2 fs/xfs/xfs.c:12 [xfs] func:xfs_alloc',
      { bytes: 480, calls: 2, file: 'fs/xfs/xfs.c', line: 12, module: 'xfs', function: 'xfs_alloc' },
    ],
    ['KiB', '     1.5 KiB 2 a.c:1 func:f', { bytes: 1536, calls: 2, file: 'a.c', line: 1, function: 'f' }],
    [
      'GiB',
      '     2 GiB 2 a.c:1 func:f',
      { bytes: 2_147_483_648, calls: 2, file: 'a.c', line: 1, function: 'f' },
    ],
    [
      'TiB',
      '     1 TiB 2 a.c:1 func:f',
      { bytes: 1_099_511_627_776, calls: 2, file: 'a.c', line: 1, function: 'f' },
    ],
  ])('%s', (_, row, expected) => {
    expect(memInfo('Memory allocations:', row)?.allocations).toEqual([expected])
  })

  it.each([
    'Memory allocations:',
    'Memory allocations (profiling is currently turned on):',
    'Memory allocations (profiling is currently turned off):',
  ])('stand behind %s', (heading) => {
    expect(memInfo(heading)?.allocations).toEqual([])
  })
})
