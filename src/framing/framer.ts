import type { FramingName, LogLine, Problem } from '../record/index.js'
import { Assembly } from './assembly.js'
import { Blocks } from './blocks.js'
import { bare, candidates, framingNamed } from './catalogue.js'
import { withoutColour } from './colour.js'
import { consoleFraming } from './console.js'
import { type Draft, draft, type Framing, newJoint } from './framing.js'
import type { Gap } from './gap.js'
import { readJsonLine } from './json-line.js'
import { addOther } from './layers.js'
import { followsHead, opensDump, quoteOf, unquoted } from './quote.js'

/** `** 12 printk messages dropped ** [ 8231.440300] text`: kernels 3.16 to 4.14 print no line feed behind the mark. */
const GLUED_LOSS = /^(\*\* \d{1,12} printk messages dropped \*\*) (?=\[)/

/** The end of a klog line whose last value follows in lines of its own, each behind a tab. */
const OPENS_KLOG_BLOCK = /=<$/
const TAB = 9

/** The first line of a dump without stamps, with what may be a quote in front. */
interface Head {
  readonly text: string
  readonly quote: string
  readonly line: number
  readonly crlf: boolean
}

/**
 * Takes the lines of an input in order and gives its messages.
 *
 *     new Framer((line) => …).push('[ 7013.123456] Mem-Info:')
 *
 * A message is given when the next one begins, because its text may go on; `end` gives the last.
 */
export class Framer {
  readonly gaps: Gap[] = []
  readonly problems: Problem[] = []
  readonly framings: ReadonlySet<FramingName>
  lines = 0
  readonly #framings = new Set<FramingName>()
  readonly #joint = newJoint()
  readonly #assembly: Assembly
  readonly #blocks = new Blocks()
  /** The framing of the line before: logs change it rarely, so it is tried first. */
  #last: Framing = bare
  #lastName: FramingName | undefined
  #quote = ''
  /** Inside a value of klog that has several lines: what a probe or a container printed, and no line of the log. */
  #inKlogBlock = false
  #hasSkipped = false
  #head: Head | undefined

  constructor(sink: (line: LogLine) => void) {
    this.framings = this.#framings
    this.#assembly = new Assembly((line) => {
      this.#note(line.framing)
      sink(line)
    })
  }

  /** `whole` is the line with its carriage returns and NUL bytes. */
  push(text: string, terminated = true, whole = text): void {
    const line = ++this.lines
    if (this.#hasSkipped) {
      this.#hasSkipped = false
      // What it goes on with was left out.
      if (text.charCodeAt(0) === 32) this.#assembly.finish()
    }
    this.#readHead(text)
    if (!this.#blocks.active || !this.#takeBlock(text, line, whole)) {
      this.#read(text, line, whole.length > text.length && whole.endsWith('\r'))
    }
    if (terminated) return
    this.#readHead()
    this.#endBlocks()
    this.#assembly.markUnterminated(line)
  }

  /** Whether lines can be left out: nothing is in the middle of several, and no quote is to be taken off. */
  get isIdle(): boolean {
    return !this.#blocks.active && this.#head === undefined && this.#quote === '' && this.#assembly.isIdle
  }

  /** Lines were left out. */
  skip(lines: number): void {
    this.lines += lines
    this.#hasSkipped = true
  }

  /** Nothing came for a while: the last message is given, unless its end is known to be missing. */
  flush(): void {
    if (!this.#blocks.active) this.#assembly.flush()
  }

  end(): void {
    this.#readHead()
    this.#endBlocks()
    this.#assembly.finish()
  }

  #read(raw: string, line: number, crlf: boolean): void {
    const text = this.#quote === '' ? raw : this.#unquote(raw)
    if (this.#inKlogBlock) {
      this.#inKlogBlock = text.charCodeAt(0) === TAB
      if (this.#inKlogBlock) {
        this.#begin(draft('bare', text), bare, text, line, crlf)
        return
      }
    }
    const last = this.#last
    if (last !== bare) {
      const found = last.read(text, this.#joint)
      if (found !== undefined) {
        this.#begin(found, last, text, line, crlf)
        return
      }
    }
    if (this.#assembly.goesOn(text, line) || this.#blocks.opens(text, line)) return
    if (this.#readJson(text, line) || this.#readFramed(text, line, crlf)) return
    if (this.#readGlued(text, line, crlf) || this.#readColoured(text, line, crlf)) return
    if (this.#readQuoted(text, line, crlf)) return
    this.#readBare(text, line, crlf)
  }

  /**
   * A bare line, or one of a console that has something in front of its stamp. Where no line has a stamp so far, the
   * stamp of one may be the name of a process.
   */
  #readBare(text: string, line: number, crlf: boolean): void {
    const sure = draft('bare', text)
    const stamped = this.#framings.has('dmesg') || this.#framings.has('console')
    if (stamped) {
      const found = consoleFraming.read(text, this.#joint)
      if (found) this.#begin(found, consoleFraming, text, line, crlf)
      else this.#begin(sure, bare, text, line, crlf)
      return
    }
    addOther(sure, this.#joint, 'bare', () => consoleFraming.read(text, this.#joint))
    this.#begin(sure, bare, text, line, crlf)
  }

  #readJson(text: string, line: number): boolean {
    const messages = readJsonLine(text, this.#joint)
    for (const message of messages) this.#begin(message, bare, message.text, line, false)
    return messages.length > 0
  }

  #readFramed(text: string, line: number, crlf: boolean): boolean {
    for (const framing of candidates(text.charCodeAt(0))) {
      const found = framing.read(text, this.#joint)
      if (found === undefined) continue
      this.#begin(found, framing, text, line, crlf)
      return true
    }
    return false
  }

  #readGlued(text: string, line: number, crlf: boolean): boolean {
    const mark = text.charCodeAt(0) === 42 ? GLUED_LOSS.exec(text) : null
    const message = mark ? consoleFraming.read(text, this.#joint) : undefined
    if (!mark || !message) return false
    this.#begin(draft('console', mark[1] ?? ''), bare, text, line, crlf)
    this.#begin(message, consoleFraming, text, line, crlf)
    return true
  }

  /** `dmesg -L=always`, `journalctl | less -R` and what terminals log. */
  #readColoured(text: string, line: number, crlf: boolean): boolean {
    const plain = withoutColour(text)
    if (plain === undefined || !this.#readFramed(plain, line, crlf)) return false
    this.#assembly.markColoured()
    return true
  }

  #readQuoted(text: string, line: number, crlf: boolean): boolean {
    const quote = quoteOf(text)
    if (quote === '') return false
    const inner = text.slice(quote.length)
    if (this.#readFramed(inner, line, crlf)) this.#quote = quote
    else if (opensDump(inner)) this.#head = { text, quote, line, crlf }
    else return false
    return true
  }

  /** A head that waited for the line behind it: only if that has the same quote, the quote is not part of a name. */
  #readHead(next = ''): void {
    const head = this.#head
    if (head === undefined) return
    this.#head = undefined
    const { text, quote, line, crlf } = head
    const isQuoted = next.startsWith(quote) && followsHead(next.slice(quote.length))
    if (isQuoted) this.#quote = quote
    this.#readBare(isQuoted ? text.slice(quote.length) : text, line, crlf)
  }

  /** A quoted dump has bare lines too: they lose the quote of the lines before them. */
  #unquote(raw: string): string {
    const text = unquoted(raw, this.#quote)
    if (text !== undefined) return text
    this.#quote = ''
    return raw
  }

  #takeBlock(text: string, line: number, whole: string): boolean {
    const step = this.#blocks.take(text, line, whole)
    this.#beginBlock(step.records, step.bare)
    return step.taken
  }

  #endBlocks(): void {
    if (!this.#blocks.active) return
    const { records, bare: lines } = this.#blocks.end(this.lines)
    this.#beginBlock(records, lines)
  }

  #beginBlock(records: readonly Draft[], lines: readonly Draft[]): void {
    for (const found of records.concat(lines))
      this.#beginSpan(found, bare, found.text, found.firstLine, found.lastLine)
  }

  #begin(found: Draft, framing: Framing, coat: string, line: number, crlf: boolean): void {
    if (crlf) {
      markConsole(found)
      for (const layer of this.#joint.layers) markConsole(layer.draft)
    }
    this.#beginSpan(found, framing, coat, line, line)
  }

  #beginSpan(found: Draft, framing: Framing, coat: string, from: number, to: number): void {
    // A console's shape fits every line with a kernel stamp somewhere: it is only asked when no other knows the line.
    this.#last = framing === consoleFraming ? bare : framing
    if (found.framing === 'klog') this.#inKlogBlock = OPENS_KLOG_BLOCK.test(found.text)
    const own =
      framing.name === found.framing || found.framing === 'console' ? framing : framingNamed(found.framing)
    this.#assembly.begin(found, own, coat, from, to, this.#joint)
  }

  #note(framing: FramingName): void {
    if (framing === this.#lastName) return
    this.#lastName = framing
    this.#framings.add(framing)
  }
}

/** dmesg does not end its lines with a carriage return; a serial console does. */
function markConsole(found: Draft): void {
  if (found.framing === 'dmesg') found.framing = 'console'
}
