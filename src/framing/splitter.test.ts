import { describe, expect, test } from 'vitest'
import { LineSplitter, LONGEST_LINE } from './splitter.js'

function split(...chunks: (string | Uint8Array)[]) {
  const lines: string[] = []
  const flags: string[] = []
  const splitter = new LineSplitter((text, terminated, whole) => {
    lines.push(text)
    flags.push(`${terminated ? 'lf' : 'end'}${whole.endsWith('\r') ? ' cr' : ''}`)
  })
  for (const chunk of chunks) splitter.write(chunk)
  splitter.end()
  return { lines, flags, splitter }
}

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('lines', () => {
  test('end at line feeds, and the last one may have none', () => {
    expect(split('a\nb').flags).toEqual(['lf', 'end'])
    expect(split('a\n\nb\n').lines).toEqual(['a', '', 'b'])
    expect(split('').lines).toEqual([])
  })

  test('of a serial console lose all carriage returns at their end, and say so', () => {
    const { lines, flags } = split('a\r', '\r\nb\rc\n', 'd\r')
    expect(lines).toEqual(['a', 'b\rc', 'd'])
    expect(flags).toEqual(['lf cr', 'lf', 'end cr'])
  })

  test('longer than the limit are cut, and the cut is a problem', () => {
    const piece = 'x'.repeat(1024 * 1024)
    const { lines, splitter } = split('a\n', ...Array<string>(9).fill(piece), '\nb\n')
    expect(lines.map((line) => line.length)).toEqual([1, LONGEST_LINE, 1])
    expect(splitter.problems).toMatchObject([{ code: 'line-too-long', line: 2 }])
    expect(split(`${'y'.repeat(LONGEST_LINE + 1)}\n`).splitter.problems).toHaveLength(1)
  })
})

describe('bytes', () => {
  test('are read as UTF-8 wherever the chunks end', () => {
    const bytes = utf8('spät 日本 🙂\n')
    expect(split(...[...bytes].map((byte) => Uint8Array.of(byte))).lines).toEqual(['spät 日本 🙂'])
  })

  test('that are not UTF-8 survive as lone surrogates', () => {
    expect(split(Uint8Array.of(0x61, 0xff, 0xc3, 0x0a, 0xed, 0xa0, 0x80)).lines).toEqual([
      'a\udcff\udcc3',
      '\udced\udca0\udc80',
    ])
    expect(split(Uint8Array.of(0xe3, 0x83), Uint8Array.of(0x0a, 0xf0, 0x9f)).lines).toEqual([
      '\udce3\udc83',
      '\udcf0\udc9f',
    ])
  })

  test('lose a byte order mark, which may also say UTF-16', () => {
    expect(split(Uint8Array.of(0xef), Uint8Array.of(0xbb, 0xbf, 0x61)).lines).toEqual(['a'])
    expect(split('\ufeffa').lines).toEqual(['a'])
    expect(split(Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x0a, 0, 0xe4, 0)).lines).toEqual(['a', 'ä'])
    expect(split(Uint8Array.of(0xfe, 0xff, 0, 0x61)).lines).toEqual(['a'])
    expect(split(Uint8Array.of(0x61)).lines).toEqual(['a'])
  })

  test('are counted, also those of text', () => {
    expect(split('ä\n').splitter.bytes).toBe(3)
    expect(split('🙂日').splitter.bytes).toBe(7)
    expect(split(utf8('ä\n')).splitter.bytes).toBe(3)
  })
})

describe('NUL bytes', () => {
  test('that a crash left in the file are a gap and not text', () => {
    const { lines, splitter } = split('one\n\0\0\0\0', '\0\0\0\0\0two\n')
    expect(lines).toEqual(['one', 'two'])
    expect(splitter.gaps).toEqual([{ line: 2, reason: 'nul-bytes' }])
  })

  test('of more lines than anybody reads are counted', () => {
    const { splitter, lines } = split('\0x\n'.repeat(1234))
    expect(lines).toHaveLength(1234)
    expect(splitter.gaps).toHaveLength(1000)
    expect(splitter.gaps.at(-1)).toEqual({ line: 1000, reason: 'nul-bytes' })
    expect(splitter.problems).toEqual([
      { code: 'gaps-not-listed', message: '234 more lines with NUL bytes are not listed' },
    ])
  })

  test('are in the whole line', () => {
    const wholes: string[] = []
    const splitter = new LineSplitter((_, __, whole) => wholes.push(whole))
    for (const chunk of ['a\0b\r\r', '\nc\r\n', 'd\n\0\0', '\n']) splitter.write(chunk)
    splitter.end()
    expect(wholes).toEqual(['a\0b\r\r', 'c\r', 'd', '\0\0'])
  })

  test('in the size of a binary journal field are no gap', () => {
    expect(split('MESSAGE\n\x03\0\0\0\0\0\0\0abc\n').splitter.gaps).toEqual([])
  })
})
