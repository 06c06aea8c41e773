import { describe, expect, it } from 'vitest'
import type { At, FoundEvent } from '../record/index.js'
import type { Reading } from '../record/reading.js'
import type { ClockOptions } from './options.js'
import { resolveWith } from './resolve.js'
import { boot, dump, fact, print, reading, reload, sameMessage } from './sample-readings.js'

const HOUR = 3_600_000
/** 2026-11-23 19:16:20 in Berlin. */
const NOW = Date.UTC(2026, 10, 23, 18, 16, 20)
const BERLIN = fact({ kind: 'zone', zone: 'Europe/Berlin' })
const YEAR = fact({ kind: 'captured', epochMs: NOW + HOUR, uncertaintyMs: 1000 })

function resolve(readings: readonly Reading[], options: ClockOptions = {}) {
  return resolveWith(readings, options, sameMessage)
}

function at(readings: readonly Reading[], input: number, options: ClockOptions = {}): At | undefined {
  return resolve(readings, options).readings[input]?.events[0]?.at
}

function codes(readings: readonly Reading[], options: ClockOptions = {}): string[] {
  return resolve(readings, options).problems.map(({ code }) => code)
}

const kernLog = reading('kern.log', [reload({ printed: 'Nov 23 19:16:20' }, 5)], [], 'syslog-rfc3164')

describe('zone', () => {
  it('says that year and zone were inferred', () => {
    expect(at([kernLog, reading('node', [], [BERLIN, YEAR])], 0)).toEqual({
      printed: 'Nov 23 19:16:20',
      epochMs: NOW,
      iso: '2026-11-23T18:16:20.000Z',
      basis: 'syslog',
      uncertaintyMs: 1000,
      inferred: ['year', 'zone'],
    })
  })

  it('does not say so of what the caller states', () => {
    const found = at([kernLog], 0, { timezone: 'Europe/Berlin', year: 2026 })
    expect(found).toMatchObject({ epochMs: NOW, uncertaintyMs: 1000 })
    expect(found).not.toHaveProperty('inferred')
  })

  it('stays as printed where nothing tells it', () => {
    expect(at([kernLog], 0)).toEqual({ printed: 'Nov 23 19:16:20', basis: 'none' })
    expect(codes([kernLog])).toEqual(['year-unknown'])
    expect(codes([kernLog, reading('node', [], [YEAR])])).toEqual(['zone-unknown'])
  })

  it.each([
    ['the offset of a neighbour', [fact({ kind: 'offset', epochMs: NOW, offsetMinutes: 60 })], NOW],
    [
      'an offset of zero that nothing contradicts',
      [fact({ kind: 'offset', epochMs: NOW, offsetMinutes: 0 })],
      NOW + HOUR,
    ],
    [
      'a zone rather than an offset',
      [BERLIN, fact({ kind: 'offset', epochMs: NOW, offsetMinutes: -300 })],
      NOW,
    ],
  ])('takes %s', (_, facts, epochMs) => {
    expect(at([kernLog, reading('node', [], [YEAR, ...facts])], 0)?.epochMs).toBe(epochMs)
  })

  it('does not take the habit of a tool for the zone of the machine', () => {
    const utc = reading(
      'utc.txt',
      [reload({ printed: '2026-11-23T18:00:00+00:00', epochMs: NOW - 980_000 }, 1)],
      [fact({ kind: 'offset', epochMs: NOW - 980_000, offsetMinutes: 0 })],
    )
    const local = reading('local.txt', [], [fact({ kind: 'offset', epochMs: NOW, offsetMinutes: 60 })])
    expect(at([kernLog, utc, local], 0)?.epochMs).toBe(NOW)
  })

  it('does not take UTC of collectors for the zone of the machine', () => {
    const docker = reading(
      'json.log',
      [reload({ printed: '2026-11-23T18:00:00Z', epochMs: NOW - 980_000, basis: 'syslog' }, 1)],
      [fact({ kind: 'offset', epochMs: NOW, offsetMinutes: 0 })],
      'container-json',
    )
    expect(codes([kernLog, docker])).toEqual(['zone-unknown'])
  })

  it('knows a journal that was printed in UTC by its preamble', () => {
    const journal = reading(
      'journal',
      [reload({ printed: 'Nov 23 18:16:20' }, 5)],
      [
        fact({ kind: 'year', printed: 'Mon 2026-11-23 18:00:00 UTC' }),
        fact({ kind: 'year', printed: 'Mon 2026-11-23 18:30:00 UTC' }),
      ],
      'journal-short',
    )
    expect(at([journal, reading('node', [], [BERLIN])], 0)).toMatchObject({ epochMs: NOW, basis: 'journal' })
  })

  it('takes the preamble of a log of many machines for all its lines', () => {
    const log = reading(
      'log',
      [reload({ printed: 'Nov 23 18:16:20' }, 5, 'one'), reload({ printed: 'Nov 23 18:16:21' }, 6, 'two')],
      [fact({ kind: 'year', printed: 'Mon 2026-11-23 18:00:00 UTC' })],
      'journal-short',
    )
    expect(at([log], 0)).toMatchObject({ epochMs: NOW, basis: 'journal' })
  })

  it('takes UTC of one journal for the machine where no preamble names another zone', () => {
    const preamble = (zone: string) => fact({ kind: 'year', printed: `Mon 2026-11-23 18:00:00 ${zone}` })
    const journal = reading('journal', [reload({ printed: 'Nov 23 18:16:00' }, 5, 'here')], [preamble('UTC')])
    const messages = reading('messages', [reload({ printed: 'Nov 23 18:16:20' }, 1, 'here')])
    expect(at([journal, messages], 1)).toMatchObject({ epochMs: NOW, inferred: ['year', 'zone'] })
    const local = reading('local', [reload({ printed: 'Nov 23 19:16:00' }, 5, 'here')], [preamble('CET')])
    expect(at([journal, messages, local], 1)?.epochMs).toBeUndefined()
  })

  it('keeps hosts apart', () => {
    const here = reading('here', [reload({ printed: 'Nov 23 19:16:20' }, 1, 'here')])
    const there = reading(
      'there',
      [reload({ printed: 'Nov 23 19:16:20' }, 1, 'there')],
      [fact({ kind: 'zone', zone: 'America/New_York', host: 'there' })],
    )
    const unknown = reading('dmesg', [], [BERLIN])
    const readings = [here, there, unknown]
    expect(at(readings, 0, { year: 2026 })).toEqual({ printed: 'Nov 23 19:16:20', basis: 'none' })
    expect(at(readings, 1, { year: 2026 })?.epochMs).toBe(NOW + 6 * HOUR)
    // With one host, what has none is of it.
    expect(at([here, unknown], 0, { year: 2026 })?.epochMs).toBe(NOW)
  })

  it('reports two zones of one machine', () => {
    const other = fact({ kind: 'zone', zone: 'Asia/Tokyo' })
    expect(codes([kernLog, reading('a', [], [BERLIN, YEAR]), reading('b', [], [other])])).toEqual([
      'zone-conflict',
    ])
  })

  it('ignores a zone that is none', () => {
    const wrong = fact({ kind: 'zone', zone: '__proto__' })
    expect(codes([kernLog, reading('a', [], [wrong, YEAR])])).toEqual(['zone-unknown'])
  })

  it('tells the second of two equal hours by the order of the lines', () => {
    const events = ['Oct 25 02:50:00', 'Oct 25 02:10:00', 'Oct 25 02:40:00', 'Oct 25 03:10:00'].map(
      (printed, line) => reload({ printed }, line + 1),
    )
    const first = Date.UTC(2026, 9, 25, 0, 50)
    const { readings } = resolve([reading('x', events)], { timezone: 'Europe/Berlin', year: 2026 })
    expect(
      readings[0]?.events.map((event) => [(event.at.epochMs ?? 0) - first, event.at.uncertaintyMs]),
    ).toEqual([
      [0, 1000 + HOUR],
      [20 * 60_000, 1000],
      [50 * 60_000, 1000],
      [80 * 60_000, 1000],
    ])
  })
})

describe('klog', () => {
  const stamp = print.klog(NOW)
  const klog = reading('kubelet.log', [reload({ printed: stamp }, 1)], [], 'klog')

  it('in UTC is found by a wrapper, while the machine is in Berlin', () => {
    const wrapper = reading(
      'journal',
      [],
      [BERLIN, fact({ kind: 'wrapped-klog', epochMs: NOW + 40, stamp, sender: 'kubelet' })],
    )
    expect(at([klog, wrapper], 0)).toEqual({
      printed: stamp,
      epochMs: NOW,
      iso: '2026-11-23T18:16:20.000Z',
      basis: 'klog',
      uncertaintyMs: 1,
      inferred: ['year', 'zone'],
    })
  })

  it('is in local time where its wrapper shows that', () => {
    const local = print.klog(NOW + HOUR)
    const wrapper = reading('journal', [], [fact({ kind: 'wrapped-klog', epochMs: NOW + 900, stamp: local })])
    expect(at([reading('k', [reload({ printed: local }, 1)], [], 'klog'), wrapper], 0)?.epochMs).toBe(NOW)
  })

  it('is found by the same events in another input, over New Year', () => {
    const eve = Date.UTC(2026, 11, 31, 23, 59, 50)
    const raw: FoundEvent[] = []
    const journal: FoundEvent[] = []
    for (let index = 0; index < 5; index++) {
      const epochMs = eve + index * 7300
      raw.push({
        ...reload({ printed: print.klog(epochMs - 5 * HOUR) }, index + 1),
        message: `m${index}`,
      } as FoundEvent)
      const wall = {
        printed: print.iso(epochMs, 0),
        epochMs: Math.floor(epochMs / 1000) * 1000,
        basis: 'journal' as const,
      }
      journal.push({ ...reload(wall, index + 1), message: `m${index}` } as FoundEvent)
    }
    const { readings } = resolve([reading('k', raw, [], 'klog'), reading('j', journal, [BERLIN])])
    expect(readings[0]?.events.map((event) => event.at.epochMs)).toEqual(
      [0, 1, 2, 3, 4].map((index) => eve + index * 7300),
    )
  })

  it('lets events that happen often vote', () => {
    const raw = [0, 1, 2, 3, 4, 5].map((n) => reload({ printed: print.klog(NOW + n * 900_000) }, n + 1))
    const journal = [0, 1, 2, 3, 4, 5].map((n) =>
      reload({ epochMs: NOW + 30 + n * 900_000, basis: 'journal' }, n + 1),
    )
    expect(at([reading('k', raw, [], 'klog'), reading('j', journal)], 0)?.epochMs).toBe(NOW)
  })

  it('is in the zone of the machine where nothing tells more', () => {
    expect(at([klog, reading('node', [], [BERLIN, YEAR])], 0)).toMatchObject({
      epochMs: NOW - HOUR,
      inferred: ['year', 'zone'],
    })
  })

  it('has its year in its preamble', () => {
    const year = fact({ kind: 'year', printed: '2026/11/23 19:16:00' })
    const local = reading('k', [reload({ printed: '1123 19:16:20.000000' }, 1)], [year, BERLIN], 'klog')
    expect(at([local], 0)?.epochMs).toBe(NOW)
  })
})

describe('boot', () => {
  const BOOT = NOW - 1_000_000
  const oom = dump({ printed: '1000.000000', monotonicSec: 1000, basis: 'monotonic-only' }, 1, 'oom')
  const dmesg = reading('dmesg.txt', [oom], [], 'dmesg')

  it.each<[string, Reading[], ClockOptions, number, number]>([
    [
      'btime',
      [reading('b', [], [fact({ kind: 'boot-time', epochMs: BOOT, uncertaintyMs: 1000 })])],
      {},
      NOW,
      1000,
    ],
    ['the option', [], { bootTimeMs: BOOT }, NOW, 1000],
    [
      'uptime -s',
      [reading('b', [], [fact({ kind: 'local-boot-time', printed: '2026-11-23 18:59:40' }), BERLIN])],
      {},
      NOW,
      1000,
    ],
    [
      'a pair of clocks',
      [
        reading(
          'j',
          [],
          [
            fact(
              {
                kind: 'both-clocks',
                printed: 'x',
                epochMs: BOOT + 500_010,
                monotonicSec: 500,
                resolutionMs: 1,
              },
              1,
            ),
            fact(
              {
                kind: 'both-clocks',
                printed: 'x',
                epochMs: BOOT + 600_010,
                monotonicSec: 600,
                resolutionMs: 1,
              },
              2,
            ),
          ],
        ),
      ],
      {},
      NOW + 10,
      250,
    ],
    [
      'the same event in a journal',
      [
        reading('j', [
          dump({ printed: 'x', epochMs: NOW + 300, basis: 'journal', uncertaintyMs: 1 }, 9, 'oom'),
        ]),
      ],
      {},
      NOW + 300,
      250,
    ],
  ])('of %s', (_, others, options, epochMs, uncertaintyMs) => {
    expect(at([dmesg, ...others], 0, options)).toMatchObject({ epochMs, uncertaintyMs, basis: 'boot-time' })
  })

  it('of dmesg -T beside it', () => {
    const wall = reading(
      'T',
      [dump({ printed: 'Mon Nov 23 19:16:20 2026' }, 1, 'oom')],
      [BERLIN],
      'dmesg-wall-clock',
    )
    expect(at([dmesg, wall], 0)).toMatchObject({ epochMs: NOW, uncertaintyMs: 2000, inferred: ['zone'] })
    expect(at([dmesg, wall], 1)).toMatchObject({
      epochMs: NOW,
      uncertaintyMs: 2000,
      basis: 'dmesg-wall-clock',
    })
  })

  it('of syslog with uptime, which it also measures', () => {
    const late = dump({ printed: 'Nov 23 19:16:24', monotonicSec: 1000, basis: 'monotonic-only' }, 40, 'late')
    const facts = Array.from({ length: 30 }, (_, index) => {
      const monotonicSec = index * 30 + 0.5
      const printed = print.month(BOOT + HOUR + monotonicSec * 1000)
      return fact({ kind: 'both-clocks', printed, monotonicSec, resolutionMs: 1000 }, index + 1)
    })
    const log = reading('kern.log', [late], [...facts, BERLIN, YEAR], 'syslog-rfc3164')
    const readings = [log, dmesg]
    expect(at(readings, 0)).toMatchObject({
      epochMs: NOW + 4000,
      basis: 'syslog',
      inferred: ['year', 'zone'],
    })
    expect(at(readings, 0)?.uncertaintyMs).toBeGreaterThanOrEqual(4000)
    const counted = at(readings, 1)
    expect(counted).toMatchObject({ basis: 'boot-time', inferred: ['year', 'zone'] })
    expect(Math.abs((counted?.epochMs ?? 0) - NOW)).toBeLessThanOrEqual(counted?.uncertaintyMs ?? 0)
  })

  it('stays unknown where nothing dates it', () => {
    expect(at([dmesg], 0)).toEqual({ printed: '1000.000000', monotonicSec: 1000, basis: 'monotonic-only' })
    expect(codes([dmesg])).toEqual([])
  })

  const pairs = (bootMs: number, line: number, last = 1000) =>
    [1, last].map((monotonicSec, index) =>
      fact(
        {
          kind: 'both-clocks',
          printed: 'x',
          epochMs: bootMs + monotonicSec * 1000,
          monotonicSec,
          resolutionMs: 1,
        },
        line + index,
      ),
    )

  it('of several boots in one file', () => {
    const counted = [2, 6, 10].map((line) =>
      dump({ monotonicSec: 500, basis: 'monotonic-only' }, line, `line ${line}`),
    )
    const log = reading('kern.log', counted, [
      ...pairs(BOOT, 1),
      ...pairs(BOOT + 2 * HOUR, 5),
      ...pairs(BOOT + 9 * HOUR, 9),
    ])
    // Lines 2, 6 and 10 stand behind the last pair of their boot: the clock goes on from there.
    const { readings } = resolve([log])
    expect(readings[0]?.events.map((event) => event.at.epochMs)).toEqual(
      [BOOT, BOOT + 2 * HOUR, BOOT + 9 * HOUR].map((bootMs) => bootMs + 500_000),
    )
  })

  it('does not guess which of two boots a dmesg is of', () => {
    const log = reading('kern.log', [], [...pairs(BOOT, 1, 2000), ...pairs(BOOT + 2 * HOUR, 5)])
    expect(at([dmesg, log], 0)).toEqual({
      printed: '1000.000000',
      monotonicSec: 1000,
      basis: 'monotonic-only',
    })
    expect(resolve([dmesg, log]).problems).toEqual([
      {
        code: 'boot-unknown',
        line: 1,
        message: 'dmesg.txt: which of 2 boots its seconds count from is not known (--boot-time)',
      },
    ])
    // The same event in the log decides.
    const known = reading('j', [
      dump({ epochMs: NOW + 2 * HOUR, basis: 'journal', uncertaintyMs: 1 }, 9, 'oom'),
    ])
    expect(at([dmesg, log, known], 0)?.epochMs).toBe(NOW + 2 * HOUR)
  })

  it('rules out a boot that was too short', () => {
    const log = reading('kern.log', [], [...pairs(BOOT - 600_000, 1, 100), ...pairs(BOOT, 5)])
    expect(at([dmesg, log], 0)?.epochMs).toBe(NOW)
  })

  it.each([
    ['a banner', [boot({ monotonicSec: 0, basis: 'monotonic-only' }, 3, 'kernel-banner')]],
    ['a mark of the journal', [boot({}, 3, 'journal-mark')]],
  ])('begins with %s', (_, marks) => {
    const first = dump({ monotonicSec: 40, basis: 'monotonic-only' }, 2, 'oom')
    const second = dump({ monotonicSec: 30, basis: 'monotonic-only' }, 4, 'second')
    const log = reading('dmesg.txt', [first, ...marks, second])
    const journal = reading('j', [
      dump({ epochMs: BOOT + 40_000, basis: 'journal', uncertaintyMs: 1 }, 9, 'oom'),
      dump({ epochMs: BOOT + HOUR + 30_000, basis: 'journal', uncertaintyMs: 1 }, 9, 'second'),
    ])
    const { readings } = resolve([log, journal])
    const times = readings[0]?.events.filter(({ type }) => type !== 'boot').map((event) => event.at.epochMs)
    expect(times).toEqual([BOOT + 40_000, BOOT + HOUR + 30_000])
  })

  it('does not take lines of a journal that overtake the kernel for a boot', () => {
    const facts = [0, 12, 40, 13, 14, 41, 700].map((monotonicSec, line) =>
      fact(
        {
          kind: 'both-clocks',
          printed: 'x',
          epochMs: BOOT + Math.max(40, monotonicSec) * 1000,
          monotonicSec,
          resolutionMs: 1,
        },
        line + 1,
      ),
    )
    const counted = dump({ monotonicSec: 500, basis: 'monotonic-only' }, 9, 'x')
    expect(at([reading('j', [counted], facts)], 0)?.epochMs).toBe(BOOT + 500_000)
  })

  it('doubts the clock of short-monotonic, which is that of the reader', () => {
    const late = dump({ monotonicSec: 1002.5, basis: 'monotonic-only' }, 1, 'oom')
    const received = reading('monotonic', [late], [], 'journal-short-monotonic')
    const btime = reading('b', [], [fact({ kind: 'boot-time', epochMs: BOOT, uncertaintyMs: 1000 })])
    expect(at([received, dmesg, btime], 0)).toMatchObject({ epochMs: NOW + 2500, uncertaintyMs: 3500 })
    expect(at([received, dmesg, btime], 1)).toMatchObject({ epochMs: NOW, uncertaintyMs: 1000 })
  })

  it('of the machine that has the same OOM, where there are several', () => {
    const one = reading('one', [
      dump({ epochMs: NOW + 5, basis: 'journal', uncertaintyMs: 1 }, 9, 'oom', 'one'),
    ])
    const two = reading('two', [
      dump({ epochMs: NOW + HOUR, basis: 'journal', uncertaintyMs: 1 }, 9, 'other', 'two'),
    ])
    expect(at([dmesg, two, one], 0)?.epochMs).toBe(NOW + 5)
    expect(at([dmesg, two], 0)?.epochMs).toBeUndefined()
    const same = reading('same', [dump({ epochMs: NOW + HOUR, basis: 'journal' }, 9, 'oom', 'two')])
    expect(at([dmesg, same, one], 0)?.epochMs).toBeUndefined()
  })

  it.each([
    ['node-03.example.org', 'node-03'],
    ['NODE-03', 'node-03'],
    ['localhost', 'node-03'],
  ])('takes %s for %s', (name, other) => {
    const counted = reading('dmesg', [dump({ monotonicSec: 1000, basis: 'monotonic-only' }, 1, 'x', other)])
    const facts = [1, 900].map((monotonicSec) =>
      fact({
        kind: 'both-clocks',
        printed: 'x',
        epochMs: BOOT + monotonicSec * 1000,
        monotonicSec,
        resolutionMs: 1,
        host: name,
      }),
    )
    expect(at([counted, reading('log', [reload({}, 1, other)], facts)], 0)?.epochMs).toBe(NOW)
  })

  it('reports a sleep, and doubts dmesg -T for it', () => {
    const before = Array.from({ length: 20 }, (_, n) => [n * 20, 0])
    const after = Array.from({ length: 20 }, (_, n) => [400 + n * 20, 8 * HOUR])
    const facts = [...before, ...after].map(([monotonicSec = 0, slept = 0], line) =>
      fact(
        {
          kind: 'both-clocks',
          printed: 'x',
          epochMs: BOOT + monotonicSec * 1000 + slept,
          monotonicSec,
          resolutionMs: 1,
          host: 'n1',
        },
        line + 1,
      ),
    )
    const wall = reading('T', [dump({ printed: 'Mon Nov 23 19:16:20 2026' }, 1, 'x', 'n1')], [BERLIN])
    const { steps, readings } = resolve([reading('kern.log', [], facts), wall])
    expect(steps).toMatchObject([
      { type: 'clock-step', kind: 'suspend', stepMs: 8 * HOUR, host: 'n1', source: { firstLine: 21 } },
    ])
    expect(readings[1]?.events[0]?.at.uncertaintyMs).toBe(8 * HOUR)
  })
})

describe('the rest', () => {
  it('resolves the last time of a series and the span of an input', () => {
    const series = {
      type: 'kubelet-eviction',
      phase: 'observation',
      at: { printed: '1123 18:16:20.000000', basis: 'none' },
      count: 3,
      lastAt: { printed: '1123 18:16:40.000000', basis: 'none' },
      source: { input: 'x', firstLine: 1, lastLine: 9 },
      message: 'm',
      problems: [],
    } satisfies FoundEvent
    const one = reading('k', [series], [], 'klog')
    const covers = {
      from: { printed: '1123 18:16:10.000000', basis: 'none' },
      to: { printed: '1123 18:17:00.000000', basis: 'none' },
    } as const
    const { readings } = resolve([{ ...one, input: { ...one.input, covers } }], {
      timezone: 'UTC',
      year: 2026,
    })
    expect(readings[0]?.events[0]).toMatchObject({
      at: { epochMs: NOW },
      lastAt: { epochMs: NOW + 20_000, basis: 'klog' },
    })
    expect(readings[0]?.input.covers).toMatchObject({
      from: { epochMs: NOW - 10_000 },
      to: { epochMs: NOW + 40_000 },
    })
  })

  it.each([
    [{ printed: '2026-11-23T19:16:20+01:00', epochMs: NOW, basis: 'syslog' }, 1000],
    [{ printed: '2026-11-23T19:16:20.123456+01:00', epochMs: NOW + 123, basis: 'syslog' }, 1],
    [{ printed: '2026-11-23T19:16:20,123456+01:00', epochMs: NOW + 123, basis: 'dmesg-wall-clock' }, 2000],
    [{ printed: '1795457780123456', epochMs: NOW + 123, basis: 'journal' }, 1],
    [{ printed: '2026-11-23T19:16:20+01:00', epochMs: NOW, basis: 'journal', uncertaintyMs: 7 }, 7],
  ] as const)('says how exact %j is', (known, uncertaintyMs) => {
    expect(at([reading('x', [reload(known, 1)])], 0)).toEqual({ ...known, uncertaintyMs })
  })

  it('keeps what it is not asked about', () => {
    const input = reading('x', [reload({ printed: 'ноя 23 19:16:20' }, 1), reload({}, 2)])
    const frozen = structuredClone(input)
    expect(resolve([input], { timezone: 'UTC', year: 2026 })).toEqual({
      readings: [frozen],
      steps: [],
      problems: [],
      machineOf: expect.any(Function),
    })
    expect(input).toEqual(frozen)
    expect(resolve([])).toMatchObject({ readings: [], steps: [], problems: [] })
  })

  it('gives each file of a list a year of its own', () => {
    const files = ['Nov 23 19:16', 'Dec  3 10:00', 'Mar  1 00:00'].map((printed, line) =>
      reload({ printed, basis: 'file-mtime' }, line + 1),
    )
    const { readings } = resolve([reading('d/ls.txt', files), reading('d/date', [], [YEAR])], {
      timezone: 'UTC',
    })
    expect(readings[0]?.events.map((event) => event.at.iso?.slice(0, 16))).toEqual([
      '2026-11-23T19:16',
      '2025-12-03T10:00',
      '2026-03-01T00:00',
    ])
    expect(readings[0]?.events[0]?.at).toMatchObject({ basis: 'file-mtime', uncertaintyMs: 60_000 })
  })
})
