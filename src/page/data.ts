import type { Document } from '../record/index.js'

/** What the page shows: of logs that it read itself, or put into it by `oomparse --format html`. */
export interface PageData {
  readonly document: Document
  /** Raw lines of the inputs, in order: those of dumps and those that findings cite. */
  readonly raw: readonly RawPart[]
}

export interface RawPart {
  readonly input: string
  readonly firstLine: number
  readonly lines: readonly string[]
}

/** Where something was read: what is asked for when a reader wants to see it. */
export interface Place {
  readonly input: string
  readonly line: number
  /** Figures of the line to point at, as they are printed there. */
  readonly figures?: readonly string[]
}
