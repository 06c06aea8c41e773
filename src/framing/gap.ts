/** A place where the input itself shows that something is missing. */
export interface Gap {
  readonly line: number
  readonly reason: 'nul-bytes' | 'sequence-gap'
  /** How many messages, where the input says so. */
  readonly lost?: number
}
