import { mayBeEvidence, readEvidence } from './evidence/index.js'
import type { LineFilter } from './filter/index.js'
import { LineSplitter } from './framing/index.js'
import { newFilter } from './log-filter.js'
import { LogReader } from './log-reader.js'
import type { ParseOptions } from './options.js'
import type { ClockFact } from './record/clock-fact.js'
import type { FoundEvent, Input } from './record/index.js'

/** A file of facts is small; what is larger is read as a log. */
const LARGEST_EVIDENCE = 64 * 1024 * 1024
/** So much is looked at before an input is called a log: JSON tells what it is some lines below its first bracket. */
const HEAD = 4096
/** So many bytes are read whole: they tell what sort of log it is, and short logs do not wait for the filter's tables. */
const FILTER_FROM = 512 * 1024
/** A live stream must not wait for more. */
const HEAD_LINES = 8
const LINE_FEED = 10

interface Held {
  readonly text: string
  readonly terminated: boolean
  readonly whole: string
}

/**
 * The road of one input: chunks in, events and facts out as soon as they are known. `parse`, `stream` and the command
 * line all drive this one engine. An input whose first line is that of a file of facts (`stat`, `systemctl show`, a node
 * object) is read as a whole; if it proves to be none, its lines go the way of a log.
 */
export class Session {
  readonly #name: string
  readonly #sink: (event: FoundEvent) => void
  readonly #fact: (fact: ClockFact) => void
  readonly #splitter: LineSplitter
  readonly #log: LogReader
  readonly #filterFrom: number
  #filter: LineFilter | 'none' | undefined
  #held: Held[] | undefined = []
  #heldLength = 0
  #evidence = false

  constructor(
    options: ParseOptions,
    sink: (event: FoundEvent) => void,
    fact: (fact: ClockFact) => void = () => {},
    filterFrom = FILTER_FROM,
  ) {
    this.#filterFrom = filterFrom
    this.#name = options.name ?? 'input'
    this.#sink = sink
    this.#fact = fact
    this.#log = new LogReader({ ...options, name: this.#name }, sink, fact)
    this.#splitter = new LineSplitter((text, terminated, whole) => this.#take(text, terminated, whole))
  }

  write(chunk: string | Uint8Array): void {
    if (typeof chunk !== 'string') this.#writeBytes(chunk)
    else {
      this.#flush()
      this.#splitter.write(chunk)
    }
  }

  /** For so long there was nothing more to read: what has ended by that is handed on. What grows is a log. */
  waited(ms: number): void {
    this.#release()
    this.#log.waited(ms, this.#splitter.isInLine || this.#isInFilteredLine)
  }

  /** What comes next is the first line of another file, which goes on with the log. */
  cut(): void {
    this.#release()
    if (this.#filter !== 'none') this.#filter?.cut()
    this.#splitter.cut()
  }

  /** What sort of log it is, and how many lines it has, as far as it was read. */
  get soFar(): Pick<Input, 'kinds' | 'lines'> {
    this.#flush()
    const { kinds, lines } = this.#log.input
    return { kinds, lines }
  }

  /** The input's own record. */
  end(): Input {
    this.#flush()
    this.#splitter.end()
    const held = this.#held
    if (held !== undefined) {
      const input = this.#readEvidence(held)
      if (input !== undefined) return input
      this.#release()
    }
    this.#log.end()
    const { gaps, problems, ...input } = this.#log.input
    return {
      name: this.#name,
      ...input,
      bytes: this.#splitter.bytes,
      gaps: [...this.#splitter.gaps, ...gaps].sort((a, b) => a.line - b.line),
      problems: [...this.#splitter.problems, ...problems],
    }
  }

  #writeBytes(chunk: Uint8Array): void {
    const whole = this.#filter === undefined ? Math.max(0, this.#filterFrom - this.#splitter.bytes) : 0
    if (this.#filter === 'none' || chunk.length <= whole) {
      this.#splitter.write(chunk)
      return
    }
    if (this.#filter === undefined) {
      this.#splitter.write(chunk.subarray(0, whole))
      this.#filter = this.#newFilter(whole === 0 ? this.#splitter.isInLine : chunk[whole - 1] !== LINE_FEED)
    }
    const rest = chunk.subarray(whole)
    if (this.#filter === 'none') this.#splitter.write(rest)
    else this.#filter.write(rest)
  }

  #newFilter(isInLine: boolean): LineFilter | 'none' {
    if (this.#splitter.isWide) return 'none'
    const log = this.#log
    const isLog = () => this.#held === undefined
    const sink = {
      pass: (bytes: Uint8Array) => this.#splitter.write(bytes),
      skip: (lines: number, bytes: number) => {
        this.#splitter.skip(lines, bytes)
        log.skip(lines)
      },
      get isIdle() {
        return isLog() && log.isIdle
      },
    }
    return newFilter(sink, isInLine) ?? 'none'
  }

  get #isInFilteredLine(): boolean {
    return this.#filter !== undefined && this.#filter !== 'none' && this.#filter.isInLine
  }

  /** What the filter keeps back is read. */
  #flush(): void {
    if (this.#filter !== 'none') this.#filter?.flush()
  }

  #take(text: string, terminated: boolean, whole: string): void {
    const held = this.#held
    if (held === undefined) {
      this.#log.push(text, terminated, whole)
      return
    }
    held.push({ text, terminated, whole })
    this.#heldLength += text.length + 1
    if (!this.#evidence) this.#evidence = mayBeEvidence(textOf(held).slice(0, HEAD), this.#name)
    const isLog = !this.#evidence && (held.length >= HEAD_LINES || this.#heldLength >= HEAD)
    if (isLog || this.#heldLength > LARGEST_EVIDENCE) this.#release()
  }

  #release(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const { text, terminated, whole } of held) this.#log.push(text, terminated, whole)
  }

  #readEvidence(held: readonly Held[]): Input | undefined {
    if (!this.#evidence) return undefined
    const found = readEvidence({ name: this.#name, text: textOf(held) })
    if (found === undefined) return undefined
    for (const event of found.events) this.#sink(event)
    for (const fact of found.facts) this.#fact(fact)
    if (found.host !== undefined) {
      const source = { input: this.#name, firstLine: 1, lastLine: held.length }
      this.#fact({ kind: 'machine', host: found.host, source })
    }
    return {
      name: this.#name,
      kinds: [...found.kinds],
      framing: 'bare',
      bytes: this.#splitter.bytes,
      lines: held.length,
      gaps: [],
      problems: [...this.#splitter.problems, ...found.problems],
    }
  }
}

/** NUL bytes end the arguments of /proc/PID/cmdline. */
function textOf(held: readonly Held[]): string {
  return held.map(({ text, whole }) => (whole.includes('\0') ? whole.replaceAll('\0', ' ') : text)).join('\n')
}
