/** A number that was read, where both are the same, or the bounds that are known of one that was not. */
export interface Range {
  readonly least: number
  readonly most: number
}

export function exactly(value: number): Range {
  return { least: value, most: value }
}
