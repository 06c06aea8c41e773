import { describe, expect, it } from 'vitest'
import { readStamp, type Stamp } from '../stamp/index.js'
import { chainOf, firstYear, type YearEvidence } from './years.js'

const DAY = 86_400_000

function stamps(...printed: string[]): Stamp[] {
  return printed.flatMap((one) => readStamp(one) ?? [])
}

function yearOf(printed: string[], evidence: Partial<YearEvidence>): number | undefined {
  return firstYear(chainOf(stamps(...printed)), { began: [], own: [], near: [], ...evidence })
}

describe('chainOf', () => {
  it.each([
    [
      ['Nov 23 19:00:00', 'Nov 24 01:00:00'],
      [0, 0],
    ],
    [
      ['Dec 31 23:59:59', 'Jan  1 00:00:00', 'Jan  1 00:00:01'],
      [0, 1, 1],
    ],
    [
      ['Dec 31 23:59:59', 'Jan  1 00:00:00', 'Dec 31 23:59:59', 'Jan  1 00:00:01'],
      [0, 1, 0, 1],
    ],
    [
      ['Nov 23 19:00:00', 'Nov 22 19:00:00'],
      [0, 0],
    ],
    [
      ['Jan  5 00:00:00', 'Dec  5 00:00:00', 'Jan  5 00:00:00'],
      [0, 0, 1],
    ],
  ])('%j', (printed, relative) => {
    expect(chainOf(stamps(...printed)).relative).toEqual(relative)
  })
})

describe('firstYear', () => {
  it.each<[string, string[], Partial<YearEvidence>, number | undefined]>([
    ['nothing', ['Nov 23 19:00:00'], {}, undefined],
    ['the option', ['Nov 23 19:00:00'], { stated: 2024, near: [Date.UTC(2026, 10, 23)] }, 2024],
    ['a preamble of klog', ['Nov 23 19:00:00'], { began: [Date.UTC(2026, 10, 23, 18)] }, 2026],
    ['a preamble before New Year', ['Jan  1 00:00:05'], { began: [Date.UTC(2026, 11, 31, 23, 59)] }, 2027],
    [
      'a journal that began years ago and ends now',
      ['Nov 23 19:00:00'],
      { began: [Date.UTC(2023, 0, 1), Date.UTC(2026, 10, 23, 19)], ended: Date.UTC(2026, 10, 23, 19) },
      undefined,
    ],
    [
      'the same with a neighbour',
      ['Nov 23 19:00:00'],
      {
        began: [Date.UTC(2023, 0, 1)],
        ended: Date.UTC(2026, 10, 23, 19),
        near: [Date.UTC(2025, 10, 20)],
      },
      2025,
    ],
    ['a line of the same input', ['Nov 23 19:00:00'], { own: [Date.UTC(2026, 10, 23)] }, 2026],
    ['a neighbour after New Year', ['Dec 30 19:00:00'], { near: [Date.UTC(2027, 0, 2)] }, 2026],
    ['a neighbour before New Year', ['Jan  2 19:00:00'], { near: [Date.UTC(2026, 11, 30)] }, 2027],
    ['a log over New Year', ['Dec 31 23:00:00', 'Jan  1 01:00:00'], { near: [Date.UTC(2027, 0, 1)] }, 2026],
    ['the file was written', ['Nov 23 19:00:00'], { notAfter: Date.UTC(2026, 10, 23, 19) }, 2026],
    ['within a day', ['Nov 23 19:00:00'], { notAfter: Date.UTC(2026, 10, 22, 20) }, 2026],
    ['the file was written in spring', ['Nov 23 19:00:00'], { notAfter: Date.UTC(2027, 3, 1) }, 2026],
    [
      'written after New Year',
      ['Dec 31 23:00:00', 'Jan  1 01:00:00'],
      { notAfter: Date.UTC(2027, 0, 1, 2) },
      2026,
    ],
    ['February 29', ['Feb 29 10:00:00'], { notAfter: Date.UTC(2027, 3, 1) }, 2024],
    [
      'February 29 behind New Year',
      ['Dec 31 10:00:00', 'Feb 29 10:00:00'],
      { notAfter: Date.UTC(2026, 3, 1) },
      2023,
    ],
    [
      'not after the capture, though a neighbour is nearer',
      ['Nov 23 19:00:00'],
      { near: [Date.UTC(2026, 6, 1)], notAfter: Date.UTC(2026, 6, 2) },
      2025,
    ],
  ])('%s', (_, printed, evidence, year) => {
    expect(yearOf(printed, evidence)).toBe(year)
  })

  it('is quick with neighbours of any age', () => {
    const near = Array.from({ length: 100_000 }, (_, index) => index * DAY * 10)
    const began = performance.now()
    expect(yearOf(['Nov 23 19:00:00'], { near })).toBeTypeOf('number')
    expect(performance.now() - began).toBeLessThan(500)
  })
})
