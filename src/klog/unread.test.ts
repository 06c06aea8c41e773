import { describe, expect, test } from 'vitest'
import { frame } from '../framing/index.js'
import type { ClockFact } from '../record/clock-fact.js'
import { KlogReader } from './index.js'
import { readStamp } from './stamp.js'

const PREFIX = '2026-11-23T19:06:06+01:00 node-a kubelet[30938]: '
const HEAD = 'I1123 19:06:06.503659   30938 x.go:1] '

/** What is given of a log when only messages that begin with `Keep` are wanted, and which of its lines are taken. */
function readWanted(lines: readonly string[]) {
  const given: string[] = []
  const facts: ClockFact[] = []
  const reader = new KlogReader({
    input: 'log',
    sink: ({ message }) => given.push(message),
    fact: (fact) => facts.push(fact),
    wanted: (text, at) => /^"?Keep/.test(text.slice(at)),
  })
  const taken = [...frame(lines.map((line) => `${line}\n`).join(''))].map((line) => reader.push(line))
  reader.end()
  return { given, facts, taken }
}

describe('entries that nobody wants', () => {
  test('are taken and not given', () => {
    const { given, taken } = readWanted([`${HEAD}"Drop" n=1`, `${HEAD}"Keep" n=2`, `${HEAD}Drop this`])
    expect(given).toEqual(['Keep'])
    expect(taken).toEqual([true, true, true])
  })

  test('have next lines, and those are taken too', () => {
    const { given, taken } = readWanted([
      `${HEAD}"Drop" err=<`,
      '\tKeep of an error',
      ' >',
      `${HEAD}"Keep"`,
      `${HEAD}Drop a stack:`,
      'goroutine 1 [running]:',
    ])
    expect(taken).toEqual([true, true, true, true, true, true])
    expect(given.filter((message) => message.startsWith('Keep'))).toEqual(['Keep'])
  })

  test('take no line when they are whole', () => {
    const { given, taken } = readWanted([`${PREFIX}${HEAD}"Drop" n=1`, `${PREFIX}not of klog`])
    expect(given).toEqual([])
    expect(taken).toEqual([true, false])
  })

  test('end the entry before them', () => {
    const { given } = readWanted([`${HEAD}Keep a`, 'b', `${HEAD}"Drop"`, `${HEAD}Keep c`])
    expect(given).toEqual(['Keep a\nb', 'Keep c'])
  })

  test('tell how the clocks stand', () => {
    expect(readWanted([`${PREFIX}${HEAD}"Drop"`]).facts).toEqual([
      {
        kind: 'wrapped-klog',
        epochMs: Date.UTC(2026, 10, 23, 18, 6, 6),
        stamp: '1123 19:06:06.503659',
        pid: 30938,
        host: 'node-a',
        sender: 'kubelet',
        source: { input: 'log', firstLine: 1, lastLine: 1 },
      },
    ])
  })
})

describe('a stamp', () => {
  test('has a month, a day, and the time since midnight', () => {
    expect(readStamp('1123 19:24:43.624423')).toEqual({ month: 11, day: 23, ms: 69_883_624, micros: 423 })
    expect(readStamp('0101 00:00:00.000000')).toEqual({ month: 1, day: 1, ms: 0, micros: 0 })
    expect(readStamp('1231 23:59:59.999999')).toEqual({ month: 12, day: 31, ms: 86_399_999, micros: 999 })
  })

  test.each([
    '1323 19:24:43.624423',
    '0023 19:24:43.624423',
    '1100 19:24:43.624423',
    '1132 19:24:43.624423',
    '1123 24:24:43.624423',
    '1123 19:60:43.624423',
    '1123 19:24:60.624423',
    '1123 19:24:43.62442',
    '1123 19:24:43.6244234',
    '1123 19:24:43,624423',
    '1123 19:24-43.624423',
    '1123T19:24:43.624423',
    '11a3 19:24:43.624423',
    '1123 1 :24:43.624423',
    '1123 19:24:43.62442/',
    '1123 19:24:43.6244:3',
  ])('%s is none', (stamp) => expect(readStamp(stamp)).toBeUndefined())
})
