import type { OomEvent, Victim } from '../../record/index.js'
import { counted, percent, size } from '../bytes.js'
import { chosenTasks, type MarkedTask, restOf, tasksHeadline } from '../tasks.js'
import { SHORT_WHY } from '../victims.js'
import { code, inline, prose } from './escape.js'
import { markdownTable } from './table.js'

const VICTIMS_SHOWN = 20

/** The biggest processes of the table of tasks, with the first victim and the trigger wherever they stand. */
export function taskTable(event: OomEvent, top: number): string[] {
  const { shown, others } = chosenTasks(event, top)
  if (shown.length === 0) return []
  const sum = event.derived.rssSumBytes
  const swapped = shown.some(({ task }) => (task.swapEntries ?? 0) > 0)
  const rows = markdownTable<MarkedTask>(
    [
      { title: 'pid', cell: ({ task }) => String(task.pid), right: true },
      { title: 'uid', cell: ({ task }) => text(task.uid), right: true },
      { title: 'command', cell: ({ task }) => named(task.comm) },
      { title: 'rss', cell: ({ task }) => bytes(task.rssBytes), right: true },
      { title: 'pages', cell: ({ task }) => text(task.rssPages), right: true },
      {
        title: 'share',
        cell: ({ task }) =>
          task.rssBytes === undefined || sum === undefined ? '' : share(task.rssBytes, sum),
        right: true,
      },
      {
        title: 'swap',
        cell: ({ task }) =>
          !swapped || task.swapEntries === undefined ? '' : size(task.swapEntries * event.pageSizeBytes),
        right: true,
      },
      { title: 'adj', cell: ({ task }) => text(task.oomScoreAdj ?? task.oomAdj), right: true },
      { title: '', cell: ({ mark }) => mark },
    ],
    shown,
  )
  const [headline = '', ...doubts] = tasksHeadline(event)
  const notes = [`Tasks: ${inline(headline)}.`, ...doubts.filter((doubt) => doubt !== '').map(prose)]
  return [...notes, '', ...rows, ...restOf(others).flatMap((rest) => ['', prose(rest)])]
}

/** All that were killed together, and those that may have been. */
export function victimTables({ victims, possibleVictims = [] }: OomEvent): string[] {
  return [
    ...(victims.length < 2
      ? []
      : ['', `Killed: ${counted(victims.length, 'process', 'processes')}.`, '', ...rowsOf(victims)]),
    ...(possibleVictims.length === 0
      ? []
      : [
          '',
          'Uncertain: kills of this OOM or of one printed at the same time.',
          '',
          ...rowsOf(possibleVictims),
        ]),
  ]
}

function rowsOf(victims: readonly Victim[]): string[] {
  const rows = markdownTable<Victim>(
    [
      { title: 'pid', cell: ({ pid }) => String(pid), right: true },
      { title: 'uid', cell: ({ uid }) => text(uid), right: true },
      { title: 'command', cell: ({ comm }) => named(comm) },
      { title: 'anon', cell: ({ anonRssBytes }) => bytes(anonRssBytes), right: true },
      { title: 'file', cell: ({ fileRssBytes }) => bytes(fileRssBytes), right: true },
      { title: 'shmem', cell: ({ shmemRssBytes }) => bytes(shmemRssBytes), right: true },
      { title: 'adj', cell: ({ oomScoreAdj }) => text(oomScoreAdj), right: true },
      { title: 'line', cell: ({ line }) => text(line), right: true },
      { title: 'why', cell: ({ why }) => (why === undefined ? '' : SHORT_WHY[why]) },
    ],
    victims.slice(0, VICTIMS_SHOWN),
  )
  const left = victims.length - VICTIMS_SHOWN
  return left > 0 ? [...rows, '', `and ${left} more`] : rows
}

/** The empty name is a name too. */
function named(comm: string): string {
  return code(comm === '' ? '""' : comm)
}

function share(part: number, whole: number): string {
  return inline(percent(part, whole) ?? '')
}

function text(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

function bytes(value: number | undefined): string {
  return value === undefined ? '' : size(value)
}
