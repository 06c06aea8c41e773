import { describe, expect, it } from 'vitest'
import { corpusCases, readLog, readTruth } from '../../test/support/corpus.js'
import { parse } from '../index.js'
import type { Cgroup, OomEvent } from '../record/index.js'
import { compositionOf, isWithinBatching } from './index.js'

const KIB = 1024

function oomsOf(name: string): OomEvent[] {
  const one = corpusCases().find((found) => found.name === name)
  const file = one?.files[0]
  if (one === undefined || file === undefined) throw new Error(`no case ${name}`)
  return parse(readLog(one, file)).events.filter((event) => event.type === 'oom')
}

function compositionIn(name: string, which = 0) {
  const cgroup = oomsOf(name)[which]?.cgroup
  const composition = cgroup === undefined ? undefined : compositionOf(cgroup)
  if (composition === undefined) throw new Error(`${name} has no usage`)
  return {
    ...composition,
    parts: Object.fromEntries(composition.parts.map(({ key, bytes }) => [key, bytes])),
  }
}

/** memory.stat of a v2 cgroup as 5.3 and later print it. */
function v2(bytes: Record<string, number>, more: Partial<Cgroup> = {}): Cgroup {
  const lines = Object.fromEntries(Object.keys(bytes).map((key, at) => [key, at + 10]))
  return {
    version: 2,
    memory: { usageBytes: 1000 * KIB, limitBytes: 1000 * KIB, line: 1 },
    swap: { usageBytes: 0, limitBytes: 'unlimited' },
    stats: [{ bytes, counts: {}, lines, line: 9 }],
    ...more,
  }
}

describe('what a limit was filled with', () => {
  it('tells tmpfs apart from the files, which hold it', () => {
    expect(compositionIn('7.2/v2-shmem')).toMatchObject({
      usageBytes: 57344 * KIB,
      limitBytes: 57344 * KIB,
      // The file is 44 MiB, as written.
      parts: { shmem: 44 * KIB * KIB, anon: 12032 * KIB, kernel: 256 * KIB },
      remainderBytes: 0,
      unread: [],
    })
  })

  it('counts stacks, page tables and slab once: they are within kernel', () => {
    const { parts, remainderBytes } = compositionIn('7.2/m-memcg-2000')
    expect(parts).toEqual({ anon: 255944 * KIB, kernel: 153656 * KIB })
    expect(remainderBytes).toBe(0)
  })

  it('adds up what a kernel before 5.18 counts apart, and says what it does not count', () => {
    const { parts, remainderBytes, unread } = compositionIn('constructed/5.14-el9-memcg')
    expect(parts).toEqual({
      anon: 1241936 * KIB,
      file: (3680 - 256) * KIB,
      shmem: 256 * KIB,
      kernel: 655360 + 3219456 + 25344 + 33169408,
    })
    expect(remainderBytes).toBeGreaterThan(0)
    expect(unread).toEqual(['kernel memory without a statistic of its own'])
  })

  it('takes all kernel memory from the counter of v1', () => {
    const { parts, remainderBytes, unread } = compositionIn('5.10/v1-kmem')
    expect(parts).toEqual({ kernel: 40356 * KIB, anon: 21491712 })
    expect(remainderBytes).toBe((61440 - 40356) * KIB - 21491712)
    expect(unread).toEqual([])
  })

  it('adds up the groups of 3.9 to 5.2, whose lines are of each alone', () => {
    const { parts } = compositionIn('constructed/3.10-el7-memcg-kubepods')
    expect(parts).toEqual({
      anon: (16 + 1645320 + 420408) * KIB,
      cache: (8 + 1240 + 640) * KIB,
      kernel: 18440 * KIB,
    })
    const later = compositionIn('constructed/4.18-el8.1-memcg')
    expect(later.parts).toMatchObject({ anon: (36 + 958932 + 36 + 282932) * KIB, file: 3680 * KIB })
    expect(later.remainderBytes).toBe(0)
  })

  it('finds the pages of a process that is being freed on the lists', () => {
    const { parts, remainderBytes } = compositionIn('7.2/v2-container-other-trigger', 1)
    expect(parts).toMatchObject({ anon: 21924 * KIB, unmapped: (48928 - 21924) * KIB })
    expect(remainderBytes).toBeGreaterThan(0)
    expect(remainderBytes).toBeLessThan(64 * KIB)
  })

  it('counts no page of the swap cache twice', () => {
    expect(compositionIn('7.2/v2-swapmax')).toMatchObject({
      parts: { anon: 39816 * KIB, unmapped: 888 * KIB, kernel: 256 * KIB },
      remainderBytes: 0,
    })
    // 32604 KiB are in the swap cache, and nearly all of it is mapped again.
    expect(compositionIn('6.1/v1-memsw').parts).toEqual({ anon: 41619456, kernel: 280 * KIB })
  })

  it('adds sockets, hugetlb and nothing that is on disk', () => {
    const statistics = {
      anon: 100 * KIB,
      file: 200 * KIB,
      shmem: 50 * KIB,
      kernel: 300 * KIB,
      slab: 100 * KIB,
      zswap: 150 * KIB,
      zswapped: 900 * KIB,
      sock: 250 * KIB,
      hugetlb: 150 * KIB,
    }
    const composition = compositionOf(v2(statistics))
    expect(composition?.parts.map(({ key, bytes, line }) => [key, bytes / KIB, line])).toEqual([
      ['kernel', 300, 13],
      ['sock', 250, 17],
      ['file', 150, undefined],
      ['hugetlb', 150, 18],
      ['anon', 100, 10],
      ['shmem', 50, 12],
    ])
    expect(composition?.remainderBytes).toBe(0)
  })

  it('reads the totals of v1 from 6.5 on, not what the group holds alone', () => {
    const statistics = {
      cache: 0,
      rss: 4 * KIB,
      shmem: 0,
      hierarchicalMemoryLimit: 1000 * KIB,
      totalCache: 300 * KIB,
      totalRss: 600 * KIB,
      totalShmem: 200 * KIB,
    }
    const kmem = { usageBytes: 90 * KIB, limitBytes: 'unlimited', line: 3 } as const
    const composition = compositionOf(v2(statistics, { version: 1, kmem }))
    expect(composition?.parts.map(({ key, bytes }) => [key, bytes / KIB])).toEqual([
      ['anon', 600],
      ['shmem', 200],
      ['file', 100],
      ['kernel', 90],
    ])
    expect(composition?.remainderBytes).toBe(10 * KIB)
    // A log that ends before the totals knows nothing of the groups below.
    const cut = compositionOf(v2({ cache: 0, rss: 4 * KIB, shmem: 0 }, { version: 1, kmem }))
    expect(cut?.parts.map(({ key }) => key)).toEqual(['kernel'])
    expect(cut?.unread).toEqual(['anonymous memory', 'page cache and shared memory'])
  })

  it('names what a cut record has lost', () => {
    expect(compositionOf(v2({ anon: 800 * KIB }))?.unread).toEqual([
      'page cache and shared memory',
      'kernel memory',
    ])
    expect(compositionOf(v2({ anon: 800 * KIB, file: 0, shmem: 0, kernelStack: 48 * KIB }))?.unread).toEqual([
      'slab and kernel memory without a statistic of its own',
    ])
  })

  it('believes a kmem of zero only from 5.3 on', () => {
    const { stats: _, ...counters } = v2({}, { kmem: { usageBytes: 0, limitBytes: 'unlimited' } })
    const group = { cgroup: '/a', bytes: { rss: 900 * KIB, cache: 0 }, counts: {}, line: 5 }
    const old = compositionOf({ ...counters, limitOwner: '/a', stats: [group] })
    expect(old?.unread).toEqual(['kernel memory'])
    const lost = compositionOf({ ...counters, limitOwner: '/', stats: [group] })
    expect(lost?.unread).toEqual(['cgroups whose line was not read', 'kernel memory'])
  })

  it('knows nothing without the usage, and only the usage without statistics', () => {
    expect(compositionOf({})).toBeUndefined()
    const { stats: _, ...counters } = v2({})
    expect(compositionOf(counters)).toMatchObject({
      parts: [],
      remainderBytes: 1000 * KIB,
      unread: ['memory.stat'],
    })
    const unlimited = v2({ anon: 1 }, { memory: { usageBytes: 5, limitBytes: 'unlimited' } })
    expect(compositionOf(unlimited)).not.toHaveProperty('limitBytes')
  })

  it('drops small negative values of groups that drift', () => {
    const groups = [
      { cgroup: '/a', bytes: { rss: 1000 * KIB, cache: 0 }, counts: {}, line: 5 },
      { cgroup: '/a/b', bytes: { rss: 8 * KIB, cache: -4 * KIB }, counts: {}, line: 6 },
    ]
    const composition = compositionOf(v2({}, { limitOwner: '/a', stats: groups }))
    expect(composition?.parts.map(({ key, bytes }) => [key, bytes / KIB])).toEqual([['anon', 1008]])
    expect(composition?.remainderBytes).toBe(-8 * KIB)
    expect(composition === undefined || isWithinBatching(composition)).toBe(true)
  })

  it('adds thousands of groups up in one go', () => {
    const bytes = { rss: KIB, cache: KIB, inactiveAnon: KIB, activeAnon: 0, inactiveFile: KIB, activeFile: 0 }
    const stats = Array.from({ length: 20_000 }, (_, at) => ({ cgroup: `/a/${at}`, bytes, counts: {} }))
    const started = performance.now()
    expect(compositionOf(v2({}, { stats }))?.parts).toHaveLength(2)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('adds up in every dump that a machine printed', () => {
    let checked = 0
    for (const one of corpusCases()) {
      const file = one.files[0]
      if (
        file === undefined ||
        readTruth(one)?.constructed !== undefined ||
        one.name.startsWith('constructed')
      )
        continue
      if (!/\/v[12]-|\/i-burst|\/m-memcg/.test(one.name)) continue
      for (const event of parse(readLog(one, file)).events) {
        if (event.type !== 'oom' || event.scope !== 'memcg' || !event.completeness.complete) continue
        const composition = event.cgroup === undefined ? undefined : compositionOf(event.cgroup)
        if (composition === undefined || composition.unread.length > 0) continue
        checked++
        const { remainderBytes, usageBytes } = composition
        // Killed processes are being freed while the next dump is printed, and its statistics lag behind.
        expect(Math.abs(remainderBytes) / usageBytes, one.name).toBeLessThan(0.05)
      }
    }
    expect(checked).toBeGreaterThan(80)
  })
})
