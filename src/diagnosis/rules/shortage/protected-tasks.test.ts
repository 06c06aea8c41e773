import { describe, expect, it } from 'vitest'
import { protectedTasks, saidOf } from './protected-tasks.js'
import { shortOf } from './zones.fixture.js'

describe('protectedTasks', () => {
  const row = (pid: number, oomScoreAdj: number, rssBytes?: number) => ({
    pid,
    comm: `task-${pid}`,
    oomScoreAdj,
    ...(rssBytes === undefined ? {} : { rssBytes }),
  })

  it('counts them all and shows the three largest', () => {
    const tasks = [row(11, -1000, 100), row(12, 0, 9000), row(13, -1000, 300), row(14, -1000), row(1, 0, 200)]
    const found = protectedTasks(shortOf({ tasks }))
    expect(found).toEqual({
      count: 4,
      rssBytes: 600,
      largest: [row(13, -1000, 300), row(1, 0, 200), row(11, -1000, 100)],
    })
  })

  it('has none of a table without them, and is not known without a table', () => {
    expect(protectedTasks(shortOf({ tasks: [row(12, -999, 5)] }))).toEqual({
      count: 0,
      rssBytes: 0,
      largest: [],
    })
    expect(protectedTasks(shortOf())).toBeUndefined()
  })
})

it.each([
  [{ oomScoreAdj: -1000, rssPages: 512 }, 'app: oom_score_adj -1000, rss 512 pages (2.00 MiB)'],
  [{ oomAdj: -17, rssPages: 5 }, 'app: oom_adj -17, rss 5 pages'],
  [{ oomScoreAdj: 0, rssPages: 5 }, 'app: pid 1, the first, rss 5 pages'],
  [{ oomScoreAdj: -1000 }, 'app: oom_score_adj -1000'],
])('saidOf %o', (columns, says) => {
  expect(saidOf({ pid: 1, comm: 'app', line: 4, ...columns }, 4096)).toEqual({ line: 4, says })
})
