import { type Draft, draft, type Framing } from './framing.js'

const HEADER = /^(?:[^\s[\]]{1,64} )??([IWEF])(\d{4} \d\d:\d\d:\d\d\.\d{6}) +(\d+) [^\s:\]]+:\d+\](?: |$)/
const BLANK = 32
const STAMP_END = 'I1123 19:16:20.123456'.length
const SEVERITY: Readonly<Record<string, number>> = { I: 6, W: 4, E: 3, F: 2 }

export const klog: Framing = {
  name: 'klog',
  about: 'klog and glog on their own; the header stays in the text for the room that reads klog',
  shape: HEADER,
  samples: [
    'I1123 19:16:20.123456     662 server.go:42] text',
    'E1123 19:16:20.123456 3960643 cm/x.go:1] "Failed" err="x"',
    'kubelet W1123 19:16:20.123456       1 server.go:39] of MicroShift',
  ],
  read: readKlog,
}

function readKlog(line: string): Draft | undefined {
  return isDigit(line.charCodeAt(1)) && isDigit(line.charCodeAt(6)) ? readPlain(line) : readAny(line)
}

/** The usual case: the header stands first, all its parts have their places, and no groups need to be made. */
function readPlain(line: string): Draft | undefined {
  if (!HEADER.test(line)) return undefined
  if (line.charCodeAt(5) !== BLANK) return readAny(line)
  const found = draft('klog', line)
  found.printed = line.slice(1, STAMP_END)
  found.pid = numberBehindBlanks(line, STAMP_END)
  found.severity = SEVERITY[line.charAt(0)] ?? 6
  return found
}

function numberBehindBlanks(line: string, from: number): number {
  let at = from
  while (line.charCodeAt(at) === BLANK) at++
  const end = line.indexOf(' ', at)
  return Number(line.slice(at, end))
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function readAny(line: string): Draft | undefined {
  const header = HEADER.exec(line)
  if (!header) return undefined
  const found = draft('klog', line)
  found.printed = header[2] ?? ''
  found.pid = Number(header[3])
  found.severity = SEVERITY[header[1] ?? 'I'] ?? 6
  return found
}
