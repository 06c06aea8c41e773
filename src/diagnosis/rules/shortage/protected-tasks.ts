import type { OomEvent, Task } from '../../../record/index.js'
import { inPages } from '../../amounts.js'
import type { SaidLine } from '../../dump-rule.js'
import { named } from '../../evidence.js'

/** What to run, whichever way protection told. */
export const NEXT_FOR_PROTECTED = [
  'grep -lx -- -1000 /proc/[0-9]*/oom_score_adj  # all that may not be killed; the number in the path is the pid',
  'systemctl show -p OOMScoreAdjust UNIT  # where a service has it from',
]

/** The tasks of the table that the kernel may not kill. */
export interface ProtectedTasks {
  readonly count: number
  readonly rssBytes: number
  /** The largest first, a few. */
  readonly largest: readonly Task[]
}

const SHOWN = 3

/** Undefined where there is no table. A page that several tasks map is in the rss of each. */
export function protectedTasks({ tasks }: OomEvent): ProtectedTasks | undefined {
  if (tasks === undefined) return undefined
  const found = tasks.filter(isProtected)
  return {
    count: found.length,
    rssBytes: found.reduce((sum, { rssBytes = 0 }) => sum + rssBytes, 0),
    largest: found.sort((a, b) => (b.rssBytes ?? 0) - (a.rssBytes ?? 0)).slice(0, SHOWN),
  }
}

/** Process 1 needs no setting (oom_unkillable_task()); -17 is what -1000 was before 2.6.36. */
export function isProtected({ pid, oomScoreAdj, oomAdj }: Task): boolean {
  return pid === 1 || (oomScoreAdj === undefined ? oomAdj === -17 : oomScoreAdj === -1000)
}

export function saidOf(task: Task, pageSizeBytes: number): SaidLine {
  const { pid, comm, rssPages, oomScoreAdj, oomAdj, line } = task
  const why =
    oomScoreAdj === -1000 ? 'oom_score_adj -1000' : oomAdj === -17 ? 'oom_adj -17' : `pid ${pid}, the first`
  const rss = rssPages === undefined ? '' : `, rss ${inPages(rssPages, pageSizeBytes)}`
  return { line, says: `${named(comm)}: ${why}${rss}` }
}
