import { describe, expect, it } from 'vitest'
import { bootTimeOf, boundOf, instantOf } from './instant.js'
import { zoneOf } from './zone.js'

describe('a time that was typed', () => {
  it.each([
    ['2024-11-23', 'UTC', Date.UTC(2024, 10, 23)],
    ['2024-11-23T18:16', 'UTC', Date.UTC(2024, 10, 23, 18, 16)],
    ['2024-11-23 18:16:20', 'UTC', Date.UTC(2024, 10, 23, 18, 16, 20)],
    ['2024-11-23T18:16:20.25Z', 'Asia/Tokyo', Date.UTC(2024, 10, 23, 18, 16, 20, 250)],
    ['2024-11-23T18:16:20.123456789z', 'UTC', Date.UTC(2024, 10, 23, 18, 16, 20, 123)],
    ['2024-11-23T19:16:20+01:00', 'UTC', Date.UTC(2024, 10, 23, 18, 16, 20)],
    ['2024-11-23T14:46:20-0330', 'UTC', Date.UTC(2024, 10, 23, 18, 16, 20)],
    ['2024-11-23T19:16:20', 'Europe/Berlin', Date.UTC(2024, 10, 23, 18, 16, 20)],
    ['2024-07-01T19:16', 'Europe/Berlin', Date.UTC(2024, 6, 1, 17, 16)],
    ['2024-11-23T19:16:20', '+01:00', Date.UTC(2024, 10, 23, 18, 16, 20)],
    ['2024-02-29', 'UTC', Date.UTC(2024, 1, 29)],
  ])('%s in %s', (typed, zone, epochMs) => {
    expect(instantOf(typed, zone)).toBe(epochMs)
  })

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-11-23T24:00',
    '2024-11-23T18:60',
    '2024-11-23T18:16:61',
    '2024-11-23T18',
    '24-11-23',
    '18:16',
    '2024-11-23T18:16+15:00',
    'Nov 23 18:16:20',
    '',
    `${'9'.repeat(100_000)}`,
  ])('%s is none', (typed) => {
    expect(instantOf(typed, 'UTC')).toBeUndefined()
  })
})

it.each([
  ['-30s', { beforeLastMs: 30_000 }],
  ['-90m', { beforeLastMs: 5_400_000 }],
  ['-5min', { beforeLastMs: 300_000 }],
  ['-2h', { beforeLastMs: 7_200_000 }],
  ['-1d', { beforeLastMs: 86_400_000 }],
  ['2024-11-23', { epochMs: Date.UTC(2024, 10, 23) }],
  ['2h', undefined],
  ['-2', undefined],
  ['-2w', undefined],
])('the bound %s', (typed, bound) => {
  expect(boundOf(typed, 'UTC')).toEqual(bound)
})

it.each([
  ['1732385780', 1_732_385_780_000],
  ['1732385780.5', 1_732_385_780_500],
  ['2024-11-23T18:16:20Z', 1_732_385_780_000],
  ['-1732385780', undefined],
  ['17323857800000', undefined],
])('the boot time %s', (typed, epochMs) => {
  expect(bootTimeOf(typed, 'UTC')).toBe(epochMs)
})

it.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['utc', 'UTC'],
  ['Z', 'UTC'],
  ['+01:00', '+01:00'],
  ['+0100', '+01:00'],
  ['-03:30', '-03:30'],
  ['+14:00', '+14:00'],
  ['+15:00', undefined],
  ['+01:60', undefined],
  ['+1', undefined],
  ['Europe/Nowhere', undefined],
  ['', undefined],
  ['../etc', undefined],
])('the zone %s', (typed, zone) => {
  expect(zoneOf(typed)).toBe(zone)
})
