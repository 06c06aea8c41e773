import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { topFor, windowOf } from './window.js'

const box = fc.record({
  top: fc.integer({ min: -50, max: 2_000_000 }),
  height: fc.integer({ min: 0, max: 3000 }),
  rowHeight: fc.integer({ min: 10, max: 60 }),
  count: fc.integer({ min: 0, max: 60_000 }),
})

describe('the rows of a long table that are drawn', () => {
  it('are those in sight and some beyond', () => {
    expect(windowOf({ top: 2800, height: 400, rowHeight: 28, count: 50_000 })).toEqual({ from: 84, to: 132 })
  })

  it('are all of a short one, and none of an empty one', () => {
    expect(windowOf({ top: 0, height: 400, rowHeight: 28, count: 9 })).toEqual({ from: 0, to: 9 })
    expect(windowOf({ top: 0, height: 400, rowHeight: 28, count: 0 })).toEqual({ from: 0, to: 0 })
  })

  it('cover all that is in sight, and are few', () => {
    fc.assert(
      fc.property(box, ({ top, height, rowHeight, count }) => {
        const { from, to } = windowOf({ top, height, rowHeight, count })
        const first = Math.floor(Math.max(0, top) / rowHeight)
        const last = Math.min(count, Math.ceil((Math.max(0, top) + height) / rowHeight))
        expect(from).toBeLessThanOrEqual(Math.max(0, Math.min(first, count - 1)))
        expect(to).toBeGreaterThanOrEqual(Math.min(last, count))
        expect(to).toBeLessThanOrEqual(count)
        expect(to - from).toBeLessThanOrEqual(height / rowHeight + 50)
      }),
    )
  })
})

describe('where the box must stand for a row', () => {
  const at = { top: 280, height: 308, rowHeight: 28, head: 28 }

  it('is where it stands, if the row is in sight', () => {
    expect(topFor(10, at)).toBe(280)
    expect(topFor(19, at)).toBe(280)
  })

  it('is so that the row is the first or the last in sight', () => {
    expect(topFor(9, at)).toBe(252)
    expect(topFor(20, at)).toBe(308)
  })
})
