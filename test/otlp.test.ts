import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, parseAll, VERSION } from '../src/index.js'
import type { Document, Event, StreamRecord } from '../src/record/index.js'
import { renderOtlpRecord, WaitingRecords } from '../src/report/otlp/index.js'
import { globalLog, memcgLog } from '../src/report/sample-logs.js'
import { corpusCases, readLog } from './support/corpus.js'
import { incident } from './support/incidents.js'

interface Message {
  fromObject(json: object): object
  encode(message: object): { finish(): Uint8Array }
  decode(bytes: Uint8Array): object
  toObject(message: object, how: object): Record<string, unknown>
}

// Made by OpenTelemetry from opentelemetry-proto. Later versions of the package write the bytes by hand, and have no messages.
const { opentelemetry } = createRequire(import.meta.url)(
  '@opentelemetry/otlp-transformer/build/src/generated/root.js',
)
const Request: Message = opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest

/** In which order a reader of JSON finds the keys does not matter: `toEqual` does not look at it. */
function readBack(line: string): Record<string, unknown> {
  const json = JSON.parse(line)
  const bytes = Request.encode(Request.fromObject(json)).finish()
  return Request.toObject(Request.decode(bytes), { longs: String, enums: Number, arrays: false })
}

function recordsOf({ events, findings, problems, inputs }: Document): StreamRecord[] {
  return [
    ...events.map((event) => ({ record: 'event' as const, ...event })),
    ...inputs.map((input) => ({ record: 'input' as const, ...input })),
    ...findings.map((finding) => ({ record: 'finding' as const, ...finding })),
    ...problems.map((problem) => ({ record: 'problem' as const, ...problem })),
  ]
}

interface Log {
  readonly timeUnixNano?: string
  readonly severityNumber: number
  readonly body: { readonly stringValue: string }
  readonly attributes: Record<string, unknown>
  readonly eventName: string
  readonly resource: Record<string, unknown>
}

const textIn = (value: object): unknown => Object.values(value)[0]

function plain(list: readonly { key: string; value: object }[]): Record<string, unknown> {
  return Object.fromEntries(list.map(({ key, value }) => [key, textIn(value)]))
}

function logsOf(text: string): Log[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [{ resource, scopeLogs }] = JSON.parse(line).resourceLogs
      const [log] = scopeLogs[0].logRecords
      return { ...log, attributes: plain(log.attributes), resource: plain(resource.attributes) }
    })
}

const rendered = (document: Document) =>
  recordsOf(document)
    .map((record) => renderOtlpRecord(record, VERSION))
    .join('')

/** A message with what was not given is not the message: a key that no field has is lost on the way. */
function expectMessages(text: string): void {
  for (const line of text.trimEnd().split('\n')) {
    const json = JSON.parse(line)
    const [{ resource }] = json.resourceLogs
    // An empty list is no list in a message.
    if (resource.attributes.length === 0) delete resource.attributes
    expect(readBack(line)).toEqual(json)
  }
}

describe('OTLP', () => {
  it('is what the messages of OpenTelemetry read and write, for all logs of the corpus', () => {
    let seen = 0
    for (const one of corpusCases()) {
      const [file = ''] = one.files
      const text = rendered(parse(readLog(one, file), { name: file }))
      if (text === '') continue
      expectMessages(text)
      seen++
    }
    expect(seen).toBeGreaterThan(100)
  })

  it('of an incident has all kinds of events', () => {
    const document = parseAll(incident('article'))
    const text = rendered(document)
    expectMessages(text)
    expect(logsOf(text).map(({ eventName }) => eventName)).toContain('oomparse.kubelet_node_config')
    const oom = logsOf(text).find(({ eventName }) => eventName === 'oomparse.oom')
    expect(oom?.timeUnixNano).toBe(`${Date.UTC(2025, 6, 14, 12, 7, 11)}000000`)
    expect(oom?.resource).toEqual({ 'host.name': 'node-03' })
  })

  it('finds what no message has: a wrong key and a number for 64 bits', () => {
    const [line = ''] = rendered(parse(memcgLog())).split('\n')
    expect(readBack(line.replace('"body"', '"boddy"'))).not.toEqual(
      JSON.parse(line.replace('"body"', '"boddy"')),
    )
    const bare = line.replace('"intValue":"41820"', '"intValue":41820')
    expect(bare).not.toBe(line)
    expect(readBack(bare)).not.toEqual(JSON.parse(bare))
  })

  it('has victim, pod and container by the names of the conventions', () => {
    const [oom] = logsOf(rendered(parse(memcgLog(), { name: 'dmesg.txt' })))
    expect(oom).toMatchObject({
      severityNumber: 17,
      body: { stringValue: 'oom-1 killed worker-3 (pid 41820), 4.00 GiB limit of all pods of the node' },
      eventName: 'oomparse.oom',
      resource: {},
    })
    expect(oom?.attributes).toMatchObject({
      'process.executable.name': 'worker-3',
      'process.pid': '41820',
      'process.real_user.id': '1001',
      'k8s.pod.uid': '11111111-2222-3333-4444-555555555555',
      'container.id': 'a'.repeat(64),
      'oomparse.limit.cgroup': '/kubepods.slice',
      'oomparse.limit.bytes': String(4194304 * 1024),
      'oomparse.input': 'dmesg.txt',
      'oomparse.first_line': '1',
      'oomparse.monotonic_seconds': 8231.440101,
    })
  })

  it('has no time where none is known, and never one of its own', () => {
    for (const log of logsOf(rendered(parse(memcgLog() + globalLog())))) {
      expect(log).not.toHaveProperty('timeUnixNano')
      expect(log).not.toHaveProperty('observedTimeUnixNano')
    }
  })

  it('has no pod where the whole machine ran out and the victim was in none', () => {
    const [oom] = logsOf(rendered(parse(globalLog())))
    expect(Object.keys(oom?.attributes ?? {}).filter((key) => /^(?:k8s|container)\./.test(key))).toEqual([])
    expect(oom?.attributes).not.toHaveProperty('oomparse.limit.bytes')
  })

  it('is one line for each record, whatever a name is made of', () => {
    const [event] = parse(memcgLog()).events
    if (event?.type !== 'oom') throw new Error('no OOM')
    const hostile = fc.string({ unit: 'binary', maxLength: 20 })
    const surrogates = fc.constantFrom('\ud800', '\udc80', '"}]\n{', '\u2028', '\x1b[31m', '__proto__')
    fc.assert(
      fc.property(fc.oneof(hostile, surrogates), (comm) => {
        const victims = event.victims.map((victim) => ({ ...victim, comm }))
        const text = renderOtlpRecord({ record: 'event', ...event, victims, host: comm }, VERSION)
        expect(text).toMatch(/^[^\n\r\u2028\u2029]+\n$/)
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}]|(?<!\\)\\u[dD][89a-fA-F]/u)
        expectMessages(text)
      }),
    )
  })
})

describe('records that wait for the end of their log', () => {
  const { events } = parse(memcgLog() + memcgLog('web', 9000))
  const records = events.map((event) => ({ record: 'event' as const, ...event }))
  const dated = events.map(
    (event, at): Event => ({
      ...event,
      at: { ...event.at, basis: 'boot-time', epochMs: 1_732_385_780_250 + at },
    }),
  )

  it('have the times that it tells', () => {
    const waiting = new WaitingRecords(VERSION)
    expect(records.map((record) => waiting.take(record)).join('')).toBe('')
    const logs = logsOf(waiting.end(dated))
    expect(logs.map(({ timeUnixNano }) => timeUnixNano)).toEqual([
      '1732385780250000000',
      '1732385780251000000',
    ])
    expect(logs[0]?.attributes['oomparse.time_basis']).toBe('boot-time')
    expect(waiting.isAsRead).toBe(false)
  })

  it('go out as they come when they are too many, each of them once', () => {
    const waiting = new WaitingRecords(VERSION, 1)
    const text = records.map((record) => waiting.take(record)).join('') + waiting.end(dated)
    expect(logsOf(text).map(({ attributes }) => attributes['oomparse.id'])).toEqual(['oom-1', 'oom-2'])
    expect(waiting.isAsRead).toBe(true)
  })
})
