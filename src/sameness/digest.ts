/**
 * Folds numbers and names into 64 bits: tables of thousands of rows are told apart by it without being kept. It is no
 * protection against somebody who makes two tables collide on purpose, so it never stands alone.
 */
export class Digest {
  #high = 0x811c9dc5
  #low = 0x9e3779b1

  add(value: string | number | undefined): this {
    const text = value === undefined ? '' : String(value)
    for (let index = 0; index < text.length; index++) this.#mix(text.charCodeAt(index))
    this.#mix(0x1_0000)
    return this
  }

  toString(): string {
    return hex(this.#high) + hex(this.#low)
  }

  #mix(code: number): void {
    this.#high = Math.imul(this.#high ^ code, 0x01000193)
    this.#low = Math.imul(this.#low ^ code ^ (this.#high >>> 13), 0x85ebca6b)
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
