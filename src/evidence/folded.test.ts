import { expect, test } from 'vitest'
import { foldedAt } from './folded.js'

test.each<[lines: string[], text: string, last: number]>([
  [['a=b', 'c'], 'a=b', 0],
  [['a=b \\', '  c\\', 'd', 'e'], 'a=b  c d', 2],
  [['a=b\\', '# c \\', ' ; d', 'e'], 'a=b e', 3],
  [['a=b\\', '', 'c'], 'a=b ', 1],
  [['a=b\\'], 'a=b', 0],
  [['# a=b\\', 'c'], '# a=b\\', 0],
  [[], '', 0],
])('%j', (lines, text, last) => {
  expect(foldedAt(lines, 0)).toEqual({ text, first: 0, last })
})

test('a file of nothing but folds is read in no time', () => {
  const lines = Array<string>(200_000).fill('\\')
  const started = performance.now()
  let count = 0
  for (let at = 0; at < lines.length; at = foldedAt(lines, at).last + 1) count++
  expect(count).toBe(200)
  expect(performance.now() - started).toBeLessThan(1000)
})
