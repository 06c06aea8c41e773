import { describe, expect, it } from 'vitest'
import type { Composition, CompositionPart, PartKey } from '../../../figures/index.js'
import { gapOf } from './rss-gap.js'

const COLUMNS = 'kernel log: the columns rss_file and rss_shmem of the task table (6.8 and later)'
const LEFT =
  'which tasks have left the table: kills just before this dump, processes that moved to another cgroup'

function composition(usageBytes: number, amounts: Partial<Record<PartKey, number>>): Composition {
  const parts = Object.entries(amounts).map(
    ([key, bytes]): CompositionPart => ({
      key: key as PartKey,
      name: `${key} in words`,
      bytes,
      printed: [{ name: key, bytes, unit: 'bytes', line: bytes }],
    }),
  )
  return { usageBytes, parts, remainderBytes: 0, unread: [] }
}

const rss = (
  bytes: number,
  columns: { anonBytes?: number; fileBytes?: number; shmemBytes?: number } = {},
) => ({
  bytes,
  tasks: 1,
  whole: true,
  ...columns,
})

/** Names and amounts alone. */
function causesOf(...asked: Parameters<typeof gapOf>): [string, number][] {
  return gapOf(...asked).causes.map(({ name, bytes }) => [name, bytes])
}

describe('gapOf', () => {
  it('names what is in no RSS, the largest first, with the values that it was read from', () => {
    expect(gapOf(composition(1000, { sock: 200, kernel: 700 }), rss(100))).toEqual({
      causes: [
        {
          name: 'kernel in words',
          bytes: 700,
          printed: [{ name: 'kernel', bytes: 700, unit: 'bytes', line: 700 }],
        },
        {
          name: 'sock in words',
          bytes: 200,
          printed: [{ name: 'sock', bytes: 200, unit: 'bytes', line: 200 }],
        },
      ],
      missing: [],
    })
  })

  it('leaves out what is a twentieth of the gap or less', () => {
    expect(causesOf(composition(1100, { kernel: 50, sock: 51 }), rss(100))).toEqual([['sock in words', 51]])
  })

  it('takes off what the columns of the table have of each kind', () => {
    const of = composition(1000, { anon: 300, shmem: 400, file: 300 })
    const columns = { anonBytes: 150, shmemBytes: 40, fileBytes: 10 }
    expect(gapOf(of, rss(200, columns))).toMatchObject({
      causes: [
        { name: 'shmem in words', bytes: 360 },
        { name: 'file in words', bytes: 290 },
        { name: 'tasks not in the table', bytes: 150 },
      ],
      missing: [LEFT],
    })
  })

  it('takes what RSS has beyond anonymous memory for mapped files and shared memory, once', () => {
    const of = composition(1000, { anon: 100, shmem: 400, file: 500 })
    expect(gapOf(of, rss(650))).toMatchObject({
      causes: [{ name: 'file in words', bytes: 350 }],
      missing: [COLUMNS],
    })
  })

  it('takes all of RSS for mapped where the anonymous memory was not read', () => {
    expect(causesOf(composition(1000, { cache: 900 }), rss(300))).toEqual([['cache in words', 600]])
  })

  it('takes anonymous memory beyond RSS for tasks that have left, and then nothing for mapped', () => {
    const of = composition(1000, { anon: 700, cache: 300 })
    expect(gapOf(of, rss(200))).toMatchObject({
      causes: [
        { name: 'tasks not in the table', bytes: 500 },
        { name: 'cache in words', bytes: 300 },
      ],
      missing: [LEFT, COLUMNS],
    })
  })

  it('needs no columns for tasks that have left', () => {
    expect(gapOf(composition(1000, { anon: 900 }), rss(100)).missing).toEqual([LEFT])
  })

  it('needs no columns for memory that no task can map', () => {
    expect(gapOf(composition(1000, { kernel: 600, hugetlb: 300 }), rss(100)).missing).toEqual([])
  })

  it('needs the columns for the cache of v1, which no column tells', () => {
    const columns = { anonBytes: 100, shmemBytes: 0, fileBytes: 0 }
    expect(gapOf(composition(1000, { anon: 100, cache: 900 }), rss(100, columns)).missing).toEqual([COLUMNS])
  })
})
