import type { ClockFact } from '../record/clock-fact.js'
import { eventOfLine } from '../record/event-of-line.js'
import type { FoundEvent, LogLine } from '../record/index.js'

const BOOT = /^-- (?:Boot ([0-9a-f]{32})|Reboot) --$/
const STAMP = '((?:[A-Z][a-z]{2} )?\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?: [^\\s,]{1,40})?)'
/** `Logs begin` until 246, `Journal begins` from 247 to 251. */
const SPAN = new RegExp(`^-- (?:Logs begin|Journal begins) at ${STAMP}, ends? at ${STAMP}\\. --$`)

export interface MarkSinks {
  readonly input: string
  readonly sink: (event: FoundEvent) => void
  readonly fact?: (fact: ClockFact) => void
}

/** The lines that journalctl itself prints: `-- Boot … --` between two boots, and how far the journal goes. */
export function readJournalMark(line: LogLine, { input, sink, fact }: MarkSinks): boolean {
  const boot = BOOT.exec(line.text)
  if (boot !== null) {
    const [, bootId] = boot
    const base = eventOfLine(input, line)
    sink({ ...base, type: 'boot', form: 'journal-mark', ...(bootId === undefined ? {} : { bootId }) })
    return true
  }
  const span = SPAN.exec(line.text)
  if (span === null) return false
  const { source } = eventOfLine(input, line)
  for (const printed of span.slice(1)) fact?.({ kind: 'year', source, printed })
  return true
}
