import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corpusCases } from '../../test/support/corpus.js'
import { Framer, LineSplitter } from '../framing/index.js'
import { Assembler, finish } from '../kernel/index.js'
import type { Input } from '../record/document.js'
import type { FoundEvent } from '../record/event.js'
import type { Reading } from '../record/reading.js'
import { buildTimeline } from './index.js'

const CORPUS = new URL('../../corpus/', import.meta.url)

function read(name: string, log: string | Uint8Array): Reading {
  const events: FoundEvent[] = []
  const assembler = new Assembler((dump) => {
    const event = finish(dump, { input: name })
    if (event !== undefined) events.push(event)
  })
  const framer = new Framer((line) => assembler.push(line))
  const splitter = new LineSplitter((text, terminated, whole) => framer.push(text, terminated, whole))
  splitter.write(log)
  splitter.end()
  framer.end()
  assembler.end()
  const framing = [...framer.framings].find((one) => one !== 'bare') ?? 'bare'
  const input: Input = {
    name,
    kinds: [],
    framing,
    lines: framer.lines,
    gaps: [],
    problems: [],
  }
  return { input, events, facts: [] }
}

function readFile(path: string): Reading {
  return read(path, readFileSync(new URL(path, CORPUS)))
}

const MACHINES = corpusCases().filter(({ name }) => !name.startsWith('constructed/'))

function logsOf(folder: string): string[] {
  const files = MACHINES.find(({ name }) => name === folder)?.files ?? []
  return files.map((file) => `${folder}/${file}`)
}

function eventsOf(readings: readonly Reading[]): FoundEvent[] {
  return buildTimeline(readings).events.map(({ event }) => event)
}

/** What an event is, without what depends on which of several equal readings is the record. */
function known(event: FoundEvent): unknown {
  const sources = [event.source, ...(event.alsoIn ?? [])].map(
    ({ input, firstLine }) => `${input}:${firstLine}`,
  )
  return { type: event.type, sources: sources.sort() }
}

describe('recorded logs', () => {
  it.each(MACHINES.map(({ name }) => name))(
    '%s: every form has the same events, and the timeline each of them once',
    (folder) => {
      const readings = logsOf(folder).map(readFile)
      const counts = readings.map(({ events }) => events.length)
      const events = eventsOf(readings)
      expect(events).toHaveLength(Math.max(...counts))
      const sources = events.flatMap(({ source, alsoIn = [] }) => [source, ...alsoIn])
      expect(sources).toHaveLength(counts.reduce((sum, count) => sum + count, 0))
      expect(new Set(sources).size).toBe(sources.length)
    },
  )

  it.each(['6.1/i-crash-loop', '6.1/i-burst', '7.2/i-crash-loop', '6.12/i-burst'])(
    '%s: nobody is killed twice, nobody vanishes',
    (folder) => {
      const pids = ({ events }: { events: readonly FoundEvent[] }) =>
        events.flatMap((event) => (event.type === 'oom' ? event.victims.map(({ pid }) => pid) : []))
      const one = readFile(`${folder}/dmesg.txt`)
      const events = eventsOf(logsOf(folder).map(readFile))
      expect(pids({ events })).toEqual(pids(one))
    },
  )

  it('takes the fullest reading, and tells where a console that lost characters reads otherwise', () => {
    const events = eventsOf(logsOf('7.2/i-slow-console').map(readFile))
    expect(events).toHaveLength(6)
    for (const event of events) expect(event.source.input).toBe('7.2/i-slow-console/dmesg.txt')
    expect(events[1]?.problems).toContainEqual({
      code: 'readings-differ',
      message:
        '7.2/i-slow-console/console.txt:530 reads otherwise: registers.R10 0000000000000000c00000 (here 0000000000000022)',
    })
  })

  it('does not depend on the order of the inputs', () => {
    const readings = logsOf('6.1/v2-oom-group').map(readFile)
    const expected = eventsOf(readings)
    expect(expected).toHaveLength(1)
    fc.assert(
      fc.property(fc.shuffledSubarray(readings, { minLength: readings.length }), (shuffled) => {
        const events = eventsOf(shuffled)
        expect(events.map(known)).toEqual(expected.map(known))
        expect(events[0]?.source).toEqual(expected[0]?.source)
        const order = shuffled.map(({ input }) => input.name)
        const also = (events[0]?.alsoIn ?? []).map(({ input }) => order.indexOf(input))
        expect(also).toEqual([...also].sort((a, b) => a - b))
      }),
      { numRuns: 20 },
    )
  })
})

describe('windows of one log', () => {
  it.each(['6.1/i-crash-loop/dmesg.txt', '6.1/i-burst/dmesg-T.txt', '7.2/i-burst/dmesg.txt'])(
    '%s: whole dumps in overlapping windows are the dumps of the log',
    (path) => {
      const log = readFileSync(new URL(path, CORPUS), 'utf8')
      const lines = log.split('\n')
      const whole = read('whole', log)
      const starts = whole.events.map(({ source }) => source.firstLine - 1)
      const ends = [...starts.slice(1), lines.length]
      const range = fc.tuple(fc.nat(starts.length - 1), fc.nat(starts.length - 1))
      fc.assert(
        fc.property(fc.array(range, { minLength: 1, maxLength: 4 }), fc.boolean(), (ranges, withWhole) => {
          const seen = new Set<number>()
          const readings = ranges.map(([a, b], index) => {
            const [from, to] = a < b ? [a, b] : [b, a]
            for (let one = from; one <= to; one++) seen.add(one)
            return read(`window ${index}`, lines.slice(starts[from], ends[to]).join('\n'))
          })
          const events = eventsOf(withWhole ? [whole, ...readings] : readings)
          expect(events).toHaveLength(withWhole ? starts.length : seen.size)
        }),
        { numRuns: 25 },
      )
    },
  )

  it('a log cut anywhere, beside the whole one, adds nothing', () => {
    const log = readFileSync(new URL('6.1/i-crash-loop/dmesg.txt', CORPUS), 'utf8')
    const lines = log.split('\n')
    const whole = read('whole', log)
    fc.assert(
      fc.property(fc.nat(lines.length - 1), (at) => {
        const parts = [lines.slice(0, at), lines.slice(at)].map((part, index) =>
          read(`part ${index}`, part.join('\n')),
        )
        // A piece out of the middle, with neither trigger nor victim, is no dump that could be known again.
        const named = parts.map(({ events, ...rest }) => ({ ...rest, events: events.filter(isNamed) }))
        expect(eventsOf([...named, whole])).toHaveLength(whole.events.length)
      }),
      { numRuns: 40 },
    )
  })
})

function isNamed(event: FoundEvent): boolean {
  return event.type === 'oom' && (event.victims.length > 0 || event.trigger.comm !== undefined)
}
