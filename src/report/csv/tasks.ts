import type { OomEvent, Task } from '../../record/index.js'
import { row, type Value } from './cell.js'

const KEYS = [
  'pid',
  'tgid',
  'uid',
  'comm',
  'totalVmPages',
  'totalVmBytes',
  'rssPages',
  'rssBytes',
  'rssAnonPages',
  'rssAnonBytes',
  'rssFilePages',
  'rssFileBytes',
  'rssShmemPages',
  'rssShmemBytes',
  'pgtablesBytes',
  'nrPtes',
  'nrPmds',
  'swapEntries',
  'oomScoreAdj',
  'oomAdj',
  'cpu',
] as const satisfies readonly (keyof Task)[]

/** The names of the columns. `oom` is the id of the OOM whose table has the task, `killed` whether a kill line names it. */
export const TASKS_HEADER = row(['oom', 'input', 'line', 'killed', ...KEYS])

/** One row per task of the table of an OOM; none where there is no table. */
export function* taskRows({ id, source, tasks = [], victims }: OomEvent): Generator<string> {
  const killed = new Set(victims.map(({ pid }) => pid))
  for (const task of tasks)
    yield row([id, source.input, task.line, killed.has(task.pid), ...KEYS.map((key): Value => task[key])])
}
