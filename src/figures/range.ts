/** A number that was read, where both are the same, or the bounds that are known of one that was not. */
export interface Range {
  readonly least: number
  readonly most: number
}

/** The bounds of values, of which there can be as many as a log has lines; of none, those of an empty range. */
export function rangeOf(values: readonly number[]): Range {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return { least, most }
}

export function exactly(value: number): Range {
  return { least: value, most: value }
}
