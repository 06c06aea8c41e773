import type { DumpPart, OomEvent } from '../../record/index.js'
import { counted } from '../bytes.js'
import type { Said } from './fit.js'

/** In so few words that most lists of them have room on the line. */
const SHORT_PARTS: Readonly<Record<DumpPart, string>> = {
  invocation: 'the first line',
  'call-trace': 'the call trace',
  'memcg-counters': 'usage and limit',
  'mem-info': 'Mem-Info',
  'task-table': 'the task table',
  'constraint-line': 'the oom-kill: line',
  'kill-line': 'the kill line',
  'panic-line': 'the panic line',
}

/** Why the figures may not be all: what the dump lacks, in short. */
export function doubt({ completeness, problems, possibleVictims = [] }: OomEvent): Said[] {
  const { missing, lostLines, unexplained } = completeness
  return [
    missing.length === 0 ? '' : lacks(missing),
    lostLines === 0 ? '' : `${counted(lostLines, 'line')} lost inside the dump`,
    possibleVictims.length === 0 ? '' : `${counted(possibleVictims.length, 'kill')} may be its or another's`,
    unexplained.length === 0 ? '' : `${counted(unexplained.length, 'line')} not understood`,
    problemWords(problems),
  ]
}

function lacks(missing: readonly DumpPart[]): Said {
  return [
    `not in the log: ${missing.map((part) => SHORT_PARTS[part]).join(', ')}`,
    `not in the log: ${counted(missing.length, 'part')} of the dump`,
  ]
}

function problemWords(problems: OomEvent['problems']): Said {
  const [first] = problems
  if (first === undefined) return ''
  const count = counted(problems.length, 'problem')
  return problems.length === 1 ? [first.message, count] : count
}
