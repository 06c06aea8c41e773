import { expect, it } from 'vitest'
import { markedPieces } from './marked.js'

it.each([
  ['usage 1024kB, limit 1024kB', ['1024'], 'usage [1024]kB, limit [1024]kB'],
  ['order=0, 512 12 12.5', ['12'], 'order=0, 512 [12] [12].5'],
  ['anon 4096', ['anon 4096', '4096'], '[anon 4096]'],
  ['worker-3 works', ['work'], 'worker-3 works'],
  ['nothing', [''], 'nothing'],
  ['', ['1'], ''],
])('%s with %j', (line, figures, marked) => {
  const pieces = markedPieces(line, figures)
  expect(pieces.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join('')).toBe(marked)
})
