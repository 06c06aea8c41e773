import { describe, expect, it } from 'vitest'
import { type Case, corpusCases, readLog, readTruth } from '../../test/support/corpus.js'
import { parse } from '../index.js'
import type { DumpEvent, MemInfo } from '../record/index.js'
import { hugePagesOf } from './huge-pages.js'
import { ramSize } from './ram-size.js'
import { type RamUse, ramUse } from './ram-use.js'

const PAGE = 4096
const cases = corpusCases()

function logOf(one: Case): string {
  return Buffer.from(readLog(one, one.files[0] ?? '')).toString('latin1')
}

function dumpsOf(one: Case): (DumpEvent & { memInfo: MemInfo })[] {
  return parse(logOf(one), { name: 'log' }).events.flatMap((event) =>
    (event.type === 'oom' || event.type === 'page-allocation-failure') && event.memInfo !== undefined
      ? [{ ...event, memInfo: event.memInfo }]
      : [],
  )
}

function first(name: string): MemInfo {
  const one = cases.find((each) => each.name === name)
  const memInfo = one === undefined ? undefined : dumpsOf(one)[0]?.memInfo
  if (memInfo === undefined) throw new Error(`${name} has no Mem-Info`)
  return memInfo
}

const bytesOf = (use: RamUse | undefined, name: string) =>
  use?.parts.find((part) => part.name === name)?.bytes

describe('the size of the RAM', () => {
  it.each(['5.10/g-noswap', '6.1/g-slab', '6.12/g-swap', '7.2/g-tmpfs', '7.2/g-hugepages'])(
    'is what the machine itself said: %s',
    (name) => {
      const one = cases.find((each) => each.name === name)
      const { before } = (one === undefined ? undefined : readTruth(one)) as unknown as {
        before: { meminfo: { MemTotal: number } }
      }
      expect(ramSize(first(name), PAGE)).toMatchObject({
        bytes: before.meminfo.MemTotal * 1024,
        isWhole: true,
      })
    },
  )

  it('is that of the machine where nodes or zones are left out, and says so', () => {
    const memInfo = first('6.1/g-numa-cpuset')
    const { ramPages = 0, reservedPages = 0 } = memInfo
    expect(ramSize(memInfo, PAGE)).toMatchObject({ bytes: (ramPages - reservedPages) * PAGE, isWhole: false })
  })

  it('is not told by totals of kernels that reckon them wrongly', () => {
    const memInfo = first('6.1/g-numa-cpuset')
    expect(ramSize({ ...memInfo, perCpu: [] }, PAGE)).toBeUndefined()
    expect(ramSize({ ...memInfo, cmaReservedPages: 16384 }, PAGE)).toBeUndefined()
    expect(ramSize({ ...memInfo, reservedPages: 999999 }, PAGE)).toBeUndefined()
  })

  it('is all page frames until 3.11, where holes are no part of a zone', () => {
    const memInfo = first('constructed/el6-2.6.32-global')
    const { ramPages = 0, reservedPages = 0 } = memInfo
    const withHoles = { ...memInfo, ramPages: ramPages + 70_000, reservedPages: reservedPages + 70_000 }
    const bytes = (ramPages - reservedPages) * PAGE
    expect(ramSize(withHoles, PAGE)).toMatchObject({ bytes, isWhole: true })
    const [, ...others] = (memInfo.zones ?? []).toReversed()
    expect(ramSize({ ...memInfo, zones: others }, PAGE)).toMatchObject({ bytes, isWhole: false })
  })
})

describe('the use of the RAM', () => {
  it('leaves the usual few percent on ordinary machines', () => {
    let asked = 0
    for (const one of cases) {
      if (readTruth(one)?.constructed === true || one.name.endsWith('g-vmalloc')) continue
      for (const { memInfo, pageSizeBytes, ...dump } of dumpsOf(one)) {
        const use = ramUse(memInfo, pageSizeBytes)
        if (use === undefined) {
          // Two nodes of which one is in the dump.
          expect(one.name, 'silent').toMatch(/numa/)
          continue
        }
        asked++
        const part = use.remainderBytes / use.ram.bytes
        expect(part, `${one.name} ${dump.id}`).toBeGreaterThan(0.015)
        // Until 6.17 no counter has the memory of zram.
        expect(part, `${one.name} ${dump.id}`).toBeLessThan(one.name === '6.12/g-zram-swap' ? 0.11 : 0.045)
      }
    }
    expect(asked).toBeGreaterThan(50)
  })

  it('has each counter in the line that it names', () => {
    for (const one of cases) {
      const lines = logOf(one).split('\n')
      for (const { memInfo, pageSizeBytes } of dumpsOf(one)) {
        const use = ramUse(memInfo, pageSizeBytes)
        for (const { printed, line } of use?.parts.flatMap(({ counters }) => counters) ?? [])
          for (const word of line === undefined ? [] : printed.split(' '))
            expect(lines[(line ?? 0) - 1], `${one.name} ${line}`).toContain(word)
      }
    }
  })

  it('adds up what it was given', () => {
    const use = ramUse(first('6.1/g-hugepages'), PAGE)
    expect(bytesOf(use, 'huge pages')).toBe(90 * 2048 * 1024)
    expect(bytesOf(ramUse(first('6.1/g-vmalloc'), PAGE), 'kernel stacks')).toBe(1232 * 1024)
    expect(bytesOf(ramUse(first('6.1/g-vmalloc'), PAGE), 'anonymous and shared memory')).toBe(
      (772 + 56409) * PAGE,
    )
    expect(use?.parts.reduce((sum, { bytes }) => sum + bytes, use.remainderBytes)).toBe(use?.ram.bytes)
  })

  it('takes kernel stacks of zones where nodes have none, and per-CPU lists of old kernels', () => {
    const use = ramUse(first('constructed/el6-2.6.32-global'), PAGE)
    expect(bytesOf(use, 'kernel stacks')).toBeGreaterThan(0)
    expect(bytesOf(use, 'free on per-CPU lists')).toBeGreaterThan(0)
    expect(use?.absent).toContain('huge pages')
  })

  it('knows which kinds of memory the dump has no counter for', () => {
    expect(ramUse(first('6.1/g-noswap'), PAGE)?.absent).toEqual([
      'compressed swap (zspages)',
      'GPU memory',
      'broken pages (hwpoison)',
    ])
    expect(ramUse(first('7.2/g-noswap'), PAGE)?.absent).toEqual(['FUSE writeback'])
    expect(bytesOf(ramUse(first('constructed/7.1-gpu'), PAGE), 'GPU memory')).toBeGreaterThan(0)
  })

  it('does not take the balloon for a part, for it may be outside', () => {
    const use = ramUse(first('constructed/6.18-global-balloon'), PAGE)
    expect(use?.ballooned.map(({ printed }) => printed)).toEqual(['Balloon:4194304kB'])
    expect(bytesOf(use, 'Balloon')).toBeUndefined()
  })

  it.each(['free', 'inactiveAnon', 'unevictable', 'slabUnreclaimable', 'pagetables'])(
    'is not told without %s',
    (key) => {
      const memInfo = first('6.1/g-noswap')
      const { [key]: _, ...pages } = memInfo.pages ?? {}
      expect(ramUse(memInfo, PAGE)).toBeDefined()
      expect(ramUse({ ...memInfo, pages }, PAGE)).toBeUndefined()
    },
  )

  it('is not told without the node lines, or with huge pages of some nodes only', () => {
    const memInfo = first('6.1/g-noswap')
    expect(ramUse({ ...memInfo, nodes: [] }, PAGE)).toBeUndefined()
    const [pool] = memInfo.hugepages ?? []
    if (pool === undefined) throw new Error('no pool')
    expect(ramUse({ ...memInfo, hugepages: [{ ...pool, node: 1 }] }, PAGE)).toBeUndefined()
  })
})

describe('huge pages', () => {
  const pool = { node: 0, sizeBytes: 2 * 1024 ** 2, total: 14000, free: 100, surplus: 0, line: 9 }

  it('adds up nodes and sizes', () => {
    const huge = { ...pool, sizeBytes: 1024 ** 3, total: 2, free: 1, line: 10 }
    const zones = [{ node: 0, zone: 'Normal', bytes: {} }]
    expect(hugePagesOf({ zones, hugepages: [pool, huge] })).toMatchObject({
      bytes: 14000 * 2 * 1024 ** 2 + 2 * 1024 ** 3,
      freeBytes: 100 * 2 * 1024 ** 2 + 1024 ** 3,
    })
    expect(hugePagesOf({ hugepages: [pool, huge, { ...pool, node: 1 }] })).toBeUndefined()
  })
})
