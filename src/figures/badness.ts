import type { OomEvent, Task } from '../record/index.js'
import { type Between, totalPagesOf } from './total-pages.js'

/** A task of the table as the kernel's `oom_badness()` judges it. */
export interface JudgedTask {
  readonly task: Task
  /** rss and swap. */
  readonly heldPages: number
  /** What is judged: rss, swap and page tables. */
  readonly pages: number
  /** oom_score_adj -1000, or the machine's init: never chosen. */
  readonly unkillable: boolean
  /** In pages, with the fewest and with the most pages that the tasks could have had. */
  readonly points: { readonly withLeast: Between; readonly withMost: Between }
}

export interface Badness {
  readonly totalPages: Between
  /** In the order of the table. */
  readonly tasks: readonly JudgedTask[]
  /** Those that can be chosen, the most points first. */
  readonly ranked: readonly JudgedTask[]
}

/** How the versions differ; the table's columns tell, and the release only where they do not. */
interface Formula {
  /** Until 4.16 processes with CAP_SYS_ADMIN get 3 % off: of all pages until 3.13, of their own since 3.14. */
  readonly bonus?: 'of-all' | 'of-own'
  /** Until 5.8 no killable task has less than one point; from 5.9 on points go below zero. */
  readonly floor: 'one' | 'none' | 'either'
}

/** The page tables of a task in the table of 3.6 (`nr_ptes`), 4.0 (`nr_pmds`) and 4.15 (`pgtables_bytes`). */
type Columns = 'nr_ptes' | 'nr_pmds' | 'pgtables_bytes'

/**
 * Recomputes what each task of the table was worth to the OOM killer: rss + swap + page tables, and oom_score_adj in
 * thousandths of the pages that there are. Undefined where the table lacks one of them: kernels before 3.6 print no
 * swap and no page tables (and before 2.6.36 judge by other things), and of some tables the header is lost.
 */
export function badnessOf(dump: OomEvent): Badness | undefined {
  const columns = columnsOf(dump.tasks?.[0])
  if (columns === undefined) return undefined
  const formula = formulaOf(dump, columns)
  const totalPages = totalPagesOf(dump)
  const tasks: JudgedTask[] = []
  for (const task of dump.tasks ?? []) {
    const judged = judge(task, dump.pageSizeBytes, totalPages, formula)
    if (judged === undefined) return undefined
    tasks.push(judged)
  }
  const ranked = tasks.filter(({ unkillable }) => !unkillable)
  ranked.sort((a, b) => b.points.withLeast.most - a.points.withLeast.most)
  return { totalPages, tasks, ranked }
}

/** The points as kernels until 5.0 print them: in thousandths of all pages. */
export function scoreOf({ points }: JudgedTask, { totalPages }: Badness): Between {
  const scores = [
    thousandths(points.withLeast.least, totalPages.least),
    thousandths(points.withLeast.most, totalPages.least),
    thousandths(points.withMost.least, totalPages.most),
    thousandths(points.withMost.most, totalPages.most),
  ]
  return { least: Math.min(...scores), most: Math.max(...scores) }
}

function thousandths(points: number, totalPages: number): number {
  return totalPages === 0 ? 0 : Math.trunc((points * 1000) / totalPages)
}

function columnsOf(task: Task | undefined): Columns | undefined {
  if (task?.pgtablesBytes !== undefined) return 'pgtables_bytes'
  if (task?.nrPmds !== undefined) return 'nr_pmds'
  return task?.nrPtes === undefined ? undefined : 'nr_ptes'
}

function formulaOf({ kernel, tasks }: OomEvent, columns: Columns): Formula {
  if (columns === 'nr_ptes') return { bonus: 'of-all', floor: 'one' }
  if (columns === 'nr_pmds') return { bonus: 'of-own', floor: 'one' }
  // 6.8 and later.
  if (tasks?.[0]?.rssAnonPages !== undefined) return { floor: 'none' }
  const release = /^(\d{1,3})\.(\d{1,3})(?!\d)/.exec(kernel?.release ?? '')
  if (release === null) return { floor: 'either' }
  const version = Number(release[1]) * 1000 + Number(release[2])
  if (version < 4017) return { bonus: 'of-own', floor: 'one' }
  return { floor: version < 5009 ? 'one' : 'none' }
}

function judge(
  task: Task,
  pageSizeBytes: number,
  totalPages: Between,
  formula: Formula,
): JudgedTask | undefined {
  const { rssPages, swapEntries, oomScoreAdj, pgtablesBytes, nrPtes, nrPmds = 0 } = task
  const tables = pgtablesBytes === undefined ? nrPtes : Math.floor(pgtablesBytes / pageSizeBytes)
  if (
    rssPages === undefined ||
    swapEntries === undefined ||
    oomScoreAdj === undefined ||
    tables === undefined
  )
    return undefined
  const heldPages = rssPages + swapEntries
  const pages = heldPages + tables + nrPmds
  const points = (all: number) => pointsOf(pages, oomScoreAdj, all, task.uid, formula)
  return {
    task,
    heldPages,
    pages,
    unkillable: oomScoreAdj === -1000 || task.pid === 1,
    points: { withLeast: points(totalPages.least), withMost: points(totalPages.most) },
  }
}

function pointsOf(
  pages: number,
  oomScoreAdj: number,
  totalPages: number,
  uid: number | undefined,
  { bonus, floor }: Formula,
): Between {
  const most = pages + oomScoreAdj * Math.floor(totalPages / 1000)
  // Root in a container seldom has the capability, and no dump tells who has it.
  const off =
    bonus === undefined || (uid ?? 0) !== 0
      ? 0
      : bonus === 'of-all'
        ? 30 * Math.ceil(totalPages / 1000)
        : Math.floor((3 * pages) / 100)
  return {
    least: floor === 'one' ? Math.max(1, most - off) : most - off,
    most: floor === 'none' ? most : Math.max(1, most),
  }
}
