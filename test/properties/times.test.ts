import { TZDate } from '@date-fns/tz'
import { describe, expect, test } from 'vitest'
import { type NamedLog, parseAll } from '../../src/index.js'
import type { OomEvent } from '../../src/record/index.js'
import { logNamed, messagesOf } from '../support/dumps.js'

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata']
/** Summer and winter of the north, and the last seconds of a year. */
const BOOTS = [
  Date.UTC(2025, 6, 14, 6, 12, 31),
  Date.UTC(2026, 10, 23, 18, 23, 11),
  Date.UTC(2024, 11, 31, 22, 59, 57),
]
const HOST = 'node-03'

interface Moment {
  readonly epochMs: number
  readonly sec: number
  readonly local: TZDate
}

const two = (value: number): string => String(value).padStart(2, '0')
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const clock = (at: TZDate): string => `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
const date = (at: TZDate): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
const month = (at: TZDate): string =>
  `${MONTHS[at.getMonth()]} ${String(at.getDate()).padStart(2)} ${clock(at)}`
const micros = ({ sec }: Moment): string => String(Math.round(sec * 1e6) % 1e6).padStart(6, '0')
const seconds = ({ sec }: Moment): string => sec.toFixed(6).padStart(12)

function zone(at: TZDate, colon: string): string {
  const minutes = -at.getTimezoneOffset()
  const all = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(all / 60))}${colon}${two(all % 60)}`
}

/** How each framing prints a line of the kernel at a moment. */
const FORMS: Readonly<Record<string, (at: Moment, text: string) => string>> = {
  dmesg: (at, text) => `[${seconds(at)}] ${text}`,
  'dmesg-raw': (at, text) => `<4>[${seconds(at)}] ${text}`,
  'dmesg-wall-clock': (at, text) =>
    `[${DAYS[at.local.getDay()]} ${month(at.local)} ${at.local.getFullYear()}] ${text}`,
  'dmesg-iso': (at, text) =>
    `${date(at.local)}T${clock(at.local)},${micros(at)}${zone(at.local, ':')} ${text}`,
  kmsg: (at, text) => `4,${Math.round(at.sec * 1e3)},${Math.round(at.sec * 1e6)},-;${text}`,
  'journal-short': (at, text) => `${month(at.local)} ${HOST} kernel: ${text}`,
  'journal-short-precise': (at, text) => `${month(at.local)}.${micros(at)} ${HOST} kernel: ${text}`,
  'journal-short-iso': (at, text) =>
    `${date(at.local)}T${clock(at.local)}${zone(at.local, '')} ${HOST} kernel: ${text}`,
  'journal-short-unix': (at, text) =>
    `${Math.floor(at.epochMs / 1000)}.${micros(at)} ${HOST} kernel: ${text}`,
  'journal-short-monotonic': (at, text) => `[${seconds(at)}] ${HOST} kernel: ${text}`,
  'journal-json': (at, text) =>
    JSON.stringify({
      __REALTIME_TIMESTAMP: String(Math.floor(at.epochMs / 1000) * 1_000_000 + Number(micros(at))),
      _SOURCE_MONOTONIC_TIMESTAMP: String(Math.round(at.sec * 1e6)),
      SYSLOG_IDENTIFIER: 'kernel',
      _TRANSPORT: 'kernel',
      _HOSTNAME: HOST,
      MESSAGE: text,
    }),
  'syslog-rfc3164': (at, text) => `${month(at.local)} ${HOST} kernel: [${seconds(at)}] ${text}`,
  'syslog-rfc3339': (at, text) =>
    `${date(at.local)}T${clock(at.local)}.${micros(at)}${zone(at.local, ':')} ${HOST} kernel: [${seconds(at)}] ${text}`,
  'syslog-rfc5424': (at, text) =>
    `<4>1 ${date(at.local)}T${clock(at.local)}.${micros(at)}${zone(at.local, ':')} ${HOST} kernel - - - ${text}`,
}

const utc = (at: Moment): string => new Date(at.epochMs).toISOString()
/** journald's and Docker's nanoseconds: more digits than a Date has. */
const exact = (at: Moment): string => `${utc(at).slice(0, 19)}.${micros(at)}000Z`

/** The others: wrapped by collectors and consoles, or with a clock of the kernel in another place. */
Object.assign(FORMS, {
  'dmesg-decoded': (at: Moment, text: string) => `kern  :warn  : [${seconds(at)}] ${text}`,
  'dmesg-decoded, wall clock': (at: Moment, text: string) =>
    `kern  :warn  : [${DAYS[at.local.getDay()]} ${month(at.local)} ${at.local.getFullYear()}] ${text}`,
  'dmesg-json': (at: Moment, text: string) =>
    JSON.stringify({ fac: 'kern', pri: 'warn', time: at.sec, msg: text }),
  'dmesg-delta': (at: Moment, text: string) => `[${seconds(at)} <    0.000000>] ${text}`,
  netconsole: (at: Moment, text: string) => `192.0.2.7:6666: [${seconds(at)}] ${text}`,
  'netconsole-extended': (at: Moment, text: string) =>
    `6.12.0,4,${Math.round(at.sec * 1e3)},${Math.round(at.sec * 1e6)},-;${text}`,
  console: (at: Moment, text: string) => `[${seconds(at)}] ${text}\r`,
  'journal-short-full': (at: Moment, text: string) =>
    `${DAYS[at.local.getDay()]} ${date(at.local)} ${clock(at.local)} XYZ ${HOST} kernel: ${text}`,
  'journal-export': (at: Moment, text: string) =>
    [
      `__REALTIME_TIMESTAMP=${Math.floor(at.epochMs / 1000) * 1_000_000 + Number(micros(at))}`,
      `_SOURCE_MONOTONIC_TIMESTAMP=${Math.round(at.sec * 1e6)}`,
      'SYSLOG_IDENTIFIER=kernel',
      `_HOSTNAME=${HOST}`,
      `MESSAGE=${text}`,
      '',
    ].join('\n'),
  'container-cri': (at: Moment, text: string) => `${exact(at)} stdout F <4>[${seconds(at)}] ${text}`,
  'container-json': (at: Moment, text: string) =>
    JSON.stringify({ log: `<4>[${seconds(at)}] ${text}\n`, stream: 'stdout', time: exact(at) }),
  'json-lines': (at: Moment, text: string) =>
    JSON.stringify({ '@timestamp': utc(at), host: { name: HOST }, message: `[${seconds(at)}] ${text}` }),
})

/** Nothing in them says when: what was printed is kept, and no instant is made of it. */
const TIMELESS: Readonly<Record<string, (at: Moment, text: string) => string>> = {
  bare: (_, text) => text,
  'journalctl -o cat': (_, text) => text,
  'dmesg-delta without a stamp': (_, text) => `[<    0.000004>] ${text}`,
}

const MESSAGES = messagesOf(logNamed('6.12/v2-kubepods-limit').bytes)
const HEAD = MESSAGES.findIndex(({ text }) => text.includes('invoked oom-killer'))

function momentOf(bootMs: number, sec: number, timezone: string): Moment {
  const epochMs = bootMs + Math.round(sec * 1000)
  return { epochMs, sec, local: new TZDate(epochMs, timezone) }
}

/** What somebody collects beside a log. */
function factsOf(bootMs: number, timezone: string): NamedLog[] {
  const now = momentOf(bootMs, 3600, timezone).local
  const utc = new TZDate(now.getTime(), 'UTC')
  return [
    {
      name: 'timedatectl.txt',
      log: [
        `               Local time: ${DAYS[now.getDay()]} ${date(now)} ${clock(now)} XXX`,
        `           Universal time: ${DAYS[utc.getDay()]} ${date(utc)} ${clock(utc)} UTC`,
        `                Time zone: ${timezone} (XXX, ${zone(now, '')})`,
        '',
      ].join('\n'),
    },
    { name: 'btime.txt', log: `btime ${bootMs / 1000}\n` },
  ]
}

describe.each(ZONES)('an OOM in %s', (timezone) => {
  test.each(Object.keys(FORMS))('has its time, read as %s', (form) => {
    for (const bootMs of BOOTS) {
      const lines = MESSAGES.map(({ text, sec }) =>
        (FORMS[form] as (typeof FORMS)[string])(momentOf(bootMs, sec, timezone), text.split('\n')[0] ?? ''),
      )
      const { events } = parseAll([
        { name: 'log.txt', log: `${lines.join('\n')}\n` },
        ...factsOf(bootMs, timezone),
      ])
      const oom = events.find((event): event is OomEvent => event.type === 'oom')
      const truth = bootMs + Math.round((MESSAGES[HEAD]?.sec ?? 0) * 1000)
      expect(oom?.at.epochMs, JSON.stringify(oom?.at)).toBeDefined()
      const off = Math.abs((oom?.at.epochMs ?? 0) - truth)
      expect(oom?.at.uncertaintyMs, JSON.stringify(oom?.at)).toBeDefined()
      expect(off, `${JSON.stringify(oom?.at)} is not ${new Date(truth).toISOString()}`).toBeLessThanOrEqual(
        oom?.at.uncertaintyMs ?? 0,
      )
      expect(oom?.at.uncertaintyMs).toBeLessThanOrEqual(3000)
    }
  })
})

test.each(Object.keys(TIMELESS))('%s has no time, and none is invented', (form) => {
  const lines = MESSAGES.map(({ text, sec }) =>
    (TIMELESS[form] as (typeof TIMELESS)[string])(
      momentOf(BOOTS[0] ?? 0, sec, 'UTC'),
      text.split('\n')[0] ?? '',
    ),
  )
  const { events } = parseAll([
    { name: 'log.txt', log: `${lines.join('\n')}\n` },
    ...factsOf(BOOTS[0] ?? 0, 'UTC'),
  ])
  const oom = events.find((event): event is OomEvent => event.type === 'oom')
  expect(oom).toBeDefined()
  expect(oom?.at.epochMs).toBeUndefined()
})
