import { toStringMethod } from 'fast-check'
import { decodeUtf8 } from '../../src/framing/decode.js'
import { frame, type LogLine, parse } from '../../src/index.js'
import type { DumpEvent } from '../../src/record/index.js'
import { corpusCases, readLog } from './corpus.js'
import { dumpEvents } from './dump-events.js'
import type { Message } from './reframe.js'

/** The fullest reading first: kmsg loses nothing, a console splits and garbles. */
const FILES = ['kmsg.txt', 'dmesg.txt', 'log.txt', 'dmesg-r.txt', 'dmesg.json', 'console.txt']

/** A case of the corpus, by the one of its logs that says most. */
export interface Log {
  /** `6.12/v2-pod`. */
  readonly name: string
  readonly file: string
  readonly bytes: Uint8Array
}

export const LOGS: readonly Log[] = corpusCases().flatMap((one) => {
  const file = FILES.find((name) => one.files.includes(name))
  return file === undefined ? [] : [{ name: one.name, file, bytes: new Uint8Array(readLog(one, file)) }]
})

export function logNamed(name: string): Log {
  const found = LOGS.find((one) => one.name === name)
  if (found === undefined) throw new Error(`the corpus has no case ${name}`)
  return found
}

/** The kernel's messages of a log, in the order of the log, with the bytes that no decoder understood. */
export function messagesOf(bytes: Uint8Array): Message[] {
  let sec = 1000
  return frame(decodeUtf8(bytes))
    .filter((line) => line.framing !== 'bare' || line.text !== '')
    .map((line) => {
      sec = secondsOf(line, sec)
      return messageOf(line, sec)
    })
}

function secondsOf(line: LogLine, before: number): number {
  return line.monotonicSec ?? before + 0.000_01
}

function messageOf({ text, severity = 4, facility = 0, sender, caller }: LogLine, sec: number): Message {
  const user = facility !== 0 || (sender !== undefined && sender !== 'kernel')
  return {
    text: withBytes(text),
    sec,
    severity,
    facility: user ? Math.max(facility, 1) : 0,
    ...(caller === undefined ? {} : { caller }),
  }
}

/** `frame` shows undecodable bytes as `\xff`: here they become lone surrogates again, which stand for the byte. */
function withBytes(text: string): string {
  return text.replace(/\\x([89a-f][0-9a-f])/g, (_, hex: string) =>
    String.fromCharCode(0xdc00 + Number.parseInt(hex, 16)),
  )
}

/** A dump of its own: the messages from the first line of an event to its last, with nothing else between. */
export interface Dump {
  readonly name: string
  readonly messages: readonly Message[]
  readonly event: DumpEvent
  /** What fast-check prints of it. */
  readonly [toStringMethod]: () => string
}

/** The dumps of a case that are whole: complete, nothing foreign or lost in them, one event when read alone. */
export function dumpsOf({ name, bytes }: Log): Dump[] {
  const lines = frame(decodeUtf8(bytes))
  return dumpEvents(parse(bytes)).flatMap((event) => {
    const { complete, foreignLines, lostLines, unexplained } = event.completeness
    if (!complete || foreignLines > 0 || lostLines > 0 || unexplained.length > 0) return []
    const { firstLine, lastLine } = event.source
    const own = lines.filter((line) => line.firstLine >= firstLine && line.lastLine <= lastLine)
    const messages = own.map((line, index) => messageOf(line, 1000 + index / 1000))
    const title = `${name}#${event.id}`
    return [{ name: title, messages, event, [toStringMethod]: () => title }]
  })
}
