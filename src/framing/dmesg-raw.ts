import { addStamps } from './dmesg-stamps.js'
import { unescapeDmesg } from './escapes.js'
import { type Draft, draft, type Framing, type Joint } from './framing.js'
import { addOther } from './layers.js'
import { setPriority } from './priority.js'
import { isSyslogStamp } from './syslog-header.js'
import { readHeader } from './syslog-kind.js'
import { readRfc5424 } from './syslog-rfc5424.js'

const PRIORITY = /^<(\d{1,3})>/

export const dmesgRaw: Framing = {
  name: 'dmesg-raw',
  about: 'dmesg -r, /proc/kmsg, pstore and console_msg_format=syslog: the priority in front',
  shape: PRIORITY,
  samples: [
    '<4>[ 7013.123456] Mem-Info:',
    '<14>[ 7013.123456][   T77] systemd[1]: hello',
    '<6>Mem-Info:',
    '<4>',
  ],
  read: readRaw,
  indents: true,
  unescape: unescapeDmesg,
}

/** syslog begins with the same number, and then names a time and a host: it is asked first, except in a run of these. */
function readRaw(line: string, joint: Joint): Draft | undefined {
  const priority = PRIORITY.exec(line)
  if (!priority) return undefined
  const at = priority[0].length
  const found = draft('dmesg-raw', '')
  setPriority(found, Number(priority[1]))
  found.text = line.slice(at)
  if (isSyslogStamp(line, at)) {
    return addOther(found, joint, 'dmesg-raw', () => readRfc5424(line, joint) ?? readHeader(line, joint))
  }
  addStamps(line, at, found, joint)
  return found
}
