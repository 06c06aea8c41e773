import { describe, expect, test } from 'vitest'
import { frame, parse } from '../../src/index.js'
import type { Event } from '../../src/record/index.js'
import { LOGS, type Log, logNamed, messagesOf } from '../support/dumps.js'
import { factsOf } from '../support/records.js'
import { asCarried, type Message, REFRAMINGS, type Reframing, reframingNamed } from '../support/reframe.js'

/** Cases that have what framings stumble over: strange names, long paths, several dumps, other senders, callers. */
const RICH = [
  '7.2/h-comm',
  '6.12/v2-oom-group',
  '6.1/g-swap',
  '5.10/v2-container',
  '7.2/h-log-injection',
  '7.2/h-longpath',
  '7.2/n-alloc-failure',
  'constructed/6.10-memory-allocations',
  'constructed/caller-ids-interleaved-6.1',
  'constructed/3.10-el7-memcg-kubepods',
  'constructed/2.6.35-page-fault-mask-0',
  'constructed/6.8-s390',
]
/** Each case is printed in so many framings; the cases take turns, so that each framing sees many of them. */
const PER_CASE = 6
/** Larger logs (thousands of tasks) say nothing new of a framing: they get one. */
const LARGE = 200_000

const KMSG = reframingNamed('kmsg')

/** Why a framing cannot carry these messages whole, or nothing if it can. */
function loss(
  messages: readonly Message[],
  events: readonly Event[],
  reframing: Reframing,
): string | undefined {
  if (reframing.lineFeed === 'split' && hasName(events, '\n'))
    return 'prints a line feed in a name as the end of the line: what follows looks like a message of its own'
  if (reframing.control !== 'escaped' && messages.some(({ text }) => /\r(?:\n|$)/.test(text)))
    return 'prints a carriage return before a line end, where it is part of the line end'
  if (reframing.control === 'raw' && messages.some(({ text }) => text.endsWith('\n')))
    return 'prints a line feed at the end of a message as the end of the line'
  if (reframing.control === 'unsure' && messages.some(({ text }) => UNPRINTABLE.test(text)))
    return 'escapes control characters, and nothing in the line says that it does'
  if (reframing.control === 'blob' && messages.some(({ text }) => UNPRINTABLE.test(text)))
    return 'prints "[20B blob data]" instead of a message with control characters or broken UTF-8'
  if (reframing.name === 'dmesg in UTF-16' && messages.some(({ text }) => /[\ud800-\udfff]/u.test(text)))
    return 'has no bytes that are not UTF-16'
  return undefined
}

const UNPRINTABLE = /[\0-\x08\x0b-\x1f\x7f-\x9f\udc80-\udcff]/u

function hasName(events: readonly Event[], piece: string): boolean {
  return JSON.stringify(factsOf(events)).includes(JSON.stringify(piece).slice(1, -1))
}

function read(messages: readonly Message[], reframing: Reframing) {
  return parse(reframing.render(messages))
}

/** Where something is lost, what is left must not be wrong: as many events, and nobody named who did not die. */
function expectNothingWrong(events: readonly Event[], reference: readonly Event[]): void {
  const pids = (all: readonly Event[]) =>
    all.map((event) => (event.type === 'oom' ? event.victims.map(({ pid }) => pid) : []))
  for (const event of events) {
    if (event.type !== 'oom') continue
    for (const { pid } of event.victims) expect(pids(reference).flat()).toContain(pid)
  }
  expect(events.length).toBeLessThanOrEqual(reference.length)
}

function expectSame(log: Log, messages: readonly Message[], reframing: Reframing): void {
  const carried = asCarried(messages, reframing.carries)
  const reference = read(carried, KMSG).events
  const document = read(carried, reframing)
  if (loss(messages, reference, reframing) !== undefined) {
    expectNothingWrong(document.events, reference)
    return
  }
  expect(factsOf(document.events), `${log.name} in ${reframing.name}`).toEqual(factsOf(reference))
}

const rest = LOGS.filter(({ name }) => !RICH.includes(name))

describe('a dump says the same in every framing', () => {
  test.each(RICH)('%s in all', (name) => {
    const log = logNamed(name)
    const messages = messagesOf(log.bytes)
    for (const reframing of REFRAMINGS) expectSame(log, messages, reframing)
  })

  test.each(rest.map((log, index) => [log.name, log, index] as const))('%s', (_, log, index) => {
    const messages = messagesOf(log.bytes)
    for (const reframing of turn(index, log.bytes.length > LARGE ? 1 : PER_CASE))
      expectSame(log, messages, reframing)
  })

  test.each(
    LOGS.filter(({ file }) => file === 'kmsg.txt' || file === 'dmesg.txt').map(
      (log) => [log.name, log] as const,
    ),
  )('%s printed anew is what it was', (_, log) => {
    const messages = messagesOf(log.bytes)
    expect(factsOf(read(messages, KMSG).events)).toEqual(factsOf(parse(log.bytes).events))
  })
})

describe('the framings', () => {
  const messages = messagesOf(logNamed('6.1/g-swap').bytes)

  test.each(REFRAMINGS.map((reframing) => [reframing.name, reframing] as const))(
    '%s is found',
    (_, reframing) => {
      const [input] = read(messages, reframing).inputs
      expect(input?.framing).toBe(reframing.framing)
      expect(input?.problems).toEqual([])
    },
  )

  test.each(REFRAMINGS.filter(({ lineFeed }) => lineFeed === 'kept').map((one) => [one.name, one] as const))(
    '%s gives every message as it was',
    (_, reframing) => {
      const rendered = new TextDecoder(reframing.name.includes('UTF-16') ? 'utf-16le' : 'utf-8').decode(
        reframing.render(messages),
      )
      expect(
        frame(rendered)
          .map(({ text }) => text)
          .filter((text) => text !== ''),
      ).toEqual(messages.map(({ text }) => text).filter((text) => text !== ''))
    },
  )

  test('all of the contract are there, but for the two that carry no kernel messages', async () => {
    const { FRAMING_NAMES } = await import('../../src/record/framing-name.js')
    const made = new Set(REFRAMINGS.map(({ framing }) => framing))
    expect(FRAMING_NAMES.filter((name) => !made.has(name))).toEqual(['klog', 'klog-json'])
  })
})

function turn(index: number, count: number): Reframing[] {
  return Array.from({ length: count }, (_, step) => {
    const reframing = REFRAMINGS[(index * count + step) % REFRAMINGS.length]
    return reframing ?? KMSG
  })
}
