import type { FramingName } from '../record/index.js'
import type { Draft } from './framing.js'
import { unwrapKernel } from './inner.js'
import { readSyslogHeader, type SyslogHeader } from './syslog-header.js'

/** The framings that share the header `stamp host sender: text`. */
type HeaderFraming = Extract<
  FramingName,
  'journal-short' | 'journal-short-precise' | 'journal-short-iso' | 'syslog-rfc3164' | 'syslog-rfc3339'
>

/**
 * The line, if its header makes it this framing.
 *
 * journalctl and syslog daemons print the same shapes. What tells them apart is small: only syslog has a priority in
 * front, a relay's header or the kernel's own stamp behind `kernel:`; only journalctl has fractions behind a month.
 */
export function readHeaderAs(framing: HeaderFraming, text: string): Draft | undefined {
  const header = readSyslogHeader(text)
  if (!header) return undefined
  const { line } = header
  line.text = text.slice(header.textAt)
  const stamped = (line.sender === undefined || line.sender === 'kernel') && unwrapKernel(line)
  const syslog = stamped || header.priority || header.relayed
  if (kindOf(header, syslog) !== framing) return undefined
  line.framing = framing
  return line
}

function kindOf(header: SyslogHeader, syslog: boolean): HeaderFraming {
  if (header.stamp === 'month') {
    if (syslog) return 'syslog-rfc3164'
    return header.fraction ? 'journal-short-precise' : 'journal-short'
  }
  // `+01:00` and a fraction: rsyslog. `+0100`: journalctl until 255, and without a fraction also later.
  if (syslog || header.zone === '') return 'syslog-rfc3339'
  return header.fraction && (header.zone === 'Z' || header.zone.includes(':'))
    ? 'syslog-rfc3339'
    : 'journal-short-iso'
}
