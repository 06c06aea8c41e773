import { ownCopy } from './own-copy.js'

/** More names than a cluster has in use at a time. */
const MOST = 8192

/**
 * Values by name, in bounded memory: of two generations of names the older is forgotten when the younger is full. A name that
 * comes again is young again, so only those that nobody spoke of for long are lost.
 */
export class Remembered<Value> {
  readonly #make: () => Value
  readonly #most: number
  #young = new Map<string, Value>()
  #old: ReadonlyMap<string, Value> = new Map()

  /** @param make the value of a name that is new, or forgotten */
  constructor(make: () => Value, most = MOST) {
    this.#make = make
    this.#most = most
  }

  of(name: string): Value {
    const young = this.#young.get(name)
    if (young !== undefined) return young
    const value = this.#old.get(name) ?? this.#make()
    if (this.#young.size >= this.#most) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(ownCopy(name), value)
    return value
  }
}
