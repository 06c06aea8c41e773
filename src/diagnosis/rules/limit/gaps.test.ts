import { describe, expect, it } from 'vitest'
import { oom } from '../../events.fixture.js'
import { duration, typicalGap } from './gaps.js'

describe('typicalGap', () => {
  const made = (input: string, epochMs: number | undefined, monotonicSec?: number) => ({
    ...oom(undefined, '/a', 4096),
    source: { input, firstLine: 1, lastLine: 2 },
    at: {
      basis: 'boot-time' as const,
      ...(epochMs === undefined ? {} : { epochMs }),
      ...(monotonicSec === undefined ? {} : { monotonicSec }),
    },
  })
  const atInstants = (...instants: number[]) => instants.map((epochMs) => made('a', epochMs))

  it.each([
    [[0, 70, 80, 100], 20],
    [[0, 100, 110, 150, 400, 401], 40],
    [[0, 30, 40], 10],
    [[0, 5], 5],
    [[0, 0, 0], 0],
    [[0, 0, 90], 0],
  ])('of OOMs at %j is %d', (instants, gap) => {
    expect(typicalGap(atInstants(...instants))).toBe(gap)
  })

  it('is not known of one alone, nor where the order is not that of time', () => {
    expect(typicalGap([])).toBeUndefined()
    expect(typicalGap(atInstants(7))).toBeUndefined()
    expect(typicalGap(atInstants(0, 100, 90, 190, 290))).toBeUndefined()
  })

  it('goes by the seconds after boot in one log that has them all', () => {
    const withoutClock = [1, 3.5, 4.5, 10].map((seconds) => made('a', undefined, seconds))
    expect(typicalGap(withoutClock)).toBe(2500)
    expect(typicalGap([made('a', 5000, 1), made('a', undefined, 3)])).toBe(2000)
  })

  it('is not known across logs, across a boot, or where a time is missing', () => {
    expect(typicalGap([made('a', undefined, 1), made('b', undefined, 3)])).toBeUndefined()
    expect(typicalGap([made('a', undefined, 900), made('a', undefined, 3)])).toBeUndefined()
    expect(typicalGap([made('a', undefined, 1), made('a', 5000)])).toBeUndefined()
    expect(typicalGap([made('a', undefined), made('a', 5000)])).toBeUndefined()
    const oneMissing = [made('a', undefined, 1), made('a', undefined), made('a', undefined, 5)]
    expect(typicalGap(oneMissing)).toBeUndefined()
  })
})

it.each([
  [999.9, '999 ms'],
  [1999, '1 s'],
  [179_999, '2 min'],
  [172_799_999, '47 h'],
  [172_800_000, '2 days'],
  [259_199_999, '2 days'],
])('duration(%d) is cut to %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})
