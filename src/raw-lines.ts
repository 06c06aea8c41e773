import { LineSplitter } from './framing/index.js'
import type { Source } from './record/index.js'

/** Records of more text than this are for no reader: what comes later is not kept. */
const MOST_CHARACTERS = 16 * 1024 * 1024

/**
 * The raw lines of parts of one input, for reports that show them: no record has them. The input is read a second time.
 *
 *     const raw = new RawLines([{ input: 'dmesg.txt', firstLine: 7, lastLine: 30 }])
 *     raw.write(text)
 *     raw.end()
 *     raw.linesOf({ input: 'dmesg.txt', firstLine: 7, lastLine: 30 })   // 24 lines
 */
export class RawLines {
  readonly #splitter: LineSplitter
  readonly #kept = new Map<number, string>()
  readonly #lastWanted: number
  #line = 0
  #characters = 0

  /** @param mostCharacters of all lines that are kept */
  constructor(parts: readonly Source[], mostCharacters = MOST_CHARACTERS) {
    const wanted = disjoint(parts)
    this.#lastWanted = wanted.at(-1)?.lastLine ?? 0
    let next = 0
    this.#splitter = new LineSplitter((text) => {
      const line = ++this.#line
      while (next < wanted.length && line > (wanted[next]?.lastLine ?? 0)) next++
      const part = wanted[next]
      if (part === undefined || line < part.firstLine || this.#characters > mostCharacters) return
      this.#characters += text.length
      this.#kept.set(line, text)
    })
  }

  /** Bytes of the input, unpacked: fewer than when it was first read, and it is another. */
  get bytes(): number {
    return this.#splitter.bytes
  }

  write(chunk: string | Uint8Array): void {
    this.#splitter.write(chunk)
  }

  end(): void {
    this.#splitter.end()
  }

  /** Whether nothing more is wanted. */
  get isDone(): boolean {
    return this.#line >= this.#lastWanted
  }

  get characters(): number {
    return this.#characters
  }

  /** What is there of all parts, in order; those that touch are one. */
  runs(): { firstLine: number; lines: string[] }[] {
    const runs: { firstLine: number; lines: string[] }[] = []
    for (const [line, text] of this.#kept) {
      const last = runs.at(-1)
      if (last !== undefined && last.firstLine + last.lines.length === line) last.lines.push(text)
      else runs.push({ firstLine: line, lines: [text] })
    }
    return runs
  }

  /** All lines of a part, or undefined where one of them is not there. */
  linesOf({ firstLine, lastLine }: Source): string[] | undefined {
    const lines: string[] = []
    for (let line = firstLine; line <= lastLine; line++) {
      const text = this.#kept.get(line)
      if (text === undefined) return undefined
      lines.push(text)
    }
    return lines
  }
}

/** Dumps that are mixed overlap. */
function disjoint(parts: readonly Source[]): { firstLine: number; lastLine: number }[] {
  const joined: { firstLine: number; lastLine: number }[] = []
  for (const { firstLine, lastLine } of parts.toSorted((a, b) => a.firstLine - b.firstLine)) {
    const last = joined.at(-1)
    if (last !== undefined && firstLine <= last.lastLine + 1)
      last.lastLine = Math.max(last.lastLine, lastLine)
    else joined.push({ firstLine, lastLine })
  }
  return joined
}
