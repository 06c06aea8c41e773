import { safeInteger } from '../grammar/index.js'
import type { LogLine } from '../record/line.js'
import { BANNER_SHAPE } from './boot.js'

/** A kernel line that says something about the log or about what comes next, and stands in no dump. */
export type Notice =
  | { readonly kind: 'lost'; readonly reason: string; readonly lost: number }
  | { readonly kind: 'manual-oom' }
  | { readonly kind: 'show-memory' }
  | { readonly kind: 'boot' }
  | { readonly kind: 'nothing' }

interface NoticeForm {
  readonly within: string
  /** Texts that tell the form from other lines with `within` in them; none where it matters only inside a dump. */
  readonly anchors?: readonly string[]
  readonly samples: readonly string[]
  readonly shape: RegExp
  /** A line that journalctl prints between the messages: nobody's message, and without a stamp. */
  readonly ofJournalctl?: boolean
  readonly read: (groups: RegExpExecArray) => Notice | undefined
}

function lost(reason: string): NoticeForm['read'] {
  return ([, count = '']) => lostOf(reason, count)
}

function lostOf(reason: string, count: string): Notice | undefined {
  const number = safeInteger(count)
  return number === undefined ? undefined : { kind: 'lost', reason, lost: number }
}

export const NOTICES: readonly NoticeForm[] = [
  {
    // A console that could not keep up. 3.16 to 4.14 print it without a line end.
    within: 'printk messages dropped',
    samples: ['** 479 printk messages dropped **', '** 12 printk messages dropped ** '],
    shape: /^\*\* (\d+) printk messages dropped \*\* *$/,
    read: lost('printk-dropped'),
  },
  {
    within: 'kernel messages',
    samples: ['Missed 12 kernel messages'],
    shape: /^Missed (\d+) kernel messages\.? *$/,
    read: lost('messages-missed'),
  },
  {
    // The limiter of dumps: ten in five seconds. Until 3.3 and in el6 it is printk's own (`__ratelimit`).
    within: 'callbacks suppressed',
    samples: ['oom_kill_process: 7 callbacks suppressed', '__ratelimit: 7 callbacks suppressed'],
    shape: /^(?:oom_kill_process|dump_header|__ratelimit): (\d+) callbacks suppressed *$/,
    read: lost('callbacks-suppressed'),
  },
  {
    // 2.6.37 to 4.0, 4.1 to 5.1, 5.2 and later.
    within: 'Manual OOM execution',
    samples: [
      'SysRq : Manual OOM execution',
      'sysrq: SysRq : Manual OOM execution',
      'sysrq: Manual OOM execution',
    ],
    shape: /^(?:sysrq: )?(?:SysRq ?: )?Manual OOM execution *$/,
    read: () => ({ kind: 'manual-oom' }),
  },
  {
    within: 'Show Memory',
    samples: ['sysrq: Show Memory', 'SysRq : Show Memory', 'sysrq: SysRq : Show Memory'],
    shape: /^(?:sysrq: )?(?:SysRq ?: )?Show Memory *$/,
    read: () => ({ kind: 'show-memory' }),
  },
  {
    within: 'Linux version ',
    samples: ['Linux version 6.12.8-amd64 (debian-kernel@example.org) #1 SMP'],
    // A process can call itself `Linux version 5`, and no longer than that.
    shape: BANNER_SHAPE,
    read: () => ({ kind: 'boot' }),
  },
  {
    // journalctl between two boots.
    within: '-- ',
    anchors: ['-- Boot ', '-- Reboot --'],
    samples: ['-- Boot 657b3267522742fbb6b3f7dfb0e0ba39 --', '-- Reboot --'],
    ofJournalctl: true,
    shape: /^-- (?:Boot [0-9a-f]{32}|Reboot) --$/,
    read: () => ({ kind: 'boot' }),
  },
  {
    // rsyslog's and journald's own limits.
    within: 'messages',
    anchors: [' messages lost due to rate-limiting', ' messages from '],
    samples: [
      'imjournal: 1234 messages lost due to rate-limiting (20000 allowed within 600 seconds)',
      'Suppressed 12 messages from kernel',
    ],
    shape:
      /^(?:(?:imjournal: |imuxsock[^:]*: )?(\d+) messages lost due to rate-limiting|Suppressed (\d+) messages from )/,
    read: ([, rsyslog, journald]) => lostOf('rate-limited', rsyslog ?? journald ?? ''),
  },
  {
    // Suspend, boot and limiter messages with the words in them that are no OOM.
    within: 'OOM',
    anchors: [],
    samples: [
      'OOM killer disabled.',
      'OOM killer enabled.',
      'sysrq: OOM request ignored because killer is disabled',
      'sysrq: OOM request ignored. No task eligible',
      'Unable to start OOM reaper -12. Continuing regardless',
      'Huh VM_FAULT_OOM leaked out to the #PF handler. Retrying PF',
    ],
    shape:
      /^(?:OOM killer (?:dis|en)abled\.|sysrq: OOM request ignored|Unable to start OOM reaper|Huh VM_FAULT_OOM leaked)/,
    read: () => ({ kind: 'nothing' }),
  },
  {
    // OOM notifiers (i915, msm) before the head of a dump: when they free anything, no dump follows.
    within: 'Purging ',
    anchors: [],
    samples: [
      'Purging GPU memory, 4096 bytes freed, 0 bytes still pinned.',
      'Purging GPU memory, 4 pages freed, 8 pages still pinned, 12 pages left available.',
      'Purging 4096 bytes',
      'Purging 3 vmaps',
    ],
    shape: /^Purging (?:GPU memory, \d|\d+ (?:bytes|vmaps) *$)/,
    read: () => ({ kind: 'nothing' }),
  },
]

const ANY_NOTICE = new RegExp(NOTICES.map(({ within }) => within).join('|'))

/** Who may say that kernel messages were lost: the kernel, and journald, which reads them. */
const READERS = new Set([
  'kernel',
  'systemd-journald',
  'systemd-journal',
  'journal',
  'rsyslogd',
  'rsyslogd-2177',
])

export function readNotice(line: LogLine): Notice | undefined {
  // No notice begins with a bracket, and task rows come by the thousand.
  if (line.text.charCodeAt(0) === 91) return undefined
  if (line.sender !== undefined && !READERS.has(line.sender)) return undefined
  if (!ANY_NOTICE.test(line.text)) return undefined
  for (const { within, shape, read, ofJournalctl } of NOTICES) {
    if (!line.text.includes(within)) continue
    if (ofJournalctl === true && (line.framing !== 'bare' || line.sender !== undefined)) continue
    const groups = shape.exec(line.text)
    if (groups !== null) return read(groups)
  }
  return undefined
}
