import type { ClockFact } from '../record/clock-fact.js'
import type { LogLine } from '../record/index.js'
import { inputLineOf } from '../record/line.js'
import type { KlogEntry } from './entry.js'
import { readFileName } from './file-name.js'
import { isForeign } from './foreign.js'
import { endOfHeader, readHeader, splitEntries } from './header.js'
import { type JsonParts, readJson } from './json-entry.js'
import { atOfJson, KlogClock } from './klog-clock.js'
import { type LogrusLine, readComponentLine } from './logrus.js'
import { OpenEntries } from './open-entries.js'
import { OpenEntry } from './open-entry.js'
import { type Preamble, PreambleReader } from './preamble.js'
import { isRaw, Streams } from './stream.js'

export interface KlogReaderOptions {
  /** The input's name, for the source of facts. */
  readonly input: string
  readonly sink: (entry: KlogEntry) => void
  readonly fact: (fact: ClockFact) => void
  /**
   * Whether anybody reads a message that begins at this place of the text (a structured one with its quote). The others
   * are taken as klog's and not given: of a kubelet's log they are nearly all.
   */
  readonly wanted?: (text: string, at: number) => boolean
  /** With both, stamps that have no year and no zone become instants. */
  readonly year?: number | undefined
  readonly timezone?: string | undefined
}

/**
 * Takes the messages of a log in their order and gives the entries of klog in them, whatever wrapped them.
 *
 *     const reader = new KlogReader({ input: 'kubelet.log', sink: (entry) => …, fact: () => {} })
 *     for (const line of frame(text)) reader.push(line)
 *     reader.end()
 *
 * An entry is given when it is whole; one that may go on, when the next of its process begins or 200 lines later.
 */
export class KlogReader {
  readonly #input: string
  readonly #sink: (entry: KlogEntry) => void
  readonly #fact: (fact: ClockFact) => void
  readonly #wanted: (text: string, at: number) => boolean
  readonly #clock: KlogClock
  readonly #preamble: PreambleReader
  readonly #open: OpenEntries
  readonly #streams = new Streams()
  /** Of the file, as its name or its preamble says. */
  #host: string | undefined
  /** The line before was klog's own and had no wrapper: only then a line without one can go on with it. */
  #isAfterRaw = false

  constructor({ input, sink, fact, wanted = () => true, year, timezone }: KlogReaderOptions) {
    this.#input = input
    this.#sink = sink
    this.#fact = fact
    this.#wanted = wanted
    this.#clock = new KlogClock(input, fact, year, timezone)
    this.#preamble = new PreambleReader((preamble) => this.#beginFile(preamble))
    this.#open = new OpenEntries(sink)
    const named = readFileName(input)
    if (named !== undefined) this.#beginFile({ ...named, firstLine: 1, lastLine: 1 })
  }

  /** True where the line was klog's; otherwise it is for other readers. */
  push(line: LogLine): boolean {
    this.#open.tick()
    const isTaken = this.#take(line)
    this.#isAfterRaw = isTaken && (line.framing === 'klog' || line.framing === 'bare')
    return isTaken
  }

  /** Whether lines of klog can be left out now: no entry that is to be given may go on in the next ones. */
  get isIdle(): boolean {
    return !this.#preamble.isOpen && this.#open.isIdle
  }

  /** Lines were left out. */
  skip(lines: number): void {
    this.#open.skip(lines)
    this.#isAfterRaw = false
  }

  end(): void {
    this.#preamble.end()
    this.#open.end()
  }

  #take(line: LogLine): boolean {
    const { text, framing } = line
    if (line.sender === 'kernel') return false
    const first = text.charCodeAt(0)
    if (framing === 'bare' && (first === 76 || this.#preamble.isOpen) && this.#takePreamble(line)) return true
    if (this.#preamble.isOpen) this.#preamble.end()
    const wrapped = first === 116 ? readComponentLine(text) : undefined
    return this.#takeText(line, wrapped?.text ?? text, wrapped)
  }

  #takeText(line: LogLine, text: string, wrapped?: LogrusLine): boolean {
    const textAt = endOfHeader(text)
    if (textAt > 0) {
      this.#begin(line, text, textAt, wrapped)
      return true
    }
    const parts = text.charCodeAt(0) === 123 ? readJson(text) : undefined
    if (parts !== undefined) {
      this.#giveJson(line, text, parts, wrapped)
      return true
    }
    return !this.#open.isEmpty && this.#goOn(line, text, wrapped)
  }

  #takePreamble(line: LogLine): boolean {
    if (!this.#preamble.take(line.text, line.firstLine)) return false
    this.#open.give(this.#streams.of(line) ?? '')
    return true
  }

  #beginFile({ created, host, firstLine, lastLine }: Preamble): void {
    this.#host = host
    const source = { input: this.#input, firstLine, lastLine }
    this.#fact({ kind: 'year', printed: created, source, ...(host === undefined ? {} : { host }) })
  }

  #begin(line: LogLine, text: string, textAt: number, wrapped?: LogrusLine): void {
    if (!text.includes('\n')) {
      this.#beginOne(line, text, textAt, 0, 1, wrapped)
      return
    }
    let index = 0
    for (const one of splitEntries(text)) {
      const ownAt = index === 0 ? textAt : endOfHeader(one)
      const count = one.split('\n').length
      if (ownAt > 0) this.#beginOne(line, one, ownAt, index, count, wrapped)
      index += count
    }
  }

  #beginOne(
    line: LogLine,
    text: string,
    textAt: number,
    index: number,
    count: number,
    wrapped?: LogrusLine,
  ): void {
    const stream = this.#streams.of(line, wrapped)
    if (stream !== undefined) this.#open.give(stream)
    this.#clock.see(line, text, stream, wrapped)
    const isWanted = this.#wanted(text, textAt)
    if (stream === undefined) {
      if (isWanted) this.#sink(this.#entryOf(line, text, index, count, wrapped).finish())
    } else if (isWanted) this.#open.begin(stream, this.#entryOf(line, text, index, count, wrapped))
    else this.#open.beginUnread(stream, () => this.#entryOf(line, text, index, count, wrapped))
  }

  #entryOf(line: LogLine, text: string, index: number, count: number, wrapped?: LogrusLine): OpenEntry {
    const header = readHeader(text)
    return new OpenEntry(text, header, {
      ...this.#saidOf(line, wrapped),
      source: line,
      firstLine: inputLineOf(line, index),
      lastLine: inputLineOf(line, index + count - 1),
      at: this.#clock.atOf(line, header.stamp, wrapped),
    })
  }

  #goOn(line: LogLine, text: string, wrapped?: LogrusLine): boolean {
    if (line.framing === 'bare' && wrapped === undefined && (!this.#isAfterRaw || isForeign(text)))
      return false
    const stream = this.#streams.of(line, wrapped)
    return stream !== undefined && this.#open.add(stream, text, line.lastLine)
  }

  #giveJson(line: LogLine, raw: string, parts: JsonParts, wrapped?: LogrusLine): void {
    const stream = this.#streams.of(line, wrapped)
    if (stream !== undefined) this.#open.give(stream)
    const { epochMs, ...said } = parts
    const { pid, firstLine, lastLine } = line
    this.#sink({
      format: 'json',
      ...said,
      ...(pid === undefined ? {} : { pid }),
      ...this.#saidOf(line, wrapped),
      at: atOfJson(said.stamp, epochMs),
      firstLine,
      lastLine,
      raw,
      problems: [],
      source: line,
    })
  }

  /** What the wrapper, or the preamble of the file, says of the writer. */
  #saidOf(line: LogLine, wrapped?: LogrusLine): { host?: string; sender?: string; component?: string } {
    const { sender, host = isRaw(line) ? this.#host : undefined } = line
    const component = wrapped?.component
    return {
      ...(host === undefined ? {} : { host }),
      ...(sender === undefined ? {} : { sender }),
      ...(component === undefined ? {} : { component }),
    }
  }
}
