import type { FramingName } from '../record/index.js'
import { type Draft, draft } from './framing.js'
import { setWriter } from './journal-writer.js'
import { numberOf } from './json.js'
import { plausibleMs } from './plausible.js'

/** The fields of one entry of the journal, whatever form it was exported in. */
type FieldOf = (name: string) => string | undefined

/**
 * journald prefers what the sender said (`SYSLOG_…`, `_SOURCE_…`) for names and for the kernel's clock. It has taken the
 * kernel's coat off: what looks like one in the message is the name that a process gave itself.
 */
export function journalEntry(
  framing: Extract<FramingName, 'journal-json' | 'journal-export'>,
  field: FieldOf,
): Draft {
  const found = draft(framing, field('MESSAGE') ?? '')
  setTimes(found, field)
  const host = field('_HOSTNAME')
  if (host !== undefined) found.host = host
  const sender = field('SYSLOG_IDENTIFIER') ?? field('_COMM')
  if (sender !== undefined) found.sender = sender
  setNumber(found, 'pid', field('_PID') ?? field('SYSLOG_PID'))
  setWriter(found, field)
  setNumber(found, 'facility', field('SYSLOG_FACILITY'))
  setNumber(found, 'severity', field('PRIORITY'))
  return found
}

function setTimes(into: Draft, field: FieldOf): void {
  // When it was sent, as journalctl's short forms print it; `__REALTIME…` is when journald took it, seconds later on a busy machine.
  const realtime = field('_SOURCE_REALTIME_TIMESTAMP') ?? field('__REALTIME_TIMESTAMP')
  const epochMicros = numberOf(realtime)
  if (realtime !== undefined) into.printed = realtime
  const epochMs = epochMicros === undefined ? undefined : plausibleMs(epochMicros / 1000)
  if (epochMs !== undefined) into.epochMs = epochMs
  const monotonic = numberOf(field('_SOURCE_MONOTONIC_TIMESTAMP') ?? field('__MONOTONIC_TIMESTAMP'))
  if (monotonic !== undefined) into.monotonicSec = monotonic / 1e6
}

function setNumber(into: Draft, key: 'pid' | 'facility' | 'severity', text: string | undefined): void {
  const value = numberOf(text)
  if (value !== undefined) into[key] = value
}
