import type { At, StreamRecord } from '../../record/index.js'
import { type HostRecord, hostRecordOf } from './log-record.js'
import { attributes, type KeyValue } from './value.js'

/**
 * One line of OTLP/JSON: a whole ExportLogsServiceRequest with one log record. So many lines are a file as OpenTelemetry's file
 * exporter writes it, and each of them can be posted to `/v1/logs`.
 *
 * @param version of the program
 */
export function requestLine({ host, at, log }: HostRecord, version: string): string {
  const resource = { attributes: attributes({ 'host.name': host === '' ? undefined : host }) }
  const record = { ...timeOf(at), ...log, attributes: [...log.attributes, ...momentOf(at)] }
  const scopeLogs = [{ scope: { name: 'oomparse', version }, logRecords: [record] }]
  return `${JSON.stringify({ resourceLogs: [{ resource, scopeLogs }] })}\n`
}

/** What is written of one record as soon as it is known. */
export function renderOtlpRecord(record: StreamRecord, version: string): string {
  const made = hostRecordOf(record)
  return made === undefined ? '' : requestLine(made, version)
}

/**
 * The field of an instant: nanoseconds as text, which is how proto3 writes 64 bits. A moment that no log tells has none, and
 * neither has one before 1970 or in the year 2554, which the field cannot hold.
 */
function timeOf(at: At | undefined): { timeUnixNano?: string } {
  if (at?.epochMs === undefined) return {}
  const nanoseconds = BigInt(Math.round(at.epochMs * 1000)) * 1000n
  return nanoseconds > 0n && nanoseconds < 2n ** 64n ? { timeUnixNano: String(nanoseconds) } : {}
}

function momentOf(at: At | undefined): KeyValue[] {
  return attributes({
    'oomparse.time_basis': at?.basis,
    'oomparse.time_uncertainty_ms': at?.uncertaintyMs,
    'oomparse.monotonic_seconds': at?.monotonicSec,
  })
}
