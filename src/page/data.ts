export type { PageData, RawPart } from '../report/index.js'

/** Where something was read: what is asked for when a reader wants to see it. */
export interface Place {
  readonly input: string
  readonly line: number
  /** Figures of the line to point at, as they are printed there. */
  readonly figures?: readonly string[]
}
