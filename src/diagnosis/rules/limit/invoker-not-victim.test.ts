import { describe, expect, it } from 'vitest'
import type { OomEvent } from '../../../record/index.js'
import { oom } from '../../events.fixture.js'
import { expectWhole } from '../../whole.fixture.js'
import { invokerNotVictim } from './invoker-not-victim.js'
import { CONTAINER } from './memcg-dump.fixture.js'

describe('invoker-not-victim', () => {
  const app = { pid: 10, tgid: 10, comm: 'app', rssPages: 5000, swapEntries: 0, oomScoreAdj: 100, line: 21 }
  const log = { pid: 20, tgid: 20, comm: 'log', rssPages: 700, swapEntries: 68, oomScoreAdj: 0, line: 22 }
  const victim = { pid: 10, comm: 'app', line: 30 }
  const asked = (trigger: Partial<OomEvent['trigger']>, fields: Partial<OomEvent> = {}) => {
    const findings = invokerNotVictim.decideDump({
      ...oom('10:00:00', CONTAINER, 64 * 1024 ** 2),
      tasks: [app, log],
      victims: [victim],
      ...fields,
      trigger: { comm: 'log', pid: 20, order: 0, oomScoreAdj: 0, line: 1, ...trigger },
    })
    for (const finding of findings) expectWhole(finding)
    return findings
  }
  const verdicts = (trigger: Partial<OomEvent['trigger']>, fields: Partial<OomEvent> = {}) =>
    asked(trigger, fields).map(({ verdict }) => verdict)
  const WHOSE =
    'Whoever asks when the memory has run out need not be the one that used it up: the kernel chooses by size and oom_score_adj.'

  it('tells what each of the two held, with its row', () => {
    const [finding] = asked({})
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'The process that was killed is not the one that asked for memory',
      summary: `log (pid 20), which held 3.00 MiB, asked for one page; the kernel killed app (pid 10), which held 19.5 MiB. ${WHOSE}`,
      missing: [],
    })
    expect(finding?.figures).toEqual({ invokerHeldPages: 768, victimHeldPages: 5000 })
    expect(finding?.evidence.map(({ line, says }) => [line, says])).toEqual([
      [1, 'asked: log'],
      [21, 'app: rss 5000 pages (19.5 MiB), oom_score_adj 100'],
      [22, 'log: rss 700 pages (2.73 MiB), swapents 68 pages, oom_score_adj 0'],
      [30, 'killed: app'],
    ])
  })

  it('does not know what those held that no table lists', () => {
    const [finding] = asked({}, { tasks: [] })
    expect(finding).toMatchObject({
      verdict: 'possible',
      summary: `log (pid 20) asked for one page; the kernel killed app (pid 10). ${WHOSE}`,
      missing: ['whether the one that asked is a thread of the victim: the task table does not list its pid'],
    })
    expect(finding?.figures).toEqual({})
    expect(finding?.evidence.map(({ line }) => line)).toEqual([1, 30])
    const withoutRss = { pid: 20, tgid: 20, comm: 'log', line: 22 }
    expect(asked({}, { tasks: [app, withoutRss] })[0]?.figures).toEqual({ victimHeldPages: 5000 })
  })

  it('names the one that asked without a pid where none was read', () => {
    const [finding] = asked({ pid: undefined })
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      summary: `log asked for one page; the kernel killed app (pid 10), which held 19.5 MiB. ${WHOSE}`,
    })
    expect(finding?.figures).toEqual({ victimHeldPages: 5000 })
  })

  it.each([
    [undefined, 'memory'],
    [-1, 'memory'],
    [0, 'one page'],
    [1, '2 pages in one piece'],
    [9, '512 pages in one piece'],
    [31, '2147483648 pages in one piece'],
    [32, 'memory'],
  ])('order %o is %s', (order, amount) => {
    expect(asked({ order })[0]?.summary).toContain(` asked for ${amount}; the kernel killed `)
  })

  it('does not take the order of a page fault for what it needed', () => {
    expect(asked({ pageFault: true })[0]?.summary).toContain(' asked for memory; ')
  })

  it('is silent where nobody died, nobody asked, or somebody asked for the kill', () => {
    expect(asked({}, { victims: [] })).toEqual([])
    expect(asked({ comm: undefined })).toEqual([])
    expect(asked({ manual: true })).toEqual([])
    expect(verdicts({ manual: false })).toEqual(['confirmed'])
  })

  it('is silent where the one that asked has died, as the first or a later one, or as a thread', () => {
    expect(asked({ pid: 10 })).toEqual([])
    expect(asked({ pid: 10, comm: 'renamed' }, { tasks: [] })).toEqual([])
    expect(asked({ pid: 20 }, { victims: [victim, { pid: 20, comm: 'log', line: 31 }] })).toEqual([])
    const thread = { ...app, pid: 13, comm: 'GC' }
    expect(asked({ pid: 13, comm: 'GC' }, { tasks: [thread, log] })).toEqual([])
    expect(
      asked({ pid: 13, comm: 'GC' }, { tasks: [thread, log], victims: [{ ...victim, pid: 13 }] }),
    ).toEqual([])
    expect(asked({ pid: 10, comm: 'app' }, { tasks: [thread], victims: [{ ...victim, pid: 13 }] })).toEqual(
      [],
    )
  })

  it('knows a worker of a workqueue for a thread of the kernel', () => {
    const worker = { comm: 'kworker/0:1', pid: 77, oomScoreAdj: 100 }
    expect(verdicts(worker)).toEqual(['possible'])
    expect(verdicts({ ...worker, workqueue: 'events' })).toEqual(['confirmed'])
  })

  it('tells a process that no table lists by its oom_score_adj from all that died', () => {
    const unlisted = { comm: 'GC', pid: 77 }
    const others = [
      { ...victim, oomScoreAdj: 100 },
      { pid: 20, comm: 'log', line: 31, oomScoreAdj: 0 },
    ]
    expect(verdicts({ ...unlisted, oomScoreAdj: 5 }, { victims: others })).toEqual(['confirmed'])
    expect(verdicts({ ...unlisted, oomScoreAdj: 0 }, { victims: others })).toEqual(['possible'])
    expect(
      verdicts({ ...unlisted, oomScoreAdj: 5 }, { victims: [victim, { pid: 20, comm: 'log' }] }),
    ).toEqual(['possible'])
    expect(verdicts({ ...unlisted, oomScoreAdj: 5 })).toEqual(['confirmed'])
    expect(verdicts({ ...unlisted, oomScoreAdj: 100 })).toEqual(['possible'])
    expect(verdicts({ ...unlisted, oomScoreAdj: undefined })).toEqual(['possible'])
    expect(verdicts({ ...unlisted, oomScoreAdj: 5 }, { tasks: [] })).toEqual(['possible'])
  })

  it('takes one that no table lists, with the name of one that died, for a thread of it', () => {
    const unlisted = { pid: 77, oomScoreAdj: undefined }
    expect(verdicts({ ...unlisted, comm: 'app' })).toEqual([])
    expect(verdicts({ ...unlisted, comm: 'log' }, { victims: [victim, { pid: 20, comm: 'log' }] })).toEqual(
      [],
    )
    expect(verdicts({ ...unlisted, comm: 'log' })).toEqual(['possible'])
  })
})
