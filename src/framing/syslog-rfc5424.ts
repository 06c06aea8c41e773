import { unescapeSyslog } from './escapes.js'
import { type Draft, draft, type Framing, type Joint } from './framing.js'
import { addInner } from './inner.js'
import { epochOfIso } from './iso-time.js'
import { setPriority } from './priority.js'

const HEADER =
  /^(?:\d{1,6} )?<(\d{1,3})>1 (-|\d{4}-\d\d-\d\dT\S{8,32}) (\S{1,255}) (\S{1,128}) (\S{1,128}) (\S{1,64}) (?=[-[])/

export const syslogRfc5424: Framing = {
  name: 'syslog-rfc5424',
  about: 'syslog of RFC 5424, with or without structured data',
  shape: HEADER,
  samples: [
    '<30>1 2026-11-23T19:16:20.123456+01:00 node-03 kubelet 662 - - I1123 19:16:20.123456     662 a.go:1] text',
    '<4>1 2026-11-23T19:16:20Z node-03 kernel - - [meta sequenceId="7" note="a \\] b"][x@1 y="z"] Mem-Info:',
    '<4>1 - - kernel - - - [ 7013.123456] \ufeffMem-Info:',
  ],
  read: readRfc5424,
  unescape: unescapeSyslog,
}

export function readRfc5424(line: string, joint: Joint): Draft | undefined {
  const header = HEADER.exec(line)
  if (!header) return undefined
  const [whole, priority, stamp = '-', host = '-', sender = '-', pid = '-'] = header
  const found = draft('syslog-rfc5424', '')
  setPriority(found, Number(priority))
  if (stamp !== '-') found.printed = stamp
  const epochMs = epochOfIso(stamp)
  if (epochMs !== undefined) found.epochMs = epochMs
  if (host !== '-') found.host = host
  if (sender !== '-') found.sender = sender
  if (/^\d{1,10}$/.test(pid)) found.pid = Number(pid)
  found.text = withoutMark(line.slice(behindData(line, whole.length)))
  addInner(found, joint, `rfc5424 ${host} ${sender}`, sender === 'kernel' ? 'stamp' : 'any')
  return found
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** `[id name="value, also \] and \""][id2] text`: a bracket ends the element only outside of quotes. */
function behindData(line: string, at: number): number {
  let i = at
  if (line.charCodeAt(i) === 45) i++
  while (line.charCodeAt(i) === 91) {
    let quoted = false
    for (i++; i < line.length; i++) {
      const code = line.charCodeAt(i)
      if (quoted && code === 92) i++
      else if (code === 34) quoted = !quoted
      else if (code === 93 && !quoted) break
    }
    i++
  }
  return line.charCodeAt(i) === 32 ? i + 1 : Math.min(i, line.length)
}
