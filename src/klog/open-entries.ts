import type { KlogEntry } from './entry.js'
import type { OpenEntry } from './open-entry.js'

const MOST_OPEN = 64
/** An entry that did not grow for so many lines is given. */
const PATIENCE = 200

interface Open {
  /** One that nobody reads is made only when a line comes that may belong to it. */
  readonly entry: OpenEntry | (() => OpenEntry)
  readonly seen: number
}

/** The entries that may go on, one of each stream at most. */
export class OpenEntries {
  readonly #sink: (entry: KlogEntry) => void
  /** The one that waits longest first. */
  readonly #open = new Map<string, Open>()
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
    this.#put(stream, entry)
  }

  /** An entry that is not to be given: it is only known so that its next lines are known for klog's. */
  beginUnread(stream: string, entry: () => OpenEntry): void {
    this.#put(stream, entry)
  }

  get isEmpty(): boolean {
    return this.#open.size === 0
  }

  /** False where nothing of this stream is open. */
  add(stream: string, text: string, line: number): boolean {
    const open = this.#open.get(stream)?.entry
    if (open === undefined) return false
    this.#open.delete(stream)
    const entry = typeof open === 'function' ? open() : open
    if (open !== entry && !entry.mayGoOn) return false
    entry.add(text, line)
    this.begin(stream, entry)
    return true
  }

  give(stream: string): void {
    const entry = this.#open.get(stream)?.entry
    if (entry === undefined) return
    this.#open.delete(stream)
    if (typeof entry !== 'function') this.#sink(entry.finish())
  }

  end(): void {
    while (this.#open.size > 0) this.#giveOldest(-1)
  }

  #put(stream: string, entry: Open['entry']): void {
    if (this.#open.size >= MOST_OPEN) this.#giveOldest(-1)
    this.#open.set(stream, { entry, seen: this.#lines })
  }

  #giveOldest(patience: number): void {
    for (const [stream, { seen }] of this.#open) {
      if (this.#lines - seen > patience) this.give(stream)
      return
    }
  }
}
