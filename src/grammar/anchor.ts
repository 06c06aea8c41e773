/** Whether the line from `from` to `to`, which has an anchor's bytes at `at`, can matter. It must not allocate without need. */
export type Confirm = (bytes: Uint8Array, at: number, from: number, to: number) => boolean

/**
 * Bytes that every line of some form has, whatever wraps it: lines without any anchor are passed over unread. Made of the
 * texts that the grammar itself looks for, so that the two cannot differ.
 */
export interface Anchor {
  /** The ASCII characters that may stand at each place: one at each for a fixed text. */
  readonly places: readonly string[]
  /** For bytes that other lines have as well; without it each line that has them is read. */
  readonly confirm?: Confirm
}

/** Longer texts are cut: so many characters tell enough. */
const MOST_PLACES = 32

/** A fixed text, or the characters that may stand at each place. */
export function anchor(text: string | readonly string[], confirm?: Confirm): Anchor {
  const places = [...text].slice(0, MOST_PLACES)
  return confirm === undefined ? { places } : { places, confirm }
}

/** A confirmation by a regular expression over the whole line. */
export function confirmedBy(pattern: RegExp): Confirm {
  return (bytes, _at, from, to) => pattern.test(latin1(bytes.subarray(from, Math.min(to, from + MOST_LINE))))
}

/** Beyond that a line is looked at anyway. */
const MOST_LINE = 16_384
/** `String.fromCharCode` takes so many arguments everywhere. */
const STEP = 8192

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += STEP)
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + STEP) as unknown as number[])
  return text
}
