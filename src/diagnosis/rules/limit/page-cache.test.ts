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

  it('is only possible where it was clean', () => {
    const [finding] = said(RULE, edited(CASE, ...cached))
    expect(finding).toMatchObject({
      verdict: 'possible',
      title: '49% of the usage is page cache, most of it clean',
    })
    expect(finding?.summary).toContain('none of it had to be written first')
  })

  it('does not know the state where it was not read', () => {
    const log = edited(CASE, ...cached).replace(/^\[.*\] file_(?:dirty|writeback) \d+\n/gm, '')
    expect(said(RULE, log)[0]).toMatchObject({ verdict: 'possible', title: '49% of the usage is page cache' })
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
  })
})
