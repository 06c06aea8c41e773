import type { Event, Finding, StreamRecord } from '../record/index.js'
import { loadCsv } from '../report/index.js'

/** So many rows wait for the end of the log, which tells times and findings that a row alone has not. */
const MOST_WAITING = 4096

type Said = Pick<Finding, 'rule' | 'verdict' | 'events'>
type Csv = Awaited<ReturnType<typeof loadCsv>>

/**
 * One row per OOM of a log that is handed on while it is read. As long as there are not too many they wait for its end; then all
 * go out as they come, with what was known when they were read.
 */
export class OomTable {
  readonly #csv: Csv
  readonly #most: number
  #waiting: string[] = []
  #said: Said[] = []
  /** The last OOM: the findings on it alone follow it. */
  #open: { readonly oom: Extract<Event, { type: 'oom' }>; readonly about: Said[] } | undefined
  #hasOverflowed = false

  constructor(csv: Csv, most = MOST_WAITING) {
    this.#csv = csv
    this.#most = most
  }

  static async load(): Promise<OomTable> {
    return new OomTable(await loadCsv())
  }

  /** Rows were written without what only the whole log tells. */
  get isAsRead(): boolean {
    return this.#hasOverflowed
  }

  /** What is to be written now. */
  take(value: StreamRecord): string {
    if (value.record === 'finding') {
      const said = { rule: value.rule, verdict: value.verdict, events: [...value.events] }
      if (this.#open !== undefined && said.events.includes(this.#open.oom.id)) this.#open.about.push(said)
      if (!this.#hasOverflowed) this.#said.push(said)
      return ''
    }
    const rows = this.#close()
    if (value.record === 'event' && value.type === 'oom') this.#open = { oom: value, about: [] }
    return rows
  }

  /** @param events what was kept of the log, with the times that all of it tells */
  end(events: readonly Event[]): string {
    const last = this.#close()
    if (this.#hasOverflowed) return last
    const ooms = events.filter(({ type }) => type === 'oom')
    if (ooms.length === this.#waiting.length)
      return [...this.#csv.csvRows({ events: ooms, findings: this.#said })].join('')
    return this.#overflow()
  }

  #close(): string {
    const open = this.#open
    this.#open = undefined
    if (open === undefined) return ''
    const row = this.#csv.oomRow(open.oom, open.about)
    if (this.#hasOverflowed) return row
    this.#waiting.push(row)
    return this.#waiting.length > this.#most ? this.#overflow() : ''
  }

  #overflow(): string {
    const rows = [this.#csv.OOMS_HEADER, ...this.#waiting].join('')
    this.#hasOverflowed = true
    this.#waiting = []
    this.#said = []
    return rows
  }
}
