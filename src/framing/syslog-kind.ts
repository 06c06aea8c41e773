import type { FramingName } from '../record/index.js'
import type { Draft, Joint } from './framing.js'
import { addInner, type Inner } from './inner.js'
import { readSyslogHeader, type SyslogHeader } from './syslog-header.js'

/** The framings that share the header `stamp host sender: text`. */
type HeaderFraming = Extract<
  FramingName,
  'journal-short' | 'journal-short-precise' | 'journal-short-iso' | 'syslog-rfc3164' | 'syslog-rfc3339'
>

/**
 * A line with the header of syslog or journalctl.
 *
 * Both print the same shapes. What tells them apart is small: only syslog has a priority in front, a relay's header or
 * the kernel's own stamp behind `kernel:`; only journalctl has fractions behind a month.
 */
export function readHeader(text: string, joint: Joint): Draft | undefined {
  const header = readSyslogHeader(text)
  if (!header) return undefined
  const { line } = header
  line.text = text.slice(header.textAt)
  line.framing = kindOf(header, header.priority || header.relayed)
  const inner = innerOf(line.sender)
  if (inner === undefined) return line
  const from = joint.layers.length
  addInner(line, joint, `${inner} ${line.host ?? ''}`, inner)
  for (const { draft } of joint.layers.slice(from)) draft.framing = kindOf(header, true)
  return line
}

/** Daemons take everything but the stamp off what the kernel says; a line without a sender was passed on as it came. */
function innerOf(sender: string | undefined): Inner | undefined {
  if (sender === 'kernel') return 'stamp'
  return sender === undefined ? 'any' : undefined
}

function kindOf(header: SyslogHeader, syslog: boolean): HeaderFraming {
  if (header.stamp === 'month') {
    if (syslog) return 'syslog-rfc3164'
    return header.fraction ? 'journal-short-precise' : 'journal-short'
  }
  // `+01:00` and a fraction: rsyslog. `+0100`: journalctl until 255, and without a fraction also later.
  if (syslog || header.zone === '' || header.line.printed?.charCodeAt(10) === 32) return 'syslog-rfc3339'
  return header.fraction && (header.zone === 'Z' || header.zone.includes(':'))
    ? 'syslog-rfc3339'
    : 'journal-short-iso'
}
