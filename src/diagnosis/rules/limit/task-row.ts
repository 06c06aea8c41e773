import type { OomEvent, Task } from '../../../record/index.js'
import { inPages, short } from '../../amounts.js'
import type { SaidLine } from '../../dump-rule.js'
import { named } from '../../evidence.js'

/** The row of a process: the table lists a thread that has the memory, and that need not be the leader. */
export function rowOf({ tasks }: OomEvent, pid: number): Task | undefined {
  return tasks?.find((task) => task.pid === pid) ?? tasks?.find((task) => task.tgid === pid)
}

/** What a task holds: rss, and swap where the table has it (3.6 and later). */
export function heldPagesOf({ rssPages, swapEntries = 0 }: Task): number | undefined {
  return rssPages === undefined ? undefined : rssPages + swapEntries
}

/** `java (pid 12)`: pids tell processes of one name apart. */
export function taskName({ comm, pid }: { readonly comm: string; readonly pid: number }): string {
  return `${named(comm)} (pid ${pid})`
}

/** `2.50 GiB`: what so many pages are. */
export function shortPages(pages: number, { pageSizeBytes }: OomEvent): string {
  return short(pages * pageSizeBytes)
}

/** A row of the table, with the columns that a score is made of. */
export function saidTask(task: Task, { pageSizeBytes }: OomEvent): SaidLine {
  const { rssPages, swapEntries = 0, oomScoreAdj, oomAdj, line } = task
  const parts = [
    ...(rssPages === undefined ? [] : [`rss ${inPages(rssPages, pageSizeBytes)}`]),
    ...(swapEntries === 0 ? [] : [`swapents ${inPages(swapEntries, pageSizeBytes)}`]),
    ...(oomScoreAdj === undefined ? [] : [`oom_score_adj ${oomScoreAdj}`]),
    ...(oomScoreAdj !== undefined || oomAdj === undefined ? [] : [`oom_adj ${oomAdj}`]),
  ]
  return { line, says: `${named(task.comm)}: ${parts.join(', ')}` }
}
