import type { OomEvent, Task } from '../record/index.js'
import { counted, percent, size } from './bytes.js'
import { name } from './name.js'
import { field, type Sheet, wide, wideRoomOf } from './sheet.js'
import { table } from './table.js'

/** A task, and what it is to the OOM: victim, trigger, both or nothing. */
export interface MarkedTask {
  readonly task: Task
  readonly mark: string
}

/** The biggest processes of the table, with the victims and the trigger wherever they stand. */
export function tasks(sheet: Sheet, event: OomEvent, top: number): string[] {
  const { shown, others } = chosenTasks(event, top)
  if (shown.length + others.length === 0) return []
  return [
    ...field(sheet, 'tasks', ...tasksHeadline(event)),
    ...(shown.length === 0 ? [] : [...wide(lines(sheet, event, shown)), ...wide(restOf(others))]),
  ]
}

/** The first `top` by rss and those that must be seen, and all the others. */
export function chosenTasks(event: OomEvent, top: number): { shown: MarkedTask[]; others: Task[] } {
  const all = (event.tasks ?? []).toSorted((a, b) => (b.rssPages ?? 0) - (a.rssPages ?? 0))
  const marks = marksOf(event)
  const shown: MarkedTask[] = []
  const others: Task[] = []
  for (const [index, task] of all.entries()) {
    const mark = marks.get(task.pid) ?? ''
    if (index < top || (top > 0 && mark !== '' && isCertain(event, task))) shown.push({ task, mark })
    else others.push(task)
  }
  return { shown, others }
}

/** How many there are and what they hold, and how sure that is. */
export function tasksHeadline({
  derived,
  pageSizeBytes,
  pageSizeBasis,
  tasks: all = [],
}: OomEvent): string[] {
  const { rssSumPages, rssSumBytes } = derived
  const sum =
    rssSumPages === undefined || rssSumBytes === undefined
      ? ''
      : `, rss in sum ${size(rssSumBytes)} (${counted(rssSumPages, 'page')} of ${counted(pageSizeBytes, 'byte')})`
  return [
    `${all.length} listed${sum}`,
    pageSizeBasis === 'assumed' ? 'page size assumed: sizes may be wrong, pages are right (--page-size)' : '',
  ]
}

function lines(sheet: Sheet, { derived, pageSizeBytes }: OomEvent, rows: readonly MarkedTask[]): string[] {
  const sum = derived.rssSumBytes
  const swapped = rows.some(({ task }) => (task.swapEntries ?? 0) > 0)
  const { head, lines: body } = table<MarkedTask>(
    [
      { title: 'pid', cell: ({ task }) => String(task.pid), right: true },
      { title: 'uid', cell: ({ task }) => text(task.uid), right: true, drop: 5 },
      {
        title: 'rss',
        cell: ({ task }) => (task.rssBytes === undefined ? '' : size(task.rssBytes)),
        right: true,
      },
      { title: 'pages', cell: ({ task }) => text(task.rssPages), right: true, drop: 3 },
      {
        title: 'share',
        cell: ({ task }) =>
          task.rssBytes === undefined || sum === undefined ? '' : (percent(task.rssBytes, sum) ?? ''),
        right: true,
        drop: 4,
      },
      {
        title: 'swap',
        cell: ({ task }) =>
          !swapped || task.swapEntries === undefined ? '' : size(task.swapEntries * pageSizeBytes),
        right: true,
        drop: 2,
      },
      { title: 'adj', cell: ({ task }) => text(task.oomScoreAdj ?? task.oomAdj), right: true, drop: 1 },
      { title: 'command', cell: ({ task }) => name(task.comm), least: 17 },
      { title: '', cell: ({ mark }) => (mark === '' ? '' : `<- ${mark}`), least: 18 },
    ],
    rows,
    wideRoomOf(sheet),
  )
  const { paint } = sheet
  return [
    paint('dim', head),
    ...body.map((line, index) =>
      rows[index]?.mark.includes('victim') === true ? paint('bold', line) : line,
    ),
  ]
}

/** Those that have no row, in one line. */
export function restOf(others: readonly Task[]): string[] {
  if (others.length === 0) return []
  const known = others.every(({ rssBytes }) => rssBytes !== undefined)
  const bytes = others.reduce((sum, { rssBytes = 0 }) => sum + rssBytes, 0)
  return [`and ${counted(others.length, 'more task')}${known ? `, ${size(bytes)} in sum` : ''}`]
}

/** Group kills can have thousands of victims: only the first one and the trigger must be seen. */
function isCertain({ victims, trigger }: OomEvent, task: Task): boolean {
  return task.pid === victims[0]?.pid || task.pid === trigger.pid
}

/** What a process is to the OOM, by its pid: `victim`, `possible victim`, `trigger`. */
export function marksOf({ victims, possibleVictims = [], trigger }: OomEvent): Map<number, string> {
  const marks = new Map<number, string>()
  for (const { pid } of possibleVictims) marks.set(pid, 'possible victim')
  for (const { pid } of victims) marks.set(pid, 'victim')
  if (trigger.pid === undefined) return marks
  const known = marks.get(trigger.pid)
  marks.set(trigger.pid, known === undefined ? 'trigger' : `${known}, trigger`)
  return marks
}

function text(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}
