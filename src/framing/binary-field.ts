import { byteLength, bytesOf } from './bytes.js'
import { LONGEST_LINE } from './splitter.js'

const SIZE_BYTES = 8
/** A line cannot be longer, and its first one has the size too: what announces more is damaged. */
const LARGEST = LONGEST_LINE - SIZE_BYTES

/**
 * A binary value of a journal export, line by line: eight bytes of size, little end first, the data, a line feed.
 *
 *     \x07\0\0\0\0\0\0\0two
 *     end
 *
 * The size is believed even where the data looks like further fields: otherwise a message could forge them.
 */
export class BinaryField {
  /** Size and data as far as they have come. */
  #lines: string[] = []
  #bytes = 0
  /** Bytes of size and data together; 0 until the size is known. */
  #end = 0
  #damaged = false

  /** The size says what cannot be. */
  get damaged(): boolean {
    return this.#damaged
  }

  /** Takes a line with all its bytes; true when it was the last of the value. */
  take(whole: string): boolean {
    this.#bytes += byteLength(whole) + (this.#lines.length === 0 ? 0 : 1)
    this.#lines.push(whole)
    if (this.#damaged) return false
    if (this.#end === 0) this.#readSize()
    if (this.#end > 0 && this.#bytes > this.#end) this.#damaged = true
    return !this.#damaged && this.#end > 0 && this.#bytes === this.#end
  }

  get value(): string {
    const all = this.#lines.join('\n')
    const { length } = this.#damaged ? damagedHeadOf(all) : headOf(all)
    return all.slice(length).replaceAll('\0', '')
  }

  #readSize(): void {
    const head = bytesOf(headOf(`${this.#lines.join('\n')}\n`)).slice(0, SIZE_BYTES)
    const size = head.reduceRight((sum, byte) => sum * 256 + byte, 0)
    // Known before all eight bytes are: the fourth is NUL.
    if (size > LARGEST) this.#damaged = true
    else if (this.#bytes >= SIZE_BYTES) this.#end = SIZE_BYTES + size
  }
}

/** The characters of the size: as many as there are in eight bytes. */
function headOf(text: string): string {
  let bytes = 0
  let at = 0
  while (at < text.length && bytes < SIZE_BYTES) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    bytes += byteLength(character)
    at += character.length
  }
  return text.slice(0, at)
}

/** Copies often lose the NUL bytes, most of the size: then what is left of it is known by the data that it announces. */
function damagedHeadOf(text: string): string {
  const head = headOf(text)
  if (head.includes('\0')) return head
  const all = byteLength(text)
  for (let length = 1; length <= 4; length++) {
    const left = bytesOf(text.slice(0, length))
    if (left.join() === leftOf(all - left.length).join()) return text.slice(0, length)
  }
  return ''
}

/** The bytes of a size that are not NUL. */
function leftOf(size: number): readonly number[] {
  const bytes: number[] = []
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) if (rest % 256 > 0) bytes.push(rest % 256)
  return bytes
}
