import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LogLine } from '../record/index.js'
import { FRAMINGS, Framer, frame, LineSplitter } from './index.js'

const samples = FRAMINGS.flatMap((framing) => framing.samples.flatMap((sample) => sample.split('\n')))
/** Blocks (exports and JSON over several lines) have lines that only hold their parts together. */
const single = samples.filter((sample) => !/^\s*["{}\]\x1e]|^__|^data:/.test(sample))

const cut = fc
  .tuple(fc.constantFrom(...samples), fc.nat(80))
  .map(([text, n]) => text.slice(n % (text.length + 1)))
const lineOf = (from: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...from),
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\n{}_"\]]/g, '')),
  )
const end = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r\r\n')
const logOf = (line: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(line, end), { maxLength: 12 })
    .map((lines) => lines.map((parts) => parts.join('')).join(''))

function frameChunks(chunks: readonly Uint8Array[]) {
  const lines: LogLine[] = []
  const framer = new Framer((line) => lines.push(line))
  const splitter = new LineSplitter((text, terminated, whole) => framer.push(text, terminated, whole))
  for (const chunk of chunks) splitter.write(chunk)
  splitter.end()
  framer.end()
  const { gaps, problems, bytes } = splitter
  return { lines, count: framer.lines, gaps: [gaps, framer.gaps], problems, bytes }
}

function chunksOf(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  let at = 0
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

describe('whatever the input', () => {
  test('nothing throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => frame(text).length >= 0))
    fc.assert(fc.property(logOf(fc.oneof(cut, lineOf(samples))), (text) => frame(text).length >= 0))
  })

  test('where the chunks end does not matter', () => {
    const log = logOf(fc.oneof(cut, lineOf(samples))).map((text) => new TextEncoder().encode(text))
    const bytes = fc.oneof(log, fc.uint8Array({ maxLength: 200 }))
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })
    fc.assert(
      fc.property(bytes, sizes, (all, ends) => {
        expect(frameChunks(chunksOf(all, ends))).toEqual(frameChunks([all]))
      }),
      { numRuns: 500 },
    )
  })

  test('each line of the input is in one message', () => {
    fc.assert(
      fc.property(logOf(lineOf(single)), (text) => {
        const { lines, count } = frameChunks([new TextEncoder().encode(text)])
        let next = 1
        for (const line of lines) {
          expect(line.firstLine, JSON.stringify(text)).toBe(next)
          next = line.lastLine + 1
        }
        expect(next).toBe(count + 1)
      }),
      { numRuns: 500 },
    )
  })

  test('messages come in the order of their lines and stay inside of the input', () => {
    fc.assert(
      fc.property(logOf(fc.oneof(cut, lineOf(samples))), (text) => {
        const { lines, count } = frameChunks([new TextEncoder().encode(text)])
        let last = 1
        for (const line of lines) {
          expect(line.firstLine).toBeGreaterThanOrEqual(last)
          expect(line.lastLine).toBeGreaterThanOrEqual(line.firstLine)
          expect(line.lastLine).toBeLessThanOrEqual(count)
          last = line.firstLine
        }
      }),
      { numRuns: 500 },
    )
  })

  test('a long hostile line takes no longer than its length', () => {
    const hostile = [
      '[ ',
      '<4>',
      '> ',
      '\x1b[0m',
      'a b ',
      '1,',
      ' ',
      '{"',
      'x[1]',
      '\\xff',
      '#012',
      ':',
      '2026-11-23T',
      '[a ',
    ]
    const started = performance.now()
    for (const piece of hostile) {
      for (const head of [
        '',
        'Nov 23 19:16:20 h ',
        '[    1.000000] ',
        '<4>',
        '2026-11-23T19:16:20Z ',
        '{"a":',
      ]) {
        frame(`${head}${piece.repeat(100_000)}\n`)
      }
    }
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
