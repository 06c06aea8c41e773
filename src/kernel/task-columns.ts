import type { Task } from '../record/task.js'
import type { Draft, TaskRow } from './draft.js'

/** The columns between pid and name, as the header names them. */
export type Layout = readonly string[]

type NumberKey = Exclude<keyof Task, 'comm' | 'other' | 'line'>

/** What the kernel calls a column, and what we call it. */
const FIELDS: Readonly<Record<string, NumberKey>> = {
  uid: 'uid',
  tgid: 'tgid',
  total_vm: 'totalVmPages',
  rss: 'rssPages',
  rss_anon: 'rssAnonPages',
  rss_file: 'rssFilePages',
  rss_shmem: 'rssShmemPages',
  pgtables_bytes: 'pgtablesBytes',
  nr_ptes: 'nrPtes',
  nr_pmds: 'nrPmds',
  swapents: 'swapEntries',
  oom_score_adj: 'oomScoreAdj',
  oom_adj: 'oomAdj',
  cpu: 'cpu',
}

const IN_BYTES = {
  totalVmPages: 'totalVmBytes',
  rssPages: 'rssBytes',
  rssAnonPages: 'rssAnonBytes',
  rssFilePages: 'rssFileBytes',
  rssShmemPages: 'rssShmemBytes',
} as const satisfies Partial<Record<NumberKey, NumberKey>>

/** The tables that kernels print, newest first, for rows whose header is lost. */
const KNOWN_LAYOUTS: readonly Layout[] = [
  'uid tgid total_vm rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj',
  'uid tgid total_vm rss nr_ptes nr_pmds swapents oom_score_adj',
  'uid tgid total_vm rss pgtables_bytes swapents oom_score_adj',
  'uid tgid total_vm rss nr_ptes swapents oom_score_adj',
  'uid tgid total_vm rss cpu oom_adj oom_score_adj',
  'uid tgid total_vm rss cpu oom_adj',
].map((columns) => columns.split(' '))

/** The header's columns; without a header, those of the only known table that the rows fit. */
export function layoutOf(draft: Draft): { layout: Layout; guessed: boolean } | undefined {
  if (draft.columns.length > 0) return { layout: draft.columns.slice(1, -1), guessed: false }
  if (draft.rows.length === 0) return undefined
  const fitting = KNOWN_LAYOUTS.filter((layout) => draft.rows.every((row) => isPossible(layout, row)))
  const [layout] = fitting
  // rss and what stands before it are the same in all tables: those are sure even when the rest is not.
  if (layout === undefined || (fitting.length > 1 && !isSure(layout, draft.rows)))
    return { layout: ['uid', 'tgid', 'total_vm', 'rss'], guessed: true }
  return { layout, guessed: true }
}

/** Page tables in bytes are whole pages of 4 KiB or more; counts of page tables seldom are, all together. */
function isSure(layout: Layout, rows: readonly TaskRow[]): boolean {
  return layout.includes('pgtables_bytes') && rows.length > 2
}

function isPossible(layout: Layout, { values }: TaskRow): boolean {
  if (values.length !== layout.length) return false
  return layout.every((column, index) => {
    const value = values[index] ?? 0
    if (column === 'oom_score_adj') return value >= -1000 && value <= 1000
    if (column === 'oom_adj') return value >= -17 && value <= 15
    if (column === 'pgtables_bytes') return value >= 0 && value % 4096 === 0
    if (column === 'cpu') return value >= 0 && value < 8192
    return column === 'uid' || value >= 0
  })
}

/** What becomes of a column's values. */
interface Column {
  readonly name: string
  readonly key: NumberKey | undefined
  readonly bytesKey: NumberKey | undefined
}

/** The tasks of the rows, in their order. */
export function toTasks(rows: readonly TaskRow[], layout: Layout, pageSizeBytes: number): Task[] {
  const columns = layout.map(columnOf)
  // All tables begin with these four.
  const isUsual = layout.slice(0, 4).join(' ') === 'uid tgid total_vm rss'
  return rows.map((row) => {
    const usual = isUsual ? usualOf(row, pageSizeBytes) : undefined
    const task: Task = usual ?? { pid: row.pid, comm: row.comm, line: row.line }
    for (let index = usual === undefined ? 0 : 4; index < columns.length; index++)
      setColumn(task, columns[index], row.values[index], pageSizeBytes)
    return task
  })
}

function columnOf(name: string): Column {
  const key = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
  const hasBytes = key !== undefined && Object.hasOwn(IN_BYTES, key)
  return { name, key, bytesKey: hasBytes ? IN_BYTES[key as keyof typeof IN_BYTES] : undefined }
}

/** Written as one object: tasks come by the million, and to add key by key takes several times as long. */
function usualOf({ pid, comm, line, values }: TaskRow, pageSizeBytes: number): Task | undefined {
  const [uid, tgid, totalVmPages, rssPages] = values
  if (uid === undefined || tgid === undefined || totalVmPages === undefined || rssPages === undefined)
    return undefined
  const totalVmBytes = totalVmPages * pageSizeBytes
  const rssBytes = rssPages * pageSizeBytes
  if (!Number.isSafeInteger(totalVmBytes) || !Number.isSafeInteger(rssBytes)) return undefined
  return { pid, comm, line, uid, tgid, totalVmPages, totalVmBytes, rssPages, rssBytes }
}

function setColumn(
  task: Task,
  column: Column | undefined,
  value: number | undefined,
  pageSizeBytes: number,
): void {
  if (column === undefined || value === undefined) return
  const { name, key, bytesKey } = column
  if (key === undefined) {
    task.other ??= Object.create(null) as Record<string, number>
    task.other[name] = value
    return
  }
  task[key] = value
  if (bytesKey === undefined) return
  const bytes = value * pageSizeBytes
  if (Number.isSafeInteger(bytes)) task[bytesKey] = bytes
}
