import { Remembered } from './remembered.js'

/**
 * Numbers what it is shown in the order of appearance: the same gets the same number again. After many thousands of others it
 * may get a new one; never does another get its number.
 */
export class Numbered {
  readonly #numbers: Remembered<number>

  constructor(first = 1) {
    let next = first
    this.#numbers = new Remembered(() => next++)
  }

  of(original: string): number {
    return this.#numbers.of(original)
  }
}
