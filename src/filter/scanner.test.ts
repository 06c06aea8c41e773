import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Scanner, type ScanPattern } from './scanner.js'

interface Hit {
  readonly at: number
  readonly pattern: number
}

const encoder = new TextEncoder()

function literals(...texts: string[]): ScanPattern[] {
  return texts.map((text) => ({ bytes: [...text] }))
}

function scannerOf(patterns: readonly ScanPattern[]): Scanner {
  const scanner = Scanner.create(patterns)
  if (scanner === undefined) throw new Error('this platform has no WebAssembly with SIMD')
  return scanner
}

function write(scanner: Scanner, text: string | Uint8Array, at = 0): number {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text
  scanner.memory.set(bytes, at)
  return at + bytes.length
}

/** All hits, in as many scans as it takes. */
function allHits(scanner: Scanner, from: number, to: number): Hit[] {
  const hits: Hit[] = []
  for (let at = from; at < to; at = scanner.scannedTo) {
    const count = scanner.scan(at, to)
    expect(scanner.scannedTo).toBeGreaterThan(at)
    if (count === 0) expect(scanner.scannedTo).toBe(to)
    for (let i = 0; i < count; i++)
      hits.push({ at: scanner.hitAt[i] ?? -1, pattern: scanner.hitPattern[i] ?? -1 })
  }
  return hits
}

function naiveHits(patterns: readonly ScanPattern[], memory: Uint8Array, from: number, to: number): Hit[] {
  const hits: Hit[] = []
  for (let at = from; at < to; at++) {
    const pattern = patterns.findIndex(
      ({ bytes }) =>
        at + bytes.length <= to &&
        bytes.every((set, i) => set.includes(String.fromCharCode(memory[at + i] ?? 0))),
    )
    if (pattern >= 0) hits.push({ at, pattern })
  }
  return hits
}

function textsOf(patterns: readonly ScanPattern[], memory: Uint8Array, hits: readonly Hit[]): string[] {
  const decoder = new TextDecoder()
  return hits.map(({ at, pattern }) =>
    decoder.decode(memory.subarray(at, at + (patterns[pattern]?.bytes.length ?? 0))),
  )
}

test('finds what a log says, and nothing else', () => {
  const patterns = literals(' invoked oom-killer: gfp_mask=', 'Killed process ', 'Mem-Info:')
  const scanner = scannerOf(patterns)
  const to = write(
    scanner,
    'stress invoked oom-killer: gfp_mask=0x0\nMem-Infos\nMem-Info:\nKilled process 1 (a)\nKilled proces 2',
  )
  const hits = allHits(scanner, 0, to)
  expect(hits).toEqual([
    { at: 6, pattern: 0 },
    { at: 50, pattern: 2 },
    { at: 60, pattern: 1 },
  ])
})

test('a class pattern', () => {
  const bytes = ['IWEF', '01', '0123456789', '0123', '0123456789', ' ']
  const patterns = [{ bytes }]
  const scanner = scannerOf(patterns)
  const to = write(scanner, 'I0123 \nX0123 \nE1239 \nF1240 W0931  I0123x W21')
  expect(textsOf(patterns, scanner.memory, allHits(scanner, 0, to))).toEqual(['I0123 ', 'E1239 ', 'W0931 '])
})

test('of several patterns at one place it tells the one with the lowest index', () => {
  const scanner = scannerOf(literals('Out of memory: Killed', 'Out of mem', 'Out of memory'))
  const to = write(scanner, 'Out of memory: Killed Out of memory')
  expect(allHits(scanner, 0, to)).toEqual([
    { at: 0, pattern: 0 },
    { at: 22, pattern: 1 },
  ])
})

test('a pattern is wholly between from and to', () => {
  const scanner = scannerOf(literals('oom_reaper: '))
  write(scanner, 'oom_reaper: oom_reaper: ', 100)
  expect(allHits(scanner, 100, 124)).toHaveLength(2)
  expect(allHits(scanner, 101, 124)).toEqual([{ at: 112, pattern: 0 }])
  expect(allHits(scanner, 100, 123)).toEqual([{ at: 100, pattern: 0 }])
  expect(allHits(scanner, 101, 123)).toEqual([])
  expect(allHits(scanner, 112, 112)).toEqual([])
})

test('finds it at both ends of the memory', () => {
  const scanner = scannerOf(literals('Mem-Info:'))
  write(scanner, 'Mem-Info:', 0)
  write(scanner, 'Mem-Info:', scanner.capacity - 9)
  expect(allHits(scanner, 0, scanner.capacity)).toEqual([
    { at: 0, pattern: 0 },
    { at: scanner.capacity - 9, pattern: 0 },
  ])
  expect(allHits(scanner, 0, scanner.capacity - 1)).toEqual([{ at: 0, pattern: 0 }])
})

test('finds it wherever it is', () => {
  const scanner = scannerOf(literals('Kill process ', 'oom-kill:constraint='))
  for (let at = 0; at < 200; at++) {
    scanner.memory.fill(0x6b, 0, 300)
    write(scanner, 'oom-kill:constraint=', at)
    expect(allHits(scanner, 0, 300)).toEqual([{ at, pattern: 1 }])
  }
})

test('refuses what is no range and what is no pattern', () => {
  const scanner = scannerOf(literals('Mem-Info:'))
  expect(() => scanner.scan(-1, 10)).toThrow(RangeError)
  expect(() => scanner.scan(0, scanner.capacity + 1)).toThrow(RangeError)
  expect(() => scanner.countLineFeeds(Number.NaN, 10)).toThrow(RangeError)
  expect(() => scanner.hasNul(0, scanner.capacity + 64)).toThrow(RangeError)
  expect(() => Scanner.create([{ bytes: [] }])).toThrow(RangeError)
  expect(() => Scanner.create([{ bytes: ['a', ''] }])).toThrow(RangeError)
  expect(() => Scanner.create(literals('é'))).toThrow(RangeError)
  expect(() => Scanner.create(literals('x'.repeat(256)))).toThrow(RangeError)
  expect(() => Scanner.create(new Array(513).fill({ bytes: ['a'] }))).toThrow(RangeError)
})

test('without patterns there are no hits', () => {
  const scanner = scannerOf([])
  expect(allHits(scanner, 0, 1000)).toEqual([])
})

test('a memory full of hits', () => {
  const patterns = literals('aaaaab', 'aaaaa')
  const scanner = scannerOf(patterns)
  scanner.memory.fill(0x61)
  const hits = allHits(scanner, 0, scanner.capacity)
  expect(hits).toHaveLength(scanner.capacity - 4)
  expect(hits.every(({ at, pattern }, i) => at === i && pattern === 1)).toBe(true)
})

test('a memory full of hits of patterns that are found late and early', () => {
  const patterns = literals('abababababababababababababababzq', 'zqab', 'abab', 'ba')
  const scanner = scannerOf(patterns)
  const unit = encoder.encode('abababababababababababababababzq')
  for (let at = 0; at < 65536; at += unit.length) scanner.memory.set(unit, at)
  expect(allHits(scanner, 3, 65530)).toEqual(naiveHits(patterns, scanner.memory, 3, 65530))
})

/** Few characters, so that patterns overlap and are found; one beyond ASCII for the text. */
const character = fc.constantFrom('a', 'b', 'q', '1', 'A', ' ')
const set = fc.oneof(
  { weight: 5, arbitrary: character },
  { weight: 1, arbitrary: fc.constantFrom('ab', 'b1', 'aqA ') },
)
const pattern = fc.record({ bytes: fc.array(set, { minLength: 1, maxLength: 9 }) })
const somePatterns = fc.array(pattern, { maxLength: 30 })
const someText = fc
  .array(fc.oneof(character, fc.constantFrom('\n', '\0', 'á', '!', 'abab', 'a1a1a1a1')), { maxLength: 400 })
  .map((parts) => parts.join(''))

test('finds what a search of one place after the other finds', () => {
  fc.assert(
    fc.property(
      somePatterns,
      someText,
      fc.nat(70),
      fc.nat(20),
      fc.nat(20),
      (patterns, text, at, cutFront, cutBack) => {
        const scanner = scannerOf(patterns)
        const end = write(scanner, text, at)
        const from = Math.min(at + cutFront, end)
        const to = Math.max(from, end - cutBack)
        expect(allHits(scanner, from, to)).toEqual(naiveHits(patterns, scanner.memory, from, to))
      },
    ),
    { numRuns: 500 },
  )
})

test('finds the patterns that were put into random bytes', () => {
  const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code))
  const words = fc.array(fc.string({ unit: printable, minLength: 5, maxLength: 40 }), {
    minLength: 1,
    maxLength: 200,
  })
  fc.assert(
    fc.property(
      words,
      fc.uint8Array({ minLength: 2000, maxLength: 6000 }),
      fc.nat(),
      (texts, bytes, seed) => {
        const patterns = literals(...texts)
        const scanner = scannerOf(patterns)
        const to = write(scanner, bytes)
        for (let at = seed % 100; at < 1900; at += 1 + (seed % 97))
          write(scanner, (texts[at % texts.length] ?? '').slice(0, to - at), at)
        expect(allHits(scanner, 0, to)).toEqual(naiveHits(patterns, scanner.memory, 0, to))
      },
    ),
    { numRuns: 100 },
  )
})

test('line feeds and NUL bytes', () => {
  const scanner = scannerOf([])
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(10, 10, 97, 11, 138), { maxLength: 300 }),
      fc.option(fc.nat(299), { nil: undefined }),
      fc.nat(300),
      fc.nat(300),
      (bytes, nulAt, a, b) => {
        const text = Uint8Array.from(bytes)
        if (nulAt !== undefined && nulAt < text.length) text[nulAt] = 0
        write(scanner, text)
        const from = Math.min(a, b, text.length)
        const to = Math.min(Math.max(a, b), text.length)
        const range = [...text.subarray(from, to)]
        expect(scanner.countLineFeeds(from, to)).toBe(range.filter((byte) => byte === 10).length)
        expect(scanner.hasNul(from, to)).toBe(range.includes(0))
      },
    ),
    { numRuns: 1000 },
  )
})

test('a memory of nothing but line feeds', () => {
  const scanner = scannerOf([])
  scanner.memory.fill(10)
  expect(scanner.countLineFeeds(0, scanner.capacity)).toBe(scanner.capacity)
  expect(scanner.countLineFeeds(1, scanner.capacity - 1)).toBe(scanner.capacity - 2)
  expect(scanner.hasNul(0, scanner.capacity)).toBe(false)
  scanner.memory[scanner.capacity - 1] = 0
  expect(scanner.hasNul(0, scanner.capacity)).toBe(true)
  expect(scanner.hasNul(0, scanner.capacity - 1)).toBe(false)
})
