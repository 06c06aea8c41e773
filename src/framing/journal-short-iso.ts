import { unescapeImported } from './escapes.js'
import type { Framing } from './framing.js'
import { readHeader } from './syslog-kind.js'

export const journalShortIso: Framing = {
  name: 'journal-short-iso',
  about: 'journalctl -o short-iso and short-iso-precise',
  shape: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:?\d\d \S+ \S+: /,
  samples: [
    '2026-11-23T19:16:20+0100 node-03 kernel: Mem-Info:',
    '2026-11-23T19:16:20.123456+0100 node-03 systemd[1]: Reloading.',
    '2026-11-23T19:16:20-05:00 node-03 kernel: Mem-Info:',
  ],
  read: readHeader,
  indents: true,
  unescape: unescapeImported,
}
