/** Keys whose place is asked for: of all others it would only take memory. */
const ASKED: ReadonlySet<string> = new Set([
  'memory',
  'memory.available',
  'exitCode',
  'message',
  'note',
  'name',
])

/** Where a value stands in its file, and how it is spelled where the parser made something else of it. */
export interface Place {
  readonly line: number
  readonly text?: string
}

/** Where the values of an object stand. A value over several lines has no place: its numbers are in some of them. */
export class ValueLines {
  readonly #places = new WeakMap<object, Map<string, Place>>()

  static isAsked(key: string): boolean {
    return ASKED.has(key)
  }

  /** The last of two equal keys counts, as for the parsers. */
  set(of: object, key: string, place: Place | undefined): void {
    const known = this.#places.get(of)
    if (place === undefined) known?.delete(key)
    else if (known === undefined) this.#places.set(of, new Map([[key, place]]))
    else known.set(key, place)
  }

  of(object: object, key: string): Place | undefined {
    return this.#places.get(object)?.get(key)
  }
}
