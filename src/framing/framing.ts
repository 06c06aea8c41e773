import type { FramingName, LogLine } from '../record/index.js'

/** A message while its lines are still being put together. */
export type Draft = { -readonly [K in keyof LogLine]: LogLine[K] }

/**
 * How a piece of a message belongs to its neighbours, said by the few framings that cut messages to pieces.
 *
 * The framer owns one of these and hands it to every reader, because most lines have nothing to say here and a
 * second object per line costs more than reading the line does. Only a reader that takes the line sets anything; the
 * assembly clears it.
 */
export interface Joint {
  /** Only pieces with the same key belong together; empty: a message of its own. */
  key: string
  /** The next piece goes on with this message. */
  open: boolean
  /** `c` and `+` of kernel records: goes on with the record before. */
  fragment: '' | 'c' | '+'
  /** What the line may wear below the coat that is sure, from the outside in. */
  layers: Layer[]
  /** The lines that are like this one below all layers, and could wear more; empty: they could not. */
  run: string
}

/** One more part of a line's coat, which the text of a message could imitate: the lines of its run decide. */
export interface Layer {
  /** The lines that wear this part all or none. */
  readonly run: string
  /** What it is; never empty. */
  readonly worn: string
  /** The line read with this part, and all those before it, taken off. */
  readonly draft: Draft
}

/** One way in which logs wrap a message. */
export interface Framing {
  readonly name: FramingName
  readonly about: string
  /** What a line looks like; `read` may look closer. */
  readonly shape: RegExp
  /** Lines (or runs of lines) that must be read as this framing and no other. */
  readonly samples: readonly string[]
  /** The line without its coat, `text` being the end of the line as it stands; nothing if it wears another one. */
  readonly read: (line: string, joint: Joint) => Draft | undefined
  /** Line feeds inside a message are printed as lines that are indented by the width of the coat. */
  readonly indents?: boolean
  /** Undoes the escapes of this transport. */
  readonly unescape?: (text: string) => string
}

/** A draft; the framer fills in the lines. */
export function draft(framing: FramingName, text: string): Draft {
  return { firstLine: 0, lastLine: 0, framing, text }
}

export function newJoint(): Joint {
  return { key: '', open: false, fragment: '', layers: [], run: '' }
}
