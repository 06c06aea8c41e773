import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'

const RULE = 'page-cache'
const CASE = '6.12/v2-pagecache'

/** The files of the reader still in the cache, and so much less of its own memory. */
const cached = [
  ['] anon 50094080', '] anon 25094080'],
  ['] file 12288', '] file 25012288'],
  ['] active_anon 50094080', '] active_anon 25094080'],
  ['] inactive_file 8192', '] inactive_file 25008192'],
] as const

describe('page-cache', () => {
  it('is confirmed where the cache had to be written first', () => {
    const log = edited(
      CASE,
      ...cached,
      ['] file_dirty 0', '] file_dirty 15000000'],
      ['] file_writeback 0', '] file_writeback 4096000'],
    )
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'confirmed',
      title: '49% of the usage is page cache, most of it not yet written to disk',
      figures: {
        pageCacheBytes: 25012288,
        usageBytes: 49152 * 1024,
        dirtyBytes: 15000000,
        writebackBytes: 4096000,
      },
    })
  })

  it('says what was dirty, and whom to ask', () => {
    const log = edited(
      CASE,
      ...cached,
      ['] file_dirty 0', '] file_dirty 15000000'],
      ['] file_writeback 0', '] file_writeback 4096000'],
    )
    const [finding] = said(RULE, log)
    expect(finding?.summary).toBe(
      '23.8 MiB are page cache of files, and 18.2 MiB were dirty or under writeback: such pages cannot be dropped before the disk or the network file system has them. 14.3 MiB were dirty and 3.90 MiB under writeback.',
    )
    expect(finding?.evidence.map(({ line, says }) => [line, says])).toEqual([
      [32, 'usage 49152 kB (48.0 MiB), limit 49152 kB (48.0 MiB), failcnt 19'],
      [36, 'file 25012288 bytes (23.8 MiB)'],
      [46, 'file_dirty 15000000 bytes (14.3 MiB)'],
      [47, 'file_writeback 4096000 bytes'],
    ])
    expect(finding?.next).toEqual([
      'iostat -x 1; cat /proc/pressure/io  # was the storage slow?',
      'sysctl vm.dirty_ratio vm.dirty_background_ratio',
    ])
  })

  it.each([
    [8_506_144, 4_000_000, 'possible'],
    [8_506_145, 4_000_000, 'confirmed'],
    [8_506_144, 4_000_001, 'confirmed'],
  ])('of 25012288 bytes %d are dirty and %d under writeback: %s', (dirty, writeback, verdict) => {
    const log = edited(
      CASE,
      ...cached,
      ['] file_dirty 0', `] file_dirty ${dirty}`],
      ['] file_writeback 0', `] file_writeback ${writeback}`],
    )
    expect(verdictOf(RULE, log)).toBe(verdict)
  })

  it.each([
    [10_240_000, ['20% of the usage is page cache, most of it clean']],
    [10_239_999, []],
    [60_000_000, ['100% of the usage is page cache, most of it clean']],
  ])('of %d bytes in 51200000: %j', (bytes, titles) => {
    const log = edited(
      CASE,
      ['memory: usage 49152kB', 'memory: usage 50000kB'],
      ['] file 12288', `] file ${bytes}`],
    )
    expect(said(RULE, log).map(({ title }) => title)).toEqual(titles)
  })

  it('is only possible where it was clean', () => {
    const [finding] = said(RULE, edited(CASE, ...cached))
    expect(finding).toMatchObject({
      verdict: 'possible',
      title: '49% of the usage is page cache, most of it clean',
    })
    expect(finding?.summary).toContain('none of it had to be written first')
    expect(finding?.figures).toEqual({
      pageCacheBytes: 25012288,
      usageBytes: 49152 * 1024,
      dirtyBytes: 0,
      writebackBytes: 0,
    })
  })

  it('does not know the state where it was not read', () => {
    const log = edited(CASE, ...cached).replace(/^\[.*\] file_(?:dirty|writeback) \d+\n/gm, '')
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'possible',
      title: '49% of the usage is page cache',
      summary:
        '23.8 MiB are page cache of files. Whether it had to be written before it could be dropped was not read.',
      figures: { pageCacheBytes: 25012288, usageBytes: 49152 * 1024 },
      missing: ['kernel log: how much of it was dirty and under writeback (4.2 and later)'],
      next: ['grep -E "^(file|file_dirty|file_writeback) " /sys/fs/cgroup/<the cgroup>/memory.stat'],
    })
  })

  it.each([
    ['file_dirty', { writebackBytes: 4096 }],
    ['file_writeback', { dirtyBytes: 8192 }],
  ])('does not know it without %s alone', (statistic, figures) => {
    const log = edited(
      CASE,
      ...cached,
      ['] file_dirty 0', '] file_dirty 8192'],
      ['] file_writeback 0', '] file_writeback 4096'],
    ).replace(new RegExp(`^\\[.*\\] ${statistic} \\d+\\n`, 'm'), '')
    const [finding] = said(RULE, log)
    expect(finding?.title).toBe('49% of the usage is page cache')
    expect(finding?.figures).toEqual({ pageCacheBytes: 25012288, usageBytes: 49152 * 1024, ...figures })
  })

  it('names the files that have the statistics, which v1 and a machine call otherwise', () => {
    const stepsOf = (log: string) => said(RULE, log).map(({ missing, next }) => [missing[0], next[0]])
    expect(stepsOf(edited(CASE, ...cached))).toEqual([
      [
        'why it was not dropped: the refaults of memory.stat over time, mlock, memory.min and memory.low',
        'grep -E "workingset_refault|pgscan|pgsteal|file_mapped" /sys/fs/cgroup/<the cgroup>/memory.stat',
      ],
    ])
    const v1 = edited(
      '6.1/v1-memsw',
      [' inactive_file 0\n', ' inactive_file 9000000\n'],
      [' file 0\n', ' file 9000000\n'],
    )
    expect(stepsOf(v1)).toEqual([
      [
        'why it was not dropped: the refaults of memory.stat over time (5.9 and later), mlock',
        'grep -E "workingset_refault|mapped_file|unevictable" /sys/fs/cgroup/memory/<the cgroup>/memory.stat',
      ],
    ])
    expect(stepsOf(v1.replace(/^ +file_dirty 0\n/m, ''))).toEqual([
      [
        'kernel log: how much of it was dirty and under writeback (4.2 and later)',
        'grep -E "^(cache|dirty|writeback) " /sys/fs/cgroup/memory/<the cgroup>/memory.stat',
      ],
    ])
    const machine = edited('6.12/g-noswap', [
      'active_file:0 inactive_file:0 isolated_file:0',
      'active_file:11000 inactive_file:14000 isolated_file:0',
    ])
    expect(stepsOf(machine)).toEqual([
      [
        'why it was not dropped: the refaults of /proc/vmstat over time, mlock, and where each zone stands',
        'grep -E "workingset_refault|pgscan|pgsteal|nr_mapped" /proc/vmstat',
      ],
    ])
    expect(
      stepsOf(machine.replace('unevictable:0 dirty:0 writeback:0\n', 'unevictable:0 writeback:0\n')),
    ).toEqual([
      [
        'kernel log: how much of it was dirty and under writeback (4.2 and later)',
        'grep -E "^(nr_file_pages|nr_dirty|nr_writeback) " /proc/vmstat',
      ],
    ])
  })

  it('is silent where the cache was dropped before the kill, as mostly', () => {
    for (const name of [CASE, '6.1/v2-pagecache', '7.2/v2-shmem', '7.2/g-tmpfs', 'constructed/sysrq-4.4'])
      expect(verdictOf(RULE, edited(name)), name).toBe('silent')
  })

  it('reads the lists of a machine', () => {
    const log = edited(
      '6.12/g-noswap',
      [
        'active_file:0 inactive_file:0 isolated_file:0',
        'active_file:11000 inactive_file:14000 isolated_file:0',
      ],
      ['unevictable:0 dirty:0 writeback:0\n', 'unevictable:0 dirty:9000 writeback:4000\n'],
    )
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'confirmed',
      title: '27% of RAM is page cache, most of it not yet written to disk',
      figures: { pageCacheBytes: 25000 * 4096, dirtyBytes: 9000 * 4096, writebackBytes: 4000 * 4096 },
    })
  })

  it('shows the lines of a machine: its lists and its RAM', () => {
    const log = edited(
      '6.12/g-noswap',
      [
        'active_file:0 inactive_file:0 isolated_file:0',
        'active_file:11000 inactive_file:14000 isolated_file:0',
      ],
      ['unevictable:0 dirty:0 writeback:0\n', 'unevictable:0 dirty:9000 writeback:4000\n'],
    )
    const [finding] = said(RULE, log)
    expect(finding?.figures).toEqual({
      pageCacheBytes: 25000 * 4096,
      ramBytes: (15360 + 345796) * 1024,
      dirtyBytes: 9000 * 4096,
      writebackBytes: 4000 * 4096,
    })
    expect(finding?.evidence.map(({ line, says }) => [line, says])).toEqual([
      [34, 'active_file 11000 pages (42.9 MiB); inactive_file 14000 pages (54.6 MiB)'],
      [35, 'dirty 9000 pages (35.1 MiB); writeback 4000 pages (15.6 MiB)'],
      [42, 'RAM: managed:15360kB (15.0 MiB)'],
      [44, 'RAM: managed:345796kB (337 MiB)'],
    ])
  })

  it('is silent on a machine where a list or the RAM was not read', () => {
    const listing = (lists: string) =>
      edited('6.12/g-noswap', ['active_file:0 inactive_file:0 isolated_file:0', lists])
    expect(verdictOf(RULE, listing('inactive_file:64000 isolated_file:0'))).toBe('silent')
    expect(verdictOf(RULE, listing('active_file:64000 isolated_file:0'))).toBe('silent')
    const both = listing('active_file:1 inactive_file:64000 isolated_file:0')
    expect(verdictOf(RULE, both)).toBe('possible')
    expect(verdictOf(RULE, both.replace(/.*pages RAM\n/g, ''))).toBe('silent')
  })

  it.each([
    ['dirty:9000', { dirtyBytes: 9000 * 4096 }],
    ['writeback:9000', { writebackBytes: 9000 * 4096 }],
  ])('does not know the state of the cache of a machine that tells %s alone', (state, figures) => {
    const log = edited(
      '6.12/g-noswap',
      ['active_file:0 inactive_file:0', 'active_file:11000 inactive_file:14000'],
      ['dirty:0 writeback:0', state],
    )
    const [finding] = said(RULE, log)
    expect(finding?.title).toBe('27% of RAM is page cache')
    expect(finding?.figures).toEqual({
      pageCacheBytes: 25000 * 4096,
      ramBytes: (15360 + 345796) * 1024,
      ...figures,
    })
  })

  it('counts what NFS has sent and its server not stored (until 5.7) as under writeback', () => {
    const log = edited(
      '5.10/g-noswap',
      ['active_file:0 inactive_file:0', 'active_file:11000 inactive_file:14000'],
      ['unevictable:0 dirty:0 writeback:0', 'unevictable:0 dirty:1000 writeback:0 unstable:13000'],
    )
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'confirmed',
      figures: { dirtyBytes: 1000 * 4096, writebackBytes: 13000 * 4096 },
    })
  })

  it('takes the lists of files where v1 does not tell tmpfs from the cache', () => {
    const old = 'constructed/3.18-sharing-same-memory'
    expect(verdictOf(RULE, edited(old))).toBe('silent')
    const tmpfs = edited(old, ['cache:10152KB rss:919640KB', 'cache:510152KB rss:419640KB'])
    expect(verdictOf(RULE, tmpfs)).toBe('silent')
    const files = edited(old, [
      'inactive_file:5076KB active_file:5076KB',
      'inactive_file:205076KB active_file:105076KB',
    ])
    const [finding] = said(RULE, files)
    expect(finding).toMatchObject({ verdict: 'possible', title: '33% of the usage is page cache' })
    expect(finding?.figures).toEqual({
      pageCacheBytes: 310152 * 1024,
      usageBytes: 929792 * 1024,
      writebackBytes: 0,
    })
    expect(finding?.evidence.map(({ line, says }) => [line, says])).toEqual([
      [20, 'usage 929792 kB (908 MiB), limit 929792 kB (908 MiB), failcnt 310'],
      [23, 'inactive_file 205076 kB (200 MiB); active_file 105076 kB (102 MiB)'],
    ])
  })

  it('takes the lists of files where the line that tells tmpfs apart is lost', () => {
    const lost = (log: string) => log.replace(/^\[.*\] shmem \d+\n/m, '')
    expect(said(RULE, lost(edited(CASE, ...cached)))[0]?.figures).toMatchObject({
      pageCacheBytes: 25008192 + 4096,
    })
    const tmpfs = cached.filter(([from]) => !from.includes('inactive_file'))
    expect(verdictOf(RULE, lost(edited(CASE, ...tmpfs)))).toBe('silent')
    const without = (list: string) =>
      lost(edited(CASE, ...cached, ['] active_file 4096', '] active_file 20000000'])).replace(
        new RegExp(`^\\[.*\\] ${list} \\d+\\n`, 'm'),
        '',
      )
    expect(verdictOf(RULE, without('inactive_file'))).toBe('silent')
    expect(verdictOf(RULE, without('active_file'))).toBe('silent')
  })
})
