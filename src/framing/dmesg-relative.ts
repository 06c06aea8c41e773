import { RELATIVE, readStamped } from './dmesg-stamps.js'
import { unescapeDmesg } from './escapes.js'
import type { Framing } from './framing.js'

export const dmesgRelative: Framing = {
  name: 'dmesg-relative',
  about: 'dmesg -e and -H: the minute when it changes, else the time since the message before',
  shape: RELATIVE,
  samples: [
    '[  +0.000004] Mem-Info:',
    '[  -0.015417] tsc: the clock was set back',
    '[Nov23 19:16] Mem-Info:',
    '[ноя23 19:16] Mem-Info:',
  ],
  read: (line, joint) => readStamped('dmesg-relative', 'relative', line, joint),
  indents: true,
  unescape: unescapeDmesg,
}
