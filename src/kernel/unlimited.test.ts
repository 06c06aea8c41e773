import { describe, expect, it } from 'vitest'
import { isUnlimitedBytes, kilobytesOrUnlimited } from './unlimited.js'

describe('a counter in kB', () => {
  it.each([
    ['0', 0],
    ['4194304', 4_294_967_296],
    ['4294967295', 4_398_046_510_080],
    ['4294967296', 4_398_046_511_104],
    ['8589934584', 8_796_093_014_016],
    ['8589934592', 8_796_093_022_208],
    ['8796093022207', 9_007_199_254_739_968],
  ])('of %s is an amount', (printed, bytes) => {
    expect(kilobytesOrUnlimited(printed)).toBe(bytes)
  })

  it.each([
    ['until 3.11', '9007199254740991'],
    ['3.13 to 3.18', '18014398509481983'],
    ['3.19 and later', '9007199254740988'],
    ['3.19 and later, pages of 64 KiB', '9007199254740928'],
    ['32 bits', '8589934588'],
  ])('says that there is no limit: %s', (_, printed) => {
    expect(kilobytesOrUnlimited(printed)).toBe('unlimited')
  })

  it.each(['8796093022208', '9007199254740927'])('of %s is none that can be kept', (printed) => {
    expect(kilobytesOrUnlimited(printed)).toBeUndefined()
  })
})

describe('a limit of memory.stat', () => {
  it.each(['9223372036854771712', '9223372036854710272', '9223372036854775807', '18446744073709551615'])(
    '%s is none',
    (printed) => {
      expect(isUnlimitedBytes(printed)).toBe(true)
    },
  )

  it.each(['0', '922337203685477171', '9223372036854710271', '922337203685477171200'])(
    '%s is one',
    (printed) => {
      expect(isUnlimitedBytes(printed)).toBe(false)
    },
  )
})
