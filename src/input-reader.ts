import { type KnownOfInput, withKnown } from './known-input.js'
import type { ParseOptions } from './options.js'
import { withOwnStrings } from './own-strings.js'
import type { ClockFact } from './record/clock-fact.js'
import type { FoundEvent } from './record/index.js'
import type { Reading } from './record/reading.js'
import { Session } from './session.js'

/** What a reading has beside its events, which were handed on. */
export type ReadingEnd = Omit<Reading, 'events'>

interface NamedInput extends ParseOptions {
  readonly name: string
  /** When the file was last written, where known: a hint for stamps without a year. */
  readonly writtenMs?: number | undefined
}

/** One input on its way to a reading: its events are handed on as they are found. */
export class InputReader {
  readonly #name: string
  readonly #writtenMs: number | undefined
  readonly #session: Session
  readonly #facts: ClockFact[] = []

  constructor({ writtenMs, ...options }: NamedInput, sink: (event: FoundEvent) => void) {
    this.#name = options.name
    this.#writtenMs = writtenMs
    this.#session = new Session(options, sink, (fact) => this.#facts.push(withOwnStrings(fact)))
  }

  write(chunk: string | Uint8Array): void {
    this.#session.write(chunk)
  }

  /** @param known what the caller knows of the input, for its record */
  end(known: KnownOfInput = {}): ReadingEnd {
    const read = this.#session.end()
    if (this.#writtenMs !== undefined)
      this.#facts.push({
        kind: 'file-written',
        epochMs: this.#writtenMs,
        source: { input: this.#name, firstLine: 1, lastLine: Math.max(1, read.lines) },
      })
    return { input: withKnown(read, known), facts: this.#facts }
  }
}
