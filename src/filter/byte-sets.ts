import { byteFrequency } from './byte-frequency.js'

/** The bytes that may be at one place of a pattern; equal sets of one scanner are the same object. */
export interface ByteSet {
  /** Counted from zero. */
  readonly id: number
  readonly bytes: readonly number[]
  /** How often one of them comes in logs. */
  readonly frequency: number
}

/** More than all the characters and all the classes that texts of a grammar have. */
export const MOST_SETS = 1024

export class ByteSets {
  readonly #known = new Map<string, ByteSet>()

  get all(): Iterable<ByteSet> {
    return this.#known.values()
  }

  of(characters: string): ByteSet {
    let set = this.#known.get(characters)
    if (set === undefined) {
      if (this.#known.size === MOST_SETS) throw new RangeError(`more than ${MOST_SETS} sets of characters`)
      set = { id: this.#known.size, ...bytesOf(characters) }
      this.#known.set(characters, set)
    }
    return set
  }
}

function bytesOf(characters: string): Omit<ByteSet, 'id'> {
  const bytes = Array.from(new Set(characters), (character) => character.codePointAt(0) ?? 0)
  if (bytes.length === 0 || bytes.some((byte) => byte > 0x7f))
    throw new RangeError(`no set of ASCII characters: ${JSON.stringify(characters)}`)
  return { bytes, frequency: bytes.reduce((sum, byte) => sum + byteFrequency(byte), 0) }
}
