import type { KlogEntry } from './entry.js'
import type { OpenEntry } from './open-entry.js'

const MOST_OPEN = 64
/** An entry that did not grow for so many lines is given. */
const PATIENCE = 200

/** The entries that may go on, one of each stream at most. */
export class OpenEntries {
  readonly #sink: (entry: KlogEntry) => void
  /** The one that waits longest first. */
  readonly #open = new Map<string, { readonly entry: OpenEntry; readonly seen: number }>()
  #lines = 0

  constructor(sink: (entry: KlogEntry) => void) {
    this.#sink = sink
  }

  /** Counts a line of the input. */
  tick(): void {
    this.#lines++
    if (this.#open.size > 0) this.#giveOldest(PATIENCE)
  }

  begin(stream: string, entry: OpenEntry): void {
    if (!entry.mayGoOn) {
      this.#sink(entry.finish())
      return
    }
    if (this.#open.size >= MOST_OPEN) this.#giveOldest(-1)
    this.#open.set(stream, { entry, seen: this.#lines })
  }

  get isEmpty(): boolean {
    return this.#open.size === 0
  }

  /** False where nothing of this stream is open. */
  add(stream: string, text: string, line: number): boolean {
    const entry = this.#open.get(stream)?.entry
    if (entry === undefined) return false
    this.#open.delete(stream)
    entry.add(text, line)
    this.begin(stream, entry)
    return true
  }

  give(stream: string): void {
    const entry = this.#open.get(stream)?.entry
    if (entry === undefined) return
    this.#open.delete(stream)
    this.#sink(entry.finish())
  }

  end(): void {
    while (this.#open.size > 0) this.#giveOldest(-1)
  }

  #giveOldest(patience: number): void {
    for (const [stream, { seen }] of this.#open) {
      if (this.#lines - seen > patience) this.give(stream)
      return
    }
  }
}
