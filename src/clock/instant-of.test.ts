import { describe, expect, it } from 'vitest'
import { instantOf } from './instant-of.js'

describe('the instant of a stamp', () => {
  it.each([
    ['2025-07-14T17:34:26+08:00', {}, '2025-07-14T09:34:26.000Z', 1000],
    ['1795458231.347961', {}, '2026-11-23T18:23:51.347Z', 1],
    ['Nov 23 19:16:20', { timezone: 'Europe/Berlin', year: 2026 }, '2026-11-23T18:16:20.000Z', 1000],
    ['0714 17:34:26.114280', { timezone: '+08:00', year: 2025 }, '2025-07-14T09:34:26.114Z', 1],
    ['Mon Nov 23 19:16:20 2026', { timezone: 'UTC' }, '2026-11-23T19:16:20.000Z', 2000],
  ])('%s', (printed, options, iso, uncertaintyMs) => {
    expect(instantOf(printed, options)).toEqual({ epochMs: Date.parse(iso), iso, uncertaintyMs })
  })

  it.each([
    ['Nov 23 19:16:20', { year: 2026 }],
    ['Nov 23 19:16:20', { timezone: 'UTC' }],
    ['Feb 29 00:00:00', { timezone: 'UTC', year: 2025 }],
    ['7013.123456', {}],
    ['yesterday', { timezone: 'UTC', year: 2025 }],
  ])('%s with %j is not told', (printed, options) => expect(instantOf(printed, options)).toBeUndefined())

  it('in the hour that is there twice is either of two', () => {
    const found = instantOf('Oct 26 02:30:00', { timezone: 'Europe/Berlin', year: 2025 })
    expect(found).toEqual({
      epochMs: Date.parse('2025-10-26T00:30:00Z'),
      iso: '2025-10-26T00:30:00.000Z',
      uncertaintyMs: 3_601_000,
      againMs: Date.parse('2025-10-26T01:30:00Z'),
    })
  })

  it('asks for a zone that there is', () => {
    expect(() => instantOf('Nov 23 19:16:20', { timezone: 'Mars/Olympus', year: 2026 })).toThrow(RangeError)
  })
})
