import type { Document } from '../../record/index.js'

/** What the page shows: of logs that it read itself, or put into it by `oomparse --format html`. */
export interface PageData {
  readonly document: Document
  /** Raw lines of the inputs, in order: those of dumps, and those that findings and events cite. None of redacted logs. */
  readonly raw: readonly RawPart[]
}

export interface RawPart {
  readonly input: string
  readonly firstLine: number
  readonly lines: readonly string[]
}
