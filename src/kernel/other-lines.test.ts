import { describe, expect, it } from 'vitest'
import { type OomEvent, parse } from '../index.js'
import { readNotice } from './notices.js'
import { isOtherSubsystems } from './senders.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'

describe('a line inside a dump', () => {
  it.each([
    '',
    '   ',
    'eth0: link down',
    'usb 1-1: new device',
    'usb 1-1.2 a b: new device',
    'systemd[1]: Reloading.',
    'java[41820.7]: segfault',
    'e1000e 0000:00:1f.6 eth0: link down',
    'nvme (pci): timeout',
    'nvme(pci): timeout',
    'a:b',
    ' in libc.so.6[7f3c00001234,7f3c,1000+2000]',
    ' likely on CPU 3 (core 1, socket 0)',
    'TSC found unstable after boot',
    'Clocksource tsc unstable',
    'Uhhuh. NMI received',
    'Dazed and confused, but trying to continue',
    '---[ end trace 0000000000000000 ]---',
  ])('is plainly another subsystem’s: %j', (text) => {
    expect(isOtherSubsystems(text)).toBe(true)
  })

  it.each([
    'no colon',
    'zswap: 12 kB stored',
    'zswap: 12kB stored',
    'zswap: 12 MiB stored',
    'zswap: 12 pages stored',
    '7up: fizz',
    'a b c d e: f',
    'a: ',
    'a (b',
    'in libc.so.6[7f3c]',
    'x TSC found unstable',
    'likely on CPU 3',
  ])('may be a new one of the dump: %j', (text) => {
    expect(isOtherSubsystems(text)).toBe(false)
  })

  it.each(['zswap: 12kBs stored', 'zswap: some pagesize', 'zswap: kB'])(
    'has no amount of memory: %j',
    (text) => {
      expect(isOtherSubsystems(text)).toBe(true)
    },
  )
})

describe('what the kernel and others say of the log', () => {
  const notice = (text: string, more: object = {}) =>
    readNotice({ firstLine: 1, lastLine: 1, framing: 'dmesg', text, ...more })

  it.each([
    'SysRq : Manual OOM execution',
    'sysrq: SysRq : Manual OOM execution',
    'sysrq: Manual OOM execution',
    'SysRq: Manual OOM execution ',
  ])('SysRq-f: %s', (text) => {
    expect(notice(text)).toEqual({ kind: 'manual-oom' })
  })

  it.each(['sysrq: Show Memory', 'SysRq : Show Memory', 'sysrq: SysRq : Show Memory '])(
    'SysRq-m: %s',
    (text) => {
      expect(notice(text)).toEqual({ kind: 'show-memory' })
    },
  )

  it.each([
    'OOM killer disabled.',
    'OOM killer enabled.',
    'sysrq: OOM request ignored because killer is disabled',
    'sysrq: OOM request ignored. No task eligible',
    'Unable to start OOM reaper -12. Continuing regardless',
    'Huh VM_FAULT_OOM leaked out to the #PF handler. Retrying PF',
    'Purging GPU memory, 4096 bytes freed, 0 bytes still pinned.',
    'Purging 4096 bytes',
    'Purging 3 vmaps ',
  ])('nothing that matters: %s', (text) => {
    expect(notice(text)).toEqual({ kind: 'nothing' })
  })

  it.each([
    ['imjournal: 1234 messages lost due to rate-limiting', 'rate-limited', 1234],
    ['imuxsock[pid: 7]: 3 messages lost due to rate-limiting', undefined, 0],
    ['imuxsock lost 3: 3 messages lost due to rate-limiting', 'rate-limited', 3],
    ['3 messages lost due to rate-limiting', 'rate-limited', 3],
    ['Suppressed 12 messages from kernel', 'rate-limited', 12],
    ['Missed 12 kernel messages.', 'messages-missed', 12],
    ['x Suppressed 12 messages from kernel', undefined, 0],
    ['x Missed 12 kernel messages', undefined, 0],
    ['Missed 12 kernel messages of', undefined, 0],
    ['x oom_kill_process: 7 callbacks suppressed', undefined, 0],
    ['oom_kill_process: 7 callbacks suppressed, and more', undefined, 0],
  ])('lost lines: %s', (text, reason, lost) => {
    expect(notice(text)).toEqual(reason === undefined ? undefined : { kind: 'lost', reason, lost })
  })

  it.each([
    'x sysrq: Manual OOM execution',
    'sysrq: Manual OOM execution by root',
    'x sysrq: Show Memory',
    'sysrq: Show Memory of',
    'x OOM killer disabled.',
    'OOM killer disabled',
    'x Purging 4096 bytes',
    'Purging 4096 bytes of it',
    'Purging GPU memory, none',
    '[7] Missed 12 kernel messages',
  ])('no such thing: %s', (text) => {
    expect(notice(text)).toBeUndefined()
  })

  it.each(['kernel', 'systemd-journald', 'systemd-journal', 'journal', 'rsyslogd', 'rsyslogd-2177'])(
    'from %s',
    (sender) => {
      expect(notice('Missed 12 kernel messages', { sender })).toMatchObject({ kind: 'lost', lost: 12 })
    },
  )

  it('from no other', () => {
    expect(notice('Missed 12 kernel messages', { sender: 'cron' })).toBeUndefined()
  })

  it.each(['-- Boot 657b3267522742fbb6b3f7dfb0e0ba39 --', '-- Reboot --'])(
    'journalctl’s mark of a boot has no stamp: %s',
    (text) => {
      expect(notice(text, { framing: 'bare' })).toEqual({ kind: 'boot' })
      expect(notice(text)).toBeUndefined()
      expect(notice(text, { framing: 'bare', sender: 'kernel' })).toBeUndefined()
      expect(notice(`${text} `, { framing: 'bare' })).toBeUndefined()
      expect(notice(`x${text}`, { framing: 'bare' })).toBeUndefined()
    },
  )
})

describe('a line like the kernel’s own by somebody else', () => {
  const KILL = 'Killed process 7 (java) total-vm:8kB, anon-rss:4kB, file-rss:0kB'
  const problems = (log: string) => parse(log).inputs[0]?.problems

  it.each([
    ['a daemon', `Nov 23 18:16:20 node-1 evil[7]: ${KILL}\n`, 'evil'],
    ['user space in the kernel’s log', `<12>[ 8231.000001] ${KILL}\n`, 'user space'],
    [
      'a process that the journal knows',
      `${JSON.stringify({ __REALTIME_TIMESTAMP: '1795458231347961', _TRANSPORT: 'stdout', SYSLOG_IDENTIFIER: 'kernel', _UID: '1000', MESSAGE: KILL })}\n`,
      'a process of user 1000',
    ],
    [
      'a process without a user',
      `${JSON.stringify({ __REALTIME_TIMESTAMP: '1795458231347961', _TRANSPORT: 'syslog', SYSLOG_IDENTIFIER: 'kernel', MESSAGE: KILL })}\n`,
      'a process',
    ],
  ])('is told and not read: %s', (_, log, writer) => {
    expect(parse(log).events).toEqual([])
    expect(problems(log)).toEqual([
      {
        code: 'untrusted-line',
        message: `a line like the kernel's own, but written by ${writer}: not read`,
        line: 1,
      },
    ])
  })

  it('is not told if it begins no dump', () => {
    expect(problems(`Nov 23 18:16:20 node-1 evil[7]: ${IDENTITY}\n`)).toEqual([])
  })

  it('counts as foreign in a dump', () => {
    const line = (sender: string, text: string) => `Nov 23 18:16:20 node-1 ${sender}: ${text}\n`
    const [oom] = parse(line('kernel', HEAD) + line('sshd[7]', 'x') + line('kernel', IDENTITY))
      .events as OomEvent[]
    expect(oom?.completeness.foreignLines).toBe(1)
  })
})

describe('a dump inside another', () => {
  const kill = (pid: number) =>
    `Out of memory: Killed process ${pid} (java) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0`
  const text = (...lines: string[]) =>
    lines.map((line, index) => `[ ${(8231 + index / 1e6).toFixed(6)}] ${line}\n`).join('')
  const read = (...lines: string[]) => parse(text(...lines)).events as OomEvent[]
  const OTHER = HEAD.replace('java', 'cat')
  const OTHER_IDENTITY = IDENTITY.replace('java', 'cat').replace('41820', '99')
  const HEADER = '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name'
  const summary = (pid: number) =>
    `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a,task=java,pid=${pid},uid=0`

  it('takes its own lines by the names in them', () => {
    const [first, second] = read(HEAD, OTHER, OTHER_IDENTITY, IDENTITY)
    expect(first?.trigger).toMatchObject({ comm: 'java', pid: 41_820 })
    expect(second?.trigger).toMatchObject({ comm: 'cat', pid: 99 })
    expect(first?.problems).toMatchObject([{ code: 'interrupted', line: 2 }])
    expect(first?.completeness.complete).toBe(false)
  })

  it('gets each kill line by the summary that names it', () => {
    const [first, second] = read(
      HEAD,
      IDENTITY,
      HEADER,
      summary(7),
      OTHER,
      OTHER_IDENTITY,
      HEADER,
      summary(8),
      kill(8),
      kill(7),
    )
    expect(first?.victims).toMatchObject([{ pid: 7 }])
    expect(second?.victims).toMatchObject([{ pid: 8 }])
  })

  it('has what follows where the first one was cut', () => {
    const [first, second] = read(HEAD, IDENTITY, OTHER, OTHER_IDENTITY, HEADER, kill(8))
    expect(first).toMatchObject({ victims: [], problems: [], source: { firstLine: 1, lastLine: 2 } })
    expect(second).toMatchObject({ victims: [{ pid: 8 }], problems: [], taskColumns: expect.any(Array) })
  })
})
