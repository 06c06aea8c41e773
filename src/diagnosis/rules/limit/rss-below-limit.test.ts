import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'

const RULE = 'rss-below-limit'

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
})
