const QUOTE = 34
const BACKSLASH = 92

const SINGLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\'"]))/g

/**
 * The text of a string as Go's `strconv.Quote` and `%q` print it; `undefined` where it is no such string.
 *
 *     unquoteGo('"two\\nlines"')   // 'two', a line feed, 'lines'
 *
 * A byte that is not UTF-8 stays the escape that it is (`\xff`): it has no character.
 */
export function unquoteGo(text: string): string | undefined {
  if (text.charCodeAt(0) !== QUOTE || endOfQuote(text, 0) !== text.length) return undefined
  const body = text.slice(1, -1)
  if (body.includes('\n') || body.replace(ESCAPE, '').includes('\\')) return undefined
  return unescapeGo(body)
}

/** The text between the quotes; escapes that Go does not know, as in a cut line, stay as they are. */
export function unescapeGo(body: string): string {
  if (!body.includes('\\')) return body
  return body.replace(ESCAPE, escaped)
}

/** Where the string that begins at `from` with a quote ends, or -1 where it does not end. */
export function endOfQuote(text: string, from: number): number {
  // Few strings have escapes: a quote behind anything but a backslash is the end.
  const quote = text.indexOf('"', from + 1)
  if (quote < 0 || text.charCodeAt(quote - 1) !== BACKSLASH) return quote < 0 ? -1 : quote + 1
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at + 1
  }
  return -1
}

function escaped(whole: string, ...groups: readonly unknown[]): string {
  const [byte, short, long, octal, single] = groups as readonly (string | undefined)[]
  if (single !== undefined) return SINGLE[single] ?? whole
  if (byte !== undefined || octal !== undefined) {
    const code = byte === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(byte, 16)
    return code < 0x80 ? String.fromCharCode(code) : whole
  }
  const point = Number.parseInt(short ?? long ?? '', 16)
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole
}
