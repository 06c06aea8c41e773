import { unescapeKmsg } from './escapes.js'
import { type Draft, draft, type Framing, type Joint } from './framing.js'
import { setPriority } from './priority.js'

const HEADER = /^(\d{1,4}),(\d{1,16}),(\d{1,16})(?:,([^,;\s]{1,16}))?((?:,[^;,\s]{1,64}){0,8});/

export const kmsg: Framing = {
  name: 'kmsg',
  about: '/dev/kmsg: priority, sequence number, microseconds and flag before the text',
  shape: HEADER,
  samples: [
    '4,396,35176603,-;Mem-Info:',
    '6,7,0;of kernel 3.5',
    '4,396,35176603,-,caller=T77;active_anon:1\\x0a active_file:0',
    '6,1,0,-;ACPI: dictionary follows\n SUBSYSTEM=acpi\n DEVICE=+acpi:PNP0A03:00',
  ],
  read: (line, joint) => {
    const header = HEADER.exec(line)
    return header && !(header[5] ?? '').includes('ncfrag=')
      ? kmsgLine('kmsg', line, header, joint)
      : undefined
  },
  unescape: unescapeKmsg,
}

/** A record whose header has these parts: priority, sequence, microseconds, flag, further fields. */
export function kmsgLine(
  framing: 'kmsg' | 'netconsole-extended',
  line: string,
  header: RegExpExecArray,
  joint: Joint,
): Draft {
  const [whole, priority, sequence, micros, flag = '-', fields = ''] = header
  const found = draft(framing, line.slice(whole.length))
  setPriority(found, Number(priority))
  found.sequence = Number(sequence)
  found.printed = micros ?? ''
  found.monotonicSec = Number(micros) / 1e6
  const caller = /,caller=([TC]\d+)/.exec(fields)
  if (caller?.[1] !== undefined) found.caller = caller[1]
  if (flag === 'c' || flag === '+') joint.fragment = flag
  return found
}
