import { isDeepStrictEqual } from 'node:util'
import { parse, VERSION } from '../../src/index.js'
import { documentSchema } from '../../src/record/document.js'
import type { Document, Event } from '../../src/record/index.js'
import { csvRows } from '../../src/report/csv/index.js'
import { renderJson, renderOneline, renderText, renderTimeline } from '../../src/report/index.js'
import { renderMarkdown } from '../../src/report/markdown/index.js'
import { renderOtlpRecord } from '../../src/report/otlp/index.js'
import { renderPrometheus } from '../../src/report/prometheus/index.js'
import { Session } from '../../src/session.js'

/** What a terminal obeys, and what reorders or hides text; line ends are ours. */
const OBEYED = /(?!\n)[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u
/** What reckoning leaves where a value was missing. */
const LEFT_OVER = /\bundefined\b|\bNaN\b|\[object /
/** So much of the processor's time may a kilobyte take. */
const MS_PER_KB = 20
const LEAST_MS = 2000

/** What must hold for any bytes at all; says which of it does not. */
export function brokenPromise(bytes: Uint8Array): string | undefined {
  const begin = process.cpuUsage()
  const document = parse(bytes, { cannotTell: true })
  const broken =
    schemaBroken(document) ??
    linesBroken(document, bytes) ??
    textBroken(document) ??
    cutsBroken(document, bytes)
  if (broken !== undefined) return broken
  const { user, system } = process.cpuUsage(begin)
  const ms = (user + system) / 1000
  const most = LEAST_MS + (bytes.length / 1024) * MS_PER_KB
  return ms > most ? `took ${ms.toFixed(0)} ms for ${bytes.length} bytes` : undefined
}

function schemaBroken(document: Document): string | undefined {
  const checked = documentSchema.safeParse(document)
  if (!checked.success) return `the schema: ${checked.error.message.slice(0, 300)}`
  if (!isDeepStrictEqual(JSON.parse(renderJson(document)), JSON.parse(JSON.stringify(document))))
    return 'JSON'
  const ids = document.events.map(({ id }) => id)
  return new Set(ids).size === ids.length ? undefined : 'an id is there twice'
}

function linesBroken({ events, inputs }: Document, bytes: Uint8Array): string | undefined {
  const lines = inputs[0]?.lines ?? 0
  const least = bytes.filter((byte) => byte === 10).length
  if (lines > least + 1 && bytes.every((byte) => byte !== 13 && byte !== 0))
    return `counts ${lines} lines of ${least}`
  for (const { id, source } of events) {
    const { firstLine, lastLine } = source
    if (firstLine < 1 || lastLine < firstLine || lastLine > lines)
      return `${id} is in lines ${firstLine} to ${lastLine}`
  }
  return undefined
}

function textBroken(document: Document): string | undefined {
  const options = { all: true, cannotTell: true, colour: false, width: 100 }
  const ooms = document.events.filter((event) => event.type === 'oom')
  const written = {
    text: renderText(document, options),
    details: renderText(document, { ...options, details: true }),
    timeline: renderTimeline(document, options),
    markdown: renderMarkdown(document, options),
    csv: [...csvRows(document)].join('').replaceAll('\r\n', '\n'),
    oneline: ooms.map(renderOneline).join('\n'),
    prometheus: renderPrometheus(document),
    otlp: document.events.map((event) => renderOtlpRecord({ record: 'event', ...event }, VERSION)).join(''),
  }
  for (const [format, text] of Object.entries(written)) {
    const obeyed = OBEYED.exec(text)?.[0]
    if (obeyed !== undefined) return `${format} has U+${obeyed.codePointAt(0)?.toString(16)}`
    const left = LEFT_OVER.exec(text)
    if (
      left !== null &&
      !new TextDecoder().decode(new TextEncoder().encode(JSON.stringify(document))).includes(left[0])
    )
      return `${format} has ${left[0]}`
  }
  return undefined
}

/** Cut into pieces, and with the filter from the first byte on, the same is read. */
function cutsBroken({ events }: Document, bytes: Uint8Array): string | undefined {
  const whole = eventsOf(bytes, [bytes.length])
  // A step of the clock is no event of a line: it is concluded from the stamps of the whole log.
  const read = events.filter(({ type }) => type !== 'clock-step')
  if (whole.length < read.length) return 'fewer events as a stream'
  const cut = eventsOf(bytes, [1, 7, 64, 1000])
  return isDeepStrictEqual(cut, whole) ? undefined : 'cut into pieces, other events are read'
}

function eventsOf(bytes: Uint8Array, lengths: readonly number[]): Omit<Event, 'id'>[] {
  const found: Omit<Event, 'id'>[] = []
  const session = new Session({ name: 'input' }, (event) => found.push(event as Omit<Event, 'id'>))
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1
    session.write(bytes.slice(at, at + length))
    at += length
  }
  session.end()
  return found
}
