import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, stream } from '../../src/index.js'
import type { Document, Event, StreamRecord } from '../../src/record/index.js'
import { dumpEvents } from '../support/dump-events.js'
import { LOGS, type Log } from '../support/dumps.js'
import { movedDown } from '../support/places.js'
import { bytesOf } from '../support/reframe.js'
import { runs } from '../support/runs.js'

const SMALL = LOGS.filter(({ bytes }) => bytes.length < 12_000)
const logs = fc.constantFrom(...SMALL)

/** What a stream gives of a document. How exact stamps are is worked out of all of them, so a stream does not say. */
function recordsOf({ events, inputs }: Document): StreamRecord[] {
  const records: StreamRecord[] = [
    ...events.map((event) => ({ record: 'event' as const, ...event })),
    ...inputs.map((input) => ({ record: 'input' as const, ...input })),
  ]
  return JSON.parse(JSON.stringify(records, (key, value) => (key === 'uncertaintyMs' ? undefined : value)))
}

async function collect(chunks: Iterable<string | Uint8Array>): Promise<StreamRecord[]> {
  const records: StreamRecord[] = []
  for await (const record of stream(chunks)) records.push(record)
  return records
}

function* chunksOf<T extends string | Uint8Array>(log: T, sizes: readonly number[]): Generator<T> {
  for (let at = 0, i = 0; at < log.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    yield (typeof log === 'string' ? log.slice(at, at + size) : log.subarray(at, at + size)) as T
    at += size
  }
}

/** With characters of two to four bytes, a broken one, CR LF and a byte order mark: all can be cut in two. */
function strange({ bytes }: Log): Uint8Array {
  const text = new TextDecoder().decode(bytes).split('\n')
  const names = ['späße-π', '日本語', '👻', 'a\udcc3', '\udce2\udc82', '\x1b[31mred']
  return bytesOf(
    `\ufeff${text.map((line, index) => `${line}${line === '' ? '' : (names[index % 17] ?? '')}${index % 5 === 0 ? '\r\n' : '\n'}`).join('')}`,
  )
}

describe('a stream', () => {
  test.each(SMALL.filter((_, index) => index % 9 === 0).map((log) => [log.name, log] as const))(
    '%s, byte by byte',
    async (_, { bytes }) => {
      expect(await collect(chunksOf(bytes, [1]))).toEqual(recordsOf(parse(bytes)))
    },
  )

  test('gives the same however it is cut', async () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5000 })), {
      minLength: 1,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(logs, sizes, fc.boolean(), async (log, ends, twisted) => {
        const bytes = twisted ? strange(log) : log.bytes
        expect(await collect(chunksOf(bytes, ends)), log.name).toEqual(recordsOf(parse(bytes)))
      }),
      { numRuns: runs(200) },
    )
  })

  test('of text gives the same, also when it is cut between the halves of a character', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(logs, sizes, async ({ bytes }, ends) => {
        const text = `${new TextDecoder().decode(bytes)}👻 pages\n`
        expect(await collect(chunksOf(text, ends))).toEqual(recordsOf(parse(text)))
      }),
      { numRuns: runs(60) },
    )
  })

  test('of text and of its bytes say the same', () => {
    for (const { bytes, name } of SMALL) {
      const text = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes)
      if (text.includes('\ufffd')) continue
      expect(parse(text), name).toEqual(parse(bytes))
    }
  })
})

describe('events', () => {
  test.each(LOGS.map((log) => [log.name, log] as const))(
    'of %s stand in the order of the log',
    (_, { bytes }) => {
      const { events } = parse(bytes)
      const lines = events.map(({ source }) => source.firstLine)
      expect(lines).toEqual([...lines].sort((a, b) => a - b))
      for (const { source } of events) expect(source.lastLine).toBeGreaterThanOrEqual(source.firstLine)
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    },
  )

  test('of two logs after each other are those of both', () => {
    const whole = SMALL.filter(endsComplete)
    expect(whole.length).toBeGreaterThan(50)
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.constantFrom(...whole), (first, second) => {
        const [a, b] = [parse(first.bytes), parse(second.bytes)]
        const both = parse(joined(first.bytes, second.bytes))
        const lines = a.inputs[0]?.lines ?? 0
        expect(both.events, `${first.name} and ${second.name}`).toEqual(
          renumbered([...a.events, ...b.events.map((event) => movedDown(event, lines))]),
        )
      }),
      { numRuns: runs(400) },
    )
  })
})

function endsComplete({ bytes }: Log): boolean {
  const events = dumpEvents(parse(bytes))
  return bytes.at(-1) === 10 && events.length > 0 && events.every(({ completeness }) => completeness.complete)
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

function renumbered(events: readonly Event[]): Event[] {
  const counts = new Map<string, number>()
  return events.map((event) => {
    const count = (counts.get(event.type) ?? 0) + 1
    counts.set(event.type, count)
    return { ...event, id: `${event.type}-${count}` }
  })
}
