import type { Anchor } from '../grammar/index.js'
import { Hits } from './hits.js'
import type { Scanner } from './scanner.js'

/** The one behind the filter. */
export interface FilterSink {
  /** Bytes that are to be read, in their order; the views are valid for the call only. */
  pass(bytes: Uint8Array): void
  /** Whole lines that cannot matter were left out. */
  skip(lines: number, bytes: number): void
  /** Whether lines without an anchor can be left out now: nothing is in the middle of several lines. */
  readonly isIdle: boolean
}

/** So many lines before an anchor are read with it, and indented ones up to the line that they go on with. */
const BEFORE_LINES = 4
const BEFORE_INDENTED_LINES = 64
/** So many lines behind an anchor are read before anybody is asked whether there may be more. */
const AFTER_LINES = 8
/** Behind one whose anchor stands alone: the next line shows whether it goes on. */
const AFTER_LONE_LINE = 2
/** The last lines are always read: they tell how far the log goes. Of each stretch so long the first ones are, for its clock. */
const TAIL = 4096
const SAMPLE_EVERY = 256 * 1024
const SAMPLE_LINES = 2
/** While all is read: more at once, the longer it goes on. */
const FIRST_STEP = 512
const LAST_STEP = 64 * 1024

const NOTHING = new Uint8Array(0)
const LINE_FEED = 10
const BLANK = 32
const TAB = 9

/**
 * Takes the bytes of a log and hands on the lines that can matter: those with an anchor, some around them, and all while
 * the sink is in the middle of something. Counts the others.
 */
export class LineFilter {
  readonly #sink: FilterSink
  readonly #scanner: Scanner
  readonly #memory: Uint8Array
  readonly #hits: Hits
  /** What is not yet handed on, nor left out. The memory is everybody's. */
  #held: Uint8Array = NOTHING
  /** Of the line that the memory could not hold, the beginning is handed on. */
  #inLongLine = false
  /** Lines that are to be read whatever is in them. */
  #due = 0
  #sinceRead = 0
  #step = FIRST_STEP

  /** @param isInLine the bytes begin inside of a line */
  constructor(scanner: Scanner, anchors: readonly Anchor[], sink: FilterSink, isInLine: boolean) {
    this.#sink = sink
    this.#scanner = scanner
    this.#memory = scanner.memory
    this.#hits = new Hits(scanner, anchors)
    this.#inLongLine = isInLine
  }

  write(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      const held = this.#held.length
      const piece = chunk.subarray(at, at + this.#scanner.capacity - held)
      this.#memory.set(this.#held)
      this.#memory.set(piece, held)
      at += piece.length
      this.#take(held + piece.length)
    }
  }

  /** A line has begun whose end has not come. */
  get isInLine(): boolean {
    return this.#held.length > 0 ? this.#held.at(-1) !== LINE_FEED : this.#inLongLine
  }

  /** Hands on what is kept back. */
  flush(): void {
    if (this.#held.length === 0) return
    this.#inLongLine = this.isInLine
    this.#sink.pass(this.#held)
    this.#held = NOTHING
  }

  /** What comes next begins a line. */
  cut(): void {
    this.flush()
    this.#inLongLine = false
  }

  #take(length: number): void {
    const from = this.#inLongLine ? this.#endLongLine(length) : 0
    const to = this.#memory.lastIndexOf(LINE_FEED, length - 1) + 1
    const done = to > from ? this.#readLines(from, to) : from
    this.#keep(done, length)
  }

  /** The rest of a line that is handed on without being looked at. */
  #endLongLine(length: number): number {
    const end = this.#lineEnd(0, length)
    this.#sink.pass(this.#memory.subarray(0, end))
    this.#inLongLine = this.#memory[end - 1] !== LINE_FEED
    return end
  }

  #keep(from: number, length: number): void {
    if (from === 0 && length === this.#scanner.capacity) {
      this.#sink.pass(this.#memory.subarray(0, length))
      this.#inLongLine = true
      this.#held = NOTHING
      return
    }
    this.#held = this.#memory.slice(from, length)
  }

  /** Reads whole lines; gives the place from which on they are kept back. */
  #readLines(from: number, to: number): number {
    // A hole after a power failure is told, wherever it is.
    if (this.#scanner.hasNul(from, to)) {
      this.#sink.pass(this.#memory.subarray(from, to))
      return to
    }
    this.#hits.begin(from, to)
    let at = from
    while (at < to) {
      if (this.#due > 0 || !this.#sink.isIdle) {
        at = this.#readOn(at, to)
        continue
      }
      this.#step = FIRST_STEP
      const hit = this.#hits.next(at)
      if (hit < 0) return this.#leaveOut(at, this.#tailFrom(at, to))
      at = this.#leaveOut(at, this.#hits.isAlone ? this.#lineStart(at, hit) : this.#before(at, hit))
      at = this.#pass(at, this.#lineEnd(hit, to))
      this.#makeDue()
    }
    return at
  }

  /** Hands on lines that need no anchor: those that are due, or some while the sink is not idle. */
  #readOn(at: number, to: number): number {
    let end = at
    while (this.#due > 0 && end < to) {
      const next = this.#lineEnd(end, to)
      this.#due--
      if (this.#hits.isIn(end, next)) this.#makeDue()
      end = next
    }
    if (end === at) {
      end = this.#lineEnd(Math.min(to - 1, at + this.#step), to)
      this.#step = Math.min(LAST_STEP, this.#step * 2)
    }
    return this.#pass(at, end)
  }

  /** What was found last has lines behind it. */
  #makeDue(): void {
    this.#due = Math.max(this.#due, this.#hits.isAlone ? AFTER_LONE_LINE : AFTER_LINES)
  }

  #pass(from: number, to: number): number {
    if (to > from) this.#sink.pass(this.#memory.subarray(from, to))
    this.#sinceRead = 0
    return to
  }

  #leaveOut(from: number, to: number): number {
    let at = from
    if (this.#sinceRead + (to - from) > SAMPLE_EVERY) {
      for (let lines = 0; lines < SAMPLE_LINES && at < to; lines++) at = this.#lineEnd(at, to)
      this.#pass(from, at)
    }
    if (at === to) return to
    this.#sinceRead += to - at
    this.#sink.skip(this.#scanner.countLineFeeds(at, to), to - at)
    return to
  }

  /** The first of the last lines, which are kept back. */
  #tailFrom(from: number, to: number): number {
    return to - from <= TAIL ? from : this.#lineEnd(to - TAIL, to)
  }

  /** The first of the lines before a hit that are read with it. */
  #before(from: number, hit: number): number {
    let line = this.#lineStart(from, hit)
    for (let back = 0; line > from && back < BEFORE_INDENTED_LINES; back++) {
      if (back >= BEFORE_LINES && !this.#isIndented(line)) break
      line = this.#lineStart(from, line - 1)
    }
    return line
  }

  #isIndented(line: number): boolean {
    return this.#memory[line] === BLANK || this.#memory[line] === TAB
  }

  #lineStart(from: number, at: number): number {
    return at <= from ? from : Math.max(from, this.#memory.lastIndexOf(LINE_FEED, at - 1) + 1)
  }

  #lineEnd(at: number, to: number): number {
    const end = this.#memory.indexOf(LINE_FEED, at)
    return end < 0 || end >= to ? to : end + 1
  }
}
