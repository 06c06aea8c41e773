import { describe, expect, test } from 'vitest'
import { frame } from '../framing/index.js'
import type { ClockFact } from '../record/clock-fact.js'
import { type KlogEntry, KlogReader } from './index.js'

const KLOG = 'I1123 19:06:06.503659   30938 server.go:42] "Starting" n=3'
const JSON_KLOG =
  '{"ts":1795457166823.5059,"caller":"cm/node.go:60","msg":"Failed","cgroupName":["kubepods"],"err":"x"}'
const AT = Date.UTC(2026, 10, 23, 18, 6, 6)
const EXACT = { epochMs: AT + 503, iso: '2026-11-23T18:06:06.503Z', uncertaintyMs: 1 }

function readAll(text: string, options: { year?: number; timezone?: string } = {}) {
  const entries: KlogEntry[] = []
  const facts: ClockFact[] = []
  const reader = new KlogReader({
    input: 'log',
    sink: (entry) => entries.push(entry),
    fact: (fact) => facts.push(fact),
    ...options,
  })
  for (const line of frame(text)) reader.push(line)
  reader.end()
  return { entries, facts }
}

const journal = {
  __REALTIME_TIMESTAMP: `${AT + 600}123`,
  _HOSTNAME: 'node-a',
  SYSLOG_IDENTIFIER: 'kubelet',
  _PID: '30938',
  _TRANSPORT: 'stdout',
  PRIORITY: '6',
  MESSAGE: KLOG,
}

describe('the same line in', () => {
  test.each<[string, string, object]>([
    [
      'journalctl',
      `Nov 23 19:06:06 node-a kubelet[30938]: ${KLOG}`,
      { basis: 'none', printed: 'Nov 23 19:06:06' },
    ],
    [
      'journalctl -o short-precise',
      `Nov 23 19:06:06.503700 node-a kubelet[30938]: ${KLOG}`,
      { basis: 'none' },
    ],
    [
      'journalctl -o short-iso',
      `2026-11-23T19:06:06+0100 node-a kubelet[30938]: ${KLOG}`,
      { ...EXACT, basis: 'journal' },
    ],
    [
      'journalctl -o json',
      JSON.stringify(journal),
      { ...EXACT, basis: 'journal', printed: `${AT + 600}123` },
    ],
    [
      'journalctl -o json with bytes',
      JSON.stringify({ ...journal, MESSAGE: [...new TextEncoder().encode(KLOG)] }),
      { ...EXACT, basis: 'journal' },
    ],
    [
      'journalctl -o export',
      `${Object.entries(journal)
        .map((pair) => pair.join('='))
        .join('\n')}\n\n`,
      { ...EXACT, basis: 'journal' },
    ],
    ['syslog without a pid', `Nov 23 19:06:06 node-a kubelet: ${KLOG}`, { basis: 'none' }],
    [
      'RFC 5424',
      `<30>1 2026-11-23T18:06:06.503700+00:00 node-a kubelet 30938 - - ${KLOG}`,
      { ...EXACT, basis: 'syslog' },
    ],
    ['hyperkube', `2026-11-23T19:06:06+0100 node-a hyperkube[30938]: ${KLOG}`, { ...EXACT }],
    ['MicroShift', `2026-11-23T19:06:06+0100 node-a microshift[30938]: kubelet ${KLOG}`, { ...EXACT }],
    ['k3s', `2026-11-23T19:06:06+0100 node-a k3s[30938]: ${KLOG}`, { ...EXACT }],
    ...['kubenswrapper', 'atomic-openshift-node', 'microk8s.daemon-kubelite', 'rke2'].map(
      (sender): [string, string, object] => [
        sender,
        `2026-11-23T19:06:06+0100 node-a ${sender}[30938]: ${KLOG}`,
        { ...EXACT },
      ],
    ),
    [
      'a line of the journal in two pieces',
      [
        { ...journal, MESSAGE: KLOG.slice(0, 50), _LINE_BREAK: 'line-max' },
        { ...journal, MESSAGE: KLOG.slice(50) },
      ]
        .map((entry) => JSON.stringify(entry))
        .join('\n'),
      { ...EXACT },
    ],
  ])('%s', (_, text, at) => {
    const { entries } = readAll(text)
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      format: 'text',
      severity: 'info',
      structured: true,
      message: 'Starting',
      pairs: [{ key: 'n', value: '3', form: 'bare' }],
      stamp: '1123 19:06:06.503659',
      pid: 30938,
      host: 'node-a',
      at,
    })
    expect(entries[0]?.raw).toMatch(/(?:^|kubelet )I1123/)
    expect(typeof entries[0]?.sender).toBe('string')
  })

  test.each([
    ['docker', JSON.stringify({ log: `${KLOG}\n`, stream: 'stderr', time: '2026-11-23T18:06:06.5036Z' })],
    ['CRI', `2026-11-23T18:06:06.503659123+00:00 stderr F ${KLOG}`],
    [
      'docker, in pieces of 16 KiB',
      [KLOG.slice(0, 50), `${KLOG.slice(50)}\n`]
        .map((log) => JSON.stringify({ log, stream: 'stderr', time: '2026-11-23T18:06:06.5036Z' }))
        .join('\n'),
    ],
    [
      'CRI, in parts',
      `2026-11-23T18:06:06.5Z stderr P ${KLOG.slice(0, 50)}\n2026-11-23T18:06:06.5Z stderr F ${KLOG.slice(50)}`,
    ],
    ['Cloud Logging', JSON.stringify({ timestamp: '2026-11-23T18:06:06Z', jsonPayload: { MESSAGE: KLOG } })],
  ])('%s', (_, text) => {
    const { entries } = readAll(text)
    expect(entries).toMatchObject([{ message: 'Starting', raw: KLOG, at: { ...EXACT, basis: 'syslog' } }])
  })

  test('rsyslog, which writes line breaks and tabs as numbers', () => {
    const text = `Nov 23 19:06:06 node-a kubelet: E${KLOG.slice(1, 44)}"m" err=<#012#011one#012#011#011two#012 > n=1`
    expect(readAll(text).entries).toMatchObject([
      { message: 'm', pairs: [{ key: 'err', value: 'one\n\ttwo', form: 'block' }, { key: 'n' }] },
    ])
  })

  test('k0s, which writes it as a string', () => {
    const line = (text: string) =>
      `time="2026-11-23T18:06:06Z" level=info msg=${JSON.stringify(text)} component=kubelet`
    const { entries } = readAll(
      [
        line(KLOG),
        line(`E${KLOG.slice(1, 44)}"m" err=<`),
        line('\tone'),
        line(' > n=1'),
        line('no header'),
      ].join('\n'),
    )
    expect(entries).toMatchObject([
      { message: 'Starting', component: 'kubelet', raw: KLOG, at: { ...EXACT, basis: 'klog' } },
      { message: 'm', severity: 'error', pairs: [{ key: 'err', value: 'one' }, { key: 'n' }], lastLine: 4 },
    ])
  })

  test('k0s inside a journal keeps the time of the journal', () => {
    const text = `2026-11-23T19:06:07+0100 node-a k0s[9]: time="2026-11-23 18:06:06" level=info msg="${KLOG.replaceAll('"', '\\"')}" component=kubelet stream=stderr`
    expect(readAll(text).entries).toMatchObject([
      {
        component: 'kubelet',
        sender: 'k0s',
        host: 'node-a',
        at: { ...EXACT, printed: '2026-11-23T19:06:07+0100' },
      },
    ])
  })

  test.each([
    'time="2026-11-23T18:06:06Z" level=info msg="StartContainer for \\"x\\"" component=kubelet',
    `time="2026-11-23T18:06:06Z" level=info msg="${KLOG.replaceAll('"', '\\"')}"`,
    'time="2026-11-23T18:06:06Z" level=info msg="component=kubelet',
  ])('not in %s', (text) => {
    expect(readAll(text).entries).toEqual([])
  })
})

describe('JSON', () => {
  const json = (text: string) => readAll(text).entries[0]

  test('of 1.36', () => {
    expect(json(JSON_KLOG)).toMatchObject({
      format: 'json',
      severity: 'error',
      structured: true,
      message: 'Failed',
      pairs: [
        { key: 'cgroupName', value: '["kubepods"]', form: 'json' },
        { key: 'err', value: 'x', form: 'quoted' },
      ],
      stamp: '1795457166823.5059',
      file: 'cm/node.go',
      line: 60,
      at: { printed: '1795457166823.5059', epochMs: 1795457166823, basis: 'klog', uncertaintyMs: 1 },
      raw: JSON_KLOG,
    })
    expect(json(JSON_KLOG)).not.toHaveProperty('pid')
  })

  test.each<[string, string, Partial<KlogEntry>]>([
    [
      '1.19, unstructured',
      '{"ts":1795457166823.5,"msg":"Version: v1.20.2\\n","v":0}',
      { message: 'Version: v1.20.2', structured: false, severity: 'info' },
    ],
    ['1.20, an error with v', '{"ts":1795457166823.5,"msg":"m","v":0,"err":"x"}', { severity: 'error' }],
    [
      '1.23, a nil error',
      '{"ts":1795457166823.5,"caller":"a.go:1","msg":"Nil error"}',
      { severity: 'error', pairs: [] },
    ],
    [
      '1.24, named',
      '{"ts":1795457166823.5,"logger":"a.b","caller":"c/a.go:1","msg":"m","v":4}',
      { severity: 'info', pairs: [{ key: 'logger', value: 'a.b', form: 'quoted' }] },
    ],
  ])('of %s', (_, text, found) => {
    expect(json(text)).toMatchObject(found)
  })

  test('keeps what it printed: objects, digits, keys that stand twice', () => {
    const text =
      '{"ts":1795457166823.5,"msg":"m","v":0,"pod":{"name":"a","namespace":"kube-system"},"n":9007199254740993,"f":1.50,"t":true,"z":null,"a":"1","a":"2\\n","__proto__":"p"}'
    expect(json(text)?.pairs).toEqual([
      { key: 'pod', value: '{"name":"a","namespace":"kube-system"}', form: 'json' },
      { key: 'n', value: '9007199254740993', form: 'bare' },
      { key: 'f', value: '1.50', form: 'bare' },
      { key: 't', value: 'true', form: 'bare' },
      { key: 'z', value: 'null', form: 'bare' },
      { key: 'a', value: '1', form: 'quoted' },
      { key: 'a', value: '2\n', form: 'quoted' },
      { key: '__proto__', value: 'p', form: 'quoted' },
    ])
  })

  test('inside a journal has the names of the journal and its own time', () => {
    expect(readAll(`2026-11-23T19:06:06+0100 node-a kubelet[30938]: ${JSON_KLOG}`)).toMatchObject({
      entries: [
        { host: 'node-a', sender: 'kubelet', pid: 30938, at: { epochMs: 1795457166823, basis: 'klog' } },
      ],
      facts: [],
    })
  })

  test.each([
    '{"ts":1795457166.5,"msg":"seconds: zap without klog","v":0}',
    '{"ts":1795457166823.5,"msg":"no key of klog","level":"info"}',
    '{"ts":1e300,"msg":"m","v":0}',
    '{"ts":"1795457166823.5","msg":"m","v":0}',
    '{"ts":1795457166823.5,"msg":"m","v":0',
    '{"msg":"m","v":0}',
  ])('not in %s', (text) => {
    expect(readAll(`Nov 23 19:06:06 node-a kubelet[1]: ${text}`).entries).toEqual([])
  })

  test('mixed with text', () => {
    const { entries } = readAll(`${KLOG}\n${JSON_KLOG}\n${KLOG}`)
    expect(entries.map(({ format }) => format)).toEqual(['text', 'json', 'text'])
  })
})

describe('times', () => {
  const wrapped = (iso: string, stamp: string) =>
    readAll(`${iso} node-a kubelet[7]: I${stamp}   30938 server.go:42] text`)

  test.each([
    ['2026-11-23T18:06:06+0000', '1123 19:06:06.503659', '2026-11-23T18:06:06.503Z', 1],
    ['2026-11-23T18:06:06+0000', '1123 23:36:05.900000', '2026-11-23T18:06:05.900Z', 1],
    ['2026-11-23T18:00:01+0000', '1123 23:44:59.000001', '2026-11-23T17:59:59.000Z', 1],
    ['2026-12-31T23:59:59+0000', '0101 01:00:00.250000', '2027-01-01T00:00:00.250Z', 1],
    ['2026-11-23T18:06:11+0000', '1123 19:06:06.000000', '2026-11-23T18:06:06.000Z', 1],
    // Further apart than a delay: the wrapper's time stays.
    ['2026-11-23T18:06:22+0000', '1123 18:06:15.231067', '2026-11-23T18:06:22.000Z', 6769],
  ])('of %s with %s', (iso, stamp, exact, uncertaintyMs) => {
    expect(wrapped(iso, stamp).entries).toMatchObject([
      { at: { printed: iso, basis: 'journal', epochMs: Date.parse(exact), iso: exact, uncertaintyMs } },
    ])
  })

  test('of a stamp that no clock shows stay those of the wrapper', () => {
    const { entries, facts } = wrapped('2026-11-23T18:06:06+0000', '1399 25:06:06.503659')
    expect(entries[0]?.at).toMatchObject({ epochMs: AT })
    expect(entries[0]?.at).not.toHaveProperty('uncertaintyMs')
    expect(facts).toEqual([])
  })

  test('say how klog’s clock stands to the wrapper’s: once, when it changes, and now and then', () => {
    const line = (second: number, hour: number) =>
      `2026-11-23T18:06:${String(second).padStart(2, '0')}+0000 node-a kubelet[7]: I1123 ${hour}:06:00.000000   30938 a.go:1] x`
    expect(readAll([line(1, 19), line(5, 19), line(2, 18), line(3, 18)].join('\n')).facts).toEqual(
      [
        [1, 1, 19],
        [3, 2, 18],
      ].map(([at = 0, second = 0, hour = 0]) => ({
        kind: 'wrapped-klog',
        epochMs: Date.UTC(2026, 10, 23, 18, 6, second),
        stamp: `1123 ${hour}:06:00.000000`,
        host: 'node-a',
        sender: 'kubelet',
        pid: 30938,
        source: { input: 'log', firstLine: at, lastLine: at },
      })),
    )
    expect(readAll(`${line(1, 19)}\n`.repeat(2500)).facts).toHaveLength(3)
    // New Year in one zone and not yet in the other is no change.
    const newYear = ['2026-12-31T22:59:59+0000', '2026-12-31T23:00:00+0000', '2027-01-01T00:00:00+0000'].map(
      (iso, i) =>
        `${iso} node-a kubelet[7]: I${['1231 23:59:59', '0101 00:00:00', '0101 01:00:00'][i]}.000000 1 a.go:1] x`,
    )
    expect(readAll(newYear.join('\n')).facts).toHaveLength(1)
  })

  test('are bounded in number, whatever the names', () => {
    const lines = Array.from(
      { length: 21_000 },
      (_, i) => `2026-11-23T18:06:06+0000 node-${i} kubelet[7]: I1123 18:06:06.000000 1 a.go:1] x`,
    )
    expect(readAll(lines.join('\n')).facts).toHaveLength(20_000)
  })

  test.each([
    ['Europe/Berlin', 'I1123 19:24:43.624423', '2026-11-23T18:24:43.624Z'],
    ['Europe/Berlin', 'I0701 19:24:43.624423', '2026-07-01T17:24:43.624Z'],
    ['America/New_York', 'I1123 19:24:43.624423', '2026-11-24T00:24:43.624Z'],
    ['+05:30', 'I1123 19:24:43.624423', '2026-11-23T13:54:43.624Z'],
    ['-0800', 'I1231 19:24:43.624423', '2027-01-01T03:24:43.624Z'],
    ['UTC', 'I1123 19:24:43.624423', '2026-11-23T19:24:43.624Z'],
  ])('in %s that the caller knows', (timezone, stamp, iso) => {
    const { entries } = readAll(`${stamp} 424 a.go:1] x`, { year: 2026, timezone })
    expect(entries[0]?.at).toEqual({
      printed: stamp.slice(1),
      basis: 'klog',
      epochMs: Date.parse(iso),
      iso,
      uncertaintyMs: 1,
    })
  })

  test('go over the end of the year, and back over a mixed line', () => {
    const text = [
      '1231 23:59:59',
      '0101 00:00:01',
      '1231 23:59:59',
      '0101 00:00:02',
      '0601 00:00:00',
      '0501 00:00:00',
    ]
      .map((stamp) => `I${stamp}.000000 424 a.go:1] x`)
      .join('\n')
    const { entries } = readAll(text, { year: 2025, timezone: 'UTC' })
    expect(entries.map(({ at }) => at.iso?.slice(0, 10))).toEqual([
      '2025-12-31',
      '2026-01-01',
      '2025-12-31',
      '2026-01-01',
      '2026-06-01',
      '2026-05-01',
    ])
  })

  test('that do not exist, or exist twice', () => {
    const at = (stamp: string) =>
      readAll(`I${stamp}.000000 1 a.go:1] x`, { year: 2026, timezone: 'Europe/Berlin' }).entries[0]?.at
    expect(at('0229 12:00:00')).toEqual({ printed: '0229 12:00:00.000000', basis: 'none' })
    expect(at('0329 02:30:00')).toEqual({ printed: '0329 02:30:00.000000', basis: 'none' })
    expect(at('1025 02:30:00')).toMatchObject({ iso: '2026-10-25T00:30:00.000Z', uncertaintyMs: 3_600_001 })
  })

  test('need both year and zone, and a zone that exists', () => {
    expect(readAll(KLOG, { year: 2026 }).entries[0]?.at.basis).toBe('none')
    expect(readAll(KLOG, { timezone: 'UTC' }).entries[0]?.at.basis).toBe('none')
    expect(() => readAll(KLOG, { year: 2026, timezone: 'Nowhere/Here' })).toThrow(RangeError)
  })
})
