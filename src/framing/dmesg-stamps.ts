import type { FramingName } from '../record/index.js'
import { type Draft, draft } from './framing.js'
import { epochOfIso } from './iso-time.js'
import { callerEnd, readKernelStamp } from './kernel-stamp.js'

/** `[Mon Nov 23 19:16:20 2026] `, weekday and month in the words of the reader's locale. */
export const WALL_CLOCK = /\[((?:[^\s[\]]{1,16} +){3}\d\d:\d\d:\d\d \d{4})\](?: |(?=\[)|$)/y
/** `[ 7013.123456 <    0.000000>] ` and `[<    0.000004>] `. */
export const DELTA = /\[ *(?:(\d{1,10}\.\d{6}) )?(< *-?\d{1,10}\.\d{6}>)\](?: |(?=\[)|$)/y
/** `[  +0.000004] `, and `[Nov23 19:16] ` when the minute changes. */
export const RELATIVE = /\[ *([+-]\d{1,10}\.\d{6}|[^\s[\]<+]{2,16} ?\d\d \d\d:\d\d)\](?: |(?=\[)|$)/y
/** `2026-11-23T19:16:20,123456+01:00 `. */
export const ISO = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[,.]\d{6}(?:Z|[+-]\d\d:?\d\d))(?: |$)/y

type StampFraming = Extract<FramingName, `dmesg${string}`>

/**
 * One stamp of dmesg at this place: reads it into the draft and gives the index behind it, or -1. What an earlier stamp
 * has said stays.
 */
type ReadStamp = (line: string, at: number, into: Draft) => number

export const readWallClock: ReadStamp = (line, at, into) => {
  WALL_CLOCK.lastIndex = at
  const found = WALL_CLOCK.exec(line)
  if (!found) return -1
  into.printed ??= found[1] ?? ''
  return behindCaller(line, WALL_CLOCK.lastIndex, into)
}

export const readDelta: ReadStamp = (line, at, into) => {
  DELTA.lastIndex = at
  const found = DELTA.exec(line)
  if (!found) return -1
  const [, seconds, delta] = found
  into.printed ??= seconds ?? delta ?? ''
  if (seconds !== undefined) into.monotonicSec ??= Number(seconds)
  return behindCaller(line, DELTA.lastIndex, into)
}

export const readRelative: ReadStamp = (line, at, into) => {
  RELATIVE.lastIndex = at
  const found = RELATIVE.exec(line)
  if (!found) return -1
  into.printed ??= found[1] ?? ''
  return behindCaller(line, RELATIVE.lastIndex, into)
}

export const readIso: ReadStamp = (line, at, into) => {
  ISO.lastIndex = at
  const found = ISO.exec(line)
  if (!found) return -1
  const stamp = found[1] ?? ''
  into.printed ??= stamp
  const epochMs = epochOfIso(stamp)
  if (epochMs !== undefined) into.epochMs ??= epochMs
  return behindCaller(line, ISO.lastIndex, into)
}

/** A stamp has been read together with the blank behind it: a caller may follow. */
function behindCaller(line: string, at: number, into: Draft): number {
  const textAt = callerEnd(line, line.charCodeAt(at - 1) === 32 ? at - 1 : at, into)
  return textAt < 0 ? at : textAt
}

const ALL: readonly ReadStamp[] = [readKernelStamp, readWallClock, readDelta, readRelative, readIso]

/**
 * Any further stamps: dmesg of util-linux 2.41 prints one for every `--time-format` that it is given.
 *
 *     [   35.176603] 2026-11-23T19:16:20,123456+01:00 Mem-Info:
 *                    ^-- at                           ^-- gives
 */
export function skipStamps(line: string, at: number, into: Draft): number {
  let textAt = at
  for (let round = 0; round < 4; round++) {
    const next = nextStamp(line, textAt, into)
    if (next < 0) return textAt
    textAt = next
  }
  return textAt
}

function nextStamp(line: string, at: number, into: Draft): number {
  const first = line.charCodeAt(at)
  if (first !== 91 && !(first >= 48 && first <= 57 && line.charCodeAt(at + 4) === 45)) return -1
  for (const read of ALL) {
    const behind = read(line, at, into)
    if (behind >= 0) return behind
  }
  return -1
}

/** A line that begins with this stamp. */
export function readStamped(framing: StampFraming, line: string, read: ReadStamp): Draft | undefined {
  const found = draft(framing, '')
  const at = read(line, 0, found)
  if (at < 0) return undefined
  found.text = line.slice(skipStamps(line, at, found))
  return found
}
