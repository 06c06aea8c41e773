import { unescapeSyslog } from './escapes.js'
import type { Framing } from './framing.js'
import { readHeader } from './syslog-kind.js'

export const syslogRfc3164: Framing = {
  name: 'syslog-rfc3164',
  about: 'kern.log, syslog and messages of daemons that keep the stamp of the kernel; RFC 3164 with priority',
  shape: /^(?:<\d{1,3}>)?\S{3,10} [ \d]\d \d\d:\d\d:\d\d \S+ \S+: /,
  samples: [
    'Nov 23 19:16:20 node-03 kernel: [ 7013.123456] Mem-Info:',
    'Nov 23 19:16:20 node-03 kernel: [ 7013.123456][   T77]  dump_stack+0x6b/0x83',
    '<4>Nov 23 19:16:20 node-03 kernel: Mem-Info:',
    'Nov 23 19:16:21 192.0.2.7 Nov 23 19:16:20 node-03 kernel: Mem-Info:',
    'Nov 23 19:16:20 node-03 kernel: [ 7013.123456] active_anon:1#012 active_file:0',
  ],
  read: readHeader,
  unescape: unescapeSyslog,
}
