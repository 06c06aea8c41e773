import type { At } from '../record/at.js'
import type { ClockFact } from '../record/clock-fact.js'
import type { FoundEvent, FramingName } from '../record/index.js'
import type { Reading } from '../record/reading.js'

/** Readings for the tests of this room, without the rooms that read logs. */

type FactBody = ClockFact extends infer One ? (One extends ClockFact ? Omit<One, 'source'> : never) : never

/** A fact on this line; which input it is of does not matter to the clocks. */
export function fact(body: FactBody, line = 1): ClockFact {
  return { ...body, source: { input: 'x', firstLine: line, lastLine: line } } as ClockFact
}

/** A line of PID 1: an event with nothing in it but its time. */
export function reload(at: Partial<At>, line: number, host?: string): FoundEvent {
  return {
    type: 'systemd-reload',
    kind: 'reload',
    at: { basis: 'none', ...at },
    ...(host === undefined ? {} : { host }),
    source: { input: 'x', firstLine: line, lastLine: line },
    message: 'Reloading.',
    problems: [],
  }
}

/** An allocation failure with this name: the kernel's, and known again elsewhere. */
export function dump(at: Partial<At>, line: number, message: string, host?: string): FoundEvent {
  return {
    type: 'page-allocation-failure',
    kind: 'failure',
    at: { basis: 'none', ...at },
    ...(host === undefined ? {} : { host }),
    source: { input: 'x', firstLine: line, lastLine: line },
    pageSizeBytes: 4096,
    pageSizeBasis: 'assumed',
    trigger: {},
    completeness: { complete: true, missing: [], foreignLines: 0, lostLines: 0, unexplained: [] },
    message,
    problems: [],
  }
}

export function boot(at: Partial<At>, line: number, form: 'kernel-banner' | 'journal-mark'): FoundEvent {
  return {
    type: 'boot',
    form,
    at: { basis: 'none', ...at },
    source: { input: 'x', firstLine: line, lastLine: line },
    message: 'Linux version 6.1.0',
    problems: [],
  }
}

export function reading(
  name: string,
  events: readonly FoundEvent[],
  facts: readonly ClockFact[] = [],
  framing: FramingName | 'mixed' = 'mixed',
): Reading {
  const input = { name, kinds: [], framing, lines: 1000, gaps: [], problems: [] }
  return { input, events, facts }
}

/** What the tests take for the identity of an event: its message. */
export function sameMessage(event: FoundEvent): string | undefined {
  return 'message' in event ? `${event.type} ${event.message}` : undefined
}

/** `Nov 23 19:16:20` and its kin, of a local time that is written as UTC. */
export const print = {
  month: (local: number): string => {
    const [, , day = '', , time = ''] = parts(local)
    return `${monthOf(local)} ${day.padStart(2)} ${time}`
  },
  precise: (local: number): string => `${print.month(local)}.${iso(local).slice(20, 23)}000`,
  klog: (local: number): string => {
    const text = iso(local)
    return `${text.slice(5, 7)}${text.slice(8, 10)} ${text.slice(11, 23)}000`
  },
  dmesg: (local: number): string => {
    const [year = '', , day = '', weekday = '', time = ''] = parts(local)
    return `${weekday} ${monthOf(local)} ${day.padStart(2)} ${time} ${year}`
  },
  iso: (local: number, offsetMinutes: number): string => {
    const size = Math.abs(offsetMinutes)
    const zone = `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
    return `${iso(local).slice(0, 19)}${zone}`
  },
}

function parts(local: number): string[] {
  const date = new Date(local)
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getUTCDay()] ?? ''
  return [String(date.getUTCFullYear()), '', String(date.getUTCDate()), weekday, iso(local).slice(11, 19)]
}

function monthOf(local: number): string {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  return months[new Date(local).getUTCMonth()] ?? ''
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
