import { Framer, LineSplitter } from './framing/index.js'
import { Assembler, atOf, finish, isKernels } from './kernel/index.js'
import type { ParseOptions } from './options.js'
import type { Event, Input } from './record/document.js'
import type { LogLine } from './record/line.js'
import type { StreamRecord } from './record/stream-record.js'

/** Numbers the events of a document, over all its inputs. */
export class Counter {
  #ooms = 0
  #failures = 0

  next(type: Event['type']): string {
    if (type === 'oom') {
      this.#ooms++
      return `oom-${this.#ooms}`
    }
    this.#failures++
    return `page-allocation-failure-${this.#failures}`
  }
}

/**
 * The road of one input: chunks in, records out as soon as they are known. `parse`, `stream` and the command line all
 * drive this one engine.
 */
export class Session {
  readonly #name: string
  readonly #splitter: LineSplitter
  readonly #framer: Framer
  readonly #assembler: Assembler
  readonly #sink: (record: StreamRecord) => void
  #sawKernel = false
  #held: LogLine | undefined
  #firstStamped: LogLine | undefined
  #lastStamped: LogLine | undefined

  constructor(options: ParseOptions, counter: Counter, sink: (record: StreamRecord) => void) {
    this.#name = options.name ?? 'input'
    this.#sink = sink
    this.#assembler = new Assembler((dump) => {
      const event = finish(dump, { input: this.#name, pageSizeBytes: options.pageSizeBytes })
      if (event !== undefined)
        sink({ record: 'event', id: counter.next(event.type), ...event } as StreamRecord)
    })
    this.#framer = new Framer((line) => this.#read(line))
    this.#splitter = new LineSplitter((text, terminated, crlf) => this.#framer.push(text, terminated, crlf))
  }

  write(chunk: string | Uint8Array): void {
    this.#splitter.write(chunk)
  }

  end(): void {
    this.#splitter.end()
    this.#framer.end()
    if (this.#held !== undefined) this.#assembler.push(this.#held)
    this.#assembler.end()
    this.#sink({ record: 'input', ...this.#input() })
  }

  #read(line: LogLine): void {
    // An input cut at its head begins inside a line: alone without a framing, before lines that have one.
    if (
      this.#framer.lines <= 2 &&
      this.#held === undefined &&
      line.firstLine === 1 &&
      line.framing === 'bare'
    ) {
      this.#held = line
      return
    }
    const held = this.#held
    this.#held = undefined
    if (held !== undefined) {
      if (line.framing === 'bare') this.#assembler.push(held)
      else this.#assembler.refuseCutHead(held)
    }
    if (line.printed !== undefined) {
      this.#firstStamped ??= line
      this.#lastStamped = line
    }
    if (!this.#sawKernel && line.framing !== 'bare') this.#sawKernel = isKernels(line)
    this.#assembler.push(line)
  }

  #input(): Input {
    const framings = [...this.#framer.framings].filter((framing) => framing !== 'bare')
    const [framing = 'bare', ...others] = framings
    return {
      name: this.#name,
      kinds: this.#sawKernel ? ['kernel-log'] : [],
      framing: others.length > 0 ? 'mixed' : framing,
      bytes: this.#splitter.bytes,
      lines: this.#framer.lines,
      ...(this.#firstStamped === undefined || this.#lastStamped === undefined
        ? {}
        : { covers: { from: atOf(this.#firstStamped), to: atOf(this.#lastStamped) } }),
      gaps: [...this.#framer.gaps, ...this.#assembler.gaps].sort((a, b) => a.line - b.line),
      problems: [...this.#splitter.problems, ...this.#framer.problems, ...this.#assembler.problems],
    }
  }
}
