import { describe, expect, it } from 'vitest'
import type { OomEvent, Task } from '../../../record/index.js'
import { oom } from '../../events.fixture.js'
import { byScore } from './by-score.js'

const PAGE = 4096
const FORMULA = 'rss, swap and page tables, plus oom_score_adj in thousandths of all that can be had'
const SWAP = 'the swap of the machine (swapon --show): it counts where the limit leaves it open'

/** 10000 pages in all, unless the swap of a group is left open. */
const machine = {
  scope: 'global',
  kernel: { release: '6.1.0' },
  memInfo: { ramPages: 10_000, reservedPages: 0, swap: { totalBytes: 0 } },
} as const
const group = {
  kernel: { release: '6.1.0' },
  cgroup: { memory: { usageBytes: 10_000 * PAGE, limitBytes: 10_000 * PAGE } },
}

const task = (
  pid: number,
  rssPages: number,
  oomScoreAdj: number | undefined,
  fields: Partial<Task> = {},
): Task => ({
  pid,
  tgid: pid,
  uid: 1000,
  comm: `task-${pid}`,
  rssPages,
  pgtablesBytes: 2 * PAGE,
  swapEntries: 0,
  line: pid,
  ...(oomScoreAdj === undefined ? {} : { oomScoreAdj }),
  ...fields,
})

/** The first task was killed; those that hold more are the larger. */
function reasonOf(fields: Partial<OomEvent>, row: Task, ...larger: Task[]) {
  const dump = oom('10:00:00', '/a', undefined, '/a', { tasks: [row, ...larger], ...fields })
  return byScore(dump, { victim: { pid: row.pid, comm: row.comm }, row, larger })
}

describe('the score of a victim that is not the largest', () => {
  const small = task(10, 3000, 500)
  const large = task(11, 7000, 0)
  const ofLarge = { line: 11, says: 'task-11: rss 7000 pages (27.3 MiB), oom_score_adj 0' }

  it('tells that oom_score_adj decided', () => {
    expect(reasonOf(machine, small, large)).toEqual({
      verdict: 'confirmed',
      title: 'oom_score_adj decided: a smaller process was killed',
      sentence: `Its oom_score_adj is 500, that of task-11 (pid 11) 0. The kernel chooses by ${FORMULA}: by that the victim is the first, with 800 thousandths before 700 of the next.`,
      lines: [ofLarge],
      figures: { victimScoreThousandths: 800, rivalScoreThousandths: 700 },
      missing: [],
    })
  })

  it('tells that the page tables decided, where a larger one has no lower oom_score_adj', () => {
    const tables = task(10, 3000, 0, { pgtablesBytes: 8000 * PAGE })
    const reason = {
      verdict: 'confirmed',
      title: 'A smaller process had the highest score and was killed',
      sentence: `The kernel chooses by ${FORMULA}: by that the victim is the first, with 1100 thousandths before 700 of the next.`,
    }
    expect(reasonOf(machine, tables, large)).toMatchObject(reason)
    expect(reasonOf(machine, tables, task(12, 8000, -100), large)).toMatchObject(reason)
    expect(reasonOf(machine, tables, task(12, 8000, -200), task(13, 7000, -1))).toMatchObject({
      title: 'oom_score_adj decided: a smaller process was killed',
      sentence: `Its oom_score_adj is 0, that of task-12 (pid 12) -200. The kernel chooses by ${FORMULA}: by that the victim is the first, with 1100 thousandths before 699 of the next.`,
    })
  })

  it('names no thousandths where the swap leaves one of them open', () => {
    const floored = { ...group, kernel: { release: '5.4.0' } }
    expect(reasonOf(floored, small, task(11, 3500, -350))).toMatchObject({
      verdict: 'confirmed',
      sentence: `Its oom_score_adj is 500, that of task-11 (pid 11) -350. The kernel chooses by ${FORMULA}: by that the victim is the first.`,
      figures: { rivalScoreThousandths: 0 },
    })
    expect(reasonOf(group, small, large).figures).toEqual({})
  })

  it('is only likely where the victim is the first without swap alone', () => {
    const [row, rival] = [task(10, 3000, 200), task(11, 3500, 100)]
    expect(reasonOf({ ...group, tasks: [row, rival, task(12, 10, 210)] }, row, rival)).toEqual({
      verdict: 'likely',
      title: 'oom_score_adj decided: a smaller process was killed',
      sentence: `Its oom_score_adj is 200, that of task-11 (pid 11) 100. The kernel chooses by ${FORMULA}: by that the victim is the first.`,
      lines: [{ line: 11, says: 'task-11: rss 3500 pages (13.6 MiB), oom_score_adj 100' }],
      figures: {},
      missing: [SWAP],
    })
  })

  it('does not know where the swap decides who is the first', () => {
    expect(reasonOf(group, task(10, 3000, 100), large)).toEqual({
      verdict: 'possible',
      title: 'A smaller process was killed; it may have had the highest score',
      sentence: `The kernel chooses by ${FORMULA}: whether that makes the victim the first depends on what the dump does not tell.`,
      missing: [SWAP, 'until 4.16: which processes have CAP_SYS_ADMIN and get 3 % off'],
      lines: [ofLarge],
      figures: {},
    })
  })

  it('names the one that is ahead of the victim', () => {
    expect(reasonOf(machine, task(10, 3000, 0), large)).toEqual({
      verdict: 'possible',
      title: 'A smaller process was killed than the score points to',
      sentence: `By ${FORMULA}, task-11 (pid 11) is ahead of the victim in the table. It may have been dying or starting already, or memory moved before the table was printed: the kernel chooses first.`,
      missing: ['why the kernel passed over it: no line of a dump tells'],
      lines: [ofLarge],
      figures: { victimScoreThousandths: 300, rivalScoreThousandths: 700 },
    })
  })

  const printed = (score: number | undefined, pid = 10) => ({
    ...machine,
    kernel: { release: '4.19.0' },
    selected: { pid, comm: 'task-10', line: 30, ...(score === undefined ? {} : { score }) },
  })

  it.each([
    [798, 'confirmed'],
    [802, 'confirmed'],
    [797, 'possible'],
    [803, 'possible'],
  ])('of 800 thousandths, and %d printed: %s', (score, verdict) => {
    expect(reasonOf(printed(score), small, large).verdict).toBe(verdict)
  })

  it('does not believe its formula where the printed score is another', () => {
    expect(reasonOf(printed(300), small, large)).toEqual({
      verdict: 'possible',
      title: 'A smaller process was killed, and its score does not add up',
      sentence: `The score that the kernel printed is not what the table gives by ${FORMULA}: memory has moved between the two, or this kernel reckons otherwise.`,
      missing: ['the formula of this kernel (oom_badness)'],
      lines: [ofLarge, { line: 30, says: 'score 300' }],
      figures: { victimScoreThousandths: 800, rivalScoreThousandths: 700, printedScoreThousandths: 300 },
    })
  })

  it('shows the printed score, and goes without one that is not of the table', () => {
    expect(reasonOf(printed(801), small, large)).toMatchObject({
      lines: [ofLarge, { line: 30, says: 'score 801' }],
      figures: { printedScoreThousandths: 801 },
    })
    expect(reasonOf(printed(300, 99), small, large).verdict).toBe('confirmed')
    const without = reasonOf(printed(undefined), small, large)
    expect(without).toMatchObject({ verdict: 'confirmed', lines: [ofLarge] })
    expect(without.figures).not.toHaveProperty('printedScoreThousandths')
  })

  const unreckoned = {
    verdict: 'possible',
    title: 'A smaller process was killed, and its score cannot be reckoned',
    lines: [],
    missing: ['kernel log: a task table with swapents, page tables and oom_score_adj (3.6 and later)'],
  }
  const OLD =
    'The table has no oom_score_adj: kernels before 2.6.36 judge by the virtual size, children, age and oom_adj.'
  const PARTS = 'Swap, page tables or oom_score_adj count as well, and the table does not have them all.'

  it('cannot reckon with a table that lacks a column or the row', () => {
    const bare = (pid: number, rssPages: number, adj: number | undefined) =>
      task(pid, rssPages, adj, { pgtablesBytes: undefined, swapEntries: undefined })
    expect(reasonOf(machine, bare(10, 3000, undefined), bare(11, 7000, undefined))).toEqual({
      ...unreckoned,
      sentence: OLD,
    })
    expect(reasonOf(machine, bare(10, 3000, 0), bare(11, 7000, 0))).toEqual({
      ...unreckoned,
      sentence: PARTS,
    })
    expect(reasonOf({ ...machine, tasks: [large] }, small, large)).toEqual({ ...unreckoned, sentence: PARTS })
  })
})
