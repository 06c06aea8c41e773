import { ownCopy } from './own-copy.js'

/** Numbers what it is shown in the order of appearance: the same gets the same number again. */
export class Numbered {
  readonly #numbers = new Map<string, number>()
  readonly #first: number

  constructor(first = 1) {
    this.#first = first
  }

  of(original: string): number {
    const known = this.#numbers.get(original)
    if (known !== undefined) return known
    const number = this.#first + this.#numbers.size
    this.#numbers.set(ownCopy(original), number)
    return number
  }
}
