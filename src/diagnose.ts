import { type Diagnosis, diagnose as diagnoseRecords } from './diagnosis/index.js'
import { type BundleOptions, checkOptions } from './options.js'
import type { Event, Input } from './record/index.js'

export type { Diagnosis }

/** What `diagnose` takes: a whole document is one. */
export interface RecordsToDiagnose {
  /** In the order of the timeline, their times resolved: as in a document. */
  readonly events: readonly Event[]
  /** What the inputs cover. Without them, no rule can conclude from what is not there. */
  readonly inputs?: readonly Input[]
}

/** What is asked, and by which rules. */
export type DiagnoseOptions = Pick<BundleOptions, 'cannotTell' | 'rules'>

/**
 * Asks the rules of typed records: a document that was kept, or events of it. `parse` and `parseAll` have done it already.
 *
 * @returns the findings, the firmest first, and a problem `rule-failed` for each rule of yours that threw
 * @throws TypeError for what is no document and no `{ events }`
 *
 * @example
 * const { findings } = diagnose(documentSchema.parse(JSON.parse(kept)), { cannotTell: true })
 */
export function diagnose(records: RecordsToDiagnose, options: DiagnoseOptions = {}): Diagnosis {
  checkOptions(options)
  const { events, inputs = [] } = Object(records) as Partial<RecordsToDiagnose>
  if (!Array.isArray(events) || !Array.isArray(inputs))
    throw new TypeError('diagnose() takes a document, or { events }')
  const { cannotTell, rules } = options
  return diagnoseRecords(
    { events, inputs },
    { cannotTell: cannotTell === true, ...(rules === undefined ? {} : { rules }) },
  )
}
