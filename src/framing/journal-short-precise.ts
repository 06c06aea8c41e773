import type { Framing } from './framing.js'
import { readHeader } from './syslog-kind.js'

export const journalShortPrecise: Framing = {
  name: 'journal-short-precise',
  about: 'journalctl -o short-precise, as in must-gather',
  shape: /^\S{3,10} [ \d]\d \d\d:\d\d:\d\d\.\d{6} \S+ \S+: /,
  samples: ['Nov 23 19:16:20.123456 node-03 kernel: Mem-Info:'],
  read: readHeader,
  indents: true,
}
