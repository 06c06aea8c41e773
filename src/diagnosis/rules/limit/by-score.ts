import { type Badness, badnessOf, type JudgedTask, scoreOf, standingOf } from '../../../figures/index.js'
import type { OomEvent } from '../../../record/index.js'
import type { SaidLine } from '../../dump-rule.js'
import type { Chosen, Reason } from './reason.js'
import { saidTask, taskName } from './task-row.js'

/** Memory moves a little between the choice and the table. */
const MOVED = 2

/** Whether the kernel's formula, reckoned again with the table, makes the victim the first. */
export function byScore(dump: OomEvent, { row, larger }: Chosen): Reason {
  const badness = badnessOf(dump)
  const judged = badness?.tasks.find(({ task }) => task === row)
  if (badness === undefined || judged === undefined) return unreckoned(dump)
  const { place, rival } = standingOf(judged, badness)
  const figures = figuresOf(dump, badness, judged, rival)
  const lines = linesOf(dump, rival)
  if (!agrees(dump, badness)) return { ...OTHER_SCORE, lines, figures }
  if (place === 'behind' || place === 'open' || rival === undefined)
    return { ...(place === 'behind' ? behind(rival) : OPEN), lines, figures }
  const byAdj = larger.every((task) => (task.oomScoreAdj ?? 0) < (row.oomScoreAdj ?? 0))
  const [largest] = larger
  const adjs =
    byAdj && largest !== undefined
      ? `Its oom_score_adj is ${row.oomScoreAdj}, that of ${taskName(largest)} ${largest.oomScoreAdj}. `
      : ''
  return {
    verdict: place === 'first' ? 'confirmed' : 'likely',
    title: byAdj
      ? 'oom_score_adj decided: a smaller process was killed'
      : 'A smaller process had the highest score and was killed',
    sentence: `${adjs}The kernel chooses by ${FORMULA}: by that the victim is the first${against(figures)}.`,
    lines,
    figures,
    missing: place === 'first' ? [] : [SWAP],
  }
}

const FORMULA = 'rss, swap and page tables, plus oom_score_adj in thousandths of all that can be had'
const SWAP = 'the swap of the machine (swapon --show): it counts where the limit leaves it open'

/** Both scores, where the dump leaves nothing open. */
function against({
  victimScoreThousandths: mine,
  rivalScoreThousandths: next,
}: Record<string, number>): string {
  return mine === undefined || next === undefined
    ? ''
    : `, with ${mine} thousandths before ${next} of the next`
}

const OPEN = {
  verdict: 'possible',
  title: 'A smaller process was killed; it may have had the highest score',
  sentence: `The kernel chooses by ${FORMULA}: whether that makes the victim the first depends on what the dump does not tell.`,
  missing: [SWAP, 'until 4.16: which processes have CAP_SYS_ADMIN and get 3 % off'],
} as const
const OTHER_SCORE = {
  verdict: 'possible',
  title: 'A smaller process was killed, and its score does not add up',
  sentence: `The score that the kernel printed is not what the table gives by ${FORMULA}: memory has moved between the two, or this kernel reckons otherwise.`,
  missing: ['the formula of this kernel (oom_badness)'],
} as const

function behind(rival: JudgedTask | undefined): Omit<Reason, 'lines'> {
  const who = rival === undefined ? 'another' : taskName(rival.task)
  return {
    verdict: 'possible',
    title: 'A smaller process was killed than the score points to',
    sentence: `By ${FORMULA}, ${who} is ahead of the victim in the table. It may have been dying or starting already, or memory moved before the table was printed: the kernel chooses first.`,
    missing: ['why the kernel passed over it: no line of a dump tells'],
  }
}

/** Before 3.6 the table lacks what the score is made of; before 2.6.36 the score is another one. */
function unreckoned({ tasks }: OomEvent): Reason {
  const isOld = tasks?.[0]?.oomScoreAdj === undefined
  return {
    verdict: 'possible',
    title: 'A smaller process was killed, and its score cannot be reckoned',
    sentence: isOld
      ? 'The table has no oom_score_adj: kernels before 2.6.36 judge by the virtual size, children, age and oom_adj.'
      : 'Swap, page tables or oom_score_adj count as well, and the table does not have them all.',
    lines: [],
    missing: ['kernel log: a task table with swapents, page tables and oom_score_adj (3.6 and later)'],
  }
}

function linesOf({ selected, ...dump }: OomEvent, rival: JudgedTask | undefined): SaidLine[] {
  return [
    ...(rival === undefined ? [] : [saidTask(rival.task, dump)]),
    ...(selected?.score === undefined ? [] : [{ line: selected.line, says: `score ${selected.score}` }]),
  ]
}

/** Scores in thousandths, as kernels until 5.0 print them: only where the dump leaves nothing open. */
function figuresOf(
  { selected }: OomEvent,
  badness: Badness,
  victim: JudgedTask,
  rival: JudgedTask | undefined,
): Record<string, number> {
  const figures: Record<string, number> = {}
  const mine = scoreOf(victim, badness)
  const theirs = rival === undefined ? undefined : scoreOf(rival, badness)
  if (mine.least === mine.most) figures.victimScoreThousandths = mine.least
  if (theirs !== undefined && theirs.least === theirs.most) figures.rivalScoreThousandths = theirs.least
  if (selected?.score !== undefined) figures.printedScoreThousandths = selected.score
  return figures
}

function agrees({ selected }: OomEvent, badness: Badness): boolean {
  if (selected?.score === undefined) return true
  const chosen = badness.tasks.find(({ task }) => task.pid === selected.pid)
  if (chosen === undefined) return true
  const { least, most } = scoreOf(chosen, badness)
  return selected.score >= least - MOVED && selected.score <= most + MOVED
}
