import type { Event, StreamRecord } from '../record/index.js'
import { loadOtlp, loadPrometheus } from '../report/index.js'
import { VERSION } from '../version.js'
import { OomTable } from './oom-table.js'
import type { Format } from './values.js'

/** What is made of one log while it is read, and finished with what only all of it tells. */
export interface Summed {
  /** What is to be written now. */
  take(record: StreamRecord): string
  /** @param events what was kept of the log, with the times that all of it tells */
  end(events: readonly Event[]): string
  /** What was written without that. */
  readonly isAsRead: boolean
}

/** How a format waits for the end of a log without keeping it; undefined for one that does not. */
export async function summed(format: Format): Promise<Summed | undefined> {
  if (format === 'csv-ooms') return await OomTable.load()
  if (format === 'otlp') return new (await loadOtlp()).WaitingRecords(VERSION)
  if (format !== 'prometheus') return undefined
  const exposition = new (await loadPrometheus()).Exposition(VERSION)
  return {
    take: (record) => {
      exposition.take(record)
      return ''
    },
    end: (events) => exposition.end(events),
    isAsRead: false,
  }
}
