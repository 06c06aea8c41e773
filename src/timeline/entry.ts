import type { FoundEvent } from '../record/event.js'

/** An event and its place: which input it is of, and the how-manieth of its events by line. */
export interface Entry {
  readonly event: FoundEvent
  readonly input: number
  readonly index: number
  /**
   * The input's kernel clock is that of journald's receiving a line, not of its printing: what `journalctl -o
   * short-monotonic` of systemd 257 prints (247 prints the stamp of the kernel).
   */
  readonly received: boolean
  readonly fullness: number
  /** The machine it is of, where that is known of lines that do not name it. */
  readonly machine?: string
}

/** One event and all its readings: at most one of each input. The first is the one that the others were compared with. */
export class Cluster {
  readonly first: Entry
  readonly entries: Entry[]
  readonly #inputs: Set<number>
  /** Some reading has a value that the first has otherwise. */
  differ = false

  constructor(first: Entry) {
    this.first = first
    this.entries = [first]
    this.#inputs = new Set([first.input])
  }

  has(input: number): boolean {
    return this.#inputs.has(input)
  }

  add(entry: Entry, differs: boolean): void {
    this.entries.push(entry)
    this.#inputs.add(entry.input)
    if (differs) this.differ = true
  }
}
