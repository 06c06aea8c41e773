import type { At, LogLine, Problem } from '../record/index.js'
import type { KlogEntry } from './entry.js'
import type { KlogHeader } from './header.js'
import { jointOfPiece } from './piece.js'
import { parseStructured, type Structured } from './structured.js'

const LONGEST_TEXT = 256 * 1024
const MOST_LINES = 2000
/** Whether an entry is whole is looked at after each of so many lines; longer ones wait for the next header. */
const MOST_LOOKS = 16

/** Where an entry was read. */
export interface Place {
  readonly source: LogLine
  readonly firstLine: number
  readonly lastLine: number
  readonly at: At
  readonly host?: string
  readonly sender?: string
  readonly component?: string
}

/** An entry of klog's text format whose next lines may still come. */
export class OpenEntry {
  readonly #header: KlogHeader
  readonly #place: Place
  readonly #parts: string[]
  #lastPart: string
  #length: number
  #lastLine: number
  #lines = 1
  #dropped = 0
  /** Blank lines belong to the entry only if it goes on behind them. */
  #blanks = 0
  #structured: Structured | undefined
  #isCurrent = false

  constructor(text: string, header: KlogHeader, place: Place) {
    this.#header = header
    this.#place = place
    this.#parts = [text]
    this.#lastPart = text
    this.#length = text.length
    this.#lastLine = place.lastLine
    this.#look()
  }

  /** False where the text is a whole structured message: klog ends it with a line feed. */
  get mayGoOn(): boolean {
    if (!this.#isCurrent || this.#structured === undefined) return true
    return this.#structured.open !== undefined || jointOfPiece(this.#lastPart) !== undefined
  }

  add(text: string, lastLine: number): void {
    if (text === '') {
      this.#blanks++
      return
    }
    this.#lastLine = lastLine
    if (this.#lines + this.#blanks >= MOST_LINES || this.#length + text.length > LONGEST_TEXT) {
      this.#dropped += 1 + this.#blanks
      this.#blanks = 0
      return
    }
    const joint = this.#blanks > 0 ? '\n'.repeat(this.#blanks + 1) : this.#joint()
    this.#parts.push(joint, text)
    this.#length += joint.length + text.length
    this.#lines += 1 + this.#blanks
    this.#blanks = 0
    this.#lastPart = text
    this.#isCurrent = false
    if (this.#lines <= MOST_LOOKS) this.#look()
  }

  finish(): KlogEntry {
    if (!this.#isCurrent) this.#look()
    const { severity, stamp, pid, file, line, textAt } = this.#header
    const { source, firstLine, at, host, sender, component = this.#header.component } = this.#place
    const raw = this.#raw
    const structured = this.#structured
    return {
      format: 'text',
      severity,
      structured: structured !== undefined,
      message: structured?.message ?? raw.slice(textAt),
      pairs: structured?.pairs ?? [],
      stamp,
      pid,
      file,
      line,
      ...(component === undefined ? {} : { component }),
      ...(host === undefined ? {} : { host }),
      ...(sender === undefined ? {} : { sender }),
      at,
      firstLine,
      lastLine: this.#lastLine,
      raw,
      problems: this.#problems(),
      source,
    }
  }

  get #raw(): string {
    const [first = ''] = this.#parts
    return this.#parts.length === 1 ? first : this.#parts.join('')
  }

  /** Quoted strings and JSON have no line breaks of their own, so that one inside of them was made by a cut. */
  #joint(): string {
    const open = this.#isCurrent ? this.#structured?.open : undefined
    return jointOfPiece(this.#lastPart) ?? (open === 'quote' || open === 'json' ? '' : '\n')
  }

  #look(): void {
    this.#structured = parseStructured(this.#raw.slice(this.#header.textAt))
    this.#isCurrent = true
  }

  #problems(): Problem[] {
    const problems: Problem[] = []
    const { firstLine } = this.#place
    if (this.#dropped > 0) {
      const message = `${this.#dropped} lines of a long entry were left out`
      problems.push({ code: 'klog-entry-cut', message, line: firstLine })
    }
    if (this.#structured?.cut === true) {
      problems.push({ code: 'cut-line', message: 'the entry ends inside a value', line: this.#lastLine })
    }
    return problems
  }
}
