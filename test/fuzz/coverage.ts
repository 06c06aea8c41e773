import { Session } from 'node:inspector'

interface Range {
  readonly startOffset: number
  readonly endOffset: number
  readonly count: number
}

/** The blocks of one script that were run so far, as V8 counts them. */
export class Coverage {
  readonly #session = new Session()
  readonly #seen = new Set<string>()
  readonly #url: string

  constructor(url: string) {
    this.#url = url
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  }

  get blocks(): number {
    return this.#seen.size
  }

  /** How many blocks were run since the last time that never were before. */
  grown(): number {
    const before = this.#seen.size
    this.#session.post('Profiler.takePreciseCoverage', (_error, taken) => {
      for (const { url, functions } of taken.result) if (url === this.#url) this.#see(functions)
    })
    return this.#seen.size - before
  }

  #see(functions: readonly { readonly ranges: readonly Range[] }[]): void {
    // How often, roughly: a loop that runs much longer than before is news as well.
    for (const { ranges } of functions)
      for (const { startOffset, endOffset, count } of ranges)
        if (count > 0)
          this.#seen.add(`${startOffset} ${endOffset} ${Math.min(4, Math.floor(Math.log10(count)))}`)
  }
}
