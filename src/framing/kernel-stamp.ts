import type { Draft } from './framing.js'

const CALLER = /\[ *([TC]\d+)\](?: |$)/y
const BLANK = 32
const OPEN = 91
const CLOSE = 93
const DOT = 46

/**
 * Index of the bracket that closes a kernel stamp, or -1.
 *
 *     [ 7013.123456] text
 *     ^-- at       ^-- 13
 *
 * Written out by hand because every line of a kernel log comes through here: a regular expression takes three times
 * as long. Whoever changes it should measure before and after.
 */
export function stampEnd(line: string, at: number): number {
  if (line.charCodeAt(at) !== OPEN) return -1
  let i = at + 1
  while (line.charCodeAt(i) === BLANK) i++
  const digits = i
  while (isDigit(line.charCodeAt(i))) i++
  if (i === digits || i - digits > 10 || line.charCodeAt(i) !== DOT) return -1
  const end = i + 7
  if (line.charCodeAt(end) !== CLOSE) return -1
  for (i++; i < end; i++) if (!isDigit(line.charCodeAt(i))) return -1
  return end
}

/** `5,7013123456` as seconds: the integers are exact, and one division rounds as reading the decimal would. */
export function secondsIn(line: string, from: number, end: number): number {
  let micros = 0
  for (let i = from; i < end; i++) {
    const code = line.charCodeAt(i)
    if (isDigit(code)) micros = micros * 10 + code - 48
  }
  return micros / 1e6
}

/**
 * Reads a kernel stamp, and the caller behind it, into the draft; gives the index of the text, or -1.
 *
 *     [  568.893062][   T77] text       the console
 *     [  568.893062] [   T77] text      dmesg of util-linux 2.41
 */
export function readKernelStamp(line: string, at: number, into: Draft): number {
  const end = stampEnd(line, at)
  if (end < 0) return -1
  const behind = line.charCodeAt(end + 1)
  if (behind !== BLANK && behind !== OPEN && end + 1 < line.length) return -1
  let from = at + 1
  while (line.charCodeAt(from) === BLANK) from++
  const textAt = callerEnd(line, end + 1, into)
  if (textAt < 0) return -1
  into.printed ??= line.slice(from, end)
  into.monotonicSec ??= secondsIn(line, from, end)
  return textAt
}

/** Where the text begins behind a stamp that ends before `at`; a caller on the way goes into the draft. */
export function callerEnd(line: string, at: number, into: Draft): number {
  if (at >= line.length) return at
  const glued = line.charCodeAt(at) === OPEN
  const open = glued ? at : at + 1
  if (line.charCodeAt(open) === OPEN && looksLikeCaller(line, open)) {
    CALLER.lastIndex = open
    const caller = CALLER.exec(line)
    if (caller?.[1] !== undefined) {
      into.caller = caller[1]
      return CALLER.lastIndex
    }
  }
  return glued ? -1 : at + 1
}

/** A task row `[    123]  1000` begins like a caller but never has the letter. */
function looksLikeCaller(line: string, open: number): boolean {
  let i = open + 1
  while (line.charCodeAt(i) === BLANK) i++
  const letter = line.charCodeAt(i)
  return letter === 84 || letter === 67
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
