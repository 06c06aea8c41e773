import type { KlogEntry } from './entry.js'
import type { OpenEntry } from './open-entry.js'

const MOST_OPEN = 64
/** An entry that did not grow for so many lines is given. */
const PATIENCE = 200

/** One that nobody reads is made only when a line comes that may belong to it. */
type Entry = OpenEntry | (() => OpenEntry)

interface Open {
  readonly entry: Entry
  readonly seen: number
}

/** The entries that may go on, one of each stream at most. */
export class OpenEntries {
  readonly #sink: (entry: KlogEntry) => void
  /** The one that waits longest first; the newest is not among them. */
  readonly #older = new Map<string, Open>()
  /** Of the stream that spoke last: nearly every line of a kubelet follows one of its own. */
  #stream = ''
  #newest: Entry | undefined
  #seen = 0
  #lines = 0
  /** Before this line nobody has waited too long. */
  #dueAt = 0

  constructor(sink: (entry: KlogEntry) => void) {
    this.#sink = sink
  }

  /** Counts a line of the input. */
  tick(): void {
    if (++this.#lines >= this.#dueAt) this.#giveDue()
  }

  /** Counts lines that were left out. */
  skip(lines: number): void {
    this.#lines += lines
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
    return this.#newest === undefined && this.#older.size === 0
  }

  /** Whether none of them is to be given. */
  get isIdle(): boolean {
    if (typeof this.#newest === 'object') return false
    for (const { entry } of this.#older.values()) if (typeof entry === 'object') return false
    return true
  }

  /** False where nothing of this stream is open. */
  add(stream: string, text: string, line: number): boolean {
    const open = this.#take(stream)
    if (open === undefined) return false
    const entry = typeof open === 'function' ? open() : open
    if (open !== entry && !entry.mayGoOn) return false
    entry.add(text, line)
    this.begin(stream, entry)
    return true
  }

  give(stream: string): void {
    const entry = this.#take(stream)
    if (typeof entry === 'object') this.#sink(entry.finish())
  }

  end(): void {
    while (!this.isEmpty) this.#giveOldest()
  }

  #take(stream: string): Entry | undefined {
    if (stream === this.#stream) {
      const entry = this.#newest
      this.#newest = undefined
      return entry
    }
    const entry = this.#older.get(stream)?.entry
    if (entry !== undefined) this.#older.delete(stream)
    return entry
  }

  /** What was open of this stream was taken before. */
  #put(stream: string, entry: Entry): void {
    if (this.#newest !== undefined) {
      this.#older.set(this.#stream, { entry: this.#newest, seen: this.#seen })
      if (this.#older.size >= MOST_OPEN) this.#giveOldest()
    }
    this.#stream = stream
    this.#newest = entry
    this.#seen = this.#lines
  }

  #giveDue(): void {
    const [oldest] = this.#older.values()
    const seen = oldest?.seen ?? (this.#newest === undefined ? this.#lines : this.#seen)
    if (this.#lines - seen > PATIENCE) this.#giveOldest()
    else this.#dueAt = seen + PATIENCE + 1
  }

  #giveOldest(): void {
    const [oldest = this.#stream] = this.#older.keys()
    this.give(oldest)
  }
}
