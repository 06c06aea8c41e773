const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const NOTHING = new Uint8Array(0)

/** Byte 0x80..0xff that is not UTF-8, as the lone surrogate U+DC80..U+DCFF (what Python calls surrogateescape). */
const ESCAPE_BASE = 0xdc00

/**
 * UTF-8 to text, losing nothing: a byte that is not UTF-8 becomes a lone surrogate.
 *
 *     decodeUtf8(Uint8Array.of(0x61, 0xff))   // 'a\udcff'
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes)
  } catch {
    return decodeDamaged(bytes)
  }
}

/** How many bytes at the end may be the beginning of a character whose rest comes with the next chunk. */
function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0xc2) return byte <= 0xf4 && sequenceLength(byte) > back ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** The sound stretches go through the fast decoder, only the bytes between them one by one. */
function decodeDamaged(bytes: Uint8Array): string {
  let text = ''
  let soundFrom = 0
  let at = 0
  while (at < bytes.length) {
    const length = validAt(bytes, at)
    if (length > 0) {
      at += length
      continue
    }
    if (soundFrom < at) text += UTF8.decode(bytes.subarray(soundFrom, at))
    text += String.fromCharCode(ESCAPE_BASE + (bytes[at] ?? 0))
    at++
    soundFrom = at
  }
  return soundFrom < at ? text + UTF8.decode(bytes.subarray(soundFrom, at)) : text
}

/** Length of the valid UTF-8 sequence that begins here, or 0. */
function validAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = sequenceLength(first)
  if (length === 0 || at + length > bytes.length) return 0
  const second = bytes[at + 1] ?? 0
  if (second < lowestSecond(first) || second > highestSecond(first)) return 0
  for (let i = 2; i < length; i++) {
    if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0
  }
  return length
}

function sequenceLength(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  if (first >= 0xf0 && first <= 0xf4) return 4
  return 0
}

/** Overlong forms begin with a second byte that is too low … */
function lowestSecond(first: number): number {
  if (first === 0xe0) return 0xa0
  return first === 0xf0 ? 0x90 : 0x80
}

/** … surrogates and values above U+10FFFF with one that is too high. */
function highestSecond(first: number): number {
  if (first === 0xed) return 0x9f
  return first === 0xf4 ? 0x8f : 0xbf
}

/** Takes a log's bytes in chunks of any size and gives text; where the chunks end does not matter. */
export class ByteDecoder {
  #kept: Uint8Array = NOTHING
  #begun = false
  #wide: TextDecoder | undefined

  get isWide(): boolean {
    return this.#wide !== undefined
  }

  decode(chunk: Uint8Array): string {
    const bytes = this.#kept.length > 0 ? joined(this.#take(), chunk) : chunk
    if (this.#begun) return this.#wide ? this.#wide.decode(bytes, { stream: true }) : this.#utf8(bytes)
    // A byte order mark has up to three bytes.
    if (bytes.length < 3) {
      this.#kept = bytes.slice()
      return ''
    }
    return this.#begin(bytes)
  }

  end(): string {
    const text = this.#begun ? '' : this.#begin(this.#take())
    const rest = this.#take()
    return text + (this.#wide ? this.#wide.decode(rest) : decodeUtf8(rest))
  }

  #take(): Uint8Array {
    const kept = this.#kept
    this.#kept = NOTHING
    return kept
  }

  #begin(bytes: Uint8Array): string {
    this.#begun = true
    const [a, b, c] = bytes
    if (a === 0xff && b === 0xfe) this.#wide = new TextDecoder('utf-16le')
    else if (a === 0xfe && b === 0xff) this.#wide = new TextDecoder('utf-16be')
    if (this.#wide) return this.#wide.decode(bytes, { stream: true })
    return this.#utf8(a === 0xef && b === 0xbb && c === 0xbf ? bytes.subarray(3) : bytes)
  }

  #utf8(bytes: Uint8Array): string {
    const tail = unfinishedTail(bytes)
    if (tail === 0) return decodeUtf8(bytes)
    this.#kept = bytes.slice(bytes.length - tail)
    return decodeUtf8(bytes.subarray(0, bytes.length - tail))
  }
}

function joined(head: Uint8Array, rest: Uint8Array): Uint8Array {
  const both = new Uint8Array(head.length + rest.length)
  both.set(head)
  both.set(rest, head.length)
  return both
}
