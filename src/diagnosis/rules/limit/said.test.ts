import { describe, expect, it } from 'vitest'
import type { Printed } from '../../../figures/index.js'
import { fitting, listed, missingOf, saidCounter, saidOf, saidPages, saidRam } from './said.js'

const MIB = 1024 ** 2

const printed = (name: string, bytes: number, line: number, unit: Printed['unit'] = 'bytes'): Printed => ({
  name,
  bytes,
  unit,
  line,
})

describe('saidOf', () => {
  it('shows the largest first, in the unit of the log, and nothing that is zero', () => {
    const values = [printed('shmem', 4096, 1), printed('sock', 0, 2), printed('rss', 12 * MIB, 3, 'kB')]
    expect(saidOf(values)).toEqual([
      { line: 3, says: 'rss 12288 kB (12.0 MiB)' },
      { line: 1, says: 'shmem 4096 bytes' },
    ])
  })

  it('shows three groups of a statistic at most, those that hold most, and all others beside them', () => {
    const values = [
      printed('rss', 4096, 1, 'kB'),
      printed('rss', 8192, 2, 'kB'),
      printed('rss', 12288, 3, 'kB'),
      printed('rss', 16384, 4, 'kB'),
      printed('cache', 2048, 5, 'kB'),
    ]
    expect(saidOf(values)).toEqual([
      { line: 4, says: 'rss 16 kB' },
      { line: 3, says: 'rss 12 kB' },
      { line: 2, says: 'rss 8 kB' },
      { line: 5, says: 'cache 2 kB' },
    ])
  })
})

it.each([
  [
    { usageBytes: 2 * MIB, limitBytes: 3 * MIB, failcnt: 7 },
    'usage 2048 kB (2.00 MiB), limit 3072 kB (3.00 MiB), failcnt 7',
  ],
  [{ usageBytes: 8192, limitBytes: 'unlimited' as const, failcnt: 0 }, 'usage 8 kB, no limit, failcnt 0'],
  [{ usageBytes: 'unlimited' as const, limitBytes: 8192 }, 'limit 8 kB'],
])('saidCounter(%o)', (counter, says) => {
  expect(saidCounter({ ...counter, line: 5 })).toEqual({ line: 5, says })
})

it('saidPages has the line of the total, and nothing for one that was not read', () => {
  const memInfo = { pages: { shmem: 512 }, lines: { shmem: 8 } }
  expect(saidPages(memInfo, 'shmem', 'shmem', 4096)).toEqual({ line: 8, says: 'shmem 512 pages (2.00 MiB)' })
  expect(saidPages({ pages: { shmem: 0 } }, 'shmem', 'shmem', 4096)).toEqual({
    line: undefined,
    says: 'shmem 0 pages',
  })
  expect(saidPages({ pages: { free: 3 } }, 'shmem', 'shmem', 4096)).toBeUndefined()
  expect(saidPages({}, 'shmem', 'shmem', 4096)).toBeUndefined()
})

it('saidRam shows the first four zones of a large machine', () => {
  const counters = [1, 2, 3, 4, 5].map((line) => ({ printed: `managed:${line}kB`, bytes: line * 1024, line }))
  expect(saidRam({ bytes: 15 * 1024, counters, isWhole: true })).toEqual([
    { line: 1, says: 'RAM: managed:1kB (1.00 KiB)' },
    { line: 2, says: 'RAM: managed:2kB (2.00 KiB)' },
    { line: 3, says: 'RAM: managed:3kB (3.00 KiB)' },
    { line: 4, says: 'RAM: managed:4kB (4.00 KiB)' },
  ])
})

describe('fitting', () => {
  const long = (length: number) => 'x'.repeat(length)

  it('takes the first title of up to 72 characters', () => {
    expect(fitting(long(72), 'short')).toBe(long(72))
    expect(fitting(long(73), 'short', 'shorter')).toBe('short')
  })

  it('takes the last one where none fits', () => {
    expect(fitting(long(80), long(75))).toBe(long(75))
  })
})

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('listed(%j)', (words, text) => {
  expect(listed(words)).toBe(text)
})

it.each([
  ['memory.stat', 'kernel log: memory.stat of the cgroup in the dump (3.9 and later)'],
  ['anonymous memory', 'kernel log: anonymous memory, in memory.stat of the dump'],
])('missingOf(%s)', (unread, text) => {
  expect(missingOf(unread)).toBe(text)
})
