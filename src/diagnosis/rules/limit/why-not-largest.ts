import type { OomEvent, Task } from '../../../record/index.js'
import { MOST_SHOWN } from '../../evidence.js'
import { byScore } from './by-score.js'
import type { Chosen, Reason } from './reason.js'
import { heldPagesOf, saidTask, shortPages, taskName } from './task-row.js'

/** What made the kernel kill a process that is not the largest: a rule of its own, a protection, or the score. */
export function reasonOf(dump: OomEvent, chosen: Chosen): Reason {
  const { why } = chosen.victim
  if (why === 'child') return childOf(dump, chosen)
  if (why === 'allocating-task') return allocating(chosen)
  const reason = areProtected(dump, chosen) ?? byScore(dump, chosen)
  if (why === 'selected' || reason.verdict !== 'confirmed') return reason
  return {
    ...reason,
    verdict: 'likely',
    missing: ['kernel log: the line that tells who was chosen'],
  }
}

/** Until 5.0 `oom_kill_process()` kills the worst child that has memory of its own, and spares the parent. */
function childOf({ selected }: OomEvent, { victim }: Chosen): Reason {
  const chosen = selected === undefined ? 'another process' : taskName(selected)
  return {
    verdict: 'confirmed',
    title: 'A child of the chosen process was killed in its place',
    sentence: `The kernel chose ${chosen} and killed a child of it, as kernels until 5.0 do to lose less work.`,
    lines: [
      ...(selected === undefined ? [] : [{ line: selected.line, says: `chosen: ${selected.pid}` }]),
      { line: victim.line, says: `killed: ${victim.pid}` },
    ],
    next: 'look at what the chosen process and its children hold together: the kill has to be repeated if that is little',
  }
}

function allocating({ victim }: Chosen): Reason {
  return {
    verdict: 'confirmed',
    title: 'The process that asked for memory was killed, whatever its size',
    sentence:
      'vm.oom_kill_allocating_task is set: whoever asks when there is no memory is killed, without a choice.',
    lines: [{ line: victim.line, says: 'killed as the task that asked' }],
    next: 'sysctl vm.oom_kill_allocating_task  # 0: the kernel chooses by size',
  }
}

function areProtected(dump: OomEvent, { larger }: Chosen): Reason | undefined {
  if (!larger.every(isProtected)) return undefined
  const protectedPages = larger.reduce((sum, task) => sum + (heldPagesOf(task) ?? 0), 0)
  return {
    verdict: 'confirmed',
    title: 'The largest may not be killed, so a smaller process was',
    sentence:
      larger.length === 1
        ? `${SPARED} is never chosen.`
        : `${SPARED} is never chosen: ${larger.length} larger ones, which together show ${shortPages(protectedPages, dump)} (shared pages in each of them).`,
    lines: larger.slice(0, MOST_SHOWN).map((task) => saidTask(task, dump)),
    figures: { protectedPages },
  }
}

const SPARED = 'What has an oom_score_adj of -1000 (oom_adj of -17), or is init,'

/** -17 of oom_adj is what -1000 of oom_score_adj is from 2.6.36 on; init is never killed. */
function isProtected({ oomScoreAdj, oomAdj, pid }: Task): boolean {
  return oomScoreAdj === -1000 || (oomScoreAdj === undefined && oomAdj === -17) || pid === 1
}
