const LINES = ['Log file created at: ', 'Running on machine: ', 'Binary: ', 'Log line format: '] as const

export interface Preamble {
  /** `2026/11/23 19:24:43`, local time. */
  readonly created: string
  readonly host?: string
  readonly firstLine: number
  readonly lastLine: number
}

/** Reads the four lines that klog writes into each new log file. */
export class PreambleReader {
  readonly #found: (preamble: Preamble) => void
  #next = 0
  #pending: Preamble | undefined

  constructor(found: (preamble: Preamble) => void) {
    this.#found = found
  }

  get isOpen(): boolean {
    return this.#next > 0
  }

  /** Takes a line of the preamble. Each but the first must follow one before it. */
  take(text: string, line: number): boolean {
    if (text.startsWith(LINES[0])) {
      this.end()
      const created = text.slice(LINES[0].length)
      if (!/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/.test(created)) return false
      this.#pending = { created, firstLine: line, lastLine: line }
      this.#next = 1
      return true
    }
    const pending = this.#pending
    if (pending === undefined) return false
    const at = LINES.findIndex((start, index) => index >= this.#next && text.startsWith(start))
    if (at < 0) {
      this.end()
      return false
    }
    const host = at === 1 ? text.slice(LINES[1].length).trim().slice(0, 256) : ''
    this.#pending = { ...pending, lastLine: line, ...(host === '' ? {} : { host }) }
    this.#next = at + 1
    if (this.#next === LINES.length) this.end()
    return true
  }

  /** Another line, or the end of the input. */
  end(): void {
    const pending = this.#pending
    this.#pending = undefined
    this.#next = 0
    if (pending !== undefined) this.#found(pending)
  }
}
