/** Longer lines belong to no form: they are not looked at. */
const LONGEST_LINE = 64 * 1024

const EXTENSION = /\.(?:txt|log|out)$/

/**
 * A file with its name. Lines are counted from 1, as the splitter counts them.
 *
 *     new SmallFile('node/date.txt', 'Mon Nov 23 …\n').bare   // 'date'
 */
export class SmallFile {
  readonly name: string
  readonly text: string
  #lines: readonly string[] | undefined
  /** The first line that was too long to be looked at, once the lines are cut. */
  tooLong: number | undefined

  constructor(name: string, text: string) {
    this.name = name
    this.text = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }

  /** The lines without their ends; lines that are too long to be evidence are empty. */
  get lines(): readonly string[] {
    this.#lines ??= this.#cut()
    return this.#lines
  }

  /** The last part of the name, without an extension that says nothing. */
  get bare(): string {
    return (this.name.split('/').at(-1) ?? '').replace(EXTENSION, '')
  }

  /** The first line with something in it. */
  get first(): string {
    return this.filled[0] ?? ''
  }

  /** The lines with something in them. */
  get filled(): readonly string[] {
    return this.lines.filter((line) => line.trim() !== '')
  }

  /** The one line that has something in it, or nothing when there are more. */
  get only(): string | undefined {
    const filled = this.filled
    return filled.length === 1 ? filled[0]?.trim() : undefined
  }

  #cut(): string[] {
    const lines = this.text.split('\n')
    for (const [at, line] of lines.entries()) {
      if (line.length > LONGEST_LINE) {
        this.tooLong ??= at + 1
        lines[at] = ''
      } else if (line.endsWith('\r')) lines[at] = withoutReturns(line)
    }
    return lines
  }
}

function withoutReturns(line: string): string {
  let end = line.length
  while (end > 0 && line.charCodeAt(end - 1) === 13) end--
  return line.slice(0, end)
}
