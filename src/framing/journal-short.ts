import { unescapeImported } from './escapes.js'
import type { Framing } from './framing.js'
import { readHeader } from './syslog-kind.js'

export const journalShort: Framing = {
  name: 'journal-short',
  about: 'journalctl, and /var/log/messages where the daemon reads the journal',
  shape: /^\S{3,10} [ \d]\d \d\d:\d\d:\d\d \S+ \S+: /,
  samples: [
    'Nov 23 19:16:20 node-03 kernel: Mem-Info:',
    'Nov  3 19:16:20 node-03 kernel:  dump_stack+0x6b/0x83',
    'Nov 23 19:16:20 192.0.2.7 kubelet[662]: I1123 19:16:20.123456     662 server.go:42] text',
    'Nov 23 19:16:20 node-03.example.org my app[12]: text',
    'Nov 23 19:16:20 node-03 kernel: [mem 0xbffda000-0xbfffffff] available for PCI devices',
    'Nov 23 19:16:20 node-03 kernel: active_anon:1#012 active_file:0',
    'Nov 23 19:16:20 node-03 last message repeated 2 times',
  ],
  read: readHeader,
  indents: true,
  unescape: unescapeImported,
}
