import type { OomEvent, Task } from '../record/index.js'

/** The resident memory of all tasks in the table. A page that several of them map is in it as often. */
export interface RssSum {
  readonly bytes: number
  readonly tasks: number
  /** By kind: the table has these columns from 6.8 on. */
  readonly anonBytes?: number
  readonly fileBytes?: number
  readonly shmemBytes?: number
  /** Whether the table was read from its header to its end, as far as a log can tell. */
  readonly whole: boolean
}

/** Undefined where no table was read, or the size of its pages is not known. */
export function rssSumOf(dump: OomEvent): RssSum | undefined {
  const { tasks, completeness, problems, derived, pageSizeBasis } = dump
  if (tasks === undefined || derived.rssSumBytes === undefined || pageSizeBasis === 'assumed')
    return undefined
  if (!tasks.every(({ rssBytes }) => rssBytes !== undefined)) return undefined
  const anonBytes = columnOf(tasks, 'rssAnonBytes')
  const fileBytes = columnOf(tasks, 'rssFileBytes')
  const shmemBytes = columnOf(tasks, 'rssShmemBytes')
  const { missing, lostLines, unexplained } = completeness
  return {
    bytes: derived.rssSumBytes,
    tasks: tasks.length,
    ...(anonBytes === undefined ? {} : { anonBytes }),
    ...(fileBytes === undefined ? {} : { fileBytes }),
    ...(shmemBytes === undefined ? {} : { shmemBytes }),
    // What the kernel prints behind the table proves that its end was read.
    whole:
      lostLines === 0 &&
      unexplained.length === 0 &&
      !missing.includes('kill-line') &&
      !missing.includes('constraint-line') &&
      !problems.some(({ code }) => DAMAGES.has(code)),
  }
}

/** Problems that can have cost the table a row. */
const DAMAGES = new Set([
  'ambiguous-lines',
  'began-inside',
  'console-overrun',
  'cut-line',
  'damaged-line',
  'interrupted',
  'number-out-of-range',
  'table-without-header',
])

function columnOf(
  tasks: readonly Task[],
  column: 'rssAnonBytes' | 'rssFileBytes' | 'rssShmemBytes',
): number | undefined {
  let sum = 0
  for (const task of tasks) {
    const bytes = task[column]
    if (bytes === undefined) return undefined
    sum += bytes
  }
  return sum
}
