import { describe, expect, it } from 'vitest'
import { parse, type Task, type Victim } from '../../../index.js'
import { oom } from '../../events.fixture.js'
import { CONTAINER, memcgDump } from './memcg-dump.fixture.js'
import { victimNotLargest } from './victim-not-largest.js'

const SEE_ADJ = 'grep . /proc/[0-9]*/oom_score_adj  # on the node: who is protected, and who is offered first'
const SPARED = 'What has an oom_score_adj of -1000 (oom_adj of -17), or is init, is never chosen'
const VICTIM: Victim = { pid: 10, comm: 'app', why: 'selected', line: 90 }

type Row = Partial<Task> & { readonly pid: number }

const row = ({ pid, ...rest }: Row): Task => ({ pid, tgid: pid, comm: `task-${pid}`, line: pid, ...rest })

/** What is said of a dump with the victim's row of 500 pages, and these. */
function asked(rows: readonly Row[], victim: Victim = VICTIM) {
  const tasks = [row({ pid: 10, comm: 'app', rssPages: 500, oomScoreAdj: 0 }), ...rows.map(row)]
  return victimNotLargest.decideDump(
    oom('10:00:00', '/', 40_960_000, '/', { tasks, victims: [victim], endLine: 99 }),
  )
}

describe('the largest may not be killed', () => {
  it('is said in whole of one', () => {
    expect(asked([{ pid: 11, rssPages: 5000, oomScoreAdj: -1000 }])).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'The largest may not be killed, so a smaller process was',
        summary: `app (pid 10) was killed with 1.95 MiB, while task-11 (pid 11) held 19.5 MiB (rss). ${SPARED}.`,
        evidence: [
          { line: 10, says: 'app: rss 500 pages (1.95 MiB), oom_score_adj 0' },
          { line: 11, says: 'task-11: rss 5000 pages (19.5 MiB), oom_score_adj -1000' },
        ],
        missing: [],
        overturnedBy: 'a whole task table in which no process is larger than the victim',
        next: [SEE_ADJ],
        figures: {
          victimHeldPages: 500,
          largestHeldPages: 5000,
          largerTaskCount: 1,
          protectedPages: 5000,
        },
      },
    ])
  })

  it('is said of three, the largest first, and swap counts as well', () => {
    const protectedRow = (pid: number, rssPages: number, swapEntries: number) => ({
      pid,
      rssPages,
      swapEntries,
      oomScoreAdj: -1000,
    })
    const [finding] = asked([
      protectedRow(11, 1000, 0),
      protectedRow(12, 500, 2060),
      protectedRow(13, 2000, 0),
    ])
    expect(finding?.summary).toBe(
      `app (pid 10) was killed with 1.95 MiB, while task-12 (pid 12) held 10.0 MiB, and 2 more hold more than it (rss). ${SPARED}: 3 larger ones, which together show 21.7 MiB (shared pages in each of them).`,
    )
  })

  it.each([
    ['init', { pid: 1, rssPages: 5000, oomScoreAdj: 0 }],
    ['what old kernels call -17', { pid: 11, rssPages: 5000, oomAdj: -17 }],
  ])('holds for %s', (_, other) => {
    expect(asked([other])).toMatchObject([
      { title: 'The largest may not be killed, so a smaller process was' },
    ])
  })

  it.each([
    [
      'one of two larger ones',
      [
        { pid: 11, oomScoreAdj: -1000 },
        { pid: 12, oomScoreAdj: 0 },
      ],
    ],
    ['an oom_adj beside an oom_score_adj', [{ pid: 11, oomScoreAdj: -999, oomAdj: -17 }]],
    ['an oom_adj of -16', [{ pid: 11, oomAdj: -16 }]],
  ])('is not said of %s', (_, rows) => {
    const titles = asked(rows.map((one) => ({ ...one, rssPages: 5000 }))).map(({ title }) => title)
    expect(titles).toEqual(['A smaller process was killed, and its score cannot be reckoned'])
  })

  it('shows twelve of many', () => {
    const rows = Array.from({ length: 14 }, (_, at) => ({ pid: 20 + at, rssPages: 5000, oomScoreAdj: -1000 }))
    const [finding] = asked(rows)
    expect(finding?.evidence.map((one) => one.line)).toEqual([
      10, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
    ])
    expect(finding?.figures).toMatchObject({ largerTaskCount: 14, protectedPages: 14 * 5000 })
  })

  it('is likely where it is not known who was chosen', () => {
    const { why: _, ...unknown } = VICTIM
    expect(asked([{ pid: 11, rssPages: 5000, oomScoreAdj: -1000 }], unknown)).toMatchObject([
      {
        verdict: 'likely',
        title: 'The largest may not be killed, so a smaller process was',
        missing: ['kernel log: the line that tells who was chosen'],
      },
    ])
    expect(asked([{ pid: 11, rssPages: 5000 }], unknown)).toMatchObject([
      {
        verdict: 'possible',
        missing: ['kernel log: a task table with swapents, page tables and oom_score_adj (3.6 and later)'],
      },
    ])
  })
})

describe('who is larger', () => {
  const isLarger = (victimPages: number, otherPages: number): boolean =>
    victimNotLargest.decideDump(
      oom('10:00:00', '/', 40_960_000, '/', {
        tasks: [row({ pid: 10, rssPages: victimPages }), row({ pid: 1, rssPages: otherPages })],
        victims: [VICTIM],
      }),
    ).length > 0

  it.each([
    [500, 564, false],
    [500, 565, true],
    [6599, 6664, false],
    [6599, 6665, true],
    [10_000, 10_100, false],
    [10_000, 10_101, true],
  ])('than %d pages: %d pages are, %s', (victimPages, otherPages, expected) => {
    expect(isLarger(victimPages, otherPages)).toBe(expected)
  })

  it('are not threads of the victim, nor rows without rss', () => {
    expect(asked([{ pid: 11, tgid: 10, rssPages: 5000 }])).toEqual([])
    expect(asked([{ pid: 11, swapEntries: 5000 }])).toEqual([])
  })

  it('is not asked of those that die with another', () => {
    for (const why of ['group', 'shares-mm'] as const)
      expect(asked([{ pid: 1, rssPages: 5000 }], { ...VICTIM, why })).toEqual([])
    expect(victimNotLargest.decideDump(oom('10:00:00', '/', 4096, '/', { victims: [] }))).toEqual([])
  })
})

it('the process that asked was killed, whatever its size', () => {
  expect(asked([{ pid: 11, rssPages: 5000 }], { ...VICTIM, why: 'allocating-task' })).toMatchObject([
    {
      verdict: 'confirmed',
      title: 'The process that asked for memory was killed, whatever its size',
      summary:
        'app (pid 10) was killed with 1.95 MiB, while task-11 (pid 11) held 19.5 MiB (rss). vm.oom_kill_allocating_task is set: whoever asks when there is no memory is killed, without a choice.',
      evidence: [
        { line: 10, says: 'app: rss 500 pages (1.95 MiB), oom_score_adj 0' },
        { line: 11, says: 'task-11: rss 5000 pages (19.5 MiB)' },
        { line: 90, says: 'killed as the task that asked' },
      ],
      missing: [],
      next: ['sysctl vm.oom_kill_allocating_task  # 0: the kernel chooses by size'],
    },
  ])
})

describe('why a process was chosen cannot be told', () => {
  const SHARED = {
    verdict: 'cannot-tell',
    title: 'Why this process was chosen cannot be told',
    missing: ['kernel log: the task table with the row of the victim (sysctl vm.oom_dump_tasks=1)'],
    next: ['journalctl -k  # the whole dump'],
  }

  it('where the table has no row of it', () => {
    const log = memcgDump({
      owner: CONTAINER,
      tasks: [[11, 7000, 0, 'db']],
      victim: { pid: 10, comm: 'app', adj: 0 },
    })
    const { findings } = parse(log, { cannotTell: true })
    expect(findings.filter(({ rule }) => rule === 'victim-not-largest')).toMatchObject([
      {
        ...SHARED,
        summary: 'A process was killed that the task table, as far as it was read, does not list.',
        evidence: [{ line: 10, says: 'the kill' }],
      },
    ])
  })

  it('where the row has no rss', () => {
    const tasks = [row({ pid: 10 }), row({ pid: 11, rssPages: 5000 })]
    expect(
      victimNotLargest.decideDump(oom('10:00:00', '/', 4096, '/', { tasks, victims: [VICTIM] })),
    ).toMatchObject([SHARED])
  })
})
