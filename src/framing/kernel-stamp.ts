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
 * Reads a kernel stamp, and the caller that is glued to it, into the draft; gives the index of the text, or -1.
 *
 *     [  568.893062][   T77] text       the console
 *     [  568.893062] [   T77] text      dmesg of util-linux 2.41: it may as well be text, so others look at it
 */
export function readKernelStamp(line: string, at: number, into: Draft): number {
  const end = stampEnd(line, at)
  if (end < 0) return -1
  const behind = line.charCodeAt(end + 1)
  if (behind !== BLANK && behind !== OPEN && end + 1 < line.length) return -1
  let from = at + 1
  while (line.charCodeAt(from) === BLANK) from++
  let textAt = Math.min(end + 2, line.length)
  if (behind === OPEN) {
    textAt = readCaller(line, end + 1, into)
    if (textAt < 0) return -1
  }
  into.printed ??= line.slice(from, end)
  into.monotonicSec ??= secondsIn(line, from, end)
  return textAt
}

/** Reads the caller that stands here into the draft; gives the index of the text, or -1. */
export function readCaller(line: string, at: number, into: Draft): number {
  if (line.charCodeAt(at) !== OPEN || !looksLikeCaller(line, at)) return -1
  CALLER.lastIndex = at
  const caller = CALLER.exec(line)
  if (caller?.[1] === undefined) return -1
  into.caller = caller[1]
  return CALLER.lastIndex
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
