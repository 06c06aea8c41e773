import { readStamped, WALL_CLOCK } from './dmesg-stamps.js'
import { unescapeDmesg } from './escapes.js'
import type { Framing } from './framing.js'

export const dmesgWallClock: Framing = {
  name: 'dmesg-wall-clock',
  about: 'dmesg -T: the wall clock in the words of any locale, computed from the time of boot',
  shape: WALL_CLOCK,
  samples: [
    '[Mon Nov 23 19:16:20 2026] Mem-Info:',
    '[Mo Nov  2 19:16:20 2026] Mem-Info:',
    '[пн ноя 23 19:16:20 2026] Mem-Info:',
    '[lun. nov. 23 19:16:20 2026] [   T77] Mem-Info:',
    '[一 11月 23 19:16:20 2026] Mem-Info:',
  ],
  read: (line, joint) => readStamped('dmesg-wall-clock', 'wall-clock', line, joint),
  indents: true,
  unescape: unescapeDmesg,
}
