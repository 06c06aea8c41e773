/**
 * How long the text of one kernel record, or of one piece of a line printed in pieces, can be: 992 bytes (976 with
 * caller ids) until 6.2, 1024 from 6.3 on, each less the final zero and the two bytes of the level. What is longer is
 * cut there without a mark.
 */
const LIMITS = [976, 992, 1024]
/** A little is allowed for: a line feed at the end is not kept, and a level or none stands in front. */
const SLACK = 6

const encoder = new TextEncoder()

export function isFull(text: string): boolean {
  return isFullLength(text.length < 900 && text.length * 3 < 973 ? 0 : encoder.encode(text).length)
}

export function isFullLength(bytes: number): boolean {
  return LIMITS.some((limit) => bytes <= limit && bytes >= limit - SLACK)
}
