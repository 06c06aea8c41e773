import { type Draft, draft, type Framing, type Joint } from './framing.js'
import { addInner } from './inner.js'
import { epochOfIso } from './iso-time.js'
import { setWriter } from './journal-writer.js'
import { isObject, type JsonObject, numberOf, parseObject, textOf } from './json.js'
import { containerOf } from './json-container.js'
import { plausibleMs } from './plausible.js'

const MESSAGE_FIELDS = ['message', 'msg', 'log', 'MESSAGE', 'textPayload', '_msg', 'body', 'line', '@message']
const TIME_FIELDS = ['@timestamp', 'time', 'timestamp', 'ts', '_time', '__REALTIME_TIMESTAMP']
const HOST_FIELDS = ['host', 'hostname', '_HOSTNAME', 'host.name', 'node_name']
const SENDER_FIELDS = ['ident', 'SYSLOG_IDENTIFIER', 'program', 'appname', 'process.name']
/** Where collectors put the record when they wrap it once more. */
const WRAPPERS = ['jsonPayload', 'record', 'event', 'kubernetes', '_source', 'fields']

export const jsonLines: Framing = {
  name: 'json-lines',
  about: 'one JSON object per line from a collector, with the message in one of the usual fields',
  shape: /^\{.*"(?:message|msg|log|MESSAGE|textPayload|_msg|body)"/,
  samples: [
    '{"@timestamp":"2026-11-23T18:16:20.123Z","host":{"name":"node-03"},"message":"Mem-Info:"}',
    '{"time":"2026-11-23T18:16:20.123Z","level":"info","msg":"started"}',
    '{"timestamp":"2026-11-23T18:16:20Z","jsonPayload":{"MESSAGE":"I1123 19:16:20.123456     662 a.go:1] text","_HOSTNAME":"node-03"}}',
    '{"_time":"2026-11-23T18:16:20Z","_msg":"[ 7013.123456] Mem-Info:","hostname":"node-03"}',
  ],
  read: (line, joint) => {
    const object = parseObject(line)
    return object && readCollectedObject(object, joint)
  },
}

export function readCollectedObject(object: JsonObject, joint: Joint): Draft | undefined {
  const inner = WRAPPERS.map((name) => object[name]).find(isObject)
  const message = firstText(object, MESSAGE_FIELDS) ?? (inner && firstText(inner, MESSAGE_FIELDS))
  if (message === undefined) return undefined
  const found = draft('json-lines', withoutLineEnd(message))
  setTime(found, object, inner)
  const host = hostOf(object) ?? (inner && hostOf(inner))
  if (host !== undefined) found.host = host
  const sender = firstText(object, SENDER_FIELDS) ?? (inner && firstText(inner, SENDER_FIELDS))
  if (sender !== undefined) found.sender = sender
  const journal = [object, inner].find((one) => one !== undefined && isJournals(one))
  if (journal === undefined)
    addInner(found, joint, `json ${host ?? ''} ${sender ?? ''}`, sender === 'kernel' ? 'stamp' : 'any')
  else setWriter(found, (name) => textOf(journal[name]))
  // What a container prints in its own words; one that prints the kernel's buffer shows the kernel's coat.
  const container = sender === undefined && joint.layers.length === 0 ? containerOf(object) : undefined
  if (container !== undefined) found.sender = container
  return found
}

/** A collector that read the journal: the kernel's coat was off before. */
function isJournals(object: JsonObject): boolean {
  return '_TRANSPORT' in object || 'SYSLOG_IDENTIFIER' in object || '_BOOT_ID' in object
}

function firstText(object: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textOf(object[name])
    if (text !== undefined) return text
  }
  return undefined
}

/** `"host": "node-03"` or `"host": {"name": "node-03"}`. */
function hostOf(object: JsonObject): string | undefined {
  const { host } = object
  return (
    firstText(object, HOST_FIELDS) ??
    (isObject(host) ? (textOf(host.name) ?? textOf(host.hostname)) : undefined)
  )
}

function setTime(into: Draft, object: JsonObject, inner: JsonObject | undefined): void {
  for (const holder of inner ? [object, inner] : [object]) {
    for (const name of TIME_FIELDS) {
      const value = holder[name]
      if (typeof value !== 'string' && typeof value !== 'number') continue
      into.printed = String(value)
      const epochMs = epochOf(value)
      if (epochMs !== undefined) into.epochMs = epochMs
      return
    }
  }
}

/** RFC 3339, or a Unix time in seconds, milliseconds, microseconds or nanoseconds: the size tells which. */
function epochOf(value: string | number): number | undefined {
  const iso = typeof value === 'string' ? epochOfIso(value) : undefined
  const unix = iso === undefined ? numberOf(value) : undefined
  if (unix === undefined || unix < 1e8) return iso
  if (unix < 1e11) return unix * 1000
  if (unix < 1e14) return unix
  return plausibleMs(unix < 1e17 ? unix / 1000 : unix / 1e6)
}

function withoutLineEnd(text: string): string {
  return text.endsWith('\n') ? text.slice(0, text.endsWith('\r\n') ? -2 : -1) : text
}
