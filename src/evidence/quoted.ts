import type { Places } from '../record/event-base.js'
import type { Place } from './value-lines.js'

/** Gathers where the amounts of a record stand and how they are spelled, by the name of its fields. */
export class Quoted {
  readonly #lines = new Map<string, number>()
  readonly #printed = new Map<string, string>()

  /** Nothing for an amount that was not read. A spelling that is the number itself says nothing more. */
  add(field: string, value: number | undefined, place: Place | undefined, text?: string): this {
    if (value === undefined) return this
    const printed = place?.text ?? text
    if (place !== undefined) this.#lines.set(field, place.line)
    if (printed !== undefined && printed !== String(value)) this.#printed.set(field, printed)
    return this
  }

  /** The fields of the record. `lines` is there even when it is empty: then the amounts stand in no single line. */
  get places(): Places {
    return this.#printed.size === 0
      ? { lines: this.lines }
      : { lines: this.lines, printed: Object.fromEntries(this.#printed) }
  }

  get lines(): Record<string, number> {
    return Object.fromEntries(this.#lines)
  }
}
