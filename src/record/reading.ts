import type { ClockFact } from './clock-fact.js'
import type { Input } from './document.js'
import type { FoundEvent } from './event.js'

/** All that was read from one input, its times still as printed. */
export interface Reading {
  readonly input: Input
  readonly events: readonly FoundEvent[]
  readonly facts: readonly ClockFact[]
}

/** Where the rooms that read lines put what they find. */
export interface ReaderOptions {
  /** The input's name, for `source`. */
  readonly input: string
  readonly sink: (event: FoundEvent) => void
}
