/** Whether the line from `from` to `to`, which has an anchor's bytes at `at`, can matter. It must not allocate without need. */
export type Confirm = ((bytes: Uint8Array, at: number, from: number, to: number) => boolean) & {
  /** What is refused once is refused for all later places of the same line: it need not be asked again. */
  readonly ofLine?: true
}

/**
 * Whether what follows an anchor's bytes at `at` can matter; `end` is that of many lines. What it looks for has no line feed
 * in it. For candidates that come by the million: it must not allocate.
 */
export type Behind = (bytes: Uint8Array, at: number, end: number) => boolean

/**
 * Bytes that every line of some form has, whatever wraps it: lines without any anchor are passed over unread. Made of the
 * texts that the grammar itself looks for, so that the two cannot differ.
 */
export interface Anchor {
  /** The ASCII characters that may stand at each place: one at each for a fixed text. */
  readonly places: readonly string[]
  /** For bytes that other lines have as well; without it each line that has them is read. */
  readonly confirm?: Confirm
  /** The same where it needs no look at the rest of the line. */
  readonly behind?: Behind
  /** What its line says is said without the lines before it, and its reader is not idle while later ones may belong to it. */
  readonly isAlone?: true
}

/** Longer texts are cut: so many characters tell enough. */
const MOST_PLACES = 32

/** A fixed text, or the characters that may stand at each place. */
export function anchor(text: string | readonly string[], confirm?: Confirm): Anchor {
  const places = [...text].slice(0, MOST_PLACES)
  return confirm === undefined ? { places } : { places, confirm }
}

/** For a log whose entries are a line each, nearly always: the lines around are not read with it. */
export function lineAnchor(text: string | readonly string[], behind: Behind): Anchor {
  return { ...anchor(text), behind, isAlone: true }
}

/** A confirmation by a regular expression over the whole line. */
export function confirmedBy(pattern: RegExp): Confirm {
  const confirm = (bytes: Uint8Array, _at: number, from: number, to: number) =>
    to - from > LONG_LINE || pattern.test(latin1(bytes.subarray(from, to)))
  return Object.assign(confirm, { ofLine: true as const })
}

/** Longer lines are read whatever is in them: `String.fromCharCode` takes so many arguments everywhere. */
const LONG_LINE = 8192

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[])
}
