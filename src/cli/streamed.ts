import type { StreamRecord } from '../record/index.js'
import { VERSION } from '../version.js'
import type { Format } from './values.js'

/** What is written of each record as soon as it is known, and what stands before them all. */
export interface RecordFormat {
  readonly head: string
  textOf(record: StreamRecord): string
}

/** How a format writes single records; undefined for one that needs all of them. */
export async function recordFormat(format: Format): Promise<RecordFormat | undefined> {
  if (format === 'ndjson') {
    const { renderNdjsonRecord } = await import('../report/index.js')
    return { head: '', textOf: renderNdjsonRecord }
  }
  if (format === 'oneline') {
    const { renderOneline } = await import('../report/index.js')
    return { head: '', textOf: (record) => (isOom(record) ? renderOneline(record) : '') }
  }
  if (format === 'csv') {
    const { loadCsv } = await import('../report/index.js')
    const { TASKS_HEADER, taskRows } = await loadCsv()
    return { head: TASKS_HEADER, textOf: (record) => (isOom(record) ? [...taskRows(record)].join('') : '') }
  }
  if (format === 'otlp') {
    const { loadOtlp } = await import('../report/index.js')
    const { renderOtlpRecord } = await loadOtlp()
    return { head: '', textOf: (record) => renderOtlpRecord(record, VERSION) }
  }
  return undefined
}

function isOom(record: StreamRecord): record is StreamRecord & { record: 'event'; type: 'oom' } {
  return record.record === 'event' && record.type === 'oom'
}
