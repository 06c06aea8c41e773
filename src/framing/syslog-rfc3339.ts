import { unescapeSyslog } from './escapes.js'
import type { Framing } from './framing.js'
import { readHeader } from './syslog-kind.js'

/** journalctl -o short-iso-precise of systemd 255 and later prints the same: its line feeds are indented. */
export const syslogRfc3339: Framing = {
  name: 'syslog-rfc3339',
  about: 'syslog files with RFC 3339 stamps, the default of newer rsyslog',
  shape:
    /^(?:<\d{1,3}>)?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d))? \S+ \S+: /,
  samples: [
    '2026-11-23T19:16:20.123456+01:00 node-03 kernel: [ 7013.123456] Mem-Info:',
    '2026-11-23T19:16:20.123456+01:00 node-03 kernel: Mem-Info:',
    '2026-11-23T18:16:20.123Z node-03 kubelet[662]: text',
    '2026-11-23 19:16:20 node-03 kernel: Mem-Info:',
    '2026-11-23 19:16:20,123 +0100 node-03 kernel: Mem-Info:',
    '<6>2026-11-23T19:16:20+01:00 node-03 kernel: Mem-Info:',
  ],
  read: readHeader,
  indents: true,
  unescape: unescapeSyslog,
}
