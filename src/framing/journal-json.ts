import { decodeUtf8 } from './decode.js'
import type { Draft, Framing } from './framing.js'
import { journalEntry } from './journal-entry.js'
import { type JsonObject, numberOf, parseObject } from './json.js'

/** journalctl -o json, json-pretty, json-seq, json-sse. */
export const journalJson: Framing = {
  name: 'journal-json',
  about: 'journalctl -o json and its relatives: one object per entry',
  shape: /^\x1e?\{.*"(?:MESSAGE|__REALTIME_TIMESTAMP)"/,
  samples: [
    '{"__REALTIME_TIMESTAMP":"1795458231347961","_SOURCE_MONOTONIC_TIMESTAMP":"7013123456","_HOSTNAME":"node-03","SYSLOG_IDENTIFIER":"kernel","PRIORITY":"4","SYSLOG_FACILITY":"0","MESSAGE":"Mem-Info:"}',
    '{"__REALTIME_TIMESTAMP":"1795458231347961","SYSLOG_IDENTIFIER":"kubelet","_PID":"662","MESSAGE":[97,255,98]}',
    '{"__REALTIME_TIMESTAMP":"1795458231347961","MESSAGE":null}',
    '\x1e{"__REALTIME_TIMESTAMP":"1795458231347961","MESSAGE":"json-seq"}',
    '{\n\t"__REALTIME_TIMESTAMP" : "1795458231347961",\n\t"MESSAGE" : "json-pretty"\n}',
    '{\n\t"MESSAGE" : [\n\t\t97,\n\t\t255\n\t],\n\t"__REALTIME_TIMESTAMP" : "1795458231347961"\n}',
    'data: {"__REALTIME_TIMESTAMP":"1795458231347961","MESSAGE":"json-sse"}',
  ],
  read: (line) => {
    const object = parseObject(line.startsWith('data: {') ? line.slice(6) : line)
    return object && readJournalObject(object)
  },
}

export function readJournalObject(object: JsonObject): Draft | undefined {
  if (
    !('__REALTIME_TIMESTAMP' in object || '__CURSOR' in object || ('MESSAGE' in object && isEntry(object)))
  ) {
    return undefined
  }
  return journalEntry('journal-json', (name) => fieldText(object[name]))
}

/** Fields chosen with --output-fields, or by a collector that keeps journald's names. */
function isEntry(object: JsonObject): boolean {
  return (
    'SYSLOG_IDENTIFIER' in object ||
    '_TRANSPORT' in object ||
    '_BOOT_ID' in object ||
    // syslog-ng has a PRIORITY too, in words; it leaves the kernel's stamp in its messages.
    numberOf(object.PRIORITY) !== undefined
  )
}

/** Text; an array of bytes where it is not UTF-8; an array of texts where the field was given twice. */
function fieldText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (!Array.isArray(value)) return undefined
  const items: readonly unknown[] = value
  if (items.every((item) => typeof item === 'number')) return decodeUtf8(Uint8Array.from(items))
  return fieldText(items[0])
}
