import type { FramingName } from '../record/index.js'
import { type Draft, draft, type Joint } from './framing.js'
import { epochOfIso } from './iso-time.js'
import { readCaller, readKernelStamp } from './kernel-stamp.js'
import { addLayer } from './layers.js'

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

/** A stamp has been read together with the blank behind it; a caller may be glued to it. */
function behindCaller(line: string, at: number, into: Draft): number {
  if (line.charCodeAt(at - 1) === 32) return at
  const textAt = readCaller(line, at, into)
  return textAt < 0 ? at : textAt
}

export type StampKind = 'kernel' | 'wall-clock' | 'delta' | 'relative' | 'iso'

const READERS: Readonly<Record<StampKind, ReadStamp>> = {
  kernel: readKernelStamp,
  'wall-clock': readWallClock,
  delta: readDelta,
  relative: readRelative,
  iso: readIso,
}
const KINDS: readonly StampKind[] = ['kernel', 'wall-clock', 'delta', 'relative', 'iso']

/**
 * Any further stamps, and the caller: dmesg of util-linux 2.41 prints one for every `--time-format` that it is given.
 *
 *     [   35.176603] 2026-11-23T19:16:20,123456+01:00 [   T77] Mem-Info:
 *                    ^-- at
 *
 * Each is a layer, because a process may have the name `[    1.000000] `. Two of the same kind are never both the tool's.
 */
export function addStamps(line: string, at: number, sure: Draft, joint: Joint, own?: StampKind): void {
  joint.run = sure.framing
  if (!mayBeStamp(line, at) || isPid(line, at)) return
  let run: string = sure.framing
  let inner = sure
  let textAt = at
  const kinds = new Set<StampKind>(own === undefined ? [] : [own])
  while (mayBeStamp(line, textAt)) {
    const found = { ...inner }
    let behind = -1
    const kind = KINDS.find((one) => {
      if (!kinds.has(one)) behind = READERS[one](line, textAt, found)
      return behind >= 0
    })
    if (kind === undefined) {
      addCaller(line, textAt, inner, joint, run)
      return
    }
    kinds.add(kind)
    textAt = behind
    found.text = line.slice(textAt)
    run = addLayer(joint, run, kind, found)
    inner = found
  }
}

/** The caller as dmesg of util-linux 2.41 prints it, apart from the stamp. */
export function addCaller(line: string, at: number, sure: Draft, joint: Joint, run: string): void {
  if (sure.caller !== undefined) return
  const found = { ...sure }
  const textAt = readCaller(line, at, found)
  if (textAt < 0) return
  found.text = line.slice(textAt)
  addLayer(joint, run, 'caller', found)
}

/** `[    412]`: a task row, of which a log can have millions. All stamps and callers have more than digits. */
function isPid(line: string, at: number): boolean {
  let i = at + 1
  while (line.charCodeAt(i) === 32) i++
  const digits = i
  while (isDigit(line.charCodeAt(i))) i++
  return i > digits && line.charCodeAt(i) === 93
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function mayBeStamp(line: string, at: number): boolean {
  const first = line.charCodeAt(at)
  return first === 91 || (isDigit(first) && line.charCodeAt(at + 4) === 45)
}

/** A line that begins with this stamp. */
export function readStamped(
  framing: StampFraming,
  kind: StampKind,
  line: string,
  joint: Joint,
): Draft | undefined {
  const found = draft(framing, '')
  const at = READERS[kind](line, 0, found)
  if (at < 0) return undefined
  found.text = line.slice(at)
  addStamps(line, at, found, joint, kind)
  return found
}
