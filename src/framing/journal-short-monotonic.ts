import { readSecondsSinceBoot } from './dmesg.js'
import type { Framing } from './framing.js'

export const journalShortMonotonic: Framing = {
  name: 'journal-short-monotonic',
  about: 'journalctl -o short-monotonic: seconds since boot, then host and sender',
  shape: /^\[ *\d+\.\d{6}\] \S+ \S+: /,
  samples: [
    '[ 7013.123456] node-03 kernel: Mem-Info:',
    '[    0.000000] node-03 kernel:  dump_stack+0x6b/0x83',
    '[ 7013.123456] node-03 kubelet[662]: text',
  ],
  read: readSecondsSinceBoot,
  indents: true,
}
