import type { Completeness, DumpPart, Problem } from '../record/index.js'
import { counted } from './bytes.js'
import { NBSP } from './columns.js'
import { field, fieldOf, type Sheet } from './sheet.js'

export const PARTS: Readonly<Record<DumpPart, string>> = {
  invocation: 'the first line (who invoked the OOM killer)',
  'call-trace': 'the call trace',
  'memcg-counters': 'usage and limit of the cgroup',
  'mem-info': "the machine's memory (Mem-Info)",
  'task-table': 'the task table',
  'constraint-line': 'the oom-kill: summary line',
  'kill-line': 'the kill line',
  'panic-line': 'the panic line',
}

const UNEXPLAINED_SHOWN = 5

interface Doubtful {
  readonly completeness: Completeness
  readonly problems: readonly Problem[]
}

/** What the record lacks, and what was strange: all that stands between the reader and certainty. */
export function doubts(sheet: Sheet, { completeness, problems }: Doubtful): string[] {
  const { missing, lostLines, foreignLines, unexplained } = completeness
  const more = unexplained.length - UNEXPLAINED_SHOWN
  return [
    ...warn(sheet, 'incomplete', [
      missing.length === 0 ? '' : `not in the log: ${missing.map((part) => PARTS[part]).join('; ')}`,
      lostLines === 0 ? '' : `${counted(lostLines, 'line')} known to be lost inside the dump`,
    ]),
    ...field(
      sheet,
      'foreign',
      foreignLines === 0 ? '' : `${counted(foreignLines, 'line')} of other senders inside the dump, kept out`,
    ),
    ...field(
      sheet,
      'not read',
      ...unexplained.slice(0, UNEXPLAINED_SHOWN).map(({ line, text }) => `line${NBSP}${line}: ${text}`),
      more > 0 ? `and ${counted(more, 'more line')} that this version does not know` : '',
    ),
    ...warn(sheet, 'problem', problems.map(problem)),
  ]
}

export function problem({ code, message, line }: Problem): string {
  return `${line === undefined ? '' : `line${NBSP}${line}: `}${message} [${code}]`
}

function warn(sheet: Sheet, label: string, paragraphs: readonly string[]): string[] {
  const lines = fieldOf({ ...sheet, paint: (_, text) => text }, label, paragraphs)
  return lines.map((line) => sheet.paint('yellow', line))
}
