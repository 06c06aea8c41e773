/** A word of a log, of a node's configuration or of our records, in a few words. */
export interface Term {
  /** As it is spelled where a reader meets it. */
  readonly term: string
  /** Other spellings; letter case, underscores, dots and dashes need none of their own. */
  readonly aliases?: readonly string[]
  readonly unit?: string
  /** The line that has it, with kernel versions where they matter. */
  readonly where?: string
  /** One to three sentences. */
  readonly means: string
  /** Terms that explain what this text leaves open. */
  readonly see?: readonly string[]
}

/** Words that stand together. What holds for all of them (unit, where) is said once. */
export interface Topic {
  readonly topic: string
  readonly about: string
  readonly unit?: string
  readonly where?: string
  readonly terms: readonly Term[]
}
