import { checkOptions, type ParseOptions } from './options.js'
import type { Document } from './record/document.js'
import type { StreamRecord } from './record/stream-record.js'
import { Counter, Session } from './session.js'
import { VERSION } from './version.js'

/**
 * Reads a whole log.
 *
 * @param log text, or bytes as they were read from a file
 * @returns the document of the record contract; a log without an OOM has no events. A broken log never throws.
 *
 * @example
 * const { events } = parse(await readFile('dmesg.txt'))
 */
export function parse(log: string | Uint8Array, options: ParseOptions = {}): Document {
  if (typeof log !== 'string' && !(log instanceof Uint8Array))
    throw new TypeError('parse() takes a string or a Uint8Array')
  checkOptions(options)
  const document = emptyDocument()
  const session = new Session(options, new Counter(), (record) => addRecord(document, record))
  session.write(log)
  session.end()
  return document
}

export function emptyDocument(): Document {
  return {
    schema: 'oomparse/1',
    generator: { name: 'oomparse', version: VERSION },
    inputs: [],
    events: [],
    findings: [],
    problems: [],
  }
}

/** Puts a record of a stream where the document has it. */
export function addRecord(document: Document, record: StreamRecord): void {
  switch (record.record) {
    case 'event': {
      const { record: _, ...event } = record
      document.events.push(event)
      break
    }
    case 'input': {
      const { record: _, ...input } = record
      document.inputs.push(input)
      break
    }
    case 'finding': {
      const { record: _, ...finding } = record
      document.findings.push(finding)
      break
    }
    case 'problem': {
      const { record: _, ...problem } = record
      document.problems.push(problem)
      break
    }
    default:
      record satisfies never
  }
}
