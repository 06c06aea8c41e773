import { describe, expect, it } from 'vitest'
import { readOom as read, stamped as text } from '../../../test/support/stamped-dump.js'
import { parse } from '../../index.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0'
const HEADER = '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name'

describe('a row under its header', () => {
  const task = (row: string) => read(HEAD, HEADER, row).tasks?.[0]

  it('has its numbers and its name', () => {
    expect(
      read(HEAD, HEADER, '[  41820]    -2 41820   262144   180000  1482752       12          -968 my app ')
        .tasks,
    ).toEqual([
      {
        pid: 41_820,
        uid: -2,
        tgid: 41_820,
        totalVmPages: 262_144,
        totalVmBytes: 1_073_741_824,
        rssPages: 180_000,
        rssBytes: 737_280_000,
        pgtablesBytes: 1_482_752,
        swapEntries: 12,
        oomScoreAdj: -968,
        comm: 'my app ',
        line: 3,
      },
    ])
  })

  it.each([
    ['as long as its pid', '[4194304] 0 7 1 1 4096 0 0 a', 'a'],
    ['like a number', '[      7] 0 7 1 1 4096 0 0 12', '12'],
    ['with a blank in front', '[      7] 0 7 1 1 4096 0 0  a', ' a'],
    ['empty', '[      7] 0 7 1 1 4096 0 0 ', ''],
  ])('can have a name %s', (_, row, comm) => {
    expect(task(row)?.comm).toBe(comm)
  })

  it.each([
    ['too few numbers', '[      7] 0 7 1 1 4096 0 java'],
    ['a word where a number stands', '[      7] 0 7 1 1 4096 0 0x java'],
    ['a sign where a number stands', '[      7] 0 7 1 1 4096 0 - java'],
  ])('is told and left out with %s', (_, row) => {
    const oom = read(HEAD, HEADER, row)
    expect(oom).not.toHaveProperty('tasks')
    expect(oom.problems).toEqual([
      { code: 'row-does-not-fit-header', message: 'a task row has fewer columns than the header', line: 3 },
    ])
  })

  it('is told and left out with a number that is too large', () => {
    const oom = read(
      HEAD,
      HEADER,
      '[      7] 0 7 1 1 4096 9007199254740992 0 java',
      '[      8] 0 8 1 1 4096 9007199254740000 0 java',
    )
    expect(oom.tasks).toMatchObject([{ pid: 8, swapEntries: 9_007_199_254_740_000 }])
    expect(oom.problems).toEqual([
      { code: 'number-out-of-range', message: 'a value of a task row is too large to keep', line: 3 },
    ])
  })

  it('does not know a minus before nothing', () => {
    expect(Object.is(task('[      7] 0 7 1 1 4096 0 -0 java')?.oomScoreAdj, 0)).toBe(true)
  })

  it('has columns of vendors', () => {
    const oom = read(
      HEAD,
      '[ pid ]   uid  tgid total_vm      rss  locked oom_score_adj name',
      '[    7]     0     7      500       20      3             0 java',
    )
    expect(oom.taskColumns).toEqual([
      'pid',
      'uid',
      'tgid',
      'total_vm',
      'rss',
      'locked',
      'oom_score_adj',
      'name',
    ])
    expect(oom.tasks).toMatchObject([{ pid: 7, oomScoreAdj: 0, other: { locked: 3 }, comm: 'java' }])
  })

  it('has no more than forty columns', () => {
    const row = (columns: number) => {
      const oom = read(
        HEAD,
        `[ pid ] uid tgid total_vm rss ${Array.from({ length: columns - 4 }, (_, index) => `c${index}`).join(' ')} name`,
        `[    7] 0 7 500 20 ${Array(columns - 4)
          .fill(1)
          .join(' ')} java`,
      )
      return oom.tasks?.length ?? 0
    }
    expect(row(40)).toBe(1)
    expect(row(41)).toBe(0)
  })

  it('is told with a second header as another dump’s', () => {
    const { events } = parse(text([HEAD, HEADER, HEADER]))
    expect(events).toHaveLength(2)
  })
})

describe('a row without a header', () => {
  const first = (row: string) => {
    const oom = read(row)
    const [task] = oom.tasks ?? []
    return {
      comm: task?.comm,
      columns: Object.keys(task ?? {}).length - 3,
      problems: oom.problems.map(({ code }) => code),
    }
  }

  it.each([
    ['ten numbers', '[    390] 0 390 5000 100 60 40 0 45056 0 -1000 java', 'java', 10 + 5],
    ['eight numbers', '[  390] 0 390 5000 100 12 3 40 968 java', 'java', 8 + 2],
    ['nine numbers, the last of which is a name', '[  390] 0 390 5000 100 12 3 40 968 12', '12', 8 + 2],
    ['six numbers', '[  390] 0 390 5000 100 3 -17 java', 'java', 6 + 2],
    [
      'a name that begins with a number',
      '[    390] 0 390 5000 100 60 40 0 45056 0 -1000 7 of 9',
      '7 of 9',
      10 + 5,
    ],
  ])('has as many columns as a kernel prints: %s', (_, row, comm, columns) => {
    expect(first(row)).toEqual({ comm, columns, problems: ['table-without-header'] })
  })

  it('says which columns it was taken to have', () => {
    expect(read('[  390] 0 390 5000 100 3 -17 java').problems).toEqual([
      {
        code: 'table-without-header',
        message: 'the task table has no header: columns taken to be uid, tgid, total_vm, rss, cpu, oom_adj',
        line: 1,
      },
    ])
  })

  it('is left out where it ends in its numbers and others are wider', () => {
    const wide = '[    390] 0 390 5000 100 60 40 0 45056 0 -1000 java'
    const narrow = '[    391] 0 391 5000 100 60 40 0 45056 '
    const oom = read(wide, narrow)
    expect(oom.tasks).toMatchObject([{ pid: 390 }])
    expect(oom.problems).toMatchObject([
      { code: 'row-does-not-fit-header', line: 2 },
      { code: 'table-without-header' },
    ])
    expect(
      read('[    391] 0 391 5000 100 60 40 0 45056 ', '[    390] 0 390 5000 100 60 40 0 45056 java').tasks,
    ).toHaveLength(2)
    expect(read(wide, '[    391] 0 391 5000 100 60 40 0 45056 0 0 ').tasks).toHaveLength(2)
    expect(read(wide, `${narrow}a`).tasks).toHaveLength(2)
  })

  it('is left out where the input ends in its numbers', () => {
    const [oom] = parse('[ 8231.000001] [    391] 0 391 5000 100 60 40 0 45056 ').events
    expect(oom).not.toHaveProperty('tasks')
  })

  it.each(['[    7] 0 7 1 1', '[    7] 0 7 1 1 2 java', '[    7] 0 -7 1 1 2 3 java', '[a] 0 7 1 1 2 3 java'])(
    'is not %j',
    (row) => {
      expect(parse(text([row])).events).toEqual([])
    },
  )
})
