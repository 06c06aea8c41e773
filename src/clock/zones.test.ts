import { describe, expect, it } from 'vitest'
import { observedZone, zoneNamed } from './zones.js'

const HOUR = 3_600_000

describe('a named zone', () => {
  it.each([
    ['Europe/Berlin', Date.UTC(2026, 10, 23, 19, 16, 20), Date.UTC(2026, 10, 23, 18, 16, 20)],
    ['Europe/Berlin', Date.UTC(2026, 6, 1, 12), Date.UTC(2026, 6, 1, 10)],
    ['America/New_York', Date.UTC(2026, 10, 23, 13), Date.UTC(2026, 10, 23, 18)],
    ['Asia/Kolkata', Date.UTC(2026, 0, 1, 1), Date.UTC(2025, 11, 31, 19, 30)],
    ['-00:30', Date.UTC(2026, 0, 1, 1), Date.UTC(2026, 0, 1, 1, 30)],
    // Half an hour after the clocks went forward.
    ['Europe/Berlin', Date.UTC(2026, 2, 29, 3, 30), Date.UTC(2026, 2, 29, 1, 30)],
  ])('%s %i', (name, local, epochMs) => {
    expect(zoneNamed(name)?.instantOf(local)).toEqual({ epochMs, doubtMs: 0 })
  })

  it('doubts the hour that is there twice', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30)
    expect(zoneNamed('Europe/Berlin')?.instantOf(Date.UTC(2026, 9, 25, 2, 30))).toEqual({
      epochMs: first,
      doubtMs: HOUR,
      again: first + HOUR,
    })
  })

  it('doubts the hour that is not there', () => {
    const { doubtMs } = zoneNamed('Europe/Berlin')?.instantOf(Date.UTC(2026, 2, 29, 2, 30)) ?? {}
    expect(doubtMs).toBe(HOUR)
  })

  it('is none where the platform does not know it', () => {
    expect(zoneNamed('hasOwnProperty')).toBeUndefined()
  })
})

describe('an observed zone', () => {
  const summer = Date.UTC(2026, 9, 24)
  const winter = Date.UTC(2026, 9, 26)
  const zone = observedZone([
    { epochMs: summer, offsetMinutes: 120 },
    { epochMs: winter, offsetMinutes: 60 },
    { epochMs: winter + 48 * HOUR, offsetMinutes: 60 },
  ])

  it.each([
    ['between two that agree', winter + 24 * HOUR, 60, 0],
    ['near the last', winter + 60 * HOUR, 60, 0],
    ['far behind the last', winter + 200 * HOUR, 60, HOUR],
    ['far before the first', summer - 200 * HOUR, 120, HOUR],
    ['between two that do not, nearer to the first', summer + 10 * HOUR, 120, HOUR],
    ['between two that do not, nearer to the second', winter - 10 * HOUR, 60, HOUR],
  ])('%s', (_, epochMs, offset, doubtMs) => {
    expect(zone.instantOf(epochMs + offset * 60_000)).toEqual({ epochMs, doubtMs })
  })
})
