import { expect, test } from 'vitest'
import { momentAt, shareOf } from './axis.js'
import { axisOf } from './quiet.js'
import { ticksOf } from './ticks.js'
import { moved, showing, WHOLE, zoomed } from './view.js'

const HOUR = 3_600_000
const START = Date.UTC(2025, 6, 14, 9, 34, 26)
/** A second in which all is decided, then hours in which nothing happens. */
const CROWDED = [0, 200, 400, 1000, 2 * HOUR, 5 * HOUR].map((ms) => START + ms)
const options = { width: 1000, cutWidth: 60, isShortened: true }

test('times without an event are cut out where marks would lie on each other', () => {
  const { stretches } = axisOf(CROWDED, options)
  expect(stretches).toHaveLength(3)
  const [first] = stretches
  expect((first.end - first.begin) * 1000).toBeGreaterThan(400)
  expect(first.from).toBeLessThan(CROWDED[0] as number)
  expect(first.to).toBeGreaterThan(CROWDED[3] as number)
})

test('cuts are as wide as asked for, and stretches fill the rest', () => {
  const { stretches } = axisOf(CROWDED, options)
  const gaps = stretches.slice(1).map((one, index) => one.begin - (stretches[index]?.end ?? 0))
  expect(gaps.map((gap) => Math.round(gap * 1000))).toEqual([60, 60])
  expect(stretches[0].begin).toBe(0)
  expect(stretches.at(-1)?.end).toBe(1)
})

test('an axis to scale has one stretch', () => {
  expect(axisOf(CROWDED, { ...options, isShortened: false }).stretches).toHaveLength(1)
})

test('moments that have room are not torn apart', () => {
  const regular = Array.from({ length: 20 }, (_, index) => START + index * HOUR)
  expect(axisOf(regular, options).stretches).toHaveLength(1)
})

test('crowded moments without a long silence are not cut', () => {
  const dense = Array.from({ length: 500 }, (_, index) => START + index * 1000)
  expect(axisOf(dense, options).stretches).toHaveLength(1)
})

test('one moment, or none, has an axis too', () => {
  expect(shareOf(axisOf([START], options), START)).toBeCloseTo(0.5)
  expect(axisOf([], options).stretches).toHaveLength(1)
})

test('shares rise with time, and each leads back to its moment', () => {
  const axis = axisOf(CROWDED, options)
  const shares = CROWDED.map((ms) => shareOf(axis, ms))
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  for (const [index, share] of shares.entries())
    expect(Math.abs(momentAt(axis, share) - (CROWDED[index] as number))).toBeLessThan(1)
})

test('ticks stand at round moments, one beside the other', () => {
  const axis = axisOf([START, START + 3 * HOUR], { ...options, isShortened: false })
  const ticks = ticksOf(axis, WHOLE, 1000, 'utc')
  expect(ticks.map(({ label }) => label)).toContain('11:00')
  for (const [index, { x }] of ticks.slice(1).entries())
    expect(x - (ticks[index]?.x ?? 0)).toBeGreaterThan(40)
})

test('a tick of a single second has no milliseconds, one of a part of a second has', () => {
  const second = axisOf([START - 500, START + 500], { ...options, width: 60 })
  expect(ticksOf(second, WHOLE, 60, 'utc').map(({ label }) => label)).toEqual(['09:34:26'])
  const close = axisOf([START, START + 900], options)
  expect(ticksOf(close, WHOLE, 1000, 'utc').some(({ label }) => /^09:34:26\.\d{3}$/.test(label))).toBe(true)
})

test('over several days the first tick of a day has its date', () => {
  const axis = axisOf([START, START + 20 * HOUR], { ...options, isShortened: false })
  const labels = ticksOf(axis, WHOLE, 1000, 'utc').map(({ label }) => label)
  expect(labels.filter((label) => label.startsWith('07-15'))).toHaveLength(1)
})

test('seconds after boot have as many places as they need', () => {
  const axis = axisOf([18_000, 25_000], { ...options, isShortened: false })
  expect(ticksOf(axis, WHOLE, 1000, 'boot').map(({ label }) => label)).toContain('20 s')
  const close = axisOf([18_000, 18_010], { ...options, isShortened: false })
  expect(
    ticksOf(close, { begin: 0.45, end: 0.55 }, 1000, 'boot').every(({ label }) =>
      /^18\.\d{2,} s$|^17\.\d{2,} s$/.test(label),
    ),
  ).toBe(true)
})

test('zooming keeps its place and stays inside', () => {
  expect(zoomed(WHOLE, 2, 0.5)).toEqual({ begin: 0.25, end: 0.75 })
  expect(zoomed({ begin: 0.2, end: 0.4 }, 0.1, 0.3)).toEqual(WHOLE)
  const deep = zoomed(WHOLE, 1e12, 0.3)
  expect(deep.end - deep.begin).toBeCloseTo(1e-6)
  expect(moved({ begin: 0.8, end: 1 }, 3)).toEqual({ begin: 0.8, end: 1 })
})

test('what is off screen is brought in, what is on it stays', () => {
  const view = { begin: 0.4, end: 0.6 }
  expect(showing(view, 0.5)).toEqual(view)
  const right = showing(view, 0.9)
  expect(right.end).toBeGreaterThan(0.9)
  expect(right.end - right.begin).toBeCloseTo(0.2)
})
