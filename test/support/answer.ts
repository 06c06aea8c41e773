/** A question to one rule. */
export interface Asked {
  readonly rule: string
  /** What is special about the log. */
  readonly of: string
  readonly log: () => string
}
