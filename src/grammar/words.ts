import type { Confirm } from './anchor.js'

/** Lower case and upper case are the same here: this bit tells them apart in ASCII. */
const CASE = 0x20
/** All words have so many characters at least. */
const HEAD = 3

/**
 * Confirms an anchor whose line has one of these words, in upper or lower case: the whole line, or what stands behind the
 * anchor. Reads bytes only, for candidates that come by the million.
 */
export function confirmedByWords(words: readonly string[], where: 'line' | 'behind'): Confirm {
  const heads = new Uint8Array(4096)
  const rest = words.map((word) => Uint8Array.from(word.toLowerCase(), (char) => char.charCodeAt(0) | CASE))
  for (const [a = 0, b = 0, c = 0] of rest) heads[headOf(a, b, c)] = 1
  const confirm = (bytes: Uint8Array, at: number, from: number, to: number) => {
    let i = where === 'line' ? from : at
    let a = (bytes[i] ?? 0) | CASE
    let b = (bytes[i + 1] ?? 0) | CASE
    for (; i + HEAD <= to; i++) {
      const c = (bytes[i + 2] ?? 0) | CASE
      if (heads[headOf(a, b, c)] === 1 && rest.some((word) => standsAt(bytes, i, to, word))) return true
      a = b
      b = c
    }
    return false
  }
  return Object.assign(confirm, { ofLine: true as const })
}

function headOf(a: number, b: number, c: number): number {
  return ((a & 15) << 8) | ((b & 15) << 4) | (c & 15)
}

function standsAt(bytes: Uint8Array, at: number, to: number, word: Uint8Array): boolean {
  if (at + word.length > to) return false
  for (let i = 0; i < word.length; i++) if (((bytes[at + i] ?? 0) | CASE) !== word[i]) return false
  return true
}
