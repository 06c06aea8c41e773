import type { Problem } from '../record/index.js'
import { ByteDecoder } from './decode.js'
import type { Gap } from './gap.js'

/** Longer lines are cut: a log without line feeds must not fill the memory. */
export const LONGEST_LINE = 8 * 1024 * 1024

/** A log that is written full of NUL bytes has no more gaps for being longer. */
const MOST_GAPS = 1000

/** The size field of a binary value in a journal export holds NUL bytes by design: they are no gap. */
const EXPORT_FIELD_NAME = /^[A-Z0-9_]{1,64}$/

/**
 * `whole` is the line as it stood in the input: with the carriage returns and NUL bytes that `text` has lost. Only
 * what counts bytes (a journal export) needs it.
 */
export type OnLine = (text: string, terminated: boolean, whole: string) => void

/**
 * Bytes or text in, lines out.
 *
 *     new LineSplitter((text) => …).write('a\r\nb')   // 'a', and at the end 'b'
 */
export class LineSplitter {
  readonly problems: Problem[] = []
  readonly gaps: Gap[] = []
  bytes = 0
  #onLine: OnLine
  #decoder = new ByteDecoder()
  #line = 1
  /** The beginning of a line whose end has not come yet. */
  #pieces: string[] = []
  #length = 0
  /** The pieces with their NUL bytes; a stretch of them that no line has is left out. */
  #wholePieces: string[] = []
  #wholeLength = 0
  #nuls = 0
  #before = ''
  #moreGaps = 0
  #begun = false

  constructor(onLine: OnLine) {
    this.#onLine = onLine
  }

  write(chunk: string | Uint8Array): void {
    if (typeof chunk !== 'string') {
      this.bytes += chunk.length
      this.#split(this.#decoder.decode(chunk))
      return
    }
    if (chunk === '') return
    this.bytes += utf8Length(chunk)
    this.#split(!this.#begun && chunk.charCodeAt(0) === 0xfeff ? chunk.slice(1) : chunk)
    this.#begun = true
  }

  end(): void {
    this.#split(this.#decoder.end())
    if (this.#length > 0 || this.#nuls > 0) this.#finish(false)
    if (this.#moreGaps > 0) {
      const message = `${this.#moreGaps} more lines with NUL bytes are not listed`
      this.problems.push({ code: 'gaps-not-listed', message })
      this.#moreGaps = 0
    }
  }

  /** Whole lines were left out. */
  skip(lines: number, bytes: number): void {
    this.#line += lines
    this.bytes += bytes
    this.#before = ''
  }

  /** Text of two bytes a character: nothing can be found in its bytes. */
  get isWide(): boolean {
    return this.#decoder.isWide
  }

  /** A line has begun whose end has not come. */
  get isInLine(): boolean {
    return this.#length > 0 || this.#nuls > 0
  }

  /** What comes next is the first line of another file: it does not go on with the last one of this. */
  cut(): void {
    this.end()
    this.#decoder = new ByteDecoder()
  }

  #split(text: string): void {
    const damaged = text.includes('\0')
    let from = 0
    for (;;) {
      const to = text.indexOf('\n', from)
      if (to < 0) break
      if (this.#length === 0 && this.#nuls === 0 && !damaged && to - from <= LONGEST_LINE) {
        this.#whole(text, from, to)
      } else {
        this.#add(text.slice(from, to), damaged)
        this.#finish(true)
      }
      from = to + 1
    }
    if (from < text.length) this.#add(from === 0 ? text : text.slice(from), damaged)
  }

  /** The usual case: the line lies in one chunk. */
  #whole(text: string, from: number, to: number): void {
    let end = to
    while (end > from && text.charCodeAt(end - 1) === 13) end--
    const line = text.slice(from, end)
    this.#before = line
    this.#line++
    this.#onLine(line, true, end < to ? text.slice(from, to) : line)
  }

  #add(piece: string, damaged: boolean): void {
    const text = damaged ? piece.replaceAll('\0', '') : piece
    this.#nuls += piece.length - text.length
    if (this.#wholeLength < LONGEST_LINE) {
      this.#wholePieces.push(piece)
      this.#wholeLength += piece.length
    }
    if (text === '') return
    if (this.#length < LONGEST_LINE) this.#pieces.push(text)
    this.#length += text.length
  }

  #finish(terminated: boolean): void {
    const line = this.#line++
    const tooLong = this.#length > LONGEST_LINE
    const all = this.#pieces.length === 1 ? (this.#pieces[0] ?? '') : this.#pieces.join('')
    let end = Math.min(all.length, LONGEST_LINE)
    if (!tooLong) while (end > 0 && all.charCodeAt(end - 1) === 13) end--
    if (tooLong) {
      const dropped = this.#length - LONGEST_LINE
      this.problems.push({ code: 'line-too-long', message: `${dropped} characters were dropped`, line })
    }
    if (this.#nuls > 7 || (this.#nuls > 0 && !EXPORT_FIELD_NAME.test(this.#before))) {
      if (this.gaps.length < MOST_GAPS) this.gaps.push({ line, reason: 'nul-bytes' })
      else this.#moreGaps++
    }
    const whole = this.#nuls > 0 ? this.#wholePieces.join('') : all
    this.#pieces = []
    this.#length = 0
    this.#wholePieces = []
    this.#wholeLength = 0
    this.#nuls = 0
    this.#before = all.slice(0, end)
    this.#onLine(this.#before, terminated, whole)
  }
}

/** Bytes that a text takes in UTF-8, without making them. */
function utf8Length(text: string): number {
  let length = text.length
  if (isNarrow(text)) return length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x800) length += unit >= 0xd800 && unit <= 0xdfff ? 1 : 2
    else if (unit >= 0x80) length++
  }
  return length
}

function isNarrow(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text)
}
