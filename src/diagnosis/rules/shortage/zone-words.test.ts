import { describe, expect, it } from 'vitest'
import {
  happening,
  inequality,
  nameOf,
  requestLine,
  requestWords,
  totalLine,
  zoneLines,
} from './zone-words.js'
import { failureOf, freeOf, range, requestOf, shortOf, zoneOf } from './zones.fixture.js'

it.each([
  [{ zone: 'Normal' }, 'Normal'],
  [{ node: 0, zone: 'DMA32' }, 'Node 0 DMA32'],
  [{ node: 3, zone: 'Z'.repeat(201) }, `Node 3 ${'Z'.repeat(200)}…`],
  [{ zone: 'Z'.repeat(201) }, `${'Z'.repeat(200)}…`],
])('nameOf(%o)', (zone, name) => {
  expect(nameOf(zone)).toBe(name)
})

it.each([
  [0, 'Movable', 'one page from any zone'],
  [0, 'HighMem', 'one page from any zone but Movable'],
  [0, 'DMA', 'one page from zone DMA'],
  [0, 'DMA32', 'one page from zone DMA32 or lower'],
  [1, 'Normal', 'order 1, 8 kB, from zone Normal or lower'],
  [3, 'DMA', 'order 3, 32 kB, from zone DMA'],
] as const)('requestWords of order %d from %s', (order, highestZone, words) => {
  expect(requestWords(requestOf({ order, highestZone }), 4096)).toBe(words)
})

describe('inequality', () => {
  const zone = zoneOf({
    kb: { min: 30, high: 50 },
    free: freeOf(1000, { cma: range(0, 40), highatomic: range(8) }),
    floor: range(10, 20),
    reserve: range(4, 6),
    chunkKb: 12,
  })

  it('takes off all that may be unusable to show that a zone is above its mark', () => {
    expect(inequality({ ...zone, standing: 'above' })).toBe(
      '1000 kB free - 40 kB CMA at most - 8 kB highatomic - 12 kB of the chunk itself > 20 kB of min 30 kB + 6 kB lowmem_reserve',
    )
  })

  it('takes off what is certain to show that it is not', () => {
    expect(inequality(zone)).toBe(
      '1000 kB free - 8 kB highatomic - 12 kB of the chunk itself <= 10 kB of min 30 kB + 4 kB lowmem_reserve',
    )
    expect(inequality({ ...zone, standing: 'above' }, 'high')).toBe(
      '1000 kB free - 8 kB highatomic - 12 kB of the chunk itself <= 50 kB high + 4 kB lowmem_reserve',
    )
  })

  it('leaves out what is nothing or was not read', () => {
    const bare = zoneOf({ kb: { min: 30 }, free: freeOf(10), floor: range(30), reserve: range(0) })
    expect(inequality(bare)).toBe('10 kB free <= 30 kB min')
    const { reserve: _, ...unread } = bare
    expect(inequality(unread)).toBe('10 kB free <= 30 kB min')
  })

  it('tells the boost that is in min', () => {
    const boosted = zoneOf({ kb: { min: 30, boost: 20 }, free: freeOf(10), floor: range(30) })
    expect(inequality(boosted)).toBe('10 kB free <= 30 kB min (of it 20 kB boost)')
    const unboosted = zoneOf({ kb: { min: 30, boost: 0 }, free: freeOf(10), floor: range(30) })
    expect(inequality(unboosted)).toBe('10 kB free <= 30 kB min')
  })

  it('tells of an atomic reserve of which it is not known how much was free', () => {
    const atomic = zoneOf({
      kb: { min: 30 },
      free: freeOf(100, { highatomic: range(0, 16) }),
      floor: range(30),
      standing: 'above',
    })
    expect(inequality(atomic)).toBe('100 kB free - 16 kB highatomic at most > 30 kB min')
  })
})

describe('zoneLines', () => {
  const ALL = {
    free: 1,
    min: 2,
    boost: 3,
    high: 4,
    reservedHighatomic: 5,
    freeHighatomic: 6,
    freeCma: 7,
  }
  const zone = zoneOf({ node: 0, kb: ALL, line: 8, lowmemReserveLine: 9, reserve: range(8) })
  const REST = 'reserved_highatomic 5 kB, free_highatomic 6 kB, free_cma 7 kB'
  const KEPT = { line: 9, says: '2 pages kept from this request' }
  const dump = shortOf()

  it.each([
    ['below min', zone, `free 1 kB, min 2 kB, boost 3 kB, ${REST}`],
    [
      'above min and below high',
      { ...zone, standing: 'above' as const },
      `free 1 kB, min 2 kB, boost 3 kB, high 4 kB, ${REST}`,
    ],
    [
      'above both',
      { ...zone, standing: 'above' as const, lastTry: 'above' as const },
      `free 1 kB, min 2 kB, boost 3 kB, ${REST}`,
    ],
  ])('has the marks that count for a zone %s, and what is kept from the request', (_, figures, says) => {
    expect(zoneLines(dump, [figures])).toEqual([{ line: 8, says: `Node 0 Normal: ${says}` }, KEPT])
  })

  it('has the marks where it is not known whether the zone may be used, and not what it keeps', () => {
    expect(zoneLines(dump, [{ ...zone, access: 'unknown' }])).toEqual([
      { line: 8, says: `Node 0 Normal: free 1 kB, min 2 kB, boost 3 kB, ${REST}` },
    ])
  })

  it.each(['zone-too-high', 'other-node'] as const)(
    'has no marks of a zone that is out of reach: %s',
    (access) => {
      expect(zoneLines(dump, [{ ...zone, access, standing: 'above' }])).toEqual([
        { line: 8, says: `Node 0 Normal: free 1 kB, ${REST}` },
      ])
    },
  )

  it('leaves out what is zero, and zones of which it is not known what was free', () => {
    const kb = { free: 0, min: 2, boost: 0, reservedHighatomic: 0, freeHighatomic: 0, freeCma: 0 }
    expect(
      zoneLines(dump, [zoneOf({ kb, line: 8, reserve: range(0) }), zoneOf({ kb: { min: 2 }, line: 9 })]),
    ).toEqual([{ line: 8, says: 'Normal: free 0 kB, min 2 kB' }])
  })

  it('has the first twelve zones', () => {
    const zones = Array.from({ length: 13 }, (_, node) => zoneOf({ node, kb: { free: 1 }, line: node + 1 }))
    expect(zoneLines(dump, zones).map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })
})

it('totalLine has what is free on the machine, where that was read', () => {
  expect(totalLine(shortOf({ memInfo: { pages: { free: 512 }, lines: { free: 7 } } }))).toEqual([
    { line: 7, says: 'free 512 pages (2.00 MiB) on the whole machine' },
  ])
  expect(totalLine(shortOf({ memInfo: { pages: { free: 0 } } }))).toEqual([
    { line: undefined, says: 'free 0 pages on the whole machine' },
  ])
  expect(totalLine(shortOf({ memInfo: {} }))).toEqual([])
  expect(totalLine(shortOf())).toEqual([])
})

describe('requestLine', () => {
  it.each([
    [{ gfpMask: '0xcc0', order: 2, line: 5 }, 'mask 0xcc0, order 2'],
    [{ order: 2, line: 5 }, 'the request'],
    [{ gfpMask: '0xcc0', line: 5 }, 'the request'],
  ])('of %o', (trigger, says) => {
    expect(requestLine(shortOf({ trigger }))).toEqual({ line: 5, says })
  })

  it('is the first line of a failed allocation, and unknown of an OOM without its head', () => {
    const source = { input: 'dmesg.txt', firstLine: 40, lastLine: 60 }
    expect(requestLine(failureOf({ source }))).toEqual({ line: 40, says: 'the request' })
    expect(requestLine(shortOf({ source }))).toEqual({ line: undefined, says: 'the request' })
  })
})

it('happening calls no allocation that failed an OOM', () => {
  expect(happening(shortOf())).toBe('the OOM')
  expect(happening(failureOf())).toBe('the failed allocation')
})
