/** What a log is made of: the pieces in their order, and how many events were put into it. */
export interface Log {
  /** Pieces of some ten kilobytes. Read to their end, `written` is complete. */
  readonly pieces: Iterable<string>
  readonly written: Written
}

export interface Written {
  bytes: number
  lines: number
  /** OOM dumps of the kernel. */
  ooms: number
  /** Starts of the kubelet. */
  kubeletStarts: number
}

/** Collects lines into pieces and counts them. The lines are ASCII: a character is a byte. */
export class Pieces {
  readonly written: Written = { bytes: 0, lines: 0, ooms: 0, kubeletStarts: 0 }
  #lines: string[] = []
  #length = 0

  add(line: string): void {
    this.#lines.push(line)
    this.#length += line.length + 1
    this.written.bytes += line.length + 1
    this.written.lines++
  }

  /** The piece so far, if it is large enough to be worth a write. */
  *full(): Iterable<string> {
    if (this.#length >= 64 * 1024) yield* this.rest()
  }

  *rest(): Iterable<string> {
    if (this.#lines.length === 0) return
    yield `${this.#lines.join('\n')}\n`
    this.#lines = []
    this.#length = 0
  }
}
