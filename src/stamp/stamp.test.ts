import { describe, expect, it } from 'vitest'
import { localMs, readStamp } from './stamp.js'

const NOON = Date.UTC(2026, 10, 23, 19, 16, 20)

describe('readStamp', () => {
  it.each([
    ['Nov 23 19:16:20', NOON, 1000, 'month'],
    ['Nov  3 19:16:20', Date.UTC(2026, 10, 3, 19, 16, 20), 1000, 'month'],
    ['Nov 23 19:16:20.123456', NOON + 123.456, 1, 'month'],
    ['Nov 23 19:16', NOON - 20_000, 60_000, 'month'],
    ['Nov23 19:16', NOON - 20_000, 60_000, 'month'],
    ['1123 19:16:20.123456', NOON + 123.456, 1, 'klog'],
    ['Mon Nov 23 19:16:20 2026', NOON, 1000, 'dmesg'],
    ['Mo Nov 23 19:16:20 2026', NOON, 1000, 'dmesg'],
    ['Mon Nov 23 07:16:20 PM CET 2026', NOON, 1000, 'date'],
    ['Mon Nov 23 12:16:20 AM CET 2026', NOON - 19 * 3_600_000, 1000, 'date'],
    ['Mon 23 Nov 2026 07:16:20 PM CET', NOON, 1000, 'date'],
    ['Mon 2026-11-23 19:16:20 CET', NOON, 1000, 'full'],
    ['2026-11-23T19:16:20,5', NOON + 500, 100, 'iso'],
    ['2026-11-23 19:16:20', NOON, 1000, 'iso'],
    ['2026-11-23 19:16', NOON - 20_000, 60_000, 'iso'],
    ['2026/11/23 19:16:20', NOON, 1000, 'slashes'],
    ['Nov 23  2026', Date.UTC(2026, 10, 23), 86_400_000, 'month'],
  ])('%s', (printed, local, resolutionMs, form) => {
    const stamp = readStamp(printed)
    expect(stamp).toMatchObject({ form, resolutionMs })
    expect(stamp && localMs(stamp, 2026)).toBeCloseTo(local, 3)
    expect(stamp).not.toHaveProperty('offsetMinutes')
  })

  it.each([
    ['2026-11-23T19:16:20.5036+01:00', 60, 1],
    ['2026-11-23T19:16:20-0500', -300, 1000],
    ['2026-11-23 19:16:20.000000000 +0100', 60, 1],
    ['2026-11-23T19:16:20Z', 0, 1000],
    ['2026-11-23T19:16:20-00:30', -30, 1000],
    ['Mon 2026-11-23 19:16:20 UTC', 0, 1000],
    ['Mon 2026-11-23 19:16:20 -03', -180, 1000],
  ])('%s says its zone', (printed, offsetMinutes, resolutionMs) => {
    expect(readStamp(printed)).toMatchObject({ offsetMinutes, resolutionMs, year: 2026 })
  })

  it.each([
    ['1795458231.347961', 1795458231347.961, 1],
    ['1795458231', 1795458231000, 1000],
    ['1795458231347961', 1795458231347.961, 1],
    ['1795457166825.7766', 1795457166825.7766, 1],
  ])('%s is a Unix time', (printed, epochMs, resolutionMs) => {
    const stamp = readStamp(printed)
    expect(stamp).toMatchObject({ form: 'unix', offsetMinutes: 0, resolutionMs })
    expect(stamp && localMs(stamp, stamp.year ?? 0)).toBeCloseTo(
      printed.length === 18 ? Math.floor(epochMs) : epochMs,
      2,
    )
  })

  it.each([
    '',
    '843.979232',
    'ноя 23 19:16:20',
    'Feb 30 19:16:20',
    '2025-02-29 19:16:20',
    '1323 19:16:20.1',
    'Nov 23 24:16:20',
    'Nov 23 19:60:20',
    '+0.000004',
    '12345678901234567890',
    `Nov 23 19:16:20${' '.repeat(100)}`,
    `${'9'.repeat(100_000)}`,
  ])('%.30s is none', (printed) => {
    expect(readStamp(printed)).toBeUndefined()
  })

  it('knows February 29 of a year that has it', () => {
    const stamp = readStamp('Feb 29 00:00:00')
    expect(stamp && localMs(stamp, 2024)).toBe(Date.UTC(2024, 1, 29))
    expect(stamp && localMs(stamp, 2025)).toBeUndefined()
  })
})
