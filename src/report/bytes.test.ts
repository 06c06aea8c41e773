import { describe, expect, it } from 'vitest'
import { counted, kilobytes, percent, size, sizeAndKilobytes } from './bytes.js'
import { NBSP } from './columns.js'

const plain = (text: string | undefined) => text?.replaceAll(NBSP, ' ')

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [568, '568 B'],
    [4096, '4.00 KiB'],
    [41943040, '40.0 MiB'],
    [4294967296, '4.00 GiB'],
    [1073741824 - 4096, '1023 MiB'],
    [104857600 - 4096, '99.9 MiB'],
    [3221225472000, '2.92 TiB'],
    [27968328 * 1024, '26.67 GiB'],
    [-41943040, '-40.0 MiB'],
  ])('writes %i bytes as %s', (bytes, text) => {
    expect(plain(size(bytes))).toBe(text)
  })

  it('adds the kB of the kernel where the size is cut', () => {
    expect(plain(sizeAndKilobytes(41680896))).toBe('39.7 MiB (40704 kB)')
    expect(plain(sizeAndKilobytes(733184))).toBe('716 kB')
    expect(plain(kilobytes(4096))).toBe('4 kB')
  })

  it('says 100% only of the whole', () => {
    expect(percent(999, 1000)).toBe('99%')
    expect(percent(1000, 1000)).toBe('100%')
    expect(percent(1, 1000)).toBe('<1%')
    expect(percent(0, 1000)).toBe('0%')
    expect(percent(5, 0)).toBeUndefined()
  })

  it('counts one and many', () => {
    expect(plain(counted(1, 'page'))).toBe('1 page')
    expect(plain(counted(2, 'process', 'processes'))).toBe('2 processes')
  })
})
