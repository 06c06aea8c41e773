/** Objects, and arrays of strings, objects or null: what is in other brackets reads the same as `%+v` does. */
const STARTS = /(?:\{"|\[{1,8}(?:null,){0,8}\{?"|\{\}|\[\])/y

export function startsJson(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code !== 123 && code !== 91) return false
  STARTS.lastIndex = at
  return STARTS.test(text)
}

/** Where the brackets that open at `from` close, brackets in strings left out; -1 where they do not. */
export function endOfJson(text: string, from: number): number {
  let depth = 0
  let inString = false
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 92) at++
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 123 || code === 91) depth++
    else if (code === 125 || code === 93) {
      depth--
      if (depth === 0) return at + 1
    }
  }
  return -1
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
