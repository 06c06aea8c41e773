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
const SHAPE =
  /(?:([^\s[\]]{1,64}) )?([IWEF])(\d{4} \d\d:\d\d:\d\d\.\d{6}) {1,8}(\d{1,10}) ([^\s:\]]{1,256}):(\d{1,7})\](?: |$|(?=\n))/
const HEADER = new RegExp(SHAPE, 'y')
const NEXT_HEADER = new RegExp(`\\n(?=${SHAPE.source.replaceAll(/\((?!\?)/g, '(?:')})`)

const SEVERITIES: Readonly<Record<string, KlogEntry['severity']>> = {
  I: 'info',
  W: 'warning',
  E: 'error',
  F: 'fatal',
}

/** The header of a text, if it begins with one: `I1123 19:24:43.624423     424 server.go:42] `. */
export function readHeader(text: string): KlogHeader | undefined {
  if (!looksLikeHeader(text, 0) && !looksLikeHeader(text, afterFirstWord(text))) return undefined
  HEADER.lastIndex = 0
  const groups = HEADER.exec(text)
  if (groups === null) return undefined
  const [whole, component, letter = '', stamp = '', pid = '', file = '', line = ''] = groups
  const severity = SEVERITIES[letter]
  if (severity === undefined) return undefined
  return {
    severity,
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
  const digit = text.charCodeAt(at + 1)
  return digit >= 48 && digit <= 57
}

function afterFirstWord(text: string): number {
  return text.indexOf(' ') + 1
}
