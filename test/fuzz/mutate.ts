import { ANCHORS } from '../../src/anchors.js'

/** Numbers by chance that a seed repeats. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to below `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T
  }
}

const LONGEST = 24_000
/** Most inputs are made of so much of a log: several are tried in the time of a whole one. */
const STRETCH = 3000

/** The words that the grammar itself looks for, and what breaks readers. */
const WORDS: readonly Uint8Array[] = [
  ...ANCHORS.map(({ places }) => places.map((characters) => characters[0]).join('')),
  ...[
    '\n',
    '\r\n',
    '\0',
    '\x1b[31m',
    '\u202e',
    '\u2028',
    '"',
    '\\',
    '{',
    '[',
    '}',
    ']',
    '(',
    ')',
    ',',
    '=',
    ': ',
    ' kB',
    'kB',
  ],
  ...[
    '-1',
    '0',
    '99999999999999999999',
    '4294967295',
    '9007199254740993',
    '0x',
    '1e9',
    '(null)',
    '__proto__',
    'constructor',
  ],
  ...[
    ',task_memcg=/,pid=1',
    ') total-vm:4kB, ',
    ' invoked oom-killer: ',
    '\\x0a',
    '#012',
    '[T1] ',
    '[   1.000000] ',
    '<4>',
  ],
  ...[
    'Nov 24 09:00:00 node kernel: ',
    'I1124 09:00:00.123456     424 a.go:1] ',
    '2026-11-24T09:00:00Z stdout P ',
    '\ufeff',
  ],
].map((text) => new TextEncoder().encode(text))

/** One input made of another, and sometimes of two. */
export function mutated(chance: Chance, one: Uint8Array, other: Uint8Array): Uint8Array {
  let bytes = chance.below(4) === 0 ? one : stretchOf(chance, one)
  for (let turns = 1 + chance.below(6); turns > 0; turns--) bytes = mutatedOnce(chance, bytes, other)
  return bytes.subarray(0, LONGEST)
}

/** Some lines of it that stand together. */
function stretchOf(chance: Chance, bytes: Uint8Array): Uint8Array {
  const [from] = lineAt(bytes, chance.below(bytes.length + 1))
  return bytes.subarray(from, from + STRETCH)
}

function mutatedOnce(chance: Chance, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const at = chance.below(bytes.length + 1)
  const [from, to] = lineAt(bytes, at)
  const [otherFrom, otherTo] = lineAt(other, chance.below(other.length + 1))
  switch (chance.below(10)) {
    case 0:
      return spliced(bytes, at, at + 1, Uint8Array.of(chance.below(256)))
    case 1:
      return spliced(bytes, at, at + 1 + chance.below(8), new Uint8Array(0))
    case 2:
      return spliced(bytes, at, at, chance.of(WORDS))
    case 3:
      return spliced(bytes, from, to, new Uint8Array(0))
    case 4:
      return spliced(bytes, from, from, bytes.subarray(from, to))
    case 5:
      return spliced(bytes, from, from, other.subarray(otherFrom, otherTo))
    case 6:
      return spliced(bytes, at, bytes.length, other.subarray(otherFrom))
    case 7:
      return joined([bytes.subarray(to), bytes.subarray(from, to), bytes.subarray(0, from)])
    case 8:
      return withNumber(chance, bytes, at)
    default:
      return bytes.subarray(0, at)
  }
}

/** The next number becomes another. */
function withNumber(chance: Chance, bytes: Uint8Array, at: number): Uint8Array {
  let from = at
  while (from < bytes.length && !isDigit(bytes[from])) from++
  let to = from
  while (to < bytes.length && isDigit(bytes[to])) to++
  const number = `${chance.of([0, 1, 4096, 2 ** 31, 2 ** 32 - 1, 2 ** 53, 10 ** 19, chance.below(1e6)])}`
  return from === to ? bytes : spliced(bytes, from, to, new TextEncoder().encode(number))
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}

function lineAt(bytes: Uint8Array, at: number): [from: number, to: number] {
  const from = at === 0 ? 0 : bytes.lastIndexOf(10, at - 1) + 1
  const end = bytes.indexOf(10, at)
  return [from, end < 0 ? bytes.length : end + 1]
}

function spliced(bytes: Uint8Array, from: number, to: number, between: Uint8Array): Uint8Array {
  return joined([bytes.subarray(0, from), between, bytes.subarray(to)])
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
