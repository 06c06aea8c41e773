import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelsOf, type Wanted } from './labels.js'

const wants = (key: string, x: number, width: number, urgency = 1): Wanted => ({
  key,
  x,
  texts: [{ text: key, width }],
  urgency,
})

test('of two that overlap the left one goes below', () => {
  const labels = labelsOf([wants('left', 100, 80), wants('right', 120, 80)], 2, 1000)
  expect(labels.map(({ key, row }) => [key, row])).toEqual([
    ['right', 0],
    ['left', 1],
  ])
})

test('the urgent one is written where only one has room', () => {
  const labels = labelsOf([wants('plain', 100, 80), wants('urgent', 100, 80, 10)], 1, 190)
  expect(labels.map(({ key }) => key)).toEqual(['urgent'])
})

test('a shorter text is taken where the longer one has no room', () => {
  const [label] = labelsOf(
    [
      {
        key: 'a',
        x: 10,
        urgency: 1,
        texts: [
          { text: 'too long', width: 300 },
          { text: 'short', width: 40 },
        ],
      },
    ],
    1,
    100,
  )
  expect(label?.text).toBe('short')
})

test('at the right end a text stands on the left of its mark', () => {
  expect(labelsOf([wants('end', 990, 80)], 1, 1000)[0]?.side).toBe('left')
})

test('no two texts cover each other, and no line runs through a text', () => {
  const wanted = fc.uniqueArray(
    fc.record({
      x: fc.integer({ min: 0, max: 1000 }),
      width: fc.integer({ min: 5, max: 300 }),
      urgency: fc.nat(3),
    }),
    { maxLength: 40, selector: ({ x }) => x },
  )
  fc.assert(
    fc.property(wanted, fc.integer({ min: 1, max: 4 }), (all, rows) => {
      const sizes = new Map(all.map(({ x, width }) => [String(x), width]))
      const labels = labelsOf(
        all.map(({ x, width, urgency }) => wants(String(x), x, width, urgency)),
        rows,
        1000,
      )
      const boxes = labels.map(({ key, x, row, side }) => {
        const width = sizes.get(key) ?? 0
        return { row, x, from: side === 'right' ? x : x - width, to: side === 'right' ? x + width : x }
      })
      for (const a of boxes)
        for (const b of boxes) {
          if (a === b) continue
          if (a.row === b.row) expect(a.to <= b.from || b.to <= a.from).toBe(true)
          if (a.row < b.row) expect(b.x > a.from && b.x < a.to).toBe(false)
        }
    }),
  )
})
