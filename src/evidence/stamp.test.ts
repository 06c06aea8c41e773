import { expect, test } from 'vitest'
import { atOf, readStamp } from './stamp.js'

test.each([
  ['2026-11-23T19:28:11,208811630+01:00', 1795458491208, 60, 1],
  ['2026-11-23 19:27:19.608000000 +0100', 1795458439608, 60, 1],
  ['2026-11-23 19:27:19 +0100', 1795458439000, 60, 1000],
  ['2026-11-23T18:56:11Z', 1795460171000, undefined, 1000],
  ['2026-11-23T18:56:11.123456Z', 1795460171123, undefined, 1],
  ['Mon 2026-11-23 18:54:17 UTC', 1795460057000, undefined, 1000],
  ['Mon Nov 23 18:54:11 UTC 2026', 1795460051000, undefined, 1000],
  ['Mon Nov 23 06:54:11 PM UTC 2026', 1795460051000, undefined, 1000],
  ['Mon Nov 23 12:54:11 AM UTC 2026', 1795395251000, undefined, 1000],
  ['Mon 23 Nov 2026 06:54:11 PM UTC', 1795460051000, undefined, 1000],
  ['Mon, 23 Nov 2026 14:05:41 -0500', 1795460741000, -300, 1000],
  ['Mon Nov 23 21:54:11 +03 2026', 1795460051000, 180, 1000],
  ['1795460051.322510980', 1795460051322, undefined, 1],
])('%s', (text, epochMs, offsetMinutes, resolutionMs) => {
  const expected = { printed: text, epochMs, resolutionMs }
  expect(readStamp(text)).toEqual(offsetMinutes === undefined ? expected : { ...expected, offsetMinutes })
})

test.each(['Mon Nov 23 19:28:10 CET 2026', '2026-11-23 19:23:11', 'Mon 2026-11-23 19:23:51 CET'])(
  'no instant: %s',
  (text) => {
    expect(readStamp(text)).toEqual({ printed: text, resolutionMs: 1000 })
  },
)

test.each([
  '2026-02-31 10:00:00 +0000',
  '2026-13-01 10:00:00 +0000',
  '2026-11-23 24:00:00 +0000',
  '0050-11-23 10:00:00 +0000',
  'Mon Foo 23 19:28:10 UTC 2026',
  '1795460051',
  '2026-11-23T19:28:11+01:00 node kernel: x',
  '',
])('no time: %s', (text) => {
  expect(readStamp(text)).toBeUndefined()
})

test('an offset farther than any zone gives no instant', () => {
  expect(readStamp('2026-11-23 10:00:00 +9900')).toEqual({
    printed: '2026-11-23 10:00:00 +9900',
    resolutionMs: 1000,
  })
})

test('a moment says what it rests on', () => {
  const stamp = readStamp('2026-11-23T18:56:11Z')
  expect(stamp && atOf(stamp, 'api')).toEqual({
    printed: '2026-11-23T18:56:11Z',
    epochMs: 1795460171000,
    iso: '2026-11-23T18:56:11.000Z',
    basis: 'api',
    uncertaintyMs: 1000,
  })
})
