import { describe, expect, it } from 'vitest'
import { isFull, isFullLength } from './record-limit.js'

describe('how long a record of the kernel can be', () => {
  it.each([970, 973, 976, 986, 992, 1018, 1024])('%i bytes fill one', (bytes) => {
    expect(isFullLength(bytes)).toBe(true)
    expect(isFull('a'.repeat(bytes))).toBe(true)
  })

  it.each([0, 899, 969, 977, 985, 993, 1017, 1025])('%i bytes do not', (bytes) => {
    expect(isFullLength(bytes)).toBe(false)
    expect(isFull('a'.repeat(bytes))).toBe(false)
  })

  it('counts bytes and not letters', () => {
    expect(isFull('ä'.repeat(488))).toBe(true)
    expect(isFull('容'.repeat(325))).toBe(true)
    expect(isFull(`容${'a'.repeat(973)}`)).toBe(true)
    expect(isFull('ä'.repeat(976))).toBe(false)
  })
})
