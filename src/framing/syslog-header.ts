import { type Draft, draft } from './framing.js'
import { epochOfIso } from './iso-time.js'
import { setPriority } from './priority.js'
import { readHost, readSender } from './sender.js'

/** `Nov 23 19:16:20 `, with the fraction that journalctl -o short-precise adds. Months in any locale. */
const MONTH_STAMP = /([^\s\d<[{"'>*#(:]{3,10} [ \d]?\d \d\d:\d\d:\d\d(\.\d{1,6})?) /y
/** `2026-11-23T19:16:20.123456+01:00 `, `2026-11-23 19:16:20,123 +0100 `. A comma behind a `T` is dmesg's. */
const ISO_STAMP =
  /(\d{4}-\d\d-\d\d(?:T(?!\d\d:\d\d:\d\d,)| )\d\d:\d\d:\d\d([.,]\d{1,9})?(?: ?(Z|[+-]\d\d:?\d\d))?) /y
const PRIORITY = /^<(\d{1,3})>/
const RFC5424 = /1 (?:-|\d{4}-\d\d-\d\dT)/y

/** What a line of syslog or journalctl says before its text. */
export interface SyslogHeader {
  readonly line: Draft
  readonly stamp: 'month' | 'iso'
  readonly fraction: boolean
  readonly zone: string
  readonly priority: boolean
  /** The header was there twice: a relay put its own in front. */
  readonly relayed: boolean
  readonly textAt: number
}

/**
 * The header that RFC 3164 daemons, RFC 3339 templates and journalctl share.
 *
 *     <4>Nov 23 19:16:20 relay Nov 23 19:16:19 node-03 kernel: text
 *        ^-- of the relay      ^-- of the sender: the one we keep
 */
export function readSyslogHeader(text: string): SyslogHeader | undefined {
  const line = draft('syslog-rfc3164', '')
  const at = readPriority(text, line)
  const own = readAt(text, at, line)
  if (!own) return undefined
  const { stamp, fraction, zone, textAt } = own
  const innerAt = text.indexOf(' ', own.stampEnd) + 1
  if (innerAt > 0 && startsStamp(text, innerAt)) return readRelayed(text, at, innerAt, own)
  return { line, stamp, fraction, zone, textAt, priority: at > 0, relayed: false }
}

function readRelayed(text: string, at: number, innerAt: number, own: Header): SyslogHeader {
  const line = draft('syslog-rfc3164', '')
  readPriority(text, line)
  const inner = readAt(text, innerAt, line)
  const { stamp, fraction, zone, textAt } = inner ?? own
  if (!inner) readAt(text, at, line)
  return { line, stamp, fraction, zone, textAt, priority: at > 0, relayed: inner !== undefined }
}

/** Whether a date as syslog writes it stands here. */
export function isSyslogStamp(text: string, at: number): boolean {
  RFC5424.lastIndex = at
  return stampAt(text, at) !== undefined || RFC5424.test(text)
}

function readPriority(text: string, into: Draft): number {
  const priority = text.charCodeAt(0) === 60 ? PRIORITY.exec(text) : null
  if (!priority) return 0
  setPriority(into, Number(priority[1]))
  return priority[0].length
}

interface Header extends Stamp {
  readonly textAt: number
}

interface Stamp {
  readonly stamp: 'month' | 'iso'
  readonly printed: string
  readonly fraction: boolean
  readonly zone: string
  readonly stampEnd: number
}

function readAt(text: string, at: number, into: Draft): Header | undefined {
  const found = stampAt(text, at)
  if (!found) return undefined
  if (found.stamp === 'iso' && isContainerStream(text, found.stampEnd)) return undefined
  let textAt = readSender(text, found.stampEnd, into)
  // Only old daemons leave the sender out (`last message repeated 2 times`); behind an ISO stamp it is any text.
  if (textAt < 0 && found.stamp === 'month') textAt = readHost(text, found.stampEnd, into)
  if (textAt < 0) return undefined
  into.printed = found.printed
  const epochMs = found.zone === '' ? undefined : epochOfIso(found.printed)
  if (epochMs !== undefined) into.epochMs = epochMs
  const { stamp, printed, fraction, zone, stampEnd } = found
  return { stamp, printed, fraction, zone, stampEnd, textAt }
}

/** The month stamp of the line before: a busy log has many lines in a second. */
let latest: Stamp | undefined

function stampAt(text: string, at: number): Stamp | undefined {
  if (latest !== undefined && text.startsWith(latest.printed, at)) {
    const stampEnd = at + latest.printed.length + 1
    if (text.charCodeAt(stampEnd - 1) === 32) return { ...latest, stampEnd }
  }
  const stamp = isDigit(text.charCodeAt(at)) ? 'iso' : 'month'
  const shape = stamp === 'iso' ? ISO_STAMP : MONTH_STAMP
  shape.lastIndex = at
  const found = shape.exec(text)
  if (!found) return undefined
  const [whole, printed = '', fraction, zone = ''] = found
  const parts: Stamp = {
    stamp,
    printed,
    fraction: fraction !== undefined,
    zone,
    stampEnd: at + whole.length,
  }
  if (stamp === 'month') latest = parts
  return parts
}

/** `stderr F text` of containerd behind the same stamp. */
function isContainerStream(text: string, at: number): boolean {
  return text.startsWith('std', at) && /^std(?:out|err) [FP]/.test(text.slice(at, at + 9))
}

/** Cheap look before the expensive one: a second stamp begins with a year, or a word and then digits. */
function startsStamp(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at)) ? text.charCodeAt(at + 4) === 45 : text.charCodeAt(at + 9) === 58
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
