/** A regular expression's source for a fixed text. */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** A regular expression that finds any of the fixed texts; none where there are none. */
export function anyOf(texts: readonly string[]): RegExp {
  return texts.length === 0 ? /(?!)/ : new RegExp(texts.map(literal).join('|'))
}
