import { describe, expect, it } from 'vitest'
import { edited } from '../../test/support/shortage.js'
import { parse } from '../index.js'
import type { DumpEvent } from '../record/index.js'
import { type classZone, mayUseZone, readGfpMask, zoneLists } from './gfp-zone.js'
import { largestUsableChunk, scarceOrder, unlistedMemory, zoneFigures } from './index.js'
import { lowmemReserve } from './lowmem-reserve.js'
import { hasNode, readNodeList } from './node-list.js'
import { isOlderThan } from './release.js'

function dumpOf(log: string): DumpEvent {
  for (const event of parse(log).events)
    if (event.type === 'oom' || event.type === 'page-allocation-failure') return event
  throw new Error('no dump')
}

describe('the zone that a mask asks for', () => {
  it.each([
    ['0xd0', 'Normal', false],
    ['0xcc0', 'Normal', false],
    ['0x6000c0', 'Normal', false],
    ['0xcc1', 'DMA', false],
    ['0xcc4', 'DMA32', false],
    ['0x2dc2', 'HighMem', false],
    ['0x280da', 'Movable', true],
    ['0x140dca', 'Movable', true],
    // __GFP_MOVABLE alone says that the page can be moved, not where it lies.
    ['0xcc8', 'Normal', true],
  ])('%s: %s', (mask, highestZone, isMovable) => {
    expect(readGfpMask(mask)).toMatchObject({ highestZone, isMovable, isHigh: false })
  })

  it('knows __GFP_HIGH of all kernels', () => {
    for (const mask of ['0x20', '0x4020', '0x1080020', '0x820']) expect(readGfpMask(mask)?.isHigh).toBe(true)
  })

  it('is unknown for what is no mask', () => {
    for (const mask of [undefined, '', '0x', '0x0', 'GFP_KERNEL', '0x123456789abc', '0xzz'])
      expect(readGfpMask(mask)).toBeUndefined()
  })
})

describe('zones that a request may use', () => {
  const all = () => true
  const none = () => false

  it.each([
    ['Normal', 'DMA', true],
    ['Normal', 'Normal', true],
    ['Normal', 'HighMem', false],
    ['Normal', 'Movable', false],
    ['Movable', 'Movable', true],
    ['Movable', 'Device', false],
    ['DMA32', 'Normal', false],
    ['DMA', 'DMA32', false],
    ['Movable', 'constructor', undefined],
  ] as const)('%s: %s %s', (asked, zone, expected) => {
    expect(mayUseZone(asked, zone, all)).toBe(expected)
  })

  it('leaves open what a kernel without the zone does', () => {
    expect(mayUseZone('DMA', 'Normal', none)).toBeUndefined()
    expect(mayUseZone('DMA', 'Movable', none)).toBe(false)
  })
})

describe('lowmem_reserve', () => {
  const reserve = (lowmemReservePages: number[], asked: Parameters<typeof classZone>[0], zones: string[]) =>
    lowmemReserve({ zone: 'DMA', bytes: {}, lowmemReservePages }, asked, new Set(zones))
  const exactly = (pages: number) => ({ least: pages, most: pages })

  it('is that of the zone asked for, whatever the kernel was built with', () => {
    const x86 = ['DMA', 'DMA32', 'Normal']
    expect(reserve([0, 2830, 15910, 15910], 'Movable', x86)).toEqual(exactly(15910))
    expect(reserve([0, 2830, 7580, 15700, 15700], 'Normal', [...x86, 'Movable'])).toEqual(exactly(7580))
    expect(reserve([0, 2830, 7580, 15700, 15700], 'DMA32', x86)).toEqual(exactly(2830))
    expect(reserve([0, 865, 3015, 3015], 'Normal', ['DMA', 'Normal', 'HighMem'])).toEqual(exactly(865))
    expect(reserve([0, 865, 3015, 3015], 'HighMem', ['DMA', 'Normal', 'HighMem'])).toEqual(exactly(3015))
    expect(reserve([0, 896, 896], 'Movable', ['DMA', 'Normal'])).toEqual(exactly(896))
    expect(reserve([0, 0], 'Movable', ['Normal'])).toEqual(exactly(0))
    // HighMem is asked for on 64 bits as well, where it is Normal.
    expect(reserve([0, 313, 500, 600, 600], 'HighMem', x86)).toEqual(exactly(500))
  })

  it('keeps both readings where two kernels fit', () => {
    // Normal is the second type beside DMA, and the first beside HighMem.
    expect(reserve([0, 7, 9], 'Normal', [])).toEqual({ least: 0, most: 7 })
    expect(zoneLists(3, new Set())).toContainEqual(['DMA', 'Normal', 'Movable'])
  })

  it('is bounded for lists that no kernel prints', () => {
    expect(reserve(new Array(200_000).fill(5), 'Normal', [])).toEqual({ least: 0, most: 5 })
    expect(reserve([], 'Normal', [])).toBeUndefined()
    expect(zoneLists(4, new Set(Array.from({ length: 99 }, (_, at) => `Z${at}`)))).toEqual([])
  })
})

describe('lists of nodes', () => {
  it('reads ranges without counting them out', () => {
    const list = readNodeList('0-1,3,7-999999')
    expect([0, 1, 2, 3, 4, 7, 500000].map((node) => list && hasNode(list, node))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
      true,
    ])
  })

  it('reads nothing into what is none', () => {
    for (const text of [
      undefined,
      '',
      '(null)',
      '0,,1',
      '1-',
      '1-2-3',
      '9'.repeat(9),
      `0${',1'.repeat(5000)}`,
    ])
      expect(readNodeList(text), text?.slice(0, 20)).toBeUndefined()
  })
})

describe('free chunks', () => {
  const chunk = (bytes: number, count: number, letters?: string) => ({
    bytes,
    count,
    ...(letters === undefined ? {} : { migrateTypes: [...letters] }),
  })
  const buddy = {
    zone: 'Normal',
    totalBytes: 0,
    chunks: [chunk(4096, 9, 'U'), chunk(8192, 2, 'CHI'), chunk(16384, 0)],
  }

  it('knows who may use which list', () => {
    const largest = (isMovable: boolean, reserves: 'none' | 'atomic') =>
      largestUsableChunk(buddy, { isMovable, reserves })
    expect(largest(false, 'none')).toBe(4096)
    expect(largest(true, 'none')).toBe(8192)
    expect(largest(false, 'atomic')).toBe(8192)
    const plain = { ...buddy, chunks: [chunk(4096, 9), chunk(8192, 1)] }
    expect(largestUsableChunk(plain, { isMovable: false, reserves: 'none' })).toBe(8192)
    expect(largestUsableChunk({ ...buddy, chunks: [] }, { isMovable: false, reserves: 'none' })).toBe(0)
  })

  it('halves the mark at each order, as until 4.3', () => {
    const old = { ...buddy, chunks: [chunk(4096, 900), chunk(8192, 40), chunk(16384, 5)] }
    expect(scarceOrder(old, 1000, 150, 1)).toBeUndefined()
    expect(scarceOrder(old, 1000, 150, 2)).toEqual({ order: 2, leftPages: 20, neededPages: 37 })
  })
})

describe('zoneFigures', () => {
  it('leaves open whether a request for one page that may use the reserves has to leave the boost', () => {
    const log = edited(
      '6.12/g-noswap',
      ['0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO)', '0x820(GFP_ATOMIC)'],
      ['Node 0 DMA32 free:536kB', 'Node 0 DMA32 free:1500kB'],
    )
    const failure = parse(log).events.find((event) => event.type === 'page-allocation-failure')
    const figures = failure && zoneFigures(failure)
    expect(figures?.request.reserves).toBe('atomic')
    // min is 7176 kB, of it 4968 kB boost: three eighths of the whole, or of the rest.
    expect(figures?.zones[1]).toMatchObject({
      floor: { least: 828 * 1024, most: 2692 * 1024 },
      standing: 'unknown',
    })
  })

  it('has for each zone what the allocator compares', () => {
    const figures = zoneFigures(dumpOf(edited('constructed/movable-and-device-zones-5.15')))
    expect(figures?.request).toMatchObject({ order: 0, highestZone: 'Normal', reserves: 'none' })
    expect(
      figures?.zones.map(({ zone, access, free, floor, reserve, standing }) => [
        zone.zone,
        access,
        free?.usable.most,
        floor?.most,
        reserve?.most,
        standing,
      ]),
    ).toEqual([
      ['DMA', 'yes', 15892 * 1024, 128 * 1024, 7580 * 4096, 'below'],
      ['DMA32', 'yes', 17192 * 1024, 23000 * 1024, 4750 * 4096, 'below'],
      ['Normal', 'yes', 37184 * 1024, 45000 * 1024, 0, 'below'],
      ['Movable', 'zone-too-high', 4555840 * 1024, 33000 * 1024, 0, 'above'],
    ])
  })

  it('counts equal as below: more than the mark is needed', () => {
    const zones = zoneFigures(dumpOf(edited('5.10/g-fullboot')))?.zones
    expect(zones?.map(({ zone, standing }) => [zone.bytes.free, zone.bytes.min, standing])).toEqual([
      [1388 * 1024, 104 * 1024, 'below'],
      [2248 * 1024, 2248 * 1024, 'below'],
    ])
  })

  it('reckons pages in the size of the machine', () => {
    const zones = zoneFigures(dumpOf(edited('constructed/4.4-arm64-64k-pages')))?.zones
    expect(zones?.[0]?.reserve).toEqual({ least: 896 * 65536, most: 896 * 65536 })
  })

  it('is undefined where no page was asked for', () => {
    for (const name of [
      '7.2/v2-container',
      '7.2/p-sysrq-f',
      'constructed/2.6.35-page-fault-mask-0',
      '6.12/n-alloc-failure',
    ])
      expect(zoneFigures(dumpOf(edited(name))), name).toBeUndefined()
  })

  it('finds what no zone line has', () => {
    expect(unlistedMemory(dumpOf(edited('5.10/g-noswap')))?.freeBytes).toBe(0)
    expect(unlistedMemory(dumpOf(edited('5.10/g-numa-cpuset')))).toEqual({
      freeBytes: (63946 - 254) * 4096,
      ramBytes: 130939 * 4096 - 196468 * 1024,
    })
    expect(unlistedMemory(dumpOf(edited('constructed/cut-head-5.10')))).toBeUndefined()
  })
})

describe('releases', () => {
  it('compares numbers, not letters', () => {
    expect(isOlderThan('5.10.0-32-cloud-amd64', 6, 12)).toBe(true)
    expect(isOlderThan('6.12.1', 6, 12)).toBe(false)
    expect(isOlderThan('6.9', 6, 12)).toBe(true)
    expect(isOlderThan('10.1', 6, 12)).toBe(false)
    for (const release of [undefined, '', 'x', '6', '6.', '99999.1'])
      expect(isOlderThan(release, 6, 12)).toBeUndefined()
  })
})
