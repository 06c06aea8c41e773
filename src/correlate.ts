import { assemble } from './bundle.js'
import { InputReader } from './input-reader.js'
import { type BundleOptions, checkOptions, type ParseOptions } from './options.js'
import { withOwnStrings } from './own-strings.js'
import type { Document, FoundEvent, Problem } from './record/index.js'
import { isDump } from './record/is-dump.js'
import type { Reading } from './record/reading.js'
import { statedFiles } from './stated-files.js'

/** What `readLog` takes beside the log. */
export interface ReadLogOptions extends Pick<ParseOptions, 'name' | 'pageSizeBytes'> {
  /** When the file was last written, Unix time in milliseconds: a hint for stamps without a year. */
  readonly writtenMs?: number
}

/** Problems of a document that are found anew when its parts are put together with others. */
const FOUND_ANEW: ReadonlySet<string> = new Set([
  'year-unknown',
  'zone-unknown',
  'zone-conflict',
  'boot-unknown',
  'rule-failed',
])

/**
 * Reads one log and leaves its times as printed, for `correlate`. A reading is plain data: it can be sent to another thread
 * or machine, or kept as JSON.
 *
 * @param log text, or bytes as they were read from a file
 *
 * @example
 * const reading = readLog(await readFile('dmesg.txt'), { name: 'node-03/dmesg.txt' })
 */
export function readLog(log: string | Uint8Array, options: ReadLogOptions = {}): Reading {
  checkOptions(options)
  if (typeof log !== 'string' && !(log instanceof Uint8Array))
    throw new TypeError('readLog() takes a string or a Uint8Array')
  const { name = 'input', ...rest } = options
  const events: FoundEvent[] = []
  const reader = new InputReader({ ...rest, name }, (event) =>
    events.push(isDump(event) ? event : withOwnStrings(event)),
  )
  reader.write(log)
  return { ...reader.end(), events }
}

/**
 * Puts what was read apart on one timeline: times, order, each happening once, findings on the whole. `parseAll` is this
 * after `readLog` of each log.
 *
 * Documents are taken as well. They have lost what their logs said about clocks: an event that had no instant in its
 * document can stay without. Documents that were redacted have the same pseudonyms for different names: redact here instead.
 *
 * @throws TypeError for what is neither a reading nor a document
 *
 * @example
 * const { events, findings } = correlate([await fromNode('node-01'), await fromNode('node-02')])
 */
export function correlate(parts: readonly (Reading | Document)[], options: BundleOptions = {}): Document {
  checkOptions(options)
  if (!Array.isArray(parts)) throw new TypeError('correlate() takes a list of readings or documents')
  const stated = statedFiles(options.files ?? [])
  const readings = parts.flatMap((part: unknown) => readingsOf(part))
  const problems = parts.flatMap((part: Reading | Document) => ('inputs' in part ? keptProblems(part) : []))
  return assemble(stated === undefined ? readings : [stated, ...readings], options, problems)
}

function readingsOf(part: unknown): Reading[] {
  const { input, inputs, events, facts } = Object(part) as Partial<Reading & Document>
  if (Array.isArray(events)) {
    if (typeof input === 'object' && Array.isArray(facts)) return [{ input, events, facts }]
    if (Array.isArray(inputs)) return readingsOfDocument({ inputs, events })
  }
  throw new TypeError('correlate() takes readings (readLog) and documents')
}

function readingsOfDocument({ inputs, events }: Pick<Document, 'inputs' | 'events'>): Reading[] {
  const eventsOf = new Map<string, FoundEvent[]>(inputs.map(({ name }) => [name, []]))
  for (const { id, orderUncertain: _, ...event } of events) {
    const own = eventsOf.get(event.source.input)
    if (own === undefined) throw new TypeError(`${id} is of an input that its document does not have`)
    own.push(event as FoundEvent)
  }
  return inputs.map((input) => {
    const own = eventsOf.get(input.name) ?? []
    // Of two inputs with one name, the first has the events of both: which is whose, nobody knows any more.
    eventsOf.delete(input.name)
    return { input, events: own, facts: [] }
  })
}

function keptProblems({ problems }: Document): Problem[] {
  return problems.filter(({ code }) => !FOUND_ANEW.has(code))
}
