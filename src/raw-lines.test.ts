import { describe, expect, it } from 'vitest'
import { RawLines } from './raw-lines.js'

function read(text: string, ...parts: [number, number][]) {
  const sources = parts.map(([firstLine, lastLine]) => ({ input: 'x', firstLine, lastLine }))
  const raw = new RawLines(sources)
  raw.write(new TextEncoder().encode(text))
  raw.end()
  return { raw, lines: sources.map((source) => raw.linesOf(source)) }
}

describe('the raw lines of an input', () => {
  it('are those of the parts that were asked for', () => {
    expect(read('a\nb\r\nc\nd\ne', [2, 3], [5, 5]).lines).toEqual([['b', 'c'], ['e']])
  })

  it('are there for each of two parts that overlap', () => {
    expect(read('a\nb\nc\nd\n', [3, 4], [1, 3]).lines).toEqual([
      ['c', 'd'],
      ['a', 'b', 'c'],
    ])
  })

  it('are none where the input has become shorter', () => {
    const { raw, lines } = read('a\nb\n', [1, 2], [2, 3])
    expect(lines).toEqual([['a', 'b'], undefined])
    expect(raw.bytes).toBe(4)
  })

  it('are kept up to a bound', () => {
    const long = `${'x'.repeat(1024)}\n`.repeat(20 * 1024)
    expect(read(long, [1, 10], [1, 20 * 1024]).lines.map((lines) => lines?.length)).toEqual([10, undefined])
  })
})
