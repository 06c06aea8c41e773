import { describe, expect, it } from 'vitest'
import { type OomEvent, parse } from '../index.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'
const kill = (pid: number) =>
  `Out of memory: Killed process ${pid} (java) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0`
const reaped = (pid: number, kB = 4) =>
  `oom_reaper: reaped process ${pid} (java), now anon-rss:${kB}kB, file-rss:0kB, shmem-rss:0kB`
const others = (count: number) => Array.from({ length: count }, (_, index) => `usb 1-${index}: reset`)

const at = (seconds: number, line: string) => `[${seconds.toFixed(6).padStart(12)}] ${line}\n`

/** Each line a hundred microseconds after the one before it. */
function text(lines: readonly string[], from = 8231): string {
  return lines.map((line, index) => at(from + index / 1e4, line)).join('')
}

function read(log: string) {
  const { events, inputs } = parse(log)
  const ooms = events.filter((event): event is OomEvent => event.type === 'oom')
  return { ooms, problems: inputs[0]?.problems ?? [], gaps: inputs[0]?.gaps ?? [] }
}

describe('a dump that falls silent', () => {
  it.each([
    [300, 1],
    [301, 2],
  ])('goes on after %i seconds of the kernel’s clock as %i dump(s)', (seconds, count) => {
    const { ooms } = read(at(100, HEAD) + at(100 + seconds, kill(7)))
    expect(ooms).toHaveLength(count)
    expect(ooms.flatMap(({ victims }) => victims)).toMatchObject([{ pid: 7 }])
  })

  it.each([
    [1900, 1],
    [2200, 2],
  ])('goes on after %i lines of the kernel as %i dump(s)', (count, dumps) => {
    const { ooms } = read(text([HEAD, ...others(count), kill(7)]))
    expect(ooms).toHaveLength(dumps)
    expect(ooms[0]?.completeness.foreignLines).toBe(dumps === 1 ? count : 0)
  })

  it.each([
    [9000, 1],
    [12_000, 2],
  ])('goes on after %i lines of others as %i dump(s)', (count, dumps) => {
    const stamp = 'Nov 23 18:16:20 node-1'
    const log = [
      `${stamp} kernel: ${HEAD}`,
      ...Array.from({ length: count }, (_, index) => `${stamp} sshd[${index}]: Accepted publickey for root`),
      `${stamp} kernel: ${kill(7)}`,
      '',
    ].join('\n')
    expect(read(log).ooms).toHaveLength(dumps)
  })
})

describe('the clock of the kernel', () => {
  it.each([
    ['five seconds back: CPUs that are out of order', 5, 1],
    ['more: another boot', 5.1, 2],
  ])('%s', (_, seconds, count) => {
    expect(read(at(100, HEAD) + at(100 - seconds, kill(7))).ooms).toHaveLength(count)
  })

  it('begins the pids anew with a boot', () => {
    const both = (between: string) => read(text([HEAD, kill(7)]) + between + text([reaped(7)], 8240)).ooms
    expect(both('')).toMatchObject([{ victims: [{ pid: 7, reaped: { anonRssBytes: 4096 } }] }])
    const [first, second] = both('-- Boot 657b3267522742fbb6b3f7dfb0e0ba39 --\n')
    expect(first?.victims[0]).not.toHaveProperty('reaped')
    expect(second).toMatchObject({ victims: [{ pid: 7, comm: 'java', reaped: { anonRssBytes: 4096 } }] })
  })
})

describe('a report of the reaper', () => {
  it('is that of the dump that names its victim', () => {
    const { ooms } = read(text([HEAD, kill(7), HEAD, kill(8), reaped(7, 4), reaped(8, 8)]))
    expect(ooms.map(({ victims }) => victims)).toMatchObject([
      [{ pid: 7, reaped: { anonRssBytes: 4096, line: 5 } }],
      [{ pid: 8, reaped: { anonRssBytes: 8192, line: 6 } }],
    ])
  })

  it('is that of the dump that only chose it', () => {
    const chosen = 'Out of memory: Kill process 7 (java) score 12 or sacrifice child'
    const { ooms } = read(text([HEAD, chosen, reaped(7)]))
    expect(ooms).toMatchObject([{ selected: { pid: 7 }, victims: [{ pid: 7, reaped: { line: 3 } }] }])
    const summary =
      'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a,task=java,pid=7,uid=0'
    expect(read(text([HEAD, IDENTITY, summary, reaped(7)])).ooms).toMatchObject([
      { victims: [{ pid: 7, reaped: { line: 4 } }] },
    ])
  })

  it('lengthens the dump only where it stands right behind it', () => {
    expect(read(text([HEAD, kill(7), reaped(7)])).ooms[0]?.source.lastLine).toBe(3)
    expect(read(text([HEAD, kill(7), 'usb 1-1: reset', reaped(7)])).ooms[0]?.source.lastLine).toBe(2)
  })

  it('is an OOM of its own where the kill line is lost', () => {
    const { ooms, problems } = read(text([reaped(9)]))
    expect(ooms).toMatchObject([
      {
        outcome: 'killed',
        victims: [
          {
            pid: 9,
            comm: 'java',
            reaped: { anonRssBytes: 4096, fileRssBytes: 0, shmemRssBytes: 0, line: 1 },
          },
        ],
      },
    ])
    expect(problems).toEqual([])
  })

  it.each<[string, string, object]>([
    [
      '4.6 to 4.8',
      'oom_reaper: reaped process 7 (java), now anon-rss:4kB, file-rss:8kB',
      { anonRssBytes: 4096, fileRssBytes: 8192, line: 3 },
    ],
    ['later', reaped(7), { anonRssBytes: 4096, fileRssBytes: 0, shmemRssBytes: 0, line: 3 }],
    ['what cannot be reaped', 'oom_reaper: unable to reap pid:7 (java)', { failed: true, line: 3 }],
    ['what is given up', 'oom_reaper: giving up pid:7 (java)', { failed: true, line: 3 }],
  ])('is read: %s', (_, line, expected) => {
    const { ooms } = read(text([HEAD, kill(7), line]))
    expect(ooms).toHaveLength(1)
    expect(ooms[0]?.victims[0]?.reaped).toEqual(expected)
  })

  it('that comes too late for its record is a problem and no OOM', () => {
    const { ooms, problems } = read(text([HEAD, kill(7), ...others(3000), reaped(7)]))
    expect(ooms).toHaveLength(1)
    expect(ooms[0]?.victims[0]).not.toHaveProperty('reaped')
    expect(problems).toEqual([
      {
        code: 'late-reaper',
        message: "the reaper's report of process 7 came too late for its record",
        line: 3003,
      },
    ])
  })

  it('is waited for five hundred lines of the kernel after a silence', () => {
    const late = (count: number) =>
      read(text([HEAD, kill(7)]) + text(others(count), 9000) + at(9100, reaped(7))).ooms[0]?.victims[0]
        ?.reaped
    expect(late(400)).toMatchObject({ anonRssBytes: 4096 })
    expect(late(700)).toBeUndefined()
  })

  it('can come for the last of many dumps only', () => {
    const dumps = Array.from({ length: 150 }, (_, index) => [HEAD, kill(100 + index)]).flat()
    const { ooms, problems } = read(text([...dumps, reaped(100), reaped(249)]))
    expect(ooms).toHaveLength(150)
    expect(ooms[0]?.victims[0]).not.toHaveProperty('reaped')
    expect(ooms[149]?.victims[0]).toHaveProperty('reaped')
    expect(problems).toMatchObject([{ code: 'late-reaper' }])
  })
})

describe('SysRq', () => {
  const MANUAL = 'sysrq: Manual OOM execution'

  it.each([
    ['in the next line', [MANUAL], true],
    ['forty lines before', [MANUAL, ...others(39)], true],
    ['more than that before', [MANUAL, ...others(40)], false],
    ['before a silence', [], false],
  ])('asked for the OOM: %s', (_, before, manual) => {
    expect(read(text([...before, HEAD])).ooms[0]?.trigger.manual).toBe(manual)
  })

  it('asked for one only', () => {
    const { ooms } = read(text([MANUAL, HEAD, kill(7), HEAD, kill(8)]))
    expect(ooms.map(({ trigger }) => trigger.manual)).toEqual([true, false])
  })

  it('asked for the OOM of order -1', () => {
    const [oom] = read(text([HEAD.replace('order=0', 'order=-1')])).ooms
    expect(oom?.trigger).toMatchObject({ manual: true, order: -1 })
    expect(oom?.trigger).not.toHaveProperty('requestBytes')
  })

  it('shows memory that is no OOM’s', () => {
    const zone = 'Node 0 DMA free:4kB min:4kB'
    const show = ['sysrq: Show Memory', 'Mem-Info:', 'active_anon:1 inactive_anon:2', zone, '7 pages RAM']
    expect(parse(text(show)).events).toEqual([])
    const { ooms } = read(text([HEAD, IDENTITY, ...show, 'Mem-Info:', 'active_anon:3 inactive_anon:4']))
    expect(ooms).toMatchObject([{ memInfo: { pages: { activeAnon: 3, inactiveAnon: 4 } } }])
    expect(ooms[0]?.memInfo).not.toHaveProperty('zones')
  })
})

describe('several at once', () => {
  it('hosts have each their own dumps', () => {
    const line = (host: string, message: string) => `Nov 23 18:16:20 ${host} kernel: ${message}\n`
    const { ooms } = read(line('a', HEAD) + line('b', HEAD) + line('b', kill(8)) + line('a', kill(7)))
    expect(ooms).toMatchObject([
      { host: 'a', victims: [{ pid: 7 }], source: { firstLine: 1, lastLine: 4 } },
      { host: 'b', victims: [{ pid: 8 }], source: { firstLine: 2, lastLine: 3 } },
    ])
  })

  it('printing tasks have each their own dumps', () => {
    const line = (index: number, caller: string, message: string) =>
      `[ 8231.00000${index}][${caller.padStart(6)}] ${message}\n`
    const { ooms } = read(
      line(1, 'T7', HEAD) +
        line(2, 'T8', HEAD) +
        line(3, 'T8', kill(8)) +
        line(4, 'C0', 'usb 1-1: reset') +
        line(5, 'T7', kill(7)),
    )
    expect(ooms).toMatchObject([
      { trigger: { caller: 'T7' }, victims: [{ pid: 7 }], completeness: { unexplained: [] } },
      { trigger: { caller: 'T8' }, victims: [{ pid: 8 }], completeness: { foreignLines: 0 } },
    ])
  })

  it('a printer has four dumps open at most', () => {
    const { ooms } = read(text([...Array(5).fill(HEAD), 'cat cpuset=/ mems_allowed=0']))
    expect(ooms).toHaveLength(5)
    expect(ooms[0]?.problems).toEqual([])
  })
})

describe('lines that stand twice', () => {
  it('are read once, and that is told once', () => {
    const lines = text([HEAD, IDENTITY, kill(7)])
      .trimEnd()
      .split('\n')
    const { ooms, problems } = read(`${lines.flatMap((line) => [line, line]).join('\n')}\n`)
    expect(ooms).toHaveLength(1)
    expect(ooms[0]).toMatchObject({
      victims: [{ pid: 7 }],
      completeness: { unexplained: [], foreignLines: 0 },
    })
    expect(problems).toEqual([
      { code: 'doubled-lines', message: 'lines stand twice: they are read once', line: 2 },
    ])
  })

  it('are not doubled with another stamp, or where a trace has them twice', () => {
    const frame = ' dump_stack+0x19/0x1b'
    const { ooms, problems } = read(at(1, HEAD) + at(1, IDENTITY) + at(1, frame) + at(1, frame))
    expect(ooms[0]?.callTrace).toHaveLength(2)
    expect(problems).toEqual([])
    expect(read(at(1, HEAD) + at(2, HEAD)).ooms).toHaveLength(2)
  })

  it('with stamps of a second are doubled if they name a process', () => {
    const line = (message: string) => `Nov 23 18:16:20 node-1 kernel: ${message}\n`
    expect(read(line(kill(7)).repeat(2))).toMatchObject({
      ooms: [{ victims: [{ pid: 7 }] }],
      problems: [{ code: 'doubled-lines', line: 2 }],
    })
    expect(read(line(HEAD).repeat(2))).toMatchObject({ ooms: [{}, {}], problems: [] })
  })

  it('are not told where they are nobody’s', () => {
    expect(read(at(1, 'usb 1-1: reset').repeat(2)).problems).toEqual([])
  })
})

describe('lines that are lost', () => {
  it.each([
    ['the console’s', '** 12 printk messages dropped **', 'printk-dropped'],
    ['the console’s, until 4.14', '** 12 printk messages dropped ** ', 'printk-dropped'],
    ['journald’s', 'Missed 12 kernel messages', 'messages-missed'],
    [
      'rsyslog’s',
      'imjournal: 12 messages lost due to rate-limiting (20000 allowed within 600 seconds)',
      'rate-limited',
    ],
    ['journald’s limit', 'Suppressed 12 messages from kernel', 'rate-limited'],
  ])('are told, and missing in a dump around: %s', (_, line, reason) => {
    const { ooms, gaps } = read(text([HEAD, line, kill(7)]))
    expect(gaps).toEqual([{ line: 2, reason, lost: 12 }])
    expect(ooms).toMatchObject([{ completeness: { lostLines: 12, complete: false } }])
    expect(ooms[0]?.problems.map(({ code }) => code)).toEqual(
      reason === 'printk-dropped' ? ['console-overrun'] : [],
    )
  })

  it.each(['oom_kill_process', 'dump_header', '__ratelimit'])(
    'are whole dumps where the kernel limits itself: %s',
    (name) => {
      const { ooms, gaps } = read(text([HEAD, `${name}: 7 callbacks suppressed`, kill(7)]))
      expect(gaps).toEqual([{ line: 2, reason: 'callbacks-suppressed', lost: 7 }])
      expect(ooms[0]?.completeness.lostLines).toBe(0)
    },
  )

  it('are not missing in a dump that has ended before', () => {
    const { ooms } = read(text([HEAD, kill(7), '** 12 printk messages dropped **']))
    expect(ooms[0]).toMatchObject({ completeness: { lostLines: 0 }, problems: [] })
  })

  it('are counted between two records of /dev/kmsg', () => {
    const { ooms, gaps } = read(`4,100,8231000001,-;${HEAD}\n4,103,8231000002,-;${kill(7)}\n`)
    expect(gaps).toEqual([{ line: 2, reason: 'sequence-gap', lost: 2 }])
    expect(ooms[0]?.completeness.lostLines).toBe(2)
  })

  it.each([
    'x ** 12 printk messages dropped **',
    '** 12 printk messages dropped ** x',
    'foo: 7 callbacks suppressed',
    'Missed 9007199254740992 kernel messages',
  ])('are not told by %j', (line) => {
    expect(read(text([HEAD, line, kill(7)])).gaps).toEqual([])
  })

  it('are not told by a program', () => {
    const line = (sender: string) => `Nov 23 18:16:20 node-1 ${sender}: Missed 12 kernel messages\n`
    expect(read(line('systemd-journald[77]')).gaps).toHaveLength(1)
    expect(read(line('sshd[77]')).gaps).toEqual([])
  })
})
