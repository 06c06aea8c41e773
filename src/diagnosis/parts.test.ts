import { describe, expect, it } from 'vitest'
import type { At } from '../record/index.js'
import { atOfClock, event, FILES, JOURNAL, KERNEL } from './events.fixture.js'
import { moment, shellSafe } from './evidence.js'
import { diagnose } from './index.js'
import { storedValueOf } from './kubelet-version.js'
import { isBefore, type Order, type Placed, together } from './order.js'
import { RULES } from './rules/index.js'

it.each([
  ['v1.15.12', 'capacity'],
  ['v1.16.14', 'capacity'],
  ['v1.16.15', 'first'],
  ['v1.17.11', 'capacity'],
  ['v1.17.12', 'first'],
  ['v1.18.0', 'first'],
  ['v1.20.2+k3s1', 'first'],
  ['v1.21.1', 'first'],
  ['v1.21.2', 'last'],
  ['1.22.0', 'last'],
  ['v1.32.13', 'last'],
  ['v2.0.0', undefined],
  ['', undefined],
])('storedValueOf(%s)', (version, stored) => {
  expect(storedValueOf(version)).toBe(stored)
})

describe('before', () => {
  const placed = (clock: string | undefined, uncertaintyMs = 0, line = 1, file = 'a'): Placed => ({
    at: clock === undefined ? { basis: 'journal' } : atOfClock(clock, JOURNAL, uncertaintyMs),
    source: { input: file, firstLine: line, lastLine: line },
  })
  const rows: [string, Placed, Placed, Order][] = [
    ['by time', placed('10:00:00', 0, 1, 'a'), placed('10:00:01', 0, 1, 'b'), 'yes'],
    ['the other way', placed('10:00:01', 0, 1, 'a'), placed('10:00:00', 0, 1, 'b'), 'no'],
    ['within uncertainty', placed('10:00:00', 600, 1, 'a'), placed('10:00:01', 600, 1, 'b'), 'unknown'],
    ['at the same instant', placed('10:00:00', 0, 1, 'a'), placed('10:00:00', 0, 1, 'b'), 'unknown'],
    ['by lines of one log', placed('10:00:00', 600, 1), placed('10:00:01', 600, 2), 'yes'],
    ['by lines without times', placed(undefined, 0, 9), placed(undefined, 0, 2), 'no'],
    ['without times in two logs', placed(undefined, 0, 1, 'a'), placed('10:00:00', 0, 2, 'b'), 'unknown'],
  ]
  it.each(rows)('%s', (_, a, b, order) => {
    expect(isBefore(a, b)).toBe(order)
  })

  it('a list of files is in no order', () => {
    const at: At = { basis: 'file-mtime' }
    const file = (line: number): Placed => ({
      at,
      source: { input: 'ls.txt', firstLine: line, lastLine: line },
    })
    expect(isBefore(file(1), file(2))).toBe('unknown')
  })

  it('a series is over with its last reading', () => {
    const series = { ...placed('10:00:00', 0, 1, 'a'), lastAt: atOfClock('10:05:00', JOURNAL) }
    expect(isBefore(series, placed('10:04:00', 0, 1, 'b'))).toBe('unknown')
    expect(isBefore(series, placed('10:06:00', 0, 1, 'b'))).toBe('yes')
  })

  it('another reading of the same event helps', () => {
    const copied = { ...placed(undefined, 0, 5, 'a'), alsoIn: [{ input: 'b', firstLine: 3, lastLine: 3 }] }
    expect(isBefore(copied, placed(undefined, 0, 4, 'b'))).toBe('yes')
  })

  it('together needs fine times', () => {
    expect(together(placed('10:00:00'), placed('10:00:00.900'))).toBe(true)
    expect(together(placed('10:00:00'), placed('10:00:02'))).toBe(false)
    expect(together(placed('10:00:00', 60_000), placed('10:00:00'))).toBe(false)
    expect(together(placed(undefined), placed(undefined))).toBe(false)
  })
})

it('moment', () => {
  expect(moment({ basis: 'klog', printed: '1123 19:25:03.163825' })).toBe('1123 19:25:03.163825')
  expect(moment({ basis: 'klog', printed: '19:25:03', iso: '2026-11-23T18:25:03.000Z' })).toBe(
    '19:25:03 (2026-11-23T18:25:03.000Z)',
  )
  expect(moment({ basis: 'journal', printed: '1795458831524599', iso: '2026-11-23T18:33:51.524Z' })).toBe(
    '2026-11-23T18:33:51.524Z',
  )
  expect(moment({ basis: 'monotonic-only', printed: '843.979232', monotonicSec: 843.979232 })).toBe(
    '843.979232 s after boot',
  )
  expect(moment({ basis: 'none' })).toBe('an unknown time')
})

it('shellSafe', () => {
  expect(shellSafe('kubepods.slice', 'x')).toBe('kubepods.slice')
  for (const name of ['a;b', '$(id)', '-p', 'a b', undefined]) expect(shellSafe(name, 'x')).toBe('x')
})

describe('several hosts', () => {
  const start = (host: string | undefined, file: string) =>
    event('pod-evicted', { ...JOURNAL, input: file, ...(host === undefined ? {} : { host }) }, '10:00:00', {
      pod: file,
      resource: 'memory',
    })
  const count = (events: ReturnType<typeof start>[]) => diagnose({ inputs: [], events }).findings.length

  it('are told apart, a domain and a booting machine are not', () => {
    expect(count([start('node-1', 'a'), start('node-2', 'b')])).toBe(2)
    expect(count([start('node-1', 'a'), start('node-1.example.org', 'b')])).toBe(1)
    expect(count([start('node-1', 'a'), start('localhost', 'b')])).toBe(1)
    expect(count([start('10.0.0.1', 'a'), start('10.0.0.2', 'b')])).toBe(2)
  })

  it('what has no host belongs to the host of its folder', () => {
    const events = [start('node-1', 'one/a'), start('node-2', 'two/b'), start(undefined, 'one/c')]
    expect(count(events)).toBe(2)
    expect(count([...events, start(undefined, 'three/d')])).toBe(3)
  })
})

it('every rule has an id of its own, a question and what it needs', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
  for (const { question, needs } of RULES) {
    expect(question).toMatch(/\?$/)
    expect(needs.length).toBeGreaterThan(0)
  }
})

it('nothing is found where nothing was read', () => {
  expect(diagnose({ inputs: [], events: [] }, { cannotTell: true }).findings).toEqual([])
  const lone = [
    event('boot', KERNEL, undefined),
    event('config-file-modified', FILES, undefined, { path: '/etc/default/kubelet' }),
  ]
  expect(diagnose({ inputs: [], events: lone }, { cannotTell: true }).findings).toEqual([])
})
