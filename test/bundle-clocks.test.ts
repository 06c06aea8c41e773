import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Document, type Event, parseAll } from '../src/index.js'

const BANNER =
  'Linux version 5.10.0-30-cloud-amd64 (debian-kernel@lists.debian.org) (gcc-10 (Debian 10.2.1-6)) #1 SMP Debian'
const BOOT = Date.UTC(2026, 10, 23, 17)
const HOUR = 3_600_000

function dump(pid: number): string[] {
  return [
    'ranker invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
    `CPU: 0 PID: ${pid} Comm: ranker Not tainted 5.10.0-30-cloud-amd64 #1 Debian 5.10.218-1`,
    `memory: usage ${pid * 4}kB, limit ${pid * 4}kB, failcnt ${pid}`,
    `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/kubepods.slice,task_memcg=/kubepods.slice/pod,task=ranker,pid=${pid},uid=0`,
    `Memory cgroup out of memory: Killed process ${pid} (ranker) total-vm:9000kB, anon-rss:${pid}kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:100kB oom_score_adj:0`,
  ]
}

const dmesg = (sec: number, text: string) => `[${sec.toFixed(6).padStart(12)}] ${text}`
/** One hour ahead of UTC. */
const local = (ms: number) => new Date(ms + HOUR).toISOString().slice(0, 19)
const iso = (ms: number, host: string, tag: string, text: string) =>
  `${local(ms)}+0100 ${host} ${tag}: ${text}`
const utc = (ms: number, host: string, tag: string, text: string) =>
  `${new Date(ms).toISOString().slice(0, 19)}+0000 ${host} ${tag}: ${text}`
const syslog = (ms: number, host: string, tag: string, text: string) =>
  `Nov ${local(ms).slice(8, 10)} ${local(ms).slice(11)} ${host} ${tag}: ${text}`
const log = (name: string, lines: readonly string[]) => ({ name, log: `${lines.join('\n')}\n` })

function of<Type extends Event['type']>({ events }: Document, type: Type) {
  return events.filter((event): event is Extract<Event, { type: Type }> => event.type === type)
}

function places(event: Event | undefined): string[] {
  return [event?.source, ...(event?.alsoIn ?? [])].map((one) => `${one?.input}:${one?.firstLine}`).sort()
}

describe('logs of several machines', () => {
  const machine = (host: string, pid: number) => [
    log(`${host}/dmesg.txt`, [
      dmesg(0, BANNER),
      ...dump(pid).map((text, index) => dmesg(5000 + index / 1e4, text)),
    ]),
    log(`${host}/journal.txt`, [
      iso(BOOT + 40_000, 'localhost', 'kernel', BANNER),
      iso(BOOT + 60_000, host, 'systemd[1]', 'Reloading.'),
      ...dump(pid).map((text) => iso(BOOT + 5_000_300, host, 'kernel', text)),
    ]),
  ]

  it('a dmesg that names no host is of the machine that has its dumps, and so is a line of localhost', () => {
    const document = parseAll([...machine('node-a', 500), ...machine('node-b', 600)])
    expect(of(document, 'oom').map(({ host }) => host)).toEqual(['node-a', 'node-b'])
    expect(of(document, 'oom').map(places)).toEqual([
      ['node-a/dmesg.txt:2', 'node-a/journal.txt:3'],
      ['node-b/dmesg.txt:2', 'node-b/journal.txt:3'],
    ])
    expect(of(document, 'boot').map(places)).toEqual([
      ['node-a/dmesg.txt:1', 'node-a/journal.txt:1'],
      ['node-b/dmesg.txt:1', 'node-b/journal.txt:1'],
    ])
  })

  it('a file without a host is of the machine that its folder names', () => {
    const folder = (host: string, pid: number, btime: number) => [
      log(
        `bundle/${host}/kernel/dmesg.txt`,
        dump(pid).map((text) => dmesg(600, text)),
      ),
      log(`bundle/${host}/hostname`, [host]),
      log(`bundle/${host}/btime`, [`btime ${btime / 1000}`]),
    ]
    const document = parseAll([...folder('node-a', 7, BOOT), ...folder('node-b', 8, BOOT + HOUR)])
    expect(of(document, 'oom').map(({ at }) => [at.epochMs, at.uncertaintyMs])).toEqual([
      [BOOT + 600_000, 1000],
      [BOOT + HOUR + 600_000, 1000],
    ])
  })
})

describe('a boot is told once', () => {
  it('by btime, the kernel and the mark of journalctl', () => {
    const boot = (start: number, pid: number, id: string) => [
      `-- Boot ${id.repeat(32)} --`,
      iso(start + 20_000, 'node-a', 'kernel', BANNER),
      ...dump(pid).map((text) => iso(start + 1_000_000, 'node-a', 'kernel', text)),
    ]
    const document = parseAll([
      log('journal.txt', [...boot(BOOT - 24 * HOUR, 11, '1'), ...boot(BOOT, 12, '2')]),
      log('dmesg.txt', [dmesg(0, BANNER), ...dump(12).map((text) => dmesg(1000, text))]),
      log('btime', [`btime ${BOOT / 1000}`]),
    ])
    expect(of(document, 'boot').map(({ bootId }) => bootId)).toEqual(['1'.repeat(32), '2'.repeat(32)])
    expect(of(document, 'boot').map(places)).toEqual([
      ['journal.txt:1', 'journal.txt:2'],
      ['btime:1', 'dmesg.txt:1', 'journal.txt:8', 'journal.txt:9'],
    ])
    expect(of(document, 'oom')).toHaveLength(2)
  })

  it('and twice where it booted twice', () => {
    const document = parseAll([
      log('btime', [`btime ${BOOT / 1000}`]),
      log('journal.txt', [iso(BOOT - HOUR, 'node-a', 'kernel', BANNER)]),
    ])
    expect(of(document, 'boot').map(({ form }) => form)).toEqual(['kernel-banner', 'btime'])
  })
})

describe('local stamps without a zone', () => {
  it('are dated by a dump that another log has in UTC', () => {
    const document = parseAll([
      log(
        'journal.txt',
        dump(9).map((text) => utc(BOOT, 'n', 'kernel', text)),
      ),
      log('kern.log', [
        ...dump(9).map((text) => syslog(BOOT, 'n', 'kernel', text)),
        syslog(BOOT + 9000, 'n', 'systemd[1]', 'Reloading.'),
      ]),
    ])
    expect(of(document, 'oom').map(places)).toEqual([['journal.txt:1', 'kern.log:1']])
    expect(of(document, 'systemd-reload').map(({ at }) => [at.epochMs, at.inferred])).toEqual([
      [BOOT + 9000, ['year', 'zone']],
    ])
  })

  it('stay in the order of their lines in the hour that is there twice', () => {
    const change = Date.UTC(2026, 9, 25, 1)
    const berlin = (ms: number) => (ms < change ? '+0200' : '+0100')
    const wall = (ms: number) => new Date(ms + (ms < change ? 2 : 1) * HOUR).toISOString().slice(0, 19)
    const at = [-90, -30, -1, 1, 30, 90].map((minutes) => change + minutes * 60_000)
    const document = parseAll([
      log(
        'journal.txt',
        at.map((ms) => `${wall(ms)}${berlin(ms)} n systemd[1]: Reloading.`),
      ),
      log(
        'kern.log',
        at.flatMap((ms, index) =>
          dump(50 + index).map((text) => `Oct 25 ${wall(ms).slice(11)} n kernel: ${text}`),
        ),
      ),
    ])
    expect(of(document, 'oom').map(({ at: { epochMs } }) => epochMs)).toEqual(at)
  })
})

describe('a clock that is set back', () => {
  const wall = (sec: number) => BOOT + sec * 1000 - (sec > 2000 ? 90_000 : 0)
  const micros = (sec: number) => String(Math.round(sec * 1e6))
  const entry = (sec: number, sender: string, MESSAGE: string) =>
    JSON.stringify({
      __REALTIME_TIMESTAMP: String(wall(sec) * 1000),
      __MONOTONIC_TIMESTAMP: micros(sec),
      ...(sender === 'kernel'
        ? { _TRANSPORT: 'kernel', _SOURCE_MONOTONIC_TIMESTAMP: micros(sec) }
        : { _PID: '1' }),
      _HOSTNAME: 'n',
      SYSLOG_IDENTIFIER: sender,
      MESSAGE,
    })
  const ticks = [1, 100, 600, 1200, 1800, 1990, 2010, 2100, 2600, 3000]
  const kernel = [
    ...ticks.map((sec) => [sec, 'eth0: link up'] as const),
    ...dump(100).map((text) => [2040, text] as const),
  ].sort(([a], [b]) => a - b)

  it('is told, and what came before it stands before it', () => {
    const document = parseAll([
      log(
        'kernel.json',
        kernel.map(([sec, text]) => entry(sec, 'kernel', text)),
      ),
      log('pid1.json', [entry(1995, 'systemd', 'Reloading.'), entry(2030, 'systemd', 'Reloading.')]),
    ])
    expect(document.events.map(({ type, at }) => [type, at.epochMs])).toEqual([
      ['systemd-reload', wall(1995)],
      ['clock-step', wall(2010)],
      ['systemd-reload', wall(2030)],
      ['oom', wall(2040)],
    ])
    expect(of(document, 'clock-step')).toMatchObject([
      { kind: 'set', stepMs: -90_000, at: { basis: 'journal', iso: new Date(wall(2010)).toISOString() } },
    ])
  })

  it('leaves the order open where nothing tells on which side of it an event was', () => {
    const document = parseAll([
      log(
        'kernel.json',
        kernel.map(([sec, text]) => entry(sec, 'kernel', text)),
      ),
      log('pid1.txt', [iso(wall(2055), 'n', 'systemd[1]', 'Reloading.')]),
    ])
    expect(of(document, 'oom')[0]?.orderUncertain).toEqual(['systemd-reload-1'])
  })
})

describe('two boots, and the time of one', () => {
  const boot = (name: string, pid: number, sec: number) =>
    log(name, [
      dmesg(0, BANNER),
      ...dump(pid).map((text, index) => dmesg(sec + index / 1e4, text)),
      dmesg(9000, 'eth0: link is up'),
      ...dump(pid + 1).map((text, index) => dmesg(9000 + index / 1e4, text)),
    ])
  const btime = { name: 'stat', log: `btime ${BOOT / 1000}\n` }

  it('dates neither where which is which is not known', () => {
    const document = parseAll([boot('boot-1.txt', 100, 4000), boot('boot-0.txt', 200, 6000), btime])
    const ooms = of(document, 'oom')
    expect(ooms.map(({ victims }) => victims[0]?.pid).toSorted()).toEqual([100, 101, 200, 201])
    expect(ooms.map(({ at }) => at.epochMs)).toEqual([undefined, undefined, undefined, undefined])
    expect(document.problems.map(({ code }) => code)).toEqual(['boot-unknown', 'boot-unknown'])
  })

  it('dates the copies of one log', () => {
    const document = parseAll([boot('dmesg.txt', 100, 4000), boot('copy.txt', 100, 4000), btime])
    expect(of(document, 'oom').map(({ at }) => at.epochMs)).toEqual([BOOT + 4_000_000, BOOT + 9_000_000])
    expect(document.problems).toEqual([])
  })
})

describe('any choice of the forms of one log', () => {
  it('has each dump once', () => {
    const pids = [101, 102, 103]
    const all = pids.flatMap((pid, index) => dump(pid).map((text) => [1000 + index * 0.4, text] as const))
    const forms = [
      log(
        'dmesg',
        all.map(([sec, text]) => dmesg(sec, text)),
      ),
      log(
        'iso',
        all.map(([sec, text]) => iso(BOOT + sec * 1000, 'n', 'kernel', text)),
      ),
      log(
        'utc',
        all.map(([sec, text]) => utc(BOOT + sec * 1000, 'n.example.org', 'kernel', text)),
      ),
      log(
        'kern.log',
        all.map(([sec, text]) => syslog(BOOT + sec * 1000, 'n', 'kernel', dmesg(sec, text))),
      ),
      log(
        'messages',
        all.map(([sec, text]) => syslog(BOOT + sec * 1000 + 700, 'n', 'kernel', text)),
      ),
      log(
        'rotated',
        all.slice(5).map(([sec, text]) => syslog(BOOT + sec * 1000, 'n', 'kernel', text)),
      ),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(forms, { minLength: 1 }), (some) => {
        const whole = some.some(({ name }) => name !== 'rotated')
        const ooms = of(parseAll(some), 'oom')
        expect(ooms.map(({ victims }) => victims[0]?.pid)).toEqual(whole ? pids : pids.slice(1))
      }),
      { numRuns: 60 },
    )
  })
})
