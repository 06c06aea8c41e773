/** Bytes of the text as they stood in the file: a lone surrogate was one byte that is not UTF-8. */
export function bytesOf(text: string): readonly number[] {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00)
    else bytes.push(...new TextEncoder().encode(character))
  }
  return bytes
}

/** How many they are, without making them. */
export function byteLength(text: string): number {
  let length = text.length
  if (!/[\u0080-\uffff]/.test(text)) return length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    if (code < 0x800) length += 1
    else if (code < 0xd800 || code > 0xdfff) length += 2
    else if (isPair(text, i)) {
      // Two units, four bytes.
      length += 2
      i++
    } else if (code < 0xdc80 || code > 0xdcff) length += 2
  }
  return length
}

function isPair(text: string, at: number): boolean {
  const [high, low] = [text.charCodeAt(at), text.charCodeAt(at + 1)]
  return high < 0xdc00 && low >= 0xdc00 && low <= 0xdfff
}
