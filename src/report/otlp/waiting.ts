import type { Event, StreamRecord } from '../../record/index.js'
import { type HostRecord, hostRecordOf } from './log-record.js'
import { requestLine } from './request.js'

/** So many records wait for the end of the log. */
const MOST_WAITING = 4096

/**
 * The log records of a log that is handed on while it is read. Its end may tell the year, the zone or the boot of its stamps: so
 * long as there are not too many, they wait for it. Then all go out as they come.
 */
export class WaitingRecords {
  readonly #version: string
  readonly #most: number
  #waiting: { readonly id?: string; readonly made: HostRecord }[] = []
  #hasOverflowed = false

  /** @param version of the program */
  constructor(version: string, most = MOST_WAITING) {
    this.#version = version
    this.#most = most
  }

  /** Records were written without what only the whole log tells. */
  get isAsRead(): boolean {
    return this.#hasOverflowed
  }

  take(record: StreamRecord): string {
    const made = hostRecordOf(record)
    if (made === undefined) return ''
    if (this.#hasOverflowed) return requestLine(made, this.#version)
    this.#waiting.push({ ...(record.record === 'event' ? { id: record.id } : {}), made })
    if (this.#waiting.length <= this.#most) return ''
    this.#hasOverflowed = true
    return this.#all()
  }

  /** @param events what was kept of the log, with the instants that all of it tells */
  end(events: readonly Event[]): string {
    const moments = new Map(events.map(({ id, at }) => [id, at]))
    this.#waiting = this.#waiting.map(({ id, made }) => {
      const at = id === undefined ? undefined : moments.get(id)
      return { made: at === undefined ? made : { ...made, at } }
    })
    return this.#all()
  }

  #all(): string {
    const text = this.#waiting.map(({ made }) => requestLine(made, this.#version)).join('')
    this.#waiting = []
    return text
  }
}
