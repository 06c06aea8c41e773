import { type Anchor, type Parser, read } from '../grammar/index.js'
import type { LogLine } from '../record/line.js'
import type { Draft } from './draft.js'

/**
 * Where in a dump a line stands. The kernel prints the parts in this order (never back), which tells whose line it is
 * when two dumps run into each other, and that a dump was cut.
 */
export const PARTS = [
  'head',
  'task',
  'trace',
  'memcg',
  'memory',
  'tail',
  'table',
  'verdict',
  'kill',
  'after',
] as const
export type Part = (typeof PARTS)[number]

/** Which dumps can have the line. */
export type Dumps = 'oom' | 'allocation' | 'both'

/** A value that a construct read, and the line that it was read from. */
export interface Reading {
  readonly line: LogLine
  /** The line of the input, for messages of several lines. */
  readonly at: number
}

/** One form of line that the kernel prints around an OOM: all that is known of it, in one place. */
export interface Construct<T = unknown> {
  readonly name: string
  readonly part: Part
  readonly dumps: Dumps
  /**
   * Fixed text that every such line has. A string stands at the start of the line; `{ within }` stands somewhere
   * behind a name; `'pattern'` is for rows that have no fixed text and are tried last.
   */
  readonly opens: readonly string[] | { readonly within: string } | { readonly pattern: RegExp }
  readonly samples: readonly string[]
  readonly parser: Parser<T>
  /** `true`: the line alone proves an OOM (or a cut one), so it may begin a dump when none is open. */
  readonly begins?: boolean
  /** Of a form without a fixed text that begins a dump: how its lines are found in the bytes of a log. */
  readonly anchors?: readonly Anchor[]
  /** A dump has it at most once (or once per key): a second one is another dump's. */
  once?(value: T): string
  /** What the line ends in is delimited by the line end only, so a cut there goes unseen. */
  readonly openEnd?: boolean
  /** The kernel prints the line in pieces, or a name in it can hold a line feed: it can arrive as several messages. */
  readonly pieces?: boolean
  /**
   * For an open end that the end of the input may have cut: mends the draft where another line tells the value, and
   * says what stays in doubt. Without it such a line is not read.
   */
  whenCut?(draft: Draft, value: T): string | undefined
  /** Keeps of a line that ends before its end what stands whole in it. */
  foldCut?(draft: Draft, text: string, at: number): void
  /** A name in the line may hold a line feed, so it is read from the whole message. */
  readonly named?: boolean
  /** The construct that opens what this one is a row of: of several dumps, one that has it is meant. */
  readonly follows?: readonly string[]
  /** Of several dumps that can have the line, one for which this is true is meant: names and pids that it told before. */
  prefers?(draft: Draft, value: T): boolean
  /** Whether the line can be this dump's, beyond its place: names and pids that must agree. */
  fits?(draft: Draft, value: T): boolean
  /** Why the line cannot be the kernel's own, although it has the form. */
  refuses?(value: T): string | undefined
  /** What stands before the fixed text, where that can only be the name of a task. */
  taskName?(value: T): string | undefined
  fold(draft: Draft, value: T, reading: Reading): void
}

/** Defines a construct; the samples are checked by the tests of the table. */
export function construct<T>(definition: Construct<T>): Construct<T> {
  return definition
}

export function readConstruct(form: Construct, text: string): unknown {
  return read(form.parser, text)
}

const RANK = Object.fromEntries(PARTS.map((part, rank) => [part, rank])) as Readonly<Record<Part, number>>

export function rankOf(part: Part): number {
  return RANK[part]
}
