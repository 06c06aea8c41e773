import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../../src/index.js'
import type { DumpEvent } from '../../src/record/index.js'
import { dumpEvents } from '../support/dump-events.js'
import { LOGS, type Log, logNamed } from '../support/dumps.js'
import { movedDown } from '../support/places.js'
import { type Contradiction, contradictions, type Json } from '../support/records.js'
import { runs } from '../support/runs.js'

/** Small dumps of every kind: cut at every single byte. */
const EXHAUSTIVE = [
  'constructed/3.9-memcg',
  'constructed/2.6.35-page-fault-mask-0',
  'constructed/el7-sacrifice-child-other-pid',
  'constructed/4.19-memcg-group-kill',
  'constructed/slub-failure-4.9',
]
const MEDIUM = LOGS.filter(({ bytes }) => bytes.length < 40_000)

/** Contradictions of the record of a log cut at its end, less those that the cut itself explains. */
function wrongAtTail(log: Log, whole: readonly DumpEvent[], length: number): string[] {
  const events = dumpEvents(parse(log.bytes.subarray(0, length)))
  return events.flatMap((event, index) => {
    const other = whole[index]
    if (other === undefined || other.source.firstLine !== event.source.firstLine)
      return [`${event.id} at line ${event.source.firstLine} is invented`]
    const announced = announcedCut(event)
    return contradictions(event, other)
      .filter((one) => !(announced && isCutValue(one)))
      .map(told)
  })
}

/** Whether the record says that its last line is cut. */
function announcedCut({ problems, source }: DumpEvent): boolean {
  return problems.some(({ code, line }) => code === 'cut-line' && line === source.lastLine)
}

/** A value that is the beginning of the whole one. */
function isCutValue({ part, whole }: Contradiction): boolean {
  if (typeof part === 'object' || whole === undefined || typeof whole === 'object') return false
  // The bytes of a character that was cut are shown as `\\xc3`.
  const begin = String(part).replace(/(?:\\x[89a-f][0-9a-f]){1,3}$/, '')
  return String(whole).startsWith(begin)
}

/** Contradictions of the record of a log whose head is missing, less those that the cut line explains. */
function wrongAtHead(log: Log, whole: readonly DumpEvent[], from: number): string[] {
  const document = parse(log.bytes.subarray(from))
  const { inputs } = document
  const events = dumpEvents(document)
  const shift = linesOf(log.bytes) - (inputs[0]?.lines ?? 0)
  const cutsLine = from > 0 && log.bytes[from - 1] !== 10
  return events.flatMap((event) => {
    const first = event.source.firstLine + shift
    const others = whole.filter(
      ({ source }) => source.firstLine <= first && first <= lastLineOf(whole, source),
    )
    if (others.length === 0) return [`${event.id} at line ${first} is invented`]
    const same = others.filter(({ type }) => type === event.type)
    if (same.length === 0) return [`${event.id} at line ${first} is a ${event.type}`]
    // Of dumps that run into each other, the one that it is most like.
    return fewest(
      same.map((other) =>
        contradictions(movedDown(event, shift), other)
          .filter(({ path }) => !PLACE_AND_TIME.test(path))
          .filter((one) => !(cutsLine && event.source.firstLine === 1 && isCutAtHead(one)))
          .map(told),
      ),
    )
  })
}

function fewest(lists: readonly string[][]): string[] {
  return lists.reduce((best, one) => (one.length < best.length ? one : best))
}

/**
 * The first line of the part is another one, printed at another time, maybe by another task or CPU. A victim of a group
 * kill is printed twice: where the first line of its death is missing, the second is told.
 */
const PLACE_AND_TIME = /^(?:source\.firstLine|at\.|host$|trigger\.caller$|victims\[\d+\]\.line$)/

/** A name that is the end of the whole one: `va` of `java`. */
function isCutAtHead({ path, part, whole }: Contradiction): boolean {
  return /^trigger\.comm$/.test(path) && typeof whole === 'string' && whole.endsWith(String(part))
}

const lineCounts = new WeakMap<Uint8Array, number>()
function linesOf(bytes: Uint8Array): number {
  const known = lineCounts.get(bytes)
  if (known !== undefined) return known
  const count = parse(bytes).inputs[0]?.lines ?? 0
  lineCounts.set(bytes, count)
  return count
}

/** A reaper line can come long after the last line of its dump: up to the next dump it is this one's. */
function lastLineOf(whole: readonly DumpEvent[], { firstLine, lastLine }: DumpEvent['source']): number {
  const next = whole.find(({ source }) => source.firstLine > firstLine)
  return next === undefined ? Number.POSITIVE_INFINITY : Math.max(next.source.firstLine - 1, lastLine)
}

function told({ path, part, whole }: Contradiction): string {
  return `${path}: ${short(part)} instead of ${short(whole)}`
}

function short(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}

/** The offsets around each line end: where a line is just missing its end, has it, or the next one begins. */
function nearLineEnds(bytes: Uint8Array, step: number): number[] {
  const offsets: number[] = []
  let line = 0
  for (const [at, byte] of bytes.entries()) {
    if (byte !== 10) continue
    line++
    if (line % step === 0) for (let near = -3; near <= 3; near++) offsets.push(at + near)
  }
  return offsets.filter((at) => at >= 0 && at <= bytes.length)
}

function expectSound(wrong: (length: number) => string[], offsets: Iterable<number>): void {
  const failures: string[] = []
  for (const at of offsets) {
    for (const one of wrong(at)) failures.push(`cut at byte ${at}: ${one}`)
    if (failures.length > 5) break
  }
  expect(failures.join('\n')).toBe('')
}

describe('a dump whose end is missing', () => {
  test.each(EXHAUSTIVE)('%s, at every byte', (name) => {
    const log = logNamed(name)
    const whole = dumpEvents(parse(log.bytes))
    expect(whole.length).toBeGreaterThan(0)
    expectSound((n) => wrongAtTail(log, whole, n), Array(log.bytes.length + 1).keys())
  })

  test.each(MEDIUM.map((log) => [log.name, log] as const))('%s, near line ends', (_, log) => {
    const whole = dumpEvents(parse(log.bytes))
    const step = Math.max(1, Math.ceil(log.bytes.length / 2000 / runs(1)))
    expectSound((n) => wrongAtTail(log, whole, n), nearLineEnds(log.bytes, step))
  })

  test('in the blanks behind a number, in a row without a header', () => {
    const log = logNamed('constructed/cut-head-5.10')
    const whole = dumpEvents(parse(log.bytes))
    const row = new TextDecoder().decode(log.bytes).split('\n')[0] ?? ''
    expectSound((n) => wrongAtTail(log, whole, n), Array(row.length).keys())
  })

  test('anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MEDIUM), fc.nat(), (log, at) => {
        const n = at % (log.bytes.length + 1)
        expect(wrongAtTail(log, dumpEvents(parse(log.bytes)), n), `${log.name} cut at byte ${n}`).toEqual([])
      }),
      { numRuns: runs(400) },
    )
  })
})

describe('a dump whose head is missing', () => {
  test.each(EXHAUSTIVE)('%s, at every byte', (name) => {
    const log = logNamed(name)
    const whole = dumpEvents(parse(log.bytes))
    expectSound((n) => wrongAtHead(log, whole, n), Array(log.bytes.length + 1).keys())
  })

  // Without the first head nothing tells that the frames of two mixed dumps are not all the second's.
  const heads = MEDIUM.filter(({ name }) => name !== 'constructed/interleaved-3.10-no-caller-ids')

  test.each(heads.map((log) => [log.name, log] as const))('%s, near line ends', (_, log) => {
    const whole = dumpEvents(parse(log.bytes))
    const step = Math.max(1, Math.ceil(log.bytes.length / 2000 / runs(1)))
    expectSound((n) => wrongAtHead(log, whole, n), nearLineEnds(log.bytes, step))
  })
})
