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
