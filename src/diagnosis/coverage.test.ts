import { describe, expect, it } from 'vitest'
import type { EventType, Input } from '../record/index.js'
import { caseOf } from './case.js'
import { coversBetween, coversFrom, hasInput, kernelLogAround, runtimeLogAround } from './coverage.js'
import { atOfClock, event, input, JOURNAL } from './events.fixture.js'

const at = atOfClock('10:00:00', JOURNAL)
const kernelLog = (from?: string, to?: string) => input('dmesg.txt', ['kernel-log'], from, to)
const runtimeLog = (from?: string, to?: string) => input('runtime.log', ['runtime-log'], from, to)
const of = (inputs: Input[], ...notKept: EventType[]) => caseOf([], inputs, new Set(notKept))
const withGap = (one: Input): Input => ({
  ...one,
  gaps: [{ line: 5, kind: 'lost' }] as unknown as Input['gaps'],
})

describe("the kernel's log holds the minute before a claim", () => {
  it.each([
    ['09:59:00', '10:00:05', true],
    ['09:59:01', '10:00:05', false],
    ['09:59:00', '10:00:04', false],
    [undefined, undefined, false],
  ])('from %s to %s: %s', (from, to, holds) => {
    const log = kernelLog(from, to)
    expect(kernelLogAround(of([log]), at)).toBe(holds ? log : undefined)
  })

  it('less what the times of both ends and of the claim are uncertain', () => {
    const log = kernelLog('09:59:00', '10:00:05')
    expect(kernelLogAround(of([log]), { ...at, uncertaintyMs: 1 })).toBeUndefined()
    const begunLongBefore = kernelLog('09:00:00', '10:00:05')
    expect(kernelLogAround(of([begunLongBefore]), { ...at, uncertaintyMs: 1 })).toBeUndefined()
    const early = {
      ...log,
      covers: { from: atOfClock('09:59:00', JOURNAL, 1), to: atOfClock('10:01:00', JOURNAL) },
    }
    expect(kernelLogAround(of([early]), at)).toBeUndefined()
    const late = {
      ...log,
      covers: { from: atOfClock('09:00:00', JOURNAL), to: atOfClock('10:00:05', JOURNAL, 1) },
    }
    expect(kernelLogAround(of([late]), at)).toBeUndefined()
  })

  it('never where lines were lost, another log is meant, the time is not known or OOMs were not kept', () => {
    const log = kernelLog('09:00:00', '11:00:00')
    expect(kernelLogAround(of([log]), at)).toBe(log)
    expect(kernelLogAround(of([withGap(log)]), at)).toBeUndefined()
    expect(kernelLogAround(of([runtimeLog('09:00:00', '11:00:00')]), at)).toBeUndefined()
    expect(kernelLogAround(of([log]), { basis: 'none' })).toBeUndefined()
    expect(kernelLogAround(of([log], 'oom'), at)).toBeUndefined()
    expect(kernelLogAround(of([log], 'runtime-oom'), at)).toBe(log)
  })
})

describe("the runtime's log holds the minute behind a kill", () => {
  const any = () => true

  it.each([
    ['09:59:55', '10:01:00', true],
    ['09:59:56', '10:01:00', false],
    ['09:59:55', '10:00:59', false],
  ])('from %s to %s: %s', (from, to, holds) => {
    const log = runtimeLog(from, to)
    expect(runtimeLogAround(of([log]), at, any)).toBe(holds ? log : undefined)
  })

  it('is one of its own, and all of its claims were kept', () => {
    const log = runtimeLog('09:00:00', '11:00:00')
    expect(runtimeLogAround(of([log]), at, ({ name }) => name === 'runtime.log')).toBe(log)
    expect(runtimeLogAround(of([log]), at, ({ name }) => name === 'other.log')).toBeUndefined()
    expect(runtimeLogAround(of([log], 'runtime-oom'), at, any)).toBeUndefined()
    expect(runtimeLogAround(of([log], 'oom'), at, any)).toBe(log)
  })
})

it('hasInput looks for a kind among all kinds of all logs', () => {
  const one = of([kernelLog(), input('journal.txt', ['kubelet-log', 'systemd-log'])])
  expect(hasInput(one, 'systemd-log')).toBe(true)
  expect(hasInput(one, 'runtime-log')).toBe(false)
})

const place = (name: string) => ({ ...JOURNAL, input: name })
const start = event('kubelet-start', place('a.log'), '09:00:00')
const a = input('a.log', ['kubelet-log'], '08:00:00', '10:00:00')
const b = input('b.log', ['kubelet-log'], '08:00:00', '12:00:00')

describe('a log covers all from an event to a moment', () => {
  const until = (clock: string) => atOfClock(clock, JOURNAL)
  const from = { ...start, alsoIn: undefined }

  it('where the event was read from it, and it goes on', () => {
    expect(coversFrom(of([a, b]), from, until('10:00:00'))).toBe(true)
    expect(coversFrom(of([a, b]), from, until('10:00:01'))).toBe(false)
  })

  it('also a log that tells the event once more', () => {
    const twice = { ...start, alsoIn: [{ input: 'b.log', firstLine: 1, lastLine: 1 }] }
    expect(coversFrom(of([a, b]), twice, until('11:00:00'))).toBe(true)
    expect(coversFrom(of([a, withGap(b)]), twice, until('11:00:00'))).toBe(false)
  })

  it('not where changes were not kept', () => {
    expect(coversFrom(of([a], 'kubelet-start'), from, until('09:30:00'))).toBe(false)
    expect(coversFrom(of([a], 'oom'), from, until('09:30:00'))).toBe(true)
  })
})

describe('a log covers all between two events', () => {
  const names = new Set(['a.log'])
  const elsewhere = (clock: string) => event('kubelet-start', place('c.log'), clock)

  it('where each is in it, or at a time that it covers', () => {
    const later = event('kubelet-start', place('a.log'), undefined)
    expect(coversBetween(of([a]), names, start, later)).toBe(true)
    expect(coversBetween(of([a]), names, start, elsewhere('10:00:00'))).toBe(true)
    expect(coversBetween(of([a]), names, elsewhere('08:00:00'), start)).toBe(true)
    expect(coversBetween(of([a]), names, start, elsewhere('10:00:01'))).toBe(false)
    expect(coversBetween(of([a]), names, elsewhere('07:59:59'), start)).toBe(false)
  })

  it('where another telling of the event is in it', () => {
    const copied = { ...elsewhere('11:00:00'), alsoIn: [{ input: 'a.log', firstLine: 9, lastLine: 9 }] }
    expect(coversBetween(of([a]), names, start, copied)).toBe(true)
  })

  it('not in a log that was not asked for, that lost lines, or whose changes were not kept', () => {
    expect(coversBetween(of([b]), names, start, elsewhere('09:30:00'))).toBe(false)
    expect(coversBetween(of([withGap(a)]), names, start, elsewhere('09:30:00'))).toBe(false)
    expect(coversBetween(of([a], 'systemd-reload'), names, start, elsewhere('09:30:00'))).toBe(false)
    expect(coversBetween(of([a], 'pod-evicted'), names, start, elsewhere('09:30:00'))).toBe(true)
  })
})
