import { describe, expect, it } from 'vitest'
import { type Draft, newDraft } from './draft.js'
import { layoutOf, toTasks } from './task-columns.js'

const FOUR = 'uid tgid total_vm rss'
const SPLIT = `${FOUR} rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj`
const PMDS = `${FOUR} nr_ptes nr_pmds swapents oom_score_adj`
const PGTABLES = `${FOUR} pgtables_bytes swapents oom_score_adj`
const PTES = `${FOUR} nr_ptes swapents oom_score_adj`
const CPU_AND_SCORE = `${FOUR} cpu oom_adj oom_score_adj`
const CPU = `${FOUR} cpu oom_adj`

/** Each row is what stands between the pid and the name. */
function draftOf(...rows: string[]): Draft {
  const draft = newDraft()
  for (const [index, row] of rows.entries())
    draft.rows.push({ pid: 100 + index, values: row.split(' ').map(Number), comm: 'java', line: 1 + index })
  return draft
}

const guess = (...rows: string[]) => layoutOf(draftOf(...rows))?.layout.join(' ')

describe('the columns of a table', () => {
  it('are those of its header, without the pid and the name', () => {
    const draft = draftOf('0 100 500 20 3 -17')
    draft.columns.push('pid', 'uid', 'tgid', 'total_vm', 'rss', 'swapents', 'vendors', 'name')
    expect(layoutOf(draft)).toEqual({
      layout: ['uid', 'tgid', 'total_vm', 'rss', 'swapents', 'vendors'],
      guessed: false,
    })
  })

  it('are none where there is neither a header nor a row', () => {
    expect(layoutOf(newDraft())).toBeUndefined()
  })

  it('are guessed where the header is lost, and that is told', () => {
    expect(layoutOf(draftOf('0 100 500 20 10 10 0 45056 0 0'))).toMatchObject({ guessed: true })
  })
})

describe('a table without a header', () => {
  it.each([
    ['6.9 and later, by ten numbers', SPLIT, ['0 390 5000 100 60 40 0 45056 0 -1000']],
    ['4.0 to 4.14, by eight', PMDS, ['1000 390 5000 100 12 3 0 968']],
    ['until 2.6.35, by six', CPU, ['0 390 5000 100 3 -17']],
    [
      '4.15 and later, by page tables that are all whole pages',
      PGTABLES,
      ['0 390 5000 100 45056 0 0', '0 391 6000 90 61440 12 0', '0 392 6100 80 4096 0 -900'],
    ],
    ['3.0 to 3.19, by swap that no oom_adj is', PTES, ['0 390 5000 100 12 16 0', '0 391 900 10 9 0 0']],
    ['3.0 to 3.19, by page tables that no CPU is', PTES, ['0 390 5000 100 8193 0 0']],
    ['2.6.36 to 3.6, by an oom_adj below zero', CPU_AND_SCORE, ['0 390 5000 100 3 -17 -1000']],
  ])('is that of %s', (_, layout, rows) => {
    expect(guess(...rows)).toBe(layout)
  })

  it.each([
    [
      'page tables in bytes or a count of them, in two rows',
      ['0 390 5000 100 8192 40 0', '0 391 6000 90 12288 40 0'],
    ],
    [
      'a count of page tables or a CPU',
      ['0 390 5000 100 12 0 0', '0 391 6000 90 3 0 0', '0 392 6000 90 4 0 0'],
    ],
    ['rows of different widths', ['0 390 5000 100 12 3 40 0', '0 391 6000 90 12 40 0']],
    ['more numbers than any table has', ['0 390 5000 100 1 2 3 4 5 6 7']],
  ])('keeps only the columns that all tables have: %s', (_, rows) => {
    expect(guess(...rows)).toBe(FOUR)
  })

  it('takes no value for page tables in bytes that is no whole page', () => {
    const rows = ['0 390 5000 100 45056 40 0', '0 391 6000 90 61440 40 0']
    expect(guess(...rows, '0 392 6100 80 4097 40 0')).toBe(PTES)
    expect(guess(...rows, '0 392 6100 80 0 40 0')).toBe(PGTABLES)
  })

  describe.each([
    [
      'oom_score_adj',
      SPLIT,
      (value: number) => `0 390 5000 100 60 40 0 45056 0 ${value}`,
      [-1000, 1000],
      [-1001, 1001],
    ],
    ['oom_adj', CPU, (value: number) => `0 390 5000 100 3 ${value}`, [-17, 0, 15], [-18, 16]],
    ['cpu', CPU, (value: number) => `0 390 5000 100 ${value} 0`, [0, 8191], [-1, 8192]],
    [
      'pgtables_bytes',
      SPLIT,
      (value: number) => `0 390 5000 100 60 40 0 ${value} 0 0`,
      [0, 4096, 45056],
      [-4096, 4095, 1],
    ],
    ['swapents', PMDS, (value: number) => `0 390 5000 100 12 3 ${value} 0`, [0, 1], [-1]],
    ['uid', PMDS, (value: number) => `${value} 390 5000 100 12 3 0 0`, [-2, 0, 65534], []],
    ['total_vm', PMDS, (value: number) => `0 390 ${value} 100 12 3 0 0`, [0], [-1]],
  ] as const)('with a value of %s', (_, layout, row, possible, impossible) => {
    it.each(possible.map((value) => [value]))('%i has it', (value) => {
      expect(guess(row(value))).toBe(layout)
    })

    it.each((impossible as readonly number[]).map((value) => [value]))('%i has not', (value) => {
      expect(guess(row(value))).toBe(FOUR)
    })
  })
})

describe('the tasks of rows', () => {
  const tasks = (columns: string, row: string, pageSizeBytes = 4096) =>
    toTasks(draftOf(row).rows, columns.split(' '), pageSizeBytes)

  it('have each column by its name, and pages in bytes as well', () => {
    expect(tasks(SPLIT, '-2 390 5000 100 60 38 2 45056 7 -1000', 65536)).toEqual([
      {
        pid: 100,
        comm: 'java',
        line: 1,
        uid: -2,
        tgid: 390,
        totalVmPages: 5000,
        totalVmBytes: 327_680_000,
        rssPages: 100,
        rssBytes: 6_553_600,
        rssAnonPages: 60,
        rssAnonBytes: 3_932_160,
        rssFilePages: 38,
        rssFileBytes: 2_490_368,
        rssShmemPages: 2,
        rssShmemBytes: 131_072,
        pgtablesBytes: 45_056,
        swapEntries: 7,
        oomScoreAdj: -1000,
      },
    ])
  })

  it.each([
    [PMDS, '0 1 2 3 12 4 5 6', { nrPtes: 12, nrPmds: 4, swapEntries: 5, oomScoreAdj: 6 }],
    [CPU_AND_SCORE, '0 1 2 3 7 -17 -1000', { cpu: 7, oomAdj: -17, oomScoreAdj: -1000 }],
    [
      `${FOUR} swapents of_vendor constructor`,
      '0 1 2 3 4 5 6',
      { swapEntries: 4, other: { of_vendor: 5, constructor: 6 } },
    ],
    [
      'tgid uid rss total_vm',
      '1 0 3 2',
      { tgid: 1, uid: 0, rssPages: 3, rssBytes: 12_288, totalVmPages: 2, totalVmBytes: 8192 },
    ],
    [FOUR, '0 1 2', { uid: 0, tgid: 1, totalVmPages: 2, totalVmBytes: 8192 }],
    [PTES, '0 1 2 3 4', { uid: 0, rssPages: 3, nrPtes: 4 }],
  ])('of columns %s', (columns, row, expected) => {
    const [task] = tasks(columns, row)
    expect(task).toMatchObject(expected)
    const values = row.split(' ').length
    expect(task !== undefined && 'oomScoreAdj' in task).toBe(
      columns.split(' ').indexOf('oom_score_adj') >= 0 && values >= columns.split(' ').length,
    )
  })

  it('have no bytes that a number cannot hold', () => {
    const [task] = tasks(SPLIT, '0 1 9007199254740991 2199023255551 2199023255552 0 0 0 0 0')
    expect(task).toMatchObject({
      totalVmPages: 9_007_199_254_740_991,
      rssPages: 2_199_023_255_551,
      rssBytes: 9_007_199_254_736_896,
      rssAnonPages: 2_199_023_255_552,
    })
    expect(task).not.toHaveProperty('totalVmBytes')
    expect(task).not.toHaveProperty('rssAnonBytes')
    const [other] = tasks(SPLIT, '0 1 2199023255551 2199023255552 0 0 0 0 0 0')
    expect(other).toMatchObject({ totalVmBytes: 9_007_199_254_736_896, rssPages: 2_199_023_255_552 })
    expect(other).not.toHaveProperty('rssBytes')
  })
})
