const NEXT_KEY = / [A-Za-z0-9_.-]{1,128}=/y

/** Where a bare value ends: before the next ` key=` outside of all brackets, or with the text. */
export function endOfBare(text: string, from: number): { readonly end: number; readonly closed: boolean } {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 123 || code === 91) depth++
    else if (code === 125 || code === 93) depth = Math.max(0, depth - 1)
    else if (code === 32 && depth === 0) {
      NEXT_KEY.lastIndex = at
      if (NEXT_KEY.test(text)) return { end: at, closed: true }
    }
  }
  return { end: text.length, closed: depth === 0 }
}
