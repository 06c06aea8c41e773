/**
 * How long the text of one kernel record, or of one piece of a line printed in pieces, can be: 992 bytes (976 with
 * caller ids) until 6.2, 1024 from 6.3 on, each less the final zero and the two bytes of the level. What is longer is
 * cut there without a mark.
 */
const FULL = new Set([973, 989, 1021])

const encoder = new TextEncoder()

export function isFull(text: string): boolean {
  return isFullLength(text.length < 900 && text.length * 3 < 973 ? 0 : encoder.encode(text).length)
}

export function isFullLength(bytes: number): boolean {
  return FULL.has(bytes)
}
