export const QUOTE = 34
export const LINE_FEED = 10
const BACKSLASH = 92

/** The quote that ends the string, or the end of the text. */
export function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at
  }
  return text.length
}
