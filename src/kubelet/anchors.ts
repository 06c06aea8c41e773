import { OPENS } from './forms.js'

const QUOTE = 34
const BACKSLASH = 92
const BLANK = 32
const LINE_FEED = 10
const BRACKET = 93
/** `I1123 19:24:43.624423`: nothing in it tells anything here. */
const STAMP_LENGTH = 21
/** Blanks, pid, name of the file and line number, each as long as a header may have it. */
const LONGEST_HEADER = STAMP_LENGTH + 8 + 10 + 1 + 256 + 1 + 7

/** By their first four bytes: a message that is none of ours costs one look-up, whatever it begins with. */
const BY_HEAD = byHead(OPENS)

/**
 * `isKnownMessage` for a line that is still bytes. `at` is where the message begins: at its quote, or its first letter.
 * JSON and logrus escape the quotes of what they wrap, once for each wrapper.
 */
export function isKnownMessageIn(bytes: Uint8Array, at: number): boolean {
  const quote = behindEscapes(bytes, at)
  const from = bytes[quote] === QUOTE ? quote + 1 : at
  const texts = BY_HEAD.get(headAt(bytes, from))
  if (texts === undefined) return false
  for (const text of texts) if (startsWith(bytes, from, text)) return true
  return false
}

/**
 * Where the message of a klog line begins whose header (`I1123 19:24:43.624423     424 server.go:42] `) begins at `at`;
 * -1 where the header does not end before `end`, or has no message behind it.
 */
export function messageAt(bytes: Uint8Array, at: number, end: number): number {
  const last = Math.min(end, at + LONGEST_HEADER + 2)
  for (let i = at + STAMP_LENGTH; i < last; i++) {
    if (bytes[i] === BRACKET) return i + 2 < end && bytes[i + 1] === BLANK ? i + 2 : -1
    if (bytes[i] === LINE_FEED) return -1
  }
  return -1
}

function byHead(texts: readonly string[]): ReadonlyMap<number, readonly Uint8Array[]> {
  const found = new Map<number, Uint8Array[]>()
  for (const text of texts) {
    const bytes = new TextEncoder().encode(text)
    const head = headAt(bytes, 0)
    const others = found.get(head)
    if (others === undefined) found.set(head, [bytes])
    else others.push(bytes)
  }
  return found
}

function headAt(bytes: Uint8Array, at: number): number {
  const first = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  return (first << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
}

function startsWith(bytes: Uint8Array, from: number, text: Uint8Array): boolean {
  let at = from
  for (let i = 0; i < text.length; i++, at++) {
    if (text[i] === QUOTE) at = behindEscapes(bytes, at)
    if (bytes[at] !== text[i]) return false
  }
  return true
}

function behindEscapes(bytes: Uint8Array, from: number): number {
  let at = from
  while (bytes[at] === BACKSLASH) at++
  return at
}
