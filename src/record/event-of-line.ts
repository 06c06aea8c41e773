import type { At } from './at.js'
import { atOf } from './at-of-line.js'
import type { LogLine } from './line.js'
import type { Problem } from './problem.js'
import type { Source } from './source.js'

/** What every event has that was read from one line of a log. */
export interface EventOfLine {
  readonly at: At
  readonly host?: string
  readonly source: Source
  readonly message: string
  readonly problems: Problem[]
}

export function eventOfLine(input: string, line: LogLine): EventOfLine {
  return {
    at: atOf(line),
    ...(line.host === undefined ? {} : { host: line.host }),
    source: { input, firstLine: line.firstLine, lastLine: line.lastLine },
    message: line.text,
    problems: [],
  }
}
