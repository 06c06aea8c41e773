import { type Draft, draft } from './framing.js'
import { ExportEntry, opensExport } from './journal-export.js'
import { opensPretty, PrettyJson } from './pretty-json.js'

/** What a line did to the block that it stands in. */
interface BlockStep {
  /** False: the block ended before this line, which is still to be read. */
  readonly taken: boolean
  readonly records: readonly Draft[]
  /** Lines that looked like the beginning of a block and were none. */
  readonly bare: readonly Draft[]
}

const TAKEN: BlockStep = { taken: true, records: [], bare: [] }

/** The framings whose messages are several lines each: journal exports, and JSON printed for people. */
export class Blocks {
  #export: ExportEntry | undefined
  #pretty: PrettyJson | undefined
  #held: string[] = []
  #from = 0
  #textLines: [first: number, last: number] | undefined

  get active(): boolean {
    return this.#export !== undefined || this.#pretty !== undefined
  }

  /** Whether a block begins with this line; if so, it is taken. */
  opens(text: string, line: number): boolean {
    if (opensExport(text)) this.#export = new ExportEntry()
    else if (opensPretty(text)) this.#pretty = new PrettyJson()
    else return false
    this.#from = line
    this.#held = []
    this.#textLines = undefined
    this.take(text, line, text)
    return true
  }

  take(text: string, line: number, whole: string): BlockStep {
    if (this.#export) return this.#takeExport(this.#export, text, line, whole)
    return this.#pretty ? this.#takePretty(this.#pretty, text, line) : { ...TAKEN, taken: false }
  }

  /** The input ends inside of the block. */
  end(line: number): BlockStep {
    const entry = this.#export
    const found = entry ? entry.draft() : this.#pretty?.rest()
    const records = found ? [this.#spanned(found, line)] : []
    const lines = found || this.#pretty?.goesOn === true ? [] : this.#giveBack()
    this.#close()
    return { taken: true, records, bare: lines }
  }

  #takeExport(entry: ExportEntry, text: string, line: number, whole: string): BlockStep {
    const step = entry.take(text, whole)
    if (entry.inMessage) this.#note(line)
    if (step === 'more') return TAKEN
    const last = step === 'done' ? line : line - 1
    const records = [this.#spanned(entry.draft(), last)]
    this.#close()
    return { taken: step === 'done', records, bare: [] }
  }

  #takePretty(pretty: PrettyJson, text: string, line: number): BlockStep {
    const step = pretty.take(text)
    if (pretty.inMessage) this.#note(line)
    if (step === 'foreign') {
      const lines = this.#giveBack()
      this.#close()
      return { taken: false, records: [], bare: lines }
    }
    if (step === 'over') this.#close()
    if (step !== 'record' || pretty.draft === undefined) {
      this.#held.push(text)
      return TAKEN
    }
    const opensNext = text.includes('{')
    const records = [this.#spanned(pretty.draft, opensNext ? line - 1 : line)]
    this.#held = opensNext ? [text] : []
    this.#from = opensNext ? line : line + 1
    if (!pretty.goesOn) this.#close()
    return { taken: true, records, bare: [] }
  }

  #spanned(found: Draft, last: number): Draft {
    found.firstLine = this.#from
    found.lastLine = last
    if (this.#textLines !== undefined) found.textLines = this.#textLines
    this.#textLines = undefined
    return found
  }

  /** A line of the message. */
  #note(line: number): void {
    if (this.#textLines === undefined) this.#textLines = [line, line]
    else this.#textLines[1] = line
  }

  #giveBack(): readonly Draft[] {
    return this.#held.map((text, i) => {
      const line = this.#from + i
      return { ...draft('bare', text), firstLine: line, lastLine: line }
    })
  }

  #close(): void {
    this.#export = undefined
    this.#pretty = undefined
    this.#held = []
  }
}
