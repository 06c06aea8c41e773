import { ISO, readStamped } from './dmesg-stamps.js'
import { unescapeDmesg } from './escapes.js'
import type { Draft, Framing, Joint } from './framing.js'
import { addOther } from './layers.js'
import { hasSender } from './sender.js'
import { readHeader } from './syslog-kind.js'

export const dmesgIso: Framing = {
  name: 'dmesg-iso',
  about: 'dmesg --time-format iso',
  shape: ISO,
  samples: [
    '2026-11-23T19:16:20,123456+01:00 Mem-Info:',
    '2026-11-23T19:16:20,123456+0100 kworker kernel: text of a message',
    '2026-11-23T19:16:20.123456+01:00 Mem-Info:',
  ],
  read: readDmesgIso,
  indents: true,
  unescape: unescapeDmesg,
}

/** With a dot, syslog and containers write the same stamp: there a host and a sender follow, or a stream. */
function readDmesgIso(line: string, joint: Joint): Draft | undefined {
  if (line.charCodeAt(4) !== 45) return undefined
  const dot = line.charCodeAt(19) !== 44
  const at = line.indexOf(' ') + 1
  if (dot && at > 0 && /^std(?:out|err) [FP]/.test(line.slice(at, at + 9))) return undefined
  const found = readStamped('dmesg-iso', 'iso', line, joint)
  if (!found || !dot || joint.layers.length > 0 || !hasSender(line, at)) return found
  return addOther(found, joint, joint.run, () => readHeader(line, joint))
}
