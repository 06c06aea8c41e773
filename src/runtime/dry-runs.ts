import type { EventOf, FoundEvent } from '../record/index.js'

type Kill = Omit<EventOf<'userspace-oom-kill'>, 'id'>

/** earlyoom says only behind a kill that it was none (`--dryrun`): so a kill waits for earlyoom's next line. */
export class DryRuns {
  readonly #sink: (event: FoundEvent) => void
  #waiting: Kill | undefined

  constructor(sink: (event: FoundEvent) => void) {
    this.#sink = sink
  }

  /** The next line of earlyoom; without an event where it is about no kill. */
  push(host: string | undefined, text: string, event: Kill | undefined): void {
    const waiting = this.#waiting
    if (waiting !== undefined && waiting.host === host && text.startsWith('dryrun, ')) {
      this.#waiting = undefined
      this.#sink({ ...waiting, stage: 'dry-run' })
      return
    }
    this.end()
    if (event?.stage === 'killed') this.#waiting = event
    else if (event !== undefined) this.#sink(event)
  }

  end(): void {
    if (this.#waiting !== undefined) this.#sink(this.#waiting)
    this.#waiting = undefined
  }
}
