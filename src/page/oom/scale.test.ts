import { describe, expect, it } from 'vitest'
import { scaleFor } from './scale.js'

const MIB = 2 ** 20

describe('the scale of a bar', () => {
  it('is a straight line from zero where the values are near each other', () => {
    const scale = scaleFor([2 * MIB, 3 * MIB, 4 * MIB])
    expect(scale?.kind).toBe('linear')
    expect(scale?.at(0)).toBe(0)
    expect(scale?.at(2 * MIB)).toBeCloseTo((scale?.at(4 * MIB) ?? 0) / 2)
  })

  it('is logarithmic where the marks would lie on each other', () => {
    const scale = scaleFor([500 * MIB, MIB, 1.25 * MIB, 1.5 * MIB])
    expect(scale?.kind).toBe('log')
    const [min = 0, low = 0, high = 0] = [1, 1.25, 1.5].map((size) => scale?.at(size * MIB))
    expect(min).toBeGreaterThan(0.1)
    expect(low - min).toBeGreaterThan(0.02)
    expect(high - low).toBeGreaterThan(0.02)
  })

  it('keeps everything inside', () => {
    const scale = scaleFor([MIB, 40 * MIB])
    for (const size of [0, 1, MIB, 40 * MIB, 4000 * MIB]) {
      expect(scale?.at(size)).toBeGreaterThanOrEqual(0)
      expect(scale?.at(size)).toBeLessThanOrEqual(1)
    }
    expect(scale?.at(0)).toBe(0)
  })

  it('is none where there is nothing to draw', () => {
    expect(scaleFor([])).toBeUndefined()
    expect(scaleFor([0, 0])).toBeUndefined()
  })
})
