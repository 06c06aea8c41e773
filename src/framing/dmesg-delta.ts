import { DELTA, readStamped } from './dmesg-stamps.js'
import { unescapeDmesg } from './escapes.js'
import type { Framing } from './framing.js'

export const dmesgDelta: Framing = {
  name: 'dmesg-delta',
  about: 'dmesg -d and --time-format delta: the time since the message before',
  shape: DELTA,
  samples: ['[ 7013.123456 <    0.000000>] Mem-Info:', '[<    0.000004>] Mem-Info:'],
  read: (line, joint) => readStamped('dmesg-delta', 'delta', line, joint),
  indents: true,
  unescape: unescapeDmesg,
}
