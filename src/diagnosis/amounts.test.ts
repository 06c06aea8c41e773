import { describe, expect, it } from 'vitest'
import { amount, inBytes, inKb, inPages, reservedMemory, sameLimit, share, short } from './amounts.js'

const MIB = 1024 ** 2

describe('amount', () => {
  it.each([
    [28639567872, '27968328 KiB (26.67 GiB)'],
    [31273800 * 1024, '31273800 KiB (29.82 GiB)'],
    [3305472 * 1024, '3305472 KiB (3.15 GiB)'],
    [0, '0 KiB'],
    [4096, '4 KiB'],
    [1023, '1023 bytes'],
    [10 * MIB - 1024, '10239 KiB'],
    [10 * MIB, '10240 KiB (10.0 MiB)'],
    [-20 * MIB, '-20480 KiB (-20.0 MiB)'],
    [1717986918, '1717986918 bytes (1.59 GiB)'],
  ])('%d bytes', (bytes, text) => {
    expect(amount(bytes)).toBe(text)
  })
})

describe('as a line has it, with what is more than a MiB for the eye', () => {
  it.each([
    [251658240, '245760 kB (240 MiB)'],
    [MIB, '1024 kB (1.00 MiB)'],
    [MIB - 1024, '1023 kB'],
    [0, '0 kB'],
    [-2 * MIB, '-2048 kB (-2.00 MiB)'],
  ])('%d bytes in kB', (bytes, text) => {
    expect(inKb(bytes)).toBe(text)
  })

  it.each([
    [251658240, '251658240 bytes (240 MiB)'],
    [10 * MIB, '10485760 bytes (10.0 MiB)'],
    [10 * MIB - 1, '10485759 bytes'],
    [274432, '274432 bytes'],
  ])('%d bytes', (bytes, text) => {
    expect(inBytes(bytes)).toBe(text)
  })

  it.each([
    [62808, 4096, '62808 pages (245 MiB)'],
    [62808, 65536, '62808 pages (3.83 GiB)'],
    [256, 4096, '256 pages (1.00 MiB)'],
    [255, 4096, '255 pages'],
  ])('%d pages of %d bytes', (pages, size, text) => {
    expect(inPages(pages, size)).toBe(text)
  })
})

it.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1024, '1.00 KiB'],
  [-1023, '-1023 bytes'],
  [6134170, '5.85 MiB'],
])('short(%d)', (bytes, text) => {
  expect(short(bytes)).toBe(text)
})

it.each([
  [999, 1000, '99%'],
  [1000, 1000, '100%'],
  [1500, 1000, '150%'],
  [10, 1000, '1%'],
  [9, 1000, '<1%'],
  [0, 1000, '0%'],
  [5, 0, '<1%'],
  [0, 0, '0%'],
])('share(%d, %d)', (part, whole, text) => {
  expect(share(part, whole)).toBe(text)
})

it('limits less than a page apart are the same', () => {
  expect(sameLimit(40960, 40960 + 4095, 4096)).toBe(true)
  expect(sameLimit(40960 + 4095, 40960, 4096)).toBe(true)
  expect(sameLimit(40960, 45056, 4096)).toBe(false)
  expect(sameLimit(45056, 40960, 4096)).toBe(false)
  expect(sameLimit(40960, 45056, 65536)).toBe(true)
})

it.each([
  ['cpu=100m,memory=700Mi', 734003200],
  ['cpu=100m, memory=700Mi ,ephemeral-storage=1Gi', 734003200],
  ['memory=1Ki', 1024],
  ['memory=1Gi', 1073741824],
  ['memory=1Ti', 1099511627776],
  ['memory=1Pi', 1125899906842624],
  ['memory=1k', 1000],
  ['memory=1M', 1e6],
  ['memory=1G', 1e9],
  ['memory=1T', 1e12],
  ['memory=1P', 1e15],
  ['memory=1.5Gi', 1610612736],
  ['memory=0.1Ki', 103],
  ['memory=0.0000000009Gi', undefined],
  ['memory=0.07G', 70_000_000],
  ['memory=1.1M', 1_100_000],
  ['memory=12345', 12345],
  ['memory=9007199254740991', 9007199254740991],
  ['memory=9007199254740992', undefined],
  ['cpu=100m', undefined],
  ['', undefined],
  ['memory=1GB', undefined],
  ['memory=1gi', undefined],
  ['memory=1GB,memory=2Gi', 2147483648],
  ['hugememory=1Gi', undefined],
  ['memory=-1Gi', undefined],
  ['memory=99999999999999Pi', undefined],
])('reservedMemory(%s)', (flag, bytes) => {
  expect(reservedMemory(flag)).toBe(bytes)
})
