import { ClockSamples } from './clock-samples.js'
import { Framer } from './framing/index.js'
import { Assembler, finish, isKernels, readBoot } from './kernel/index.js'
import { KlogReader } from './klog/index.js'
import { isKnownMessage, KubeletReader } from './kubelet/index.js'
import type { ParseOptions } from './options.js'
import { atOf } from './record/at-of-line.js'
import type { ClockFact } from './record/clock-fact.js'
import { containerOfLog } from './record/container-log.js'
import type { FoundEvent, FramingName, Input, LogLine } from './record/index.js'
import { onTextLines } from './record/line.js'
import { RuntimeReader } from './runtime/index.js'
import { SystemdReader } from './systemd/index.js'
import { UserLines } from './user-lines.js'

/** Framings that only the kernel's own buffer has: nobody but the assembler needs to look at their lines. */
const KERNEL_FRAMINGS: ReadonlySet<FramingName> = new Set([
  'dmesg',
  'dmesg-wall-clock',
  'dmesg-decoded',
  'dmesg-raw',
  'dmesg-iso',
  'dmesg-delta',
  'dmesg-relative',
  'dmesg-json',
  'kmsg',
  'netconsole',
  'netconsole-extended',
  'console',
])

/** So long after its last line a message will not go on: its lines are written at once. */
const MESSAGE_MS = 500

/** The road of the lines of one log: framing off, then to the room that knows the sender. */
export class LogReader {
  readonly #framer: Framer
  readonly #assembler: Assembler
  readonly #klog: KlogReader
  readonly #kubelet: KubeletReader
  readonly #systemd: SystemdReader
  readonly #runtime: RuntimeReader
  readonly #samples: ClockSamples
  readonly #input: string
  readonly #sink: (event: FoundEvent) => void
  readonly #kinds = new Set<string>()
  readonly #userLines = new UserLines()
  /** Whose output the input is, by its path. */
  readonly #container: string | undefined
  #held: LogLine | undefined
  #firstStamped: LogLine | undefined
  #lastStamped: LogLine | undefined
  /** Since no line came, and how many had come. */
  #idleMs = 0
  #linesBefore = 0

  constructor(
    options: ParseOptions & { readonly name: string },
    sink: (event: FoundEvent) => void,
    fact: (fact: ClockFact) => void,
  ) {
    const { name: input, pageSizeBytes } = options
    this.#input = input
    this.#sink = sink
    this.#container = containerOfLog(input)
    this.#assembler = new Assembler((dump) => {
      const event = finish(dump, { input, pageSizeBytes })
      if (event !== undefined) sink(event)
    })
    this.#kubelet = new KubeletReader({ input, sink })
    this.#klog = new KlogReader({
      input,
      sink: (entry) => this.#kubelet.push(entry),
      fact,
      wanted: isKnownMessage,
    })
    this.#systemd = new SystemdReader({ input, sink, fact })
    this.#runtime = new RuntimeReader({ input, sink })
    this.#samples = new ClockSamples(input, fact)
    this.#framer = new Framer((line) => this.#read(line))
  }

  push(text: string, terminated: boolean, whole: string): void {
    this.#framer.push(text, terminated, whole)
  }

  /** Whether lines without an anchor can be left out now. */
  get isIdle(): boolean {
    return (
      this.#framer.isIdle &&
      this.#held === undefined &&
      this.#assembler.isIdle &&
      this.#klog.isIdle &&
      this.#systemd.isIdle
    )
  }

  /** Lines without an anchor were left out. */
  skip(lines: number): void {
    this.#framer.skip(lines)
    this.#assembler.skip(lines)
    this.#klog.skip(lines)
  }

  /**
   * For so long there was nothing more to read.
   *
   * @param inLine a line has begun whose end has not come
   */
  waited(ms: number, inLine: boolean): void {
    this.#idleMs = this.#framer.lines === this.#linesBefore ? this.#idleMs + ms : 0
    this.#linesBefore = this.#framer.lines
    if (!inLine && this.#idleMs >= MESSAGE_MS) this.#framer.flush()
    this.#assembler.waited(ms, inLine)
  }

  end(): void {
    this.#framer.end()
    if (this.#held !== undefined) this.#assembler.push(this.#held)
    this.#assembler.end()
    this.#klog.end()
    this.#kubelet.end()
    this.#systemd.end()
    this.#runtime.end()
  }

  /** What is known of the input when its lines are at their end. */
  get input(): Omit<Input, 'name'> {
    const framings = [...this.#framer.framings].filter((framing) => framing !== 'bare')
    const [framing = 'bare', ...others] = framings
    return {
      kinds: [...this.#kinds],
      framing: others.length > 0 ? 'mixed' : framing,
      lines: this.#framer.lines,
      ...(this.#firstStamped === undefined || this.#lastStamped === undefined
        ? {}
        : { covers: { from: atOf(this.#firstStamped), to: atOf(this.#lastStamped) } }),
      gaps: [...this.#framer.gaps, ...this.#assembler.gaps].sort((a, b) => a.line - b.line),
      problems: [
        ...this.#framer.problems,
        ...this.#assembler.problems,
        ...this.#kubelet.problems,
        ...this.#userLines.problems,
      ],
    }
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
      if (line.framing === 'bare') this.#dispatch(held)
      else if (!this.#isOthers(held)) this.#assembler.refuseCutHead(held)
    }
    this.#dispatch(line)
  }

  #dispatch(framed: LogLine): void {
    const line = this.#withWriter(onTextLines(framed))
    if (line.printed !== undefined) {
      this.#firstStamped ??= line
      this.#lastStamped = line
      this.#samples.see(line)
    }
    const isKernels = KERNEL_FRAMINGS.has(line.framing) || line.sender === 'kernel'
    const isOthers = !isKernels && !this.#userLines.has(line) && this.#isOthers(line)
    if (!isOthers) this.#readKernel(line)
    // klog's own form, with nothing around it that could be the kernel's.
    if (isOthers && line.framing === 'klog') this.#assembler.foreign(line)
    else this.#assembler.push(line)
  }

  /** A container prints what it likes; only one that prints the kernel's buffer has the kernel's clock in its lines. */
  #withWriter(line: LogLine): LogLine {
    const isOwn =
      this.#container !== undefined && line.sender === undefined && line.monotonicSec === undefined
    // klog and JSON of a program name their writer themselves.
    return isOwn && line.framing.startsWith('container-') ? { ...line, sender: this.#container } : line
  }

  #readKernel(line: LogLine): void {
    if (!this.#kinds.has('kernel-log') && line.framing !== 'bare' && isKernels(line))
      this.#kinds.add('kernel-log')
    const boot = readBoot(line, this.#input)
    if (boot !== undefined) this.#sink(boot)
  }

  /** The first room that knows the line takes it. */
  #isOthers(line: LogLine): boolean {
    if (this.#klog.push(line)) this.#kinds.add('kubelet-log')
    else if (this.#systemd.push(line)) this.#kinds.add('systemd-journal')
    else if (this.#runtime.push(line)) this.#kinds.add('runtime-log')
    else return false
    return true
  }
}
