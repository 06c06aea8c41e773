import { describe, expect, it } from 'vitest'
import { KernelClock } from './kernel-clock.js'
import type { Moment } from './moments.js'
import type { ClockPair } from './pair.js'
import { stepsOf } from './steps.js'

const BOOT = Date.UTC(2026, 10, 23, 18, 23, 11)

function pair(monotonicSec: number, delayMs: number, resolutionMs = 1, input = 0): ClockPair {
  const exact = BOOT + monotonicSec * 1000 + delayMs
  const epochMs = Math.floor(exact / resolutionMs) * resolutionMs
  const source = { input: 'kern.log', firstLine: 1, lastLine: 1 }
  const moment: Moment = {
    input,
    line: 1,
    source,
    ofKernel: true,
    at: { epochMs, monotonicSec, basis: 'syslog' },
  }
  return {
    monotonicSec,
    epochMs,
    resolutionMs,
    bootMs: epochMs + resolutionMs - monotonicSec * 1000,
    inferred: [],
    moment,
  }
}

function range(from: number, to: number, by: number): number[] {
  const found: number[] = []
  for (let at = from; at <= to; at += by) found.push(at)
  return found
}

function steps(pairs: readonly ClockPair[]): [string, number][] {
  return stepsOf(new KernelClock(pairs)).map(({ kind, stepMs }) => [kind, stepMs])
}

/** journald starts at 40 s and reads all that was printed before at once. */
const lateStart = range(0, 40, 0.7).map((at) => pair(at, (40 - at) * 1000))

describe('steps', () => {
  it.each<[string, ClockPair[], [string, number][]]>([
    ['none of clocks that agree', range(0, 600, 20).map((at) => pair(at, 3)), []],
    ['none of one pair', [pair(5, 0)], []],
    [
      'none of early lines that are read late',
      [...lateStart, ...range(41, 600, 30).map((at) => pair(at, 5))],
      [],
    ],
    ['none of early lines alone', lateStart, []],
    [
      'none of the early lines of two daemons',
      [
        ...lateStart,
        ...range(0, 46, 0.9).map((at) => pair(at, (46 - at) * 1000, 1000, 1)),
        ...range(50, 2000, 90).map((at) => pair(at, 300)),
      ],
      [],
    ],
    [
      'none of an OOM that is read late',
      [
        ...range(0, 500, 20).map((at) => pair(at, 2)),
        ...range(501, 503, 0.1).map((at) => pair(at, (505 - at) * 1000)),
      ],
      [],
    ],
    ['none of whole seconds', range(0, 900, 7.3).map((at) => pair(at, 100, 1000)), []],
    [
      'eight hours of sleep',
      [
        ...range(0, 300, 20).map((at) => pair(at, 2)),
        ...range(301, 600, 20).map((at) => pair(at, 28_800_002)),
      ],
      [['suspend', 28_800_000]],
    ],
    [
      'sleep at the end of the log',
      [...range(0, 300, 20).map((at) => pair(at, 2)), ...range(301, 313, 1).map((at) => pair(at, 3_600_002))],
      [['suspend', 3_600_000]],
    ],
    [
      'a clock that is set forward by five seconds',
      [...range(0, 300, 20).map((at) => pair(at, 2)), ...range(301, 600, 20).map((at) => pair(at, 5002))],
      [['set', 5000]],
    ],
    [
      'a clock that is set back by an hour',
      [
        ...range(0, 300, 20).map((at) => pair(at, 2)),
        ...range(301, 600, 20).map((at) => pair(at, -3_599_998)),
      ],
      [['set', -3_600_000]],
    ],
    [
      'a clock that is set back soon after boot',
      [
        ...range(5, 12, 0.5).map((at) => pair(at, 0)),
        ...range(13, 600, 20).map((at) => pair(at, -7_200_000)),
      ],
      [['set', -7_200_000]],
    ],
    [
      'back and forth again',
      [
        ...range(0, 300, 20).map((at) => pair(at, 0)),
        ...range(301, 600, 20).map((at) => pair(at, -60_000)),
        ...range(601, 900, 20).map((at) => pair(at, 0)),
      ],
      [
        ['set', -60_000],
        ['suspend', 60_000],
      ],
    ],
    ['drift', range(0, 100_000, 500).map((at) => pair(at, at * 0.03)), [['drift', 2265]]],
  ])('%s', (_, pairs, expected) => {
    expect(steps(pairs)).toEqual(expected)
  })

  it('says when, where and with what doubt', () => {
    const [step] = stepsOf(
      new KernelClock([
        ...range(0, 300, 20).map((at) => pair(at, 2)),
        ...range(301, 600, 20).map((at) => pair(at, 28_800_002)),
      ]),
    )
    expect(step).toMatchObject({
      type: 'clock-step',
      at: { epochMs: BOOT + 301_000 + 28_800_002, monotonicSec: 301, uncertaintyMs: 28_801_000 },
      source: { input: 'kern.log', firstLine: 1, lastLine: 1 },
      message: 'the wall clock gained 28800000 ms on the kernel clock from 300 s to 301 s since boot',
      problems: [],
    })
  })
})

describe('the kernel clock', () => {
  it.each([
    ['between two', 333],
    ['behind all', 5000],
  ])('dates what stands %s', (_, monotonicSec) => {
    const clock = new KernelClock([...lateStart, ...range(41, 600, 30).map((at) => pair(at, 0))])
    expect(clock.at(monotonicSec)).toEqual({ epochMs: BOOT + monotonicSec * 1000, uncertaintyMs: 250 })
  })

  it('dates the lines that were read late', () => {
    const clock = new KernelClock([...lateStart, ...range(41, 600, 30).map((at) => pair(at, 0))])
    const { epochMs, uncertaintyMs } = clock.at(1)
    expect([Math.round(epochMs), Math.round(uncertaintyMs)]).toEqual([BOOT + 1001, 251])
  })

  it('does not believe a single damaged stamp', () => {
    const pairs = [...range(0, 300, 20).map((at) => pair(at, 2)), pair(311, 3_600_002)]
    expect(steps(pairs)).toEqual([])
    expect(new KernelClock(pairs).at(311).epochMs).toBe(BOOT + 311_002)
  })

  it('is right on both sides of a sleep, and in doubt between them', () => {
    const clock = new KernelClock([
      ...range(0, 300, 20).map((at) => pair(at, 0)),
      ...range(320, 600, 20).map((at) => pair(at, 28_800_000)),
    ])
    expect(clock.at(290)).toEqual({ epochMs: BOOT + 290_000, uncertaintyMs: 250 })
    expect(clock.at(310)).toEqual({ epochMs: BOOT + 310_000, uncertaintyMs: 28_800_001 })
    expect(clock.at(330)).toEqual({ epochMs: BOOT + 28_800_000 + 330_000, uncertaintyMs: 250 })
  })

  it('is as exact as the stamps it is made of', () => {
    const { epochMs, uncertaintyMs } = new KernelClock([pair(100.4, 0, 1000)]).at(200)
    expect(uncertaintyMs).toBe(1000)
    expect(Math.abs(epochMs - (BOOT + 200_000))).toBeLessThanOrEqual(1000)
  })

  it('follows drift', () => {
    const clock = new KernelClock(range(0, 10_000, 500).map((at) => pair(at, at * 0.4)))
    expect(Math.abs(clock.at(5250).epochMs - (BOOT + 5_250_000 + 2100))).toBeLessThanOrEqual(2)
  })

  it('does not follow a late end', () => {
    const clock = new KernelClock([...range(0, 500, 20).map((at) => pair(at, 0)), pair(600, 1900)])
    // 500 ppm of 100 s.
    expect(clock.at(600).epochMs).toBe(BOOT + 600_000 + 50)
  })

  it('takes any number of pairs', () => {
    const pairs = Array.from({ length: 200_000 }, (_, at) => pair((at * 7919) % 100_000, (at % 7) * 3000))
    const began = performance.now()
    const clock = new KernelClock(pairs)
    for (let at = 0; at < 100_000; at++) clock.at(at)
    expect(performance.now() - began).toBeLessThan(4000)
  })
})
