import type { LogLine } from '../record/line.js'
import { type Classified, classify } from './classify.js'
import type { Construct } from './construct.js'
import { CONSTRUCTS } from './constructs/index.js'

const IN_PIECES = CONSTRUCTS.filter(({ pieces }) => pieces === true)
/** Lines that the kernel itself prints in pieces; the others can only be split by a line feed in a name. */
const PRINTED_IN_PIECES = new Set([
  'invocation',
  'cpuset',
  'oom-kill',
  'task-in',
  'memcg-stats-heading',
  'group-kill',
  'buddy',
])
/** How a piece begins: the next key, a path, the words behind it. */
const PIECE = /^(?:[,/(:]| killed as| are going| mems_allowed=| *\d+\*\d+kB| = )/
/**
 * After so many other messages the rest will not come any more. A slow console can put thousands between the pieces of
 * the summary; the halves of a name stand next to each other.
 */
const PATIENCE = 5000
const PATIENCE_FOR_NAMES = 2
/** Longer than any record: a page-long path and what stands around it. */
const MAX_TEXT = 16_384

/**
 * A message that ends before its construct does: the kernel prints some lines in pieces (the oom-kill line in ten, for
 * a record holds about 1000 bytes), and a console prints a line feed in a name as the end of the line.
 */
export class Pieces {
  readonly form: Construct
  readonly first: LogLine
  #text: string
  #last: LogLine
  #patience: number

  constructor(form: Construct, first: LogLine) {
    this.form = form
    this.first = first
    this.#text = first.text
    this.#last = first
    this.#patience = PRINTED_IN_PIECES.has(form.name) ? PATIENCE : PATIENCE_FOR_NAMES
  }

  get whole(): LogLine {
    const { unterminated, lastLine } = this.#last
    return { ...this.first, text: this.#text, lastLine, ...(unterminated === true ? { unterminated } : {}) }
  }

  /** Joins the next message of the same printer: the finished reading, `'more'` when it fits so far, or `undefined`. */
  join(line: LogLine): Classified | 'more' | undefined {
    if (this.#text.length + line.text.length > MAX_TEXT) return undefined
    const joint = this.#joint
    // No name has room for the beginning of such a line: one that is whole is another, and this one was cut.
    if (joint === '\n' && classify(line.text)?.form === this.form) return undefined
    const read = classify(`${this.#text}${joint}${line.text}`)
    if (read !== undefined && read.form.part === this.form.part) {
      this.#text += joint + line.text
      this.#last = line
      return read
    }
    if (
      joint === '' &&
      (PIECE.test(line.text) || (/(?:cpuset|nodemask)=$/.test(this.#text) && /^\S+$/.test(line.text)))
    ) {
      this.#text += line.text
      this.#last = line
      return 'more'
    }
    return undefined
  }

  /** What the joint stands for: nothing between two pieces of the kernel's, a line feed in a name. */
  get #joint(): string {
    if (this.form.name === 'oom-kill') return this.#text.includes(',task=') ? '\n' : ''
    return PRINTED_IN_PIECES.has(this.form.name) ? '' : '\n'
  }

  /** Another message came in between. */
  wait(): boolean {
    this.#patience--
    return this.#patience > 0
  }
}

/** The construct that a line begins without finishing. */
export function beginsPieces(text: string): Construct | undefined {
  return IN_PIECES.find(({ opens }) => {
    // 3.15 to 4.20 print the values of the head and of the cpuset line as pieces of their own.
    if ('within' in opens) return text.includes(opens.within) && text.endsWith('=')
    if ('pattern' in opens) return opens.pattern.test(text)
    return opens.some((opening) => text.startsWith(opening))
  })
}
