import type { KlogEntry } from './entry.js'

/** What stands in front of a message of klog. */
export interface KlogHeader {
  readonly severity: KlogEntry['severity']
  readonly stamp: string
  readonly pid: number
  readonly file: string
  readonly line: number
  readonly component?: string
  /** Where the message begins. */
  readonly textAt: number
}

/** MicroShift's klog has the component in front of the letter; `???` where it does not know it. */
const SHAPE = String.raw`(?:([^\s[\]]{1,64}) )??([IWEF])(\d{4} \d\d:\d\d:\d\d\.\d{6}) {1,8}(\d{1,10}) ([^\s:\]]{1,256}):(\d{1,7})\](?: |$|(?=\n))`
const HEADER = new RegExp(SHAPE, 'y')
const NEXT_HEADER = new RegExp(`\\n(?=${SHAPE.replaceAll(/\((?!\?)/g, '(?:')})`)

const STAMP_LENGTH = '1123 19:24:43.624423'.length

const SEVERITIES: Readonly<Record<string, KlogEntry['severity']>> = {
  I: 'info',
  W: 'warning',
  E: 'error',
  F: 'fatal',
}

/**
 * Where the message begins in a text that begins with a header; 0 where it does not. All that most lines are asked for:
 * a match without its groups costs a third of one that has them.
 */
export function endOfHeader(text: string): number {
  if (!looksLikeHeader(text, 0) && !looksLikeHeader(text, afterFirstWord(text))) return 0
  HEADER.lastIndex = 0
  return HEADER.test(text) ? HEADER.lastIndex : 0
}

/** The stamp of a text that has a header. */
export function stampOf(text: string): string {
  // Behind a component of five letters the sixth place has a letter.
  const isFirst = text.charCodeAt(5) === 32 && isDigit(text.charCodeAt(6))
  const at = isFirst ? 1 : afterFirstWord(text) + 1
  return text.slice(at, at + STAMP_LENGTH)
}

/** The header of a text that begins with one: `I1123 19:24:43.624423     424 server.go:42] `. */
export function readHeader(text: string): KlogHeader {
  HEADER.lastIndex = 0
  const [whole = '', component, letter = 'I', stamp = '', pid = '', file = '', line = ''] =
    HEADER.exec(text) ?? []
  return {
    severity: SEVERITIES[letter] ?? 'info',
    stamp,
    pid: Number(pid),
    file,
    line: Number(line),
    ...(component === undefined || component === '???' ? {} : { component }),
    textAt: whole.length,
  }
}

/** The entries of a message that has several: collectors can join lines. */
export function splitEntries(text: string): readonly string[] {
  return text.includes('\n') ? text.split(NEXT_HEADER) : [text]
}

/** A letter of IWEF and a digit: nearly every line that is not klog's ends here. */
function looksLikeHeader(text: string, at: number): boolean {
  const letter = text.charCodeAt(at)
  if (letter !== 73 && letter !== 87 && letter !== 69 && letter !== 70) return false
  return isDigit(text.charCodeAt(at + 1))
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function afterFirstWord(text: string): number {
  return text.indexOf(' ') + 1
}
