import { ISO, readIso, readStamped } from './dmesg-stamps.js'
import { unescapeDmesg } from './escapes.js'
import type { Draft, Framing } from './framing.js'
import { hasSender } from './sender.js'

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

/** With a dot, syslog writes the same stamp: there a host and a sender follow. */
function readDmesgIso(line: string): Draft | undefined {
  if (line.charCodeAt(4) !== 45) return undefined
  const found = readStamped('dmesg-iso', line, readIso)
  if (!found || line.charCodeAt(19) === 44) return found
  const at = line.indexOf(' ') + 1
  return hasSender(line, at) || /^std(?:out|err) [FP]/.test(found.text) ? undefined : found
}
