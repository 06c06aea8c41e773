import type { EventOf, FoundEvent } from '../record/index.js'

type UnitState = Omit<EventOf<'systemd-unit-state'>, 'id'>

/**
 * From 235 to 253 systemd prints two lines for one restart, one behind the other: the time is over, and the counter. They
 * become one event. So a restart without a counter waits for the next line of its host's PID 1.
 */
export class RestartPairs {
  readonly #sink: (event: FoundEvent) => void
  #waiting: UnitState | undefined

  constructor(sink: (event: FoundEvent) => void) {
    this.#sink = sink
  }

  get isWaiting(): boolean {
    return this.#waiting !== undefined
  }

  /** The next line of PID 1; without an event where the line is worth none. */
  push(host: string | undefined, event: FoundEvent | undefined): void {
    const waiting = this.#waiting
    const restart =
      event?.type === 'systemd-unit-state' && event.state === 'restart-scheduled' ? event : undefined
    if (waiting !== undefined && waiting.host === host) {
      this.#waiting = undefined
      if (restart?.restartCounter !== undefined && restart.unit === waiting.unit) {
        this.#sink(joined(waiting, restart))
        return
      }
      this.#sink(waiting)
    }
    if (restart !== undefined && restart.restartCounter === undefined) {
      this.end()
      this.#waiting = restart
    } else if (event !== undefined) this.#sink(event)
  }

  end(): void {
    if (this.#waiting !== undefined) this.#sink(this.#waiting)
    this.#waiting = undefined
  }
}

function joined(first: UnitState, last: UnitState): UnitState {
  return {
    ...last,
    at: first.at,
    source: { ...first.source, lastLine: last.source.lastLine },
    message: `${first.message}\n${last.message}`,
  }
}
