import { describe, expect, test } from 'vitest'
import type { ClockFact } from '../src/record/clock-fact.js'
import type { FoundEvent, Input } from '../src/record/index.js'
import { Session } from '../src/session.js'
import { corpusCases, readLog } from './support/corpus.js'
import { ordinarySyslog } from './support/ordinary-syslog.js'

interface Read {
  readonly events: readonly FoundEvent[]
  readonly facts: readonly ClockFact[]
  readonly input: Input
}

/** @param filterFrom Infinity: without the filter */
function read(name: string, log: Uint8Array, filterFrom: number, chunk = log.length): Read {
  const events: FoundEvent[] = []
  const facts: ClockFact[] = []
  const session = new Session(
    { name },
    (event) => events.push(event),
    (fact) => facts.push(fact),
    filterFrom,
  )
  for (let at = 0; at < log.length; at += chunk) session.write(log.subarray(at, at + chunk))
  return { events, facts, input: session.end() }
}

function inOrder(events: readonly FoundEvent[]): readonly FoundEvent[] {
  return events.toSorted((a, b) => a.source.firstLine - b.source.firstLine || a.type.localeCompare(b.type))
}

const logs = corpusCases().flatMap((one) =>
  one.files.map((file) => ({ one, file, name: `${one.name}/${file}` })),
)

describe('the filter changes no record of the corpus', () => {
  test.each(logs)('$name', ({ one, file, name }) => {
    const log = new Uint8Array(readLog(one, file))
    const whole = read(name, log, Number.POSITIVE_INFINITY)
    for (const chunk of [log.length, 700]) {
      const filtered = read(name, log, 0, chunk)
      expect(inOrder(filtered.events)).toEqual(inOrder(whole.events))
      expect(filtered.input).toEqual(whole.input)
    }
  })
})

const BEFORE = encode(ordinarySyslog(12_500))
const BEHIND = encode(`\n${ordinarySyslog(2500, 12_500)}`)

/** A log amid many lines that say nothing: cut in ordinary lines before and behind. */
function amid(log: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([BEFORE, log, BEHIND]))
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The lines of a dmesg as syslog writes them. */
function inSyslog(log: Uint8Array): Uint8Array {
  const lines = new TextDecoder('latin1').decode(log).trimEnd().split('\n')
  return Uint8Array.from(
    lines.map((line) => `Nov 23 14:40:00 node-03 kernel: ${line}\n`).join(''),
    (char) => char.charCodeAt(0) & 0xff,
  )
}

/** What the filter may leave out of an input's record: nothing but what only the lines say that it left out. */
function recordOf({ input: { covers: _covers, ...input } }: Read) {
  return input
}

describe('the filter changes no record of a log amid others', () => {
  test.each(logs)('$name', ({ one, file, name }) => {
    const log = readLog(one, file)
    for (const bytes of file === 'dmesg.txt' ? [amid(log), amid(inSyslog(log))] : [amid(log)]) {
      const whole = read(name, bytes, Number.POSITIVE_INFINITY)
      const filtered = read(name, bytes, 4096, 100_000)
      expect(inOrder(filtered.events)).toEqual(inOrder(whole.events))
      expect(recordOf(filtered)).toEqual(recordOf(whole))
    }
  })
})
