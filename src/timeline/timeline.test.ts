import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { At } from '../record/at.js'
import type { FoundEvent } from '../record/event.js'
import type { FramingName } from '../record/framing-name.js'
import type { Reading } from '../record/reading.js'
import { buildTimeline, sameNode } from './index.js'

type Oom = Extract<FoundEvent, { type: 'oom' }>
type Limit = Extract<FoundEvent, { type: 'limit-observed' }>

function reading(name: string, events: readonly FoundEvent[], framing: FramingName = 'dmesg'): Reading {
  const placed = events.map((event, index) => ({
    ...event,
    source: { input: name, firstLine: index * 10 + 1, lastLine: index * 10 + 9 },
  }))
  const input = { name, kinds: [], framing, lines: events.length * 10, gaps: [], problems: [] }
  return { input, events: placed, facts: [] }
}

const source = { input: '', firstLine: 0, lastLine: 0 }

function wall(epochMs: number, uncertaintyMs = 1): At {
  return { epochMs, basis: 'journal', uncertaintyMs }
}

function up(monotonicSec: number): At {
  return { monotonicSec, basis: 'monotonic-only' }
}

function oom(pid: number, at: At, more: Partial<Oom> = {}): Oom {
  return {
    type: 'oom',
    at,
    source,
    scope: 'memcg',
    outcome: 'killed',
    trigger: { comm: 'app', pid, order: 0, gfpMask: '0xcc0' },
    cgroup: { memory: { usageBytes: 4096000, limitBytes: 4096000, failcnt: pid * 10 } },
    victims: [{ pid, comm: 'app', totalVmBytes: 9_000_000, anonRssBytes: 4_000_000, why: 'selected' }],
    pageSizeBytes: 4096,
    pageSizeBasis: 'victim',
    completeness: { complete: true, missing: [], foreignLines: 0, lostLines: 0, unexplained: [] },
    derived: {},
    problems: [],
    ...more,
  }
}

/** The kill line alone, which is later than the first line of its dump. */
function killLine(pid: number, at: At): Oom {
  const { cgroup: _, ...rest } = oom(pid, at)
  const missing: Oom['completeness']['missing'] = ['invocation', 'call-trace', 'memcg-counters', 'task-table']
  return { ...rest, trigger: {}, completeness: { ...rest.completeness, complete: false, missing } }
}

function reload(at: At, more: Partial<Extract<FoundEvent, { type: 'systemd-reload' }>> = {}): FoundEvent {
  return { type: 'systemd-reload', kind: 'reload', message: 'Reloading.', at, source, problems: [], ...more }
}

function flag(value: string, at: At, more: object = {}): FoundEvent {
  const message = `FLAG: --v="${value}"`
  return { type: 'kubelet-flag', name: '--v', value, message, at, source, problems: [], ...more }
}

function limit(from: At, to: At, count: number, more: object = {}): Limit {
  return {
    type: 'limit-observed',
    cgroup: '/kubepods.slice',
    holder: 'kubelet',
    property: 'allocatableMemory.available',
    limitBytes: 3390910464,
    at: from,
    lastAt: to,
    count,
    message: 'observations',
    source,
    problems: [],
    ...more,
  }
}

function fileRead(at: At): FoundEvent {
  const property = 'memory.limit_in_bytes'
  const limitBytes = 3390910464
  return {
    type: 'limit-observed',
    cgroup: '/kubepods',
    holder: 'cgroup',
    property,
    limitBytes,
    at,
    message: '3390910464',
    source,
    problems: [],
  }
}

function banner(at: At): FoundEvent {
  return { type: 'boot', form: 'kernel-banner', message: 'Linux version 6.12.8', at, source, problems: [] }
}

function modified(at: number): FoundEvent {
  return {
    type: 'config-file-modified',
    path: '/etc/kubernetes/kubelet.conf',
    basis: 'stat',
    message: 'Modify: …',
    at: { epochMs: at, basis: 'file-mtime', uncertaintyMs: 1 },
    source,
    problems: [],
  }
}

function build(...readings: Reading[]): FoundEvent[] {
  return buildTimeline(readings).events.map(({ event }) => event)
}

const T = Date.UTC(2026, 10, 23, 18, 37, 15)

describe('two readings', () => {
  it.each<[string, FoundEvent, FoundEvent, 1 | 2]>([
    ['one stamp of the kernel', oom(7, up(843.979232)), oom(7, up(843.979232)), 1],
    ['one stamp, rounded to milliseconds', oom(7, up(843.979232)), oom(7, up(843.979)), 1],
    ['another stamp of the kernel', oom(7, up(843.979232)), oom(7, up(844.1)), 2],
    [
      'one stamp in two boots',
      oom(7, { ...up(840), epochMs: T }),
      oom(7, { ...up(840), epochMs: T + 86_400_000 }),
      2,
    ],
    [
      'one stamp and a step of the wall clock',
      oom(7, { ...up(840), epochMs: T }),
      oom(7, { ...up(840), epochMs: T + 700_000 }),
      1,
    ],
    [
      'journald received it a second later',
      oom(7, wall(T)),
      oom(7, { ...wall(T + 1900), basis: 'syslog' }),
      1,
    ],
    ['wall clocks too far apart', oom(7, wall(T)), oom(7, wall(T + 5000)), 2],
    ['wall clocks far apart, and neither is sure', oom(7, wall(T, 2000)), oom(7, wall(T + 4000, 2000)), 1],
    ['another victim at the same moment', oom(7, up(843)), oom(8, up(843)), 2],
    ['no clock in common, the same victim with its sizes', oom(7, up(843)), oom(7, wall(T)), 1],
    ['no clock at all', oom(7, { basis: 'none' }), oom(7, { basis: 'none' }), 1],
    ['the kill line, printed half a second later', oom(7, up(843)), killLine(7, up(843.5)), 1],
    ['the kill line of another boot', oom(7, wall(T)), killLine(7, wall(T + 3_600_000)), 2],
    ['a kill line before its dump', oom(7, up(843)), killLine(7, up(842)), 2],
    ['a line and its copy', flag('4', wall(T)), flag('4', { ...wall(T + 500), basis: 'klog' }), 1],
    ['a line of a journal and the next, of a window', flag('4', wall(T)), flag('4', wall(T + 500)), 2],
    ['a line and another', flag('4', wall(T)), flag('2', wall(T)), 2],
    ['a line and its copy out of another start', flag('4', wall(T)), flag('4', wall(T + 60_000)), 2],
    ['a line of two processes', flag('4', wall(T), { pid: 1 }), flag('4', wall(T), { pid: 2 }), 2],
    [
      'a local stamp and the same with fractions',
      flag('4', { basis: 'none', printed: 'Nov 23 19:37:15' }),
      flag('4', { basis: 'none', printed: 'Nov 23 19:37:15.897777' }),
      1,
    ],
    [
      'two local stamps',
      flag('4', { basis: 'none', printed: 'Nov 23 19:37:15' }),
      flag('4', { basis: 'none', printed: 'Nov 23 19:38:15' }),
      2,
    ],
    ['one modification in stat and in ls', modified(T), modified(T), 1],
    ['two modifications within a second', modified(T), modified(T + 900), 2],
    ['a limit read twice at unknown times', fileRead({ basis: 'none' }), fileRead({ basis: 'none' }), 2],
    [
      'a limit read once',
      fileRead({ epochMs: T, basis: 'capture', uncertaintyMs: 5000 }),
      fileRead({ epochMs: T + 900, basis: 'capture', uncertaintyMs: 1 }),
      1,
    ],
    [
      'the first line of a boot, read by journald when it started',
      banner({ ...up(0), epochMs: T }),
      banner(wall(T + 40_000)),
      1,
    ],
    ['two boots', banner({ ...up(0), epochMs: T }), banner({ ...up(0), epochMs: T + 600_000 }), 2],
  ])('%s: %#', (_, first, second, expected) => {
    expect(build(reading('a', [first]), reading('b', [second]))).toHaveLength(expected)
    expect(build(reading('a', [second]), reading('b', [first]))).toHaveLength(expected)
  })

  it('of one input are never one event', () => {
    expect(build(reading('a', [oom(7, up(843)), oom(7, up(843))]))).toHaveLength(2)
    expect(build(reading('a', [reload(wall(T)), reload(wall(T))]))).toHaveLength(2)
  })

  it('of an input that was given twice are', () => {
    const limits = reading('memory.max', [fileRead({ basis: 'none' })])
    expect(build(limits, limits)).toHaveLength(1)
  })

  it('of dmesg after a suspend and of a journal are one when all of a dump agrees, and two when a line does', () => {
    const tasks = Array.from({ length: 10 }, (_, index) => ({
      pid: index + 1,
      comm: 'app',
      rssPages: index * 3,
    }))
    const late: At = { epochMs: T - 7_200_000, basis: 'dmesg-wall-clock', uncertaintyMs: 2000 }
    expect(
      build(reading('a', [oom(7, wall(T), { tasks })]), reading('b', [oom(7, late, { tasks })])),
    ).toHaveLength(1)
    expect(build(reading('a', [killLine(7, wall(T))]), reading('b', [killLine(7, late)]))).toHaveLength(2)
  })

  it('are one where short-monotonic prints when journald received the line', () => {
    const printed = reading('kmsg', [oom(7, up(1212.060602))])
    const received = reading('short', [oom(7, up(1212.273911))], 'journal-short-monotonic')
    const [event, ...others] = build(received, printed)
    expect(others).toEqual([])
    expect(event?.at.monotonicSec).toBe(1212.060602)
    const early = reading('short', [oom(7, up(1211.9))], 'journal-short-monotonic')
    expect(build(early, printed)).toHaveLength(2)
  })
})

describe('hosts', () => {
  const on = (host: string | undefined, pid = 7) => oom(pid, wall(T), host === undefined ? {} : { host })

  it.each<[string | undefined, string | undefined, 1 | 2]>([
    ['node-1', 'node-1', 1],
    ['node-1', 'node-1.example.org', 1],
    ['node-1', 'node-10', 2],
    ['node-1.a.org', 'node-1.b.org', 2],
    ['node-1', undefined, 1],
    [undefined, undefined, 1],
  ])('%s and %s', (first, second, expected) => {
    expect(build(reading('a', [on(first)]), reading('b', [on(second)]))).toHaveLength(expected)
  })

  it('a missing host is nobody knows whose where there are two', () => {
    const other = reading('c', [on('node-2', 8)])
    expect(build(reading('a', [on('node-1')]), reading('b', [on(undefined)]), other)).toHaveLength(3)
  })

  it('sameNode does not care for the domain', () => {
    expect(sameNode('Node-1', 'node-1.example.org')).toBe(true)
    expect(sameNode('node-1', 'node-11')).toBe(false)
  })
})

describe('the record', () => {
  it('is the fullest reading with the best time, the host, and all the sources', () => {
    const full = oom(7, up(843), { kernel: { release: '6.1.0' } })
    const [event] = build(
      reading('kill.txt', [killLine(7, wall(T + 300, 20))]),
      reading('journal.txt', [oom(7, wall(T, 1000), { host: 'node-1' })]),
      reading('dmesg.txt', [full]),
    )
    expect(event).toMatchObject({
      at: { epochMs: T, monotonicSec: 843, uncertaintyMs: 1000, basis: 'journal' },
      host: 'node-1',
      kernel: { release: '6.1.0' },
      source: { input: 'dmesg.txt' },
      problems: [],
    })
    expect(event?.alsoIn?.map(({ input }) => input)).toEqual(['kill.txt', 'journal.txt'])
  })

  it('takes the time of a reading that has the head of the dump', () => {
    const tasks = Array.from({ length: 30 }, (_, index) => ({ pid: index + 1, comm: 'app' }))
    const tail = { ...killLine(7, up(844)), tasks }
    const [event, ...others] = build(reading('a', [tail]), reading('b', [oom(7, up(843))]))
    expect(others).toEqual([])
    expect(event).toMatchObject({ source: { input: 'b' }, at: { monotonicSec: 843 } })
    const cut = oom(7, up(843))
    cut.completeness = { ...cut.completeness, complete: false, missing: ['kill-line'] }
    cut.victims = []
    cut.constraint = { constraint: 'CONSTRAINT_MEMCG', pid: 7 }
    const [longer] = build(reading('a', [tail]), reading('b', [cut]))
    expect(longer).toMatchObject({ source: { input: 'a' }, at: { monotonicSec: 843 } })
  })

  it('says where another reading differs', () => {
    const [event] = build(
      reading('a', [oom(7, up(843), { kernel: { release: '6.1.0', build: '#1 SMP' } })]),
      reading('b', [oom(7, up(843), { kernel: { release: '6.1.9' } })]),
    )
    expect(event?.problems).toEqual([
      { code: 'readings-differ', message: 'b:1 reads otherwise: kernel.release 6.1.9 (here 6.1.0)' },
    ])
  })

  it('of a boot has the earliest time: the others are when somebody read its first line', () => {
    const first = { ...banner({ epochMs: T, basis: 'boot-time', uncertaintyMs: 400, monotonicSec: 0 }) }
    const [event] = build(reading('a', [banner(wall(T + 40_000))]), reading('b', [first]))
    expect(event?.at).toMatchObject({ epochMs: T, monotonicSec: 0, basis: 'boot-time' })
  })

  it('changes nothing of what it was given', () => {
    const readings = [reading('a', [oom(7, up(843))]), reading('b', [oom(7, wall(T))])]
    const before = structuredClone(readings)
    buildTimeline(readings)
    expect(readings).toEqual(before)
  })
})

describe('look-alikes', () => {
  it('a window of a log with the same line every few seconds', () => {
    const times = [0, 3000, 6000, 9000, 12_000]
    const all = reading(
      'all',
      times.map((time) => reload(wall(T + time))),
    )
    const seconds = times.slice(2).map((time) => reload(wall(T + time, 1000)))
    const events = build(reading('window', seconds), all)
    expect(events).toHaveLength(5)
    expect(events.map(({ alsoIn = [] }) => alsoIn.length)).toEqual([0, 0, 1, 1, 1])
  })

  it('two windows of which each has what the other lacks', () => {
    const window = (from: number, to: number) =>
      [0, 1, 2, 3, 4, 5].slice(from, to).map((step) => reload(wall(T + step * 1000)))
    expect(build(reading('a', window(0, 4)), reading('b', window(2, 6)))).toHaveLength(6)
  })

  it('lines of one second stay in their order', () => {
    const precise = [100, 500, 900].map((ms) => reload(wall(T + ms)))
    const coarse = [1, 2, 3].map(() => reload(wall(T, 1000)))
    const events = build(reading('a', coarse), reading('b', precise))
    expect(
      events.map(({ source, alsoIn }) => [source.input, source.firstLine, alsoIn?.[0]?.firstLine]),
    ).toEqual([
      ['b', 1, 1],
      ['b', 11, 11],
      ['b', 21, 21],
    ])
  })

  it('without clocks: as many in one input as in the other, or none is known again', () => {
    const none: At = { basis: 'none' }
    const some = (count: number) => Array.from({ length: count }, () => reload(none))
    expect(build(reading('a', some(3)), reading('b', some(3)))).toHaveLength(3)
    expect(build(reading('a', some(3)), reading('b', some(2)))).toHaveLength(5)
  })

  it('the head of a dump in one log and its end in the next are joined by the log that has both', () => {
    const head: Oom = { ...oom(7, up(843)), victims: [], outcome: 'unknown' }
    head.completeness = { ...head.completeness, complete: false, missing: ['kill-line'] }
    const end = killLine(7, up(843.4))
    const whole = oom(7, up(843))
    for (const inputs of [
      [head, end, whole],
      [whole, end, head],
    ])
      expect(build(...inputs.map((event, index) => reading(`i${index}`, [event])))).toHaveLength(1)
  })

  it('boots are one when something that both inputs have follows them, however late journald was', () => {
    const kmsg = reading('kmsg', [
      banner({ ...up(0), epochMs: T }),
      oom(7, { ...up(400), epochMs: T + 400_000 }),
    ])
    const journal = reading('journal', [banner(wall(T + 170_000)), oom(7, wall(T + 400_100))])
    const [boot, kill, ...others] = build(journal, kmsg)
    expect(others).toEqual([])
    expect(boot).toMatchObject({ type: 'boot', at: { epochMs: T } })
    expect(kill?.type).toBe('oom')
  })

  it('any mixture of windows of one log gives the events of the log', () => {
    const log = Array.from({ length: 24 }, (_, index) =>
      index % 3 === 0 ? oom(100 + index, wall(T + index * 400)) : reload(wall(T + index * 400)),
    )
    const window = fc
      .tuple(fc.nat(23), fc.nat(23))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const)
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 5 }), (windows) => {
        const seen = new Set(windows.flatMap(([from, to]) => log.slice(from, to)))
        const readings = windows.map(([from, to], index) => reading(`w${index}`, log.slice(from, to)))
        const events = build(...readings)
        expect(events.map(({ at }) => at.epochMs)).toEqual(
          log.filter((event) => seen.has(event)).map(({ at }) => at.epochMs),
        )
        expect(build(...readings.reverse())).toHaveLength(events.length)
      }),
    )
  })
})

describe('series', () => {
  it('are one where their spans overlap: union of the spans, least amount, the greatest count', () => {
    const first = limit(wall(T), wall(T + 300_000), 31, { availableBytes: 900, leastAvailableBytes: 500 })
    const second = limit(wall(T + 200_000), wall(T + 500_000), 30, {
      availableBytes: 700,
      leastAvailableBytes: 400,
    })
    for (const readings of [
      [reading('a', [first]), reading('b', [second])],
      [reading('a', [second]), reading('b', [first])],
    ]) {
      const [event, ...others] = build(...readings)
      expect(others).toEqual([])
      expect(event).toMatchObject({
        at: { epochMs: T },
        lastAt: { epochMs: T + 500_000 },
        count: 31,
        availableBytes: 900,
        leastAvailableBytes: 400,
      })
    }
  })

  it('have no line for an amount that another input has', () => {
    const amounts = (available: string, least: string) => ({
      printed: { limitBytes: '8Ki', availableBytes: available, leastAvailableBytes: least },
    })
    const longer = limit(wall(T), wall(T + 300_000), 31, {
      availableBytes: 900,
      leastAvailableBytes: 500,
      ...amounts('900', '500'),
    })
    const least = limit(wall(T + 200_000), wall(T + 500_000), 30, {
      availableBytes: 700,
      leastAvailableBytes: 400,
    })
    const [event] = build(reading('a', [longer]), reading('b', [least]))
    expect(event).toMatchObject({ leastAvailableBytes: 400, lines: { limitBytes: 1, availableBytes: 1 } })
    expect(event).not.toHaveProperty('lines.leastAvailableBytes')
    expect(event).not.toHaveProperty('printed.leastAvailableBytes')
    const more = limit(wall(T + 200_000), wall(T + 500_000), 30, { leastAvailableBytes: 600 })
    expect(build(reading('a', [longer]), reading('b', [more]))[0]).not.toHaveProperty('lines')
  })

  it.each<[string, FoundEvent]>([
    ['another limit', limit(wall(T), wall(T + 1000), 2, { limitBytes: 4020056064 })],
    ['another process', limit(wall(T), wall(T + 1000), 2, { pid: 9 })],
    ['another time', limit(wall(T + 900_000), wall(T + 990_000), 9)],
  ])('are two: %s', (_, other) => {
    const one = limit(wall(T), wall(T + 300_000), 31, { pid: 8 })
    expect(build(reading('a', [one]), reading('b', [other]))).toHaveLength(2)
  })

  it('join a single measurement, and take the cgroup of the reading that knows it', () => {
    const single = limit(wall(T + 60_000), wall(0), 1, { cgroup: '/kubepods' })
    delete single.lastAt
    delete single.count
    const whole = limit(wall(T), wall(T + 300_000), 31)
    const [event, ...others] = build(reading('a', [single]), reading('b', [whole]))
    expect(others).toEqual([])
    expect(event).toMatchObject({ cgroup: '/kubepods.slice', count: 31, alsoIn: [{ input: 'a' }] })
  })

  it('do not mix the clocks of different measurements', () => {
    const whole = limit(wall(T), wall(T + 300_000), 31)
    const window = limit({ ...wall(T + 100_000), monotonicSec: 260 }, wall(T + 200_000), 11)
    const [event, ...others] = build(reading('a', [whole]), reading('b', [window]))
    expect(others).toEqual([])
    expect(event?.at).toEqual(wall(T))
  })

  it('a window that bridges two others joins all three', () => {
    const parts = [
      [0, 300],
      [200, 500],
      [400, 700],
    ].map(([from = 0, to = 0], index) =>
      reading(`w${index}`, [limit(wall(T + from * 1000), wall(T + to * 1000), 31)]),
    )
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 3 }), (shuffled) => {
        expect(build(...shuffled)).toHaveLength(1)
      }),
    )
  })
})

describe('the order', () => {
  const names = (events: readonly FoundEvent[]) =>
    events.map((event) => (event.type === 'kubelet-flag' ? event.value : event.type))
  const none: At = { basis: 'none' }

  it('is that of the instants, and of the lines among equal ones', () => {
    const a = reading('a', [flag('2', wall(T + 5)), flag('1', wall(T)), flag('3', wall(T + 5))])
    const b = reading('b', [flag('4', wall(T + 9)), flag('0', wall(T - 9))])
    expect(names(build(a, b))).toEqual(['0', '1', '2', '3', '4'])
  })

  it('puts an event without an instant behind its predecessor, before its successor, or last', () => {
    const a = reading('a', [
      flag('before', none),
      flag('1', wall(T)),
      flag('after', none),
      flag('3', wall(T + 9)),
    ])
    const b = reading('b', [flag('2', wall(T + 5))])
    const c = reading('c', [flag('x', none), flag('y', none)])
    expect(names(build(c, a, b))).toEqual(['before', '1', 'after', '2', '3', 'x', 'y'])
  })

  it('keeps the order of every input among events without instants', () => {
    const a = reading('a', [oom(1, up(1)), oom(3, up(3))])
    const b = reading('b', [oom(1, up(1)), oom(2, up(2)), oom(3, up(3))])
    const pids = build(a, b).map((event) => (event.type === 'oom' ? event.trigger.pid : undefined))
    expect(pids).toEqual([1, 2, 3])
  })

  it('ends although two inputs contradict each other', () => {
    const a = reading('a', [oom(1, none), oom(2, none)])
    const b = reading('b', [oom(2, none), oom(1, none)])
    expect(build(a, b)).toHaveLength(2)
  })

  it('is uncertain where clocks of two inputs leave it open', () => {
    const a = reading('a', [flag('1', wall(T, 1000)), flag('2', wall(T + 100, 1000))])
    const b = reading('b', [flag('3', wall(T + 900, 1000)), flag('4', wall(T + 9000, 1000))])
    const { events } = buildTimeline([a, b])
    expect(events.map(({ uncertainWith }) => uncertainWith)).toEqual([[2], [2], [0, 1], []])
  })

  it('of facts out of files is nobody’s question', () => {
    const at: At = { epochMs: T, basis: 'capture', uncertaintyMs: 5000 }
    const { events } = buildTimeline([reading('a', [fileRead(at)]), reading('b', [modified(T)])])
    expect(events.map(({ uncertainWith }) => uncertainWith)).toEqual([[], []])
  })

  it('names at most eight neighbours', () => {
    const readings = Array.from({ length: 30 }, (_, index) =>
      reading(`i${index}`, [flag(String(index), wall(T + index, 1000))]),
    )
    const { events } = buildTimeline(readings)
    for (const { uncertainWith } of events) expect(uncertainWith.length).toBeLessThanOrEqual(8)
    expect(events[0]?.uncertainWith).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})

describe('a lot', () => {
  it('10,000 OOMs out of six inputs', () => {
    const readings = Array.from({ length: 6 }, (_, input) =>
      reading(
        `i${input}`,
        Array.from({ length: 10_000 }, (_, index) =>
          oom(
            1000 + (index % 5000),
            input % 2 === 0 ? up(index * 0.7) : { ...up(index * 0.7), epochMs: T + index * 700 },
          ),
        ),
      ),
    )
    const start = process.cpuUsage().user
    expect(build(...readings)).toHaveLength(10_000)
    expect((process.cpuUsage().user - start) / 1000).toBeLessThan(8000)
  })

  it('10,000 equal lines of one second out of three inputs', () => {
    const lines = Array.from({ length: 10_000 }, () => reload(wall(T, 1000)))
    const start = process.cpuUsage().user
    expect(build(reading('a', lines), reading('b', lines), reading('c', lines))).toHaveLength(10_000)
    expect((process.cpuUsage().user - start) / 1000).toBeLessThan(8000)
  })

  it('nothing', () => {
    expect(buildTimeline([])).toEqual({ events: [], inputs: [] })
    const empty = reading('a', [])
    expect(buildTimeline([empty])).toEqual({ events: [], inputs: [empty.input] })
  })
})
