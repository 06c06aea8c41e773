import { describe, expect, it } from 'vitest'
import { oom } from '../../events.fixture.js'
import { heldPagesOf, rowOf, saidTask, shortPages, taskName } from './task-row.js'

const dump = oom('10:00:00', '/', undefined)
const row = (pid: number, tgid: number) => ({ pid, tgid, comm: 'java' })

describe('rowOf', () => {
  const tasks = [row(14, 12), row(12, 12), row(21, 20)]

  it('finds the row of a pid before those of its threads', () => {
    expect(rowOf({ ...dump, tasks }, 12)).toEqual(row(12, 12))
  })

  it('finds the row of a thread where that is the one listed', () => {
    expect(rowOf({ ...dump, tasks }, 20)).toEqual(row(21, 20))
  })

  it('finds nothing else', () => {
    expect(rowOf({ ...dump, tasks }, 30)).toBeUndefined()
    expect(rowOf(dump, 12)).toBeUndefined()
  })
})

it('heldPagesOf adds swap to rss, where the table has it', () => {
  expect(heldPagesOf({ ...row(1, 1), rssPages: 10, swapEntries: 5 })).toBe(15)
  expect(heldPagesOf({ ...row(1, 1), rssPages: 10 })).toBe(10)
  expect(heldPagesOf({ ...row(1, 1), swapEntries: 5 })).toBeUndefined()
})

it('taskName and shortPages are for people', () => {
  expect(taskName(row(12, 12))).toBe('java (pid 12)')
  expect(shortPages(512, { ...dump, pageSizeBytes: 65536 })).toBe('32.0 MiB')
})

it.each([
  [{ rssPages: 512, swapEntries: 0, oomScoreAdj: 0 }, 'java: rss 512 pages (2.00 MiB), oom_score_adj 0'],
  [
    { rssPages: 512, swapEntries: 256, oomScoreAdj: -998, oomAdj: -16 },
    'java: rss 512 pages (2.00 MiB), swapents 256 pages (1.00 MiB), oom_score_adj -998',
  ],
  [{ rssPages: 10, oomAdj: -17 }, 'java: rss 10 pages, oom_adj -17'],
  [{ oomScoreAdj: 5 }, 'java: oom_score_adj 5'],
])('saidTask of a row with %o', (columns, says) => {
  expect(saidTask({ ...row(12, 12), ...columns, line: 30 }, dump)).toEqual({ line: 30, says })
})
