import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'
import { CONTAINER, memcgDump } from './memcg-dump.fixture.js'

const RULE = 'tmpfs-held'

/** The 200 MiB file that this machine was to write: 51200 pages of its victim's memory are shmem instead. */
const written = [
  ['shmem:4393 ', 'shmem:55593 '],
  ['77741   659456        0             0 innocent', '26541   659456        0             0 innocent'],
  ['anon-rss:310116kB', 'anon-rss:105316kB'],
] as const

describe('tmpfs-held', () => {
  // The programs wrote files of 44 MiB, and one of 60 MiB as far as the limit let it.
  it.each([
    ['7.2/v2-shmem', 46137344, 844],
    ['6.12/v2-shmem', 46137344, 844],
    ['6.1/v2-shmem', 46137344, 844],
  ])('%s: a file of %d bytes', (name, shmemBytes, mappedKb) => {
    expect(said(RULE, edited(name))[0]).toMatchObject({
      verdict: 'confirmed',
      title: '77% of the limit is tmpfs or shared memory that no process maps',
      figures: {
        shmemBytes,
        mappedAtMostBytes: mappedKb * 1024,
        heldBytes: shmemBytes - mappedKb * 1024,
        limitBytes: 57344 * 1024,
      },
    })
  })

  it('counts what is left when all that can be killed has been', () => {
    const found = said(RULE, edited('7.2/v2-tmpfs-only'))
    expect(found.map(({ figures }) => figures?.shmemBytes)).toEqual([30068736, 32186368])
    expect(found.map(({ figures }) => figures?.mappedAtMostBytes)).toEqual([2 * 844 * 1024, 844 * 1024])
  })

  it('is confirmed on a machine whose tasks cannot map as much', () => {
    expect(said(RULE, edited('5.10/g-tmpfs', ...written))[0]).toMatchObject({
      verdict: 'confirmed',
      title: '55% of RAM is tmpfs or shared memory that no process maps',
      figures: { shmemBytes: 55593 * 4096, ramBytes: (102267 - 9219) * 4096 },
    })
  })

  it('is likely where RSS could be shared memory, were it not anonymous', () => {
    // Without the kill line's own figure all of the RSS of the largest task could be the file.
    const log = edited(
      '5.10/g-tmpfs',
      ...written,
      [', shmem-rss:844kB', ''],
      ['26541   659456', '46541   659456'],
    )
    const [finding] = said(RULE, log)
    expect(finding?.verdict).toBe('likely')
  })

  it('is silent where tasks map it: the buffers of a database', () => {
    const log = edited('7.2/v2-shmem', [
      '3234     3022        1       211',
      '14287     3022        1     11264',
    ])
    expect(verdictOf(RULE, log)).toBe('silent')
  })

  it('is only possible without the whole table', () => {
    const log = edited('7.2/v2-shmem').replace(/^\[.*\] \[ *\d+\].*\n/gm, '')
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'possible',
      title: '78% of the limit is tmpfs or shared memory',
    })
  })

  it('finds tmpfs in the cache of v1 before 4.12, which counts it as neither', () => {
    // The cache has 400000 kB that are on no list of files; three tasks hold as much less of their own.
    const log = edited(
      'constructed/3.16-memcg-task-in-split',
      ['cache:141376KB rss:907200KB', 'cache:541376KB rss:507200KB'],
      ['  30810      70', '    810      70'],
      ['  31410      71', '   1410      71'],
      ['  32010      72', '   2010      72'],
    )
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'likely',
      title: '31% of the limit is tmpfs or shared memory that no process maps',
      figures: { shmemBytes: 400000 * 1024, mappedAtMostBytes: (4 * 143420 - 507200) * 1024 },
      missing: [
        'kernel log: the column rss_shmem of the task table (6.8 and later)',
        'kernel log: shmem in memory.stat (4.12 and later): it was taken from the cache',
      ],
    })
  })

  it('is silent where there is little of it, and none is in message queues', () => {
    for (const name of [
      '5.10/g-tmpfs',
      '7.2/g-tmpfs',
      '5.10/g-ipc-leak',
      '6.1/v2-container',
      'constructed/3.16-memcg-task-in-split',
      'constructed/4.4-global-numa',
    ])
      expect(verdictOf(RULE, edited(name)), name).toBe('silent')
  })

  it('is silent where the amount was not read', () => {
    expect(verdictOf(RULE, edited('7.2/v2-shmem').replace(/^\[.*\] shmem \d+\n/m, ''))).toBe('silent')
  })

  it('is measured by the usage where there is no limit', () => {
    const log = edited('7.2/v2-shmem', ['limit 57344kB', 'limit 9007199254740988kB'])
    expect(said(RULE, log)[0]?.title).toBe('77% of the usage is tmpfs or shared memory that no process maps')
  })

  const MIB = 1024 ** 2
  const NEXT = [
    'df -h -t tmpfs; ipcs -m  # files in tmpfs and segments of System V',
    "kubectl get pods -A -o yaml | grep -B3 'medium: Memory'  # an emptyDir in memory counts for its pod",
  ]
  const COLUMN = 'kernel log: the column rss_shmem of the task table (6.8 and later)'
  const FROM_CACHE = 'kernel log: shmem in memory.stat (4.12 and later): it was taken from the cache'

  describe('at a limit of 40 MiB', () => {
    /** A victim of 10 MiB that has no shared memory by its kill line, and what others have. */
    const limited = (stats: Record<string, number>, ...others: readonly number[]) =>
      memcgDump({
        owner: CONTAINER,
        limitKb: 40_960,
        tasks: [[10, 2560, 0, 'app'], ...others.map((rss, at) => [11 + at, rss, 0, 'b'] as const)],
        victim: { pid: 10, comm: 'app', adj: 0 },
      }).replace(
        /^.*Memory cgroup stats for .*\n/m,
        (line) =>
          line +
          Object.entries(stats)
            .map(([key, bytes]) => `[  100.000000] ${key} ${bytes}\n`)
            .join(''),
      )

    it('speaks from a quarter on', () => {
      const log = limited({ file: 10 * MIB, shmem: 10 * MIB })
      expect(said(RULE, log)).toEqual([
        {
          rule: RULE,
          verdict: 'confirmed',
          title: '25% of the limit is tmpfs or shared memory that no process maps',
          summary:
            '10.0 MiB of the 40.0 MiB are files in tmpfs or shared memory, and the processes of the table map none of it. A kill does not give the rest back: the files or segments must be removed.',
          events: ['oom-1'],
          evidence: [
            {
              input: 'input',
              line: 3,
              says: 'usage 40960 kB (40.0 MiB), limit 40960 kB (40.0 MiB), failcnt 42',
            },
            { input: 'input', line: 7, says: 'shmem 10485760 bytes (10.0 MiB)' },
            { input: 'input', line: 10, says: 'the first row of the table (of 1)' },
          ],
          missing: [],
          overturnedBy: 'processes outside the task table that map it',
          next: NEXT,
          references: ['https://docs.kernel.org/filesystems/tmpfs.html'],
          figures: {
            shmemBytes: 10 * MIB,
            mappedAtMostBytes: 0,
            heldBytes: 10 * MIB,
            limitBytes: 40 * MIB,
          },
        },
      ])
      expect(verdictOf(RULE, limited({ file: 10 * MIB, shmem: 10 * MIB - 4096 }))).toBe('silent')
    })

    it('is silent where less than a quarter is left of what tasks may map', () => {
      expect(verdictOf(RULE, limited({ file: 20 * MIB, shmem: 11 * MIB }, 256))).toBe('confirmed')
      expect(verdictOf(RULE, limited({ file: 20 * MIB, shmem: 11 * MIB - 4096 }, 256))).toBe('silent')
    })

    it('takes what must be anonymous off what tasks may map', () => {
      // 12 MiB of RSS, of which 11 MiB are anonymous: 1 MiB may be mapped.
      const log = limited({ anon: 11 * MIB, file: 20 * MIB, shmem: 11 * MIB }, 512)
      expect(said(RULE, log)).toMatchObject([
        {
          verdict: 'likely',
          figures: { mappedAtMostBytes: MIB, heldBytes: 10 * MIB },
          missing: [COLUMN],
        },
      ])
      expect(verdictOf(RULE, limited({ anon: 11 * MIB - 4096, file: 20 * MIB, shmem: 11 * MIB }, 512))).toBe(
        'silent',
      )
      // More anonymous memory than the table has: nothing is mapped.
      const gone = limited({ anon: 14 * MIB, file: 20 * MIB, shmem: 11 * MIB }, 512)
      expect(said(RULE, gone)[0]?.figures).toMatchObject({ mappedAtMostBytes: 0, heldBytes: 11 * MIB })
    })

    it('says what was not read where the table may lack rows', () => {
      const log = limited({ file: 10 * MIB, shmem: 10 * MIB }).replace(/^.*oom-kill:.*\n/m, '')
      expect(said(RULE, log)).toMatchObject([
        {
          verdict: 'possible',
          title: '25% of the limit is tmpfs or shared memory',
          summary:
            '10.0 MiB of the 40.0 MiB are tmpfs or shared memory. Whether it is files that stay behind or buffers that living processes share was not read.',
          missing: ['kernel log: the whole task table: how much of it tasks map'],
          overturnedBy: 'a task table whose tasks map most of it',
          next: NEXT,
        },
      ])
      expect(said(RULE, log)[0]?.figures).toEqual({ shmemBytes: 10 * MIB, limitBytes: 40 * MIB })
    })
  })

  describe('on a machine of 93048 pages', () => {
    /** So much shared memory, and so much RSS of the victim beside 4104 pages of others. */
    const machine = (shmem: number, rss: number, ...changes: readonly (readonly [string, string])[]) =>
      edited(
        '5.10/g-tmpfs',
        ['shmem:4393 ', `shmem:${shmem} `],
        ['77741   659456', `${rss}   659456`],
        ...changes,
      )

    it('is confirmed where a quarter of the RAM is more than tasks may map', () => {
      // 211 pages by the kill line, and all that the others have.
      expect(said(RULE, machine(23262 + 4315, 70000))).toMatchObject([
        {
          verdict: 'confirmed',
          title: '25% of RAM is tmpfs or shared memory that no process maps',
          evidence: [
            { line: 30, says: 'shmem 27577 pages (107 MiB)' },
            { line: 33, says: 'RAM: managed:15908kB (15.5 MiB)' },
            { line: 35, says: 'RAM: managed:356284kB (347 MiB)' },
            { line: 50, says: 'the first row of the table (of 8)' },
          ],
          figures: { mappedAtMostBytes: 4315 * 4096, heldBytes: 23262 * 4096, ramBytes: 93048 * 4096 },
        },
      ])
      expect(verdictOf(RULE, machine(23262 + 4314, 70000))).toBe('silent')
    })

    it('takes shared memory and the swap cache off the lists of anonymous memory', () => {
      // 54104 pages of RSS; on the lists 86047, of which 26000 are shared and 8000 in the swap cache.
      const log = machine(26000, 50000, ['0 pages in swap cache', '8000 pages in swap cache'])
      expect(said(RULE, log)).toMatchObject([
        {
          verdict: 'likely',
          missing: [COLUMN],
          figures: { mappedAtMostBytes: (54104 - (86047 - 26000 - 8000)) * 4096 },
        },
      ])
      expect(said(RULE, machine(26000, 50000))[0]?.figures).toMatchObject({ mappedAtMostBytes: 0 })
      const cached = machine(26000, 50000, ['0 pages in swap cache', '10000 pages in swap cache'])
      expect(verdictOf(RULE, cached)).toBe('silent')
    })

    it('takes nothing off where a list was not read', () => {
      expect(verdictOf(RULE, machine(26000, 50000, ['active_anon:781 ', 'x_anon:781 ']))).toBe('silent')
      expect(verdictOf(RULE, machine(26000, 50000, ['inactive_anon:85266 ', 'x:85266 ']))).toBe('silent')
    })

    it('is possible without the table, and silent without the size of the RAM', () => {
      const log = machine(23262, 50000).replace(/^\[.*\] \[ *\d+\].*\n/gm, '')
      expect(said(RULE, log)).toMatchObject([
        { verdict: 'possible', title: '25% of RAM is tmpfs or shared memory' },
      ])
      expect(said(RULE, log)[0]?.figures).toEqual({ shmemBytes: 23262 * 4096, ramBytes: 93048 * 4096 })
      expect(verdictOf(RULE, machine(40000, 50000, ['pages RAM', 'pages']))).toBe('silent')
    })
  })

  describe('in the cache of v1 before 4.12', () => {
    /** 400000 kB of the cache are on no list of files; the tasks have 93680 kB of RSS. */
    const cached = (...changes: readonly (readonly [string, string])[]) =>
      edited(
        'constructed/3.16-memcg-task-in-split',
        ['cache:141376KB', 'cache:541376KB'],
        [' 30810 ', ' 810 '],
        [' 31410 ', ' 1410 '],
        [' 32010 ', ' 2010 '],
        [' 32610 ', ' 2610 '],
        [' 33210 ', ' 3210 '],
        [' 33810 ', ' 3810 '],
        [' 34410 ', ' 4410 '],
        ...changes,
      )

    it('is likely, however little tasks may map', () => {
      expect(said(RULE, cached())).toMatchObject([
        {
          verdict: 'likely',
          title: '29% of the limit is tmpfs or shared memory that no process maps',
          missing: [FROM_CACHE],
          figures: { mappedAtMostBytes: 93680 * 1024, heldBytes: (400000 - 93680) * 1024 },
        },
      ])
    })

    it('is not looked for where a list was not read, or shmem is told to be none', () => {
      expect(verdictOf(RULE, cached([' unevictable:0KB', '']))).toBe('silent')
      expect(verdictOf(RULE, cached([' rss_huge:', ' shmem:0KB rss_huge:']))).toBe('silent')
    })
  })
})
