import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'

const RULE = 'limit-composition'

describe('limit-composition', () => {
  it.each([
    ['7.2/v2-shmem', 'What filled the limit: 78% tmpfs and shared memory'],
    ['7.2/v2-kernel-memory', 'What filled the limit: 65% kernel memory'],
    ['6.1/v2-container', 'What filled the limit: 99% anonymous memory of processes'],
    ['constructed/3.10-el7-memcg-kubepods', 'What filled the limit: 99% anonymous memory of processes'],
  ])('%s: %s', (name, title) => {
    expect(said(RULE, edited(name))[0]).toMatchObject({ verdict: 'confirmed', title })
  })

  it('names the parts with their shares, and the remainder', () => {
    const [finding] = said(RULE, edited('7.2/v2-shmem'))
    expect(finding?.summary).toBe(
      '56.0 MiB were in use: 44.0 MiB (78%) tmpfs and shared memory, 11.7 MiB (20%) anonymous memory of processes and 256 KiB (<1%) kernel memory.',
    )
    expect(finding?.figures).toEqual({
      usageBytes: 57344 * 1024,
      limitBytes: 57344 * 1024,
      shmemBytes: 46137344,
      anonBytes: 12032 * 1024,
      kernelBytes: 256 * 1024,
      remainderBytes: 0,
    })
  })

  it('says so where the usage is in no statistic', () => {
    const log = edited(
      '7.2/v2-shmem',
      ['] file 46137344', '] file 0'],
      ['] shmem 46137344', '] shmem 0'],
      ['] active_anon 58441728', '] active_anon 12320768'],
    )
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'confirmed',
      title: 'What filled the limit: 78% is in no statistic',
      missing: [],
      overturnedBy: 'statistics of the same cgroup that add up to something else',
    })
  })

  it('does not call unaccounted what a cut record does not have', () => {
    const log = edited('7.2/v2-shmem').replace(/^\[.*\] (?:file|shmem) \d+\n/gm, '')
    const [finding] = said(RULE, log)
    expect(finding).toMatchObject({
      verdict: 'cannot-tell',
      missing: ['kernel log: page cache and shared memory, in memory.stat of the dump'],
    })
    expect(finding?.summary).toContain(
      'The remaining 44.0 MiB can be what was not read: page cache and shared memory.',
    )
  })

  it('still names the largest part where what is missing cannot be larger', () => {
    const log = edited('7.2/v2-shmem').replace(/^\[.*\] anon \d+\n/m, '')
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'likely',
      title: 'What filled the limit: 78% tmpfs and shared memory',
      missing: ['kernel log: anonymous memory, in memory.stat of the dump'],
    })
  })

  it('names four parts at most, and says how much is in no statistic', () => {
    const log = edited(
      '7.2/v2-shmem',
      ['] anon 12320768', '] anon 20000000'],
      ['] file 46137344', '] file 20000000'],
      ['] shmem 46137344', '] shmem 8000000'],
      ['] kernel 262144', '] kernel 6000000'],
      ['] sock 0', '] sock 5000000'],
      ['] active_anon 58441728', '] active_anon 28000000'],
      ['] active_file 0', '] active_file 12000000'],
    )
    const [finding] = said(RULE, log)
    expect(finding?.summary).toBe(
      '56.0 MiB were in use: 19.0 MiB (34%) anonymous memory of processes, 11.4 MiB (20%) page cache of files, 7.62 MiB (13%) tmpfs and shared memory and 5.72 MiB (10%) kernel memory. 7.36 MiB are in no statistic.',
    )
    expect(finding?.figures).toEqual({
      usageBytes: 58720256,
      limitBytes: 58720256,
      anonBytes: 20000000,
      fileBytes: 12000000,
      shmemBytes: 8000000,
      kernelBytes: 6000000,
      sockBytes: 5000000,
      remainderBytes: 58720256 - 51000000,
    })
  })

  /** Anonymous memory and nothing else, in a cgroup that uses 58720256 bytes. */
  const onlyAnon = (bytes: number) =>
    edited(
      '7.2/v2-shmem',
      ['] anon 12320768', `] anon ${bytes}`],
      ['] file 46137344', '] file 0'],
      ['] shmem 46137344', '] shmem 0'],
      ['] kernel 262144', '] kernel 0'],
      ['] active_anon 58441728', `] active_anon ${bytes}`],
    )

  it.each([
    [29360128, 'What filled the limit: 50% anonymous memory of processes'],
    [29360127, 'What filled the limit: 50% is in no statistic'],
    [60000000, 'What filled the limit: 100% anonymous memory of processes'],
  ])('of %d bytes of 58720256 that are anonymous: %s', (bytes, title) => {
    expect(said(RULE, onlyAnon(bytes))[0]).toMatchObject({ verdict: 'confirmed', title, missing: [] })
  })

  it.each([
    [58720256, '56.0 MiB (100%) anonymous memory of processes.'],
    [
      58300000,
      '55.5 MiB (99%) anonymous memory of processes. They add up to it within the batching of the counters.',
    ],
    [
      58900000,
      '56.1 MiB (100%) anonymous memory of processes. They add up to it within the batching of the counters.',
    ],
    [
      60000000,
      '57.2 MiB (102%) anonymous memory of processes. The parts are 1.22 MiB more than the usage: they were counted at different moments.',
    ],
    [58000000, '55.3 MiB (98%) anonymous memory of processes. 703 KiB are in no statistic.'],
  ])('says of %d bytes whether they add up to the 58720256', (bytes, rest) => {
    expect(said(RULE, onlyAnon(bytes))[0]?.summary).toBe(`56.0 MiB were in use: ${rest}`)
  })

  it('is only likely of a cache in which tmpfs is not told apart, and certain of what is beside it', () => {
    const lost = (log: string) => log.replace(/^\[.*\] shmem \d+\n/m, '')
    expect(said(RULE, lost(edited('7.2/v2-shmem')))[0]).toMatchObject({
      verdict: 'likely',
      title: 'What filled the limit: 78% page cache, tmpfs included',
      missing: ['kernel log: how much of the page cache is tmpfs, in memory.stat of the dump'],
      next: ['cat /sys/fs/cgroup/<the cgroup>/memory.stat  # the same figures as they are now'],
    })
    const small = edited(
      '7.2/v2-shmem',
      ['] anon 12320768', '] anon 57000000'],
      ['] file 46137344', '] file 1000000'],
    )
    expect(said(RULE, lost(small))[0]).toMatchObject({
      verdict: 'confirmed',
      title: 'What filled the limit: 97% anonymous memory of processes',
      missing: [],
    })
  })

  it.each([
    ['sock', '78% network buffers', 'ss -tm  # what sockets hold'],
    ['hugetlb', '78% huge pages of hugetlbfs', 'grep -i huge /proc/meminfo'],
  ])('says how to look into %s', (statistic, title, next) => {
    const log = edited(
      '7.2/v2-shmem',
      ['] file 46137344', '] file 0'],
      ['] shmem 46137344', '] shmem 0'],
      ['] sock 0', `] ${statistic} 46137344`],
      ['] active_anon 58441728', '] active_anon 12320768'],
    )
    expect(said(RULE, log)[0]).toMatchObject({ title: `What filled the limit: ${title}`, next: [next] })
  })

  it('has no limit in its figures where there is none', () => {
    const log = edited('7.2/v2-shmem', ['limit 57344kB', 'limit 9007199254740988kB'])
    const [finding] = said(RULE, log)
    expect(finding?.figures).not.toHaveProperty('limitBytes')
    expect(finding?.evidence[0]?.says).toBe('usage 57344 kB (56.0 MiB), no limit, failcnt 18')
  })

  it('is silent where nothing was in use', () => {
    expect(verdictOf(RULE, edited('7.2/v2-shmem', ['memory: usage 57344kB', 'memory: usage 0kB']))).toBe(
      'silent',
    )
  })

  it('knows of no line of a cgroup that was lost, but that they do not add up', () => {
    const log = edited('constructed/3.10-el7-memcg-kubepods')
    const lost = (text: string) =>
      log
        .split('\n')
        .filter((line) => !line.includes(text))
        .join('\n')
    expect(verdictOf(RULE, lost('rss:420408KB'))).toBe('likely')
    expect(verdictOf(RULE, lost('rss:1645320KB'))).toBe('cannot-tell')
  })

  it('cannot tell without statistics, and is silent without counters and on machines', () => {
    expect(verdictOf(RULE, edited('constructed/mainline-2.6.34-memcg'))).toBe('cannot-tell')
    expect(verdictOf(RULE, edited('7.2/v2-shmem').replace(/.*(?:memory|swap): usage.*\n/g, ''))).toBe(
      'silent',
    )
    expect(verdictOf(RULE, edited('7.2/g-noswap'))).toBe('silent')
  })
})
