import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'

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
})
