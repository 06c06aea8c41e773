import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'
import { CONTAINER, memcgDump } from './memcg-dump.fixture.js'

const RULE = 'rss-below-limit'
const MIB = 1024 ** 2

/** A cgroup that uses so much, the tasks of its table with their pages, and what memory.stat has. */
function dumpOf(usageMib: number, pages: readonly number[], stats: Record<string, number>): string {
  const lines = Object.entries(stats).map(([key, bytes]) => `[  100.000000] ${key} ${bytes}\n`)
  return memcgDump({
    owner: CONTAINER,
    limitKb: usageMib * 1024,
    tasks: pages.map((rss, at) => [10 + at, rss, 0, 'app']),
    victim: { pid: 10, comm: 'app', adj: 0 },
  }).replace(/^.*Memory cgroup stats for .*\n/m, (line) => line + lines.join(''))
}

const TABLE_LOST = /^.*oom-kill:.*\n/m
const STAT = 'cat /sys/fs/cgroup/<the cgroup>/memory.stat  # not top: RSS has neither cache nor kernel memory'
const LEFT = 'the memory of processes that had left the cgroup or were dying when the table was printed'
const COLUMNS = 'kernel log: the columns rss_file and rss_shmem of the task table (6.8 and later)'

describe('rss-below-limit', () => {
  it('finds tmpfs in the gap, less what tasks map of it', () => {
    const [finding] = said(RULE, edited('7.2/v2-shmem'))
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'RSS adds up to 12.6 MiB of 56.0 MiB: the rest is tmpfs and shared memory',
      figures: {
        usageBytes: 57344 * 1024,
        rssBytes: 12936 * 1024,
        gapBytes: (57344 - 12936) * 1024,
        rssShmemBytes: 844 * 1024,
      },
    })
    // 44 MiB less the 844 KiB that are mapped.
    expect(finding?.summary).toContain('What RSS does not count: 43.1 MiB tmpfs and shared memory.')
  })

  it('is likely where the table does not tell kinds apart', () => {
    expect(said(RULE, edited('6.1/v2-shmem'))[0]).toMatchObject({
      verdict: 'likely',
      title: 'RSS adds up to 12.6 MiB of 56.0 MiB: the rest is tmpfs and shared memory',
      missing: ['kernel log: the columns rss_file and rss_shmem of the task table (6.8 and later)'],
    })
  })

  it('finds kernel memory in the gap, whatever the table has', () => {
    for (const [name, rss] of [
      ['6.1/v2-kernel-memory', '21.3 MiB'],
      ['7.2/v2-kernel-memory', '21.5 MiB'],
      ['5.10/v1-kmem', '21.3 MiB'],
    ] as const)
      expect(said(RULE, edited(name))[0]).toMatchObject({
        verdict: 'confirmed',
        title: `RSS adds up to ${rss} of 60.0 MiB: the rest is kernel memory`,
      })
  })

  it('finds processes that were dying when the next dump was printed', () => {
    expect(said(RULE, edited('7.2/v2-kubepods-limit'))[0]).toMatchObject({
      verdict: 'likely',
      title: 'RSS adds up to 135 MiB of 240 MiB: the rest is tasks not in the table',
    })
  })

  it('says of a sum above the usage that pages are shared', () => {
    expect(said(RULE, edited('7.2/m-memcg-2000'))[0]).toMatchObject({
      verdict: 'likely',
      title: 'RSS adds up to 1.30 GiB, more than is in use: shared pages',
    })
  })

  it('is silent where the sum is the usage, more or less', () => {
    for (const name of [
      '6.1/v2-container',
      '6.12/v2-thp',
      '6.12/v2-swapmax-zero',
      'constructed/4.18-el8.1-memcg',
    ])
      expect(verdictOf(RULE, edited(name)), name).toBe('silent')
  })

  it('is silent on machines and without a table', () => {
    for (const name of ['7.2/g-slab', '7.2/p-nodump-memcg'])
      expect(verdictOf(RULE, edited(name))).toBe('silent')
  })

  it('cannot tell from a table that may lack rows', () => {
    const log = edited('7.2/v2-shmem').replace(/.*oom-kill:.*\n/, '')
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'cannot-tell',
      title: 'Why RSS is below the usage cannot be told: the table may lack rows',
    })
  })

  it('cannot tell without statistics', () => {
    const log = edited('7.2/v2-shmem').replace(/^\[.*\] [a-z_]+ \d+\n/gm, '')
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'cannot-tell',
      title: 'RSS adds up to 12.6 MiB of 56.0 MiB in use',
    })
  })

  it('tells of one task in the singular, and of tmpfs with the line that has it', () => {
    const log = dumpOf(40, [2560], { anon: 10 * MIB, file: 30 * MIB, shmem: 30 * MIB })
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'likely',
        title: 'RSS adds up to 10.0 MiB of 40.0 MiB: the rest is tmpfs and shared memory',
        summary:
          'The one task of the table has 10.0 MiB resident, 30.0 MiB less than the cgroup uses. What RSS does not count: 30.0 MiB tmpfs and shared memory.',
        evidence: [
          { line: 3, says: 'usage 40960 kB (40.0 MiB), limit 40960 kB (40.0 MiB), failcnt 42' },
          { line: 8, says: 'shmem 31457280 bytes (30.0 MiB)' },
          { line: 11, says: 'the first row of the table (of 1)' },
        ],
        missing: [COLUMNS],
        overturnedBy: 'a task table with rows that this log has lost',
        next: [STAT],
      },
    ])
    expect(said(RULE, log)[0]?.figures).toEqual({
      usageBytes: 40 * MIB,
      rssBytes: 10 * MIB,
      gapBytes: 30 * MIB,
    })
  })

  it('names all kinds, and the largest as most of the rest where it is less than four fifths', () => {
    const stats = { anon: 10 * MIB, kernel: 23 * MIB, file: 7 * MIB, shmem: 0 }
    expect(said(RULE, dumpOf(40, [1536, 1024], stats))).toMatchObject([
      {
        verdict: 'likely',
        title: 'RSS adds up to 10.0 MiB of 40.0 MiB: the rest is mostly kernel memory',
        summary:
          'The 2 tasks of the table have 10.0 MiB resident, 30.0 MiB less than the cgroup uses. What RSS does not count: 23.0 MiB kernel memory and 7.00 MiB page cache of files.',
      },
    ])
    const more = { ...stats, kernel: 24 * MIB, file: 6 * MIB }
    expect(said(RULE, dumpOf(40, [1536, 1024], more))).toMatchObject([
      { title: 'RSS adds up to 10.0 MiB of 40.0 MiB: the rest is kernel memory' },
    ])
  })

  it('says less in a title that would be too long', () => {
    const stats = { anon: 10 * MIB, file: 20 * MIB, shmem: 20 * MIB, kernel: 10 * MIB }
    expect(said(RULE, dumpOf(40, [1536, 1024], stats))).toMatchObject([
      { verdict: 'likely', title: 'RSS adds up to 10.0 MiB of 40.0 MiB in use' },
    ])
  })

  it('cannot tell where less than four fifths of the difference is accounted for', () => {
    const stats = { anon: 10 * MIB, kernel: 14 * MIB, file: 9 * MIB, shmem: 0 }
    const log = dumpOf(40, [2560], stats)
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'cannot-tell',
        title: 'RSS adds up to 10.0 MiB of 40.0 MiB in use',
        summary:
          'The one task of the table has 10.0 MiB resident, 30.0 MiB less than the cgroup uses; only 14.0 MiB kernel memory and 9.00 MiB page cache of files of it is accounted for by what was read.',
        evidence: [
          { line: 3, says: 'usage 40960 kB (40.0 MiB), limit 40960 kB (40.0 MiB), failcnt 42' },
          { line: 12, says: 'the first row of the table (of 1)' },
        ],
        missing: [LEFT],
        next: [STAT],
        figures: { usageBytes: 40 * MIB, rssBytes: 10 * MIB, gapBytes: 30 * MIB },
      },
    ])
    expect(verdictOf(RULE, dumpOf(40, [2560], { ...stats, file: 10 * MIB }))).toBe('likely')
  })

  it('names what was not read where nothing is accounted for', () => {
    const log = dumpOf(40, [1536, 1024], {}).replace(/^.*Memory cgroup stats for .*\n/m, '')
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'cannot-tell',
        summary:
          'The 2 tasks of the table have 10.0 MiB resident, 30.0 MiB less than the cgroup uses; nothing of it is accounted for by what was read.',
        missing: ['kernel log: memory.stat of the cgroup in the dump (3.9 and later)', LEFT],
      },
    ])
  })

  it('speaks from a tenth of the usage on, and of a MiB at least', () => {
    const kernel = (mib: number) => ({ anon: 0, file: 0, shmem: 0, kernel: mib * MIB })
    expect(verdictOf(RULE, dumpOf(100, [23040], { ...kernel(10), anon: 90 * MIB }))).toBe('confirmed')
    expect(verdictOf(RULE, dumpOf(100, [23041], { ...kernel(10), anon: 90 * MIB }))).toBe('silent')
    expect(verdictOf(RULE, dumpOf(5, [1024], { ...kernel(1), anon: 4 * MIB }))).toBe('confirmed')
    expect(verdictOf(RULE, dumpOf(5, [1025], { ...kernel(1), anon: 4 * MIB }))).toBe('silent')
  })

  it('says that pages are shared from more than a quarter above the usage on', () => {
    expect(verdictOf(RULE, dumpOf(40, [12800], { anon: 40 * MIB }))).toBe('silent')
    const log = dumpOf(40, [12801], { anon: 40 * MIB })
    const expected = {
      verdict: 'likely',
      title: 'RSS adds up to 50.0 MiB, more than is in use: shared pages',
      summary:
        'The one task of the table has 50.0 MiB resident, and the cgroup uses 40.0 MiB: pages are counted in each task that maps them, or are charged to another cgroup that used them first.',
      missing: ['the proportional share of each process: Pss in /proc/<pid>/smaps_rollup'],
      overturnedBy: 'a sum of Pss above the usage',
      next: ['grep ^Pss: /proc/<pid>/smaps_rollup  # not RSS: shared pages count by their share'],
      figures: { usageBytes: 40 * MIB, rssBytes: 12801 * 4096, gapBytes: 40 * MIB - 12801 * 4096 },
    }
    expect(said(RULE, log)).toMatchObject([expected])
    expect(said(RULE, log.replace(TABLE_LOST, ''))).toMatchObject([expected])
    expect(said(RULE, dumpOf(40, [12800, 1], { anon: 40 * MIB }))[0]?.summary).toMatch(
      /^The 2 tasks of the table have 50\.0 MiB resident, and the cgroup uses 40\.0 MiB:/,
    )
  })

  it('knows that rows can be lost, be it one that was read or more', () => {
    const one = dumpOf(40, [2560], { kernel: 30 * MIB }).replace(TABLE_LOST, '')
    expect(said(RULE, one)).toMatchObject([
      {
        verdict: 'cannot-tell',
        summary:
          'The one task that was read has 10.0 MiB resident, 25% of what the cgroup uses, and rows of the table can be lost.',
        missing: ['kernel log: the whole task table'],
        next: ['journalctl -k  # the whole dump'],
        figures: { usageBytes: 40 * MIB, rssBytes: 10 * MIB, gapBytes: 30 * MIB },
      },
    ])
    const two = dumpOf(40, [1536, 1024], { kernel: 30 * MIB }).replace(TABLE_LOST, '')
    expect(said(RULE, two)[0]?.summary).toBe(
      'The 2 tasks that were read have 10.0 MiB resident, 25% of what the cgroup uses, and rows of the table can be lost.',
    )
  })
})
