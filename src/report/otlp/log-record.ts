import type { At, Event, Finding, Problem, StreamRecord } from '../../record/index.js'
import { eventLine } from '../event-line.js'
import { oomAttributes } from './oom.js'
import { otherAttributes } from './other.js'
import { INFO, severityOf, WARN } from './severity.js'
import { type AnyValue, anyValue, attributes, type KeyValue } from './value.js'

/** opentelemetry.proto.logs.v1.LogRecord in its JSON form, as far as we fill it, without its time. */
export interface LogRecord {
  readonly severityNumber: number
  readonly body: AnyValue
  readonly attributes: readonly KeyValue[]
  readonly eventName: string
}

/** A log record, its moment, and the machine that it is of where that is known. */
export interface HostRecord {
  readonly host?: string | undefined
  readonly at?: At
  readonly log: LogRecord
}

/** Undefined for the record of an input, which tells of no happening. */
export function hostRecordOf(record: StreamRecord): HostRecord | undefined {
  switch (record.record) {
    case 'event':
      return { host: record.host, at: record.at, log: ofEvent(record) }
    case 'finding':
      return { log: ofFinding(record) }
    case 'problem':
      return { log: ofProblem(record) }
    case 'input':
      return undefined
    default:
      return record satisfies never
  }
}

function ofEvent(event: Event): LogRecord {
  const { id, source, alsoIn, problems } = event
  return {
    severityNumber: severityOf(event),
    body: anyValue(eventLine(event).replaceAll('\u00a0', ' ')),
    attributes: attributes({
      ...(event.type === 'oom' ? oomAttributes(event) : otherAttributes(event)),
      'oomparse.id': id,
      'oomparse.input': source.input,
      'oomparse.first_line': source.firstLine,
      'oomparse.last_line': source.lastLine,
      'oomparse.also_in': alsoIn?.map(({ input }) => input),
      'oomparse.problems': problems.length === 0 ? undefined : problems.map(({ code }) => code),
    }),
    eventName: `oomparse.${event.type.replaceAll('-', '_')}`,
  }
}

/** A conclusion has no instant of its own; its events have. */
function ofFinding({ rule, verdict, title, summary, events, missing }: Finding): LogRecord {
  return {
    severityNumber: INFO,
    body: anyValue(title),
    attributes: attributes({
      'oomparse.finding.rule': rule,
      'oomparse.finding.verdict': verdict,
      'oomparse.finding.summary': summary,
      'oomparse.finding.events': events,
      'oomparse.finding.missing': missing.length === 0 ? undefined : missing,
    }),
    eventName: 'oomparse.finding',
  }
}

function ofProblem({ code, message, line }: Problem): LogRecord {
  return {
    severityNumber: WARN,
    body: anyValue(message),
    attributes: attributes({ 'oomparse.problem.code': code, 'oomparse.problem.line': line }),
    eventName: 'oomparse.problem',
  }
}
