import type { FoundEvent } from '../record/event.js'
import type { FoundDump } from './dump.js'
import type { Likeness } from './likeness.js'
import { asSeries, likenessOfSeries, seriesOf } from './series.js'
import { compareValues } from './values.js'

/** Any event that is no dump of the kernel: a line or two, or a fact out of a file. */
export type Happening = Exclude<FoundEvent, FoundDump>

/** Where and when it was read, and the message, which is compared on its own. */
export const NOT_CONTENT: ReadonlySet<string> = new Set([
  'type',
  'at',
  'host',
  'source',
  'alsoIn',
  'orderUncertain',
  'problems',
  'message',
  'lines',
  'printed',
])

/** What readings of one happening may have differently: how it was read, and what goes on changing behind it. */
const BESIDE: { readonly [Type in Happening['type']]?: readonly string[] } = {
  // `stat` prints all three times, `ls` one, and each in its own form.
  'config-file-modified': ['basis', 'changedAt', 'bornAt'],
  // Counts on while the report of the container's end stays.
  'container-oom-killed': ['restartCount', 'startedAt'],
  'kubernetes-event': ['count', 'firstAt'],
  // Two or three lines of which the edge of a window can cut the first or the last.
  'systemd-reload': [],
}

/** Types whose message is not one line of a log: the typed fields are the content. */
const MESSAGE_VARIES: ReadonlySet<string> = new Set([
  'systemd-reload',
  'config-file-modified',
  'kubelet-config',
  'node-allocatable',
  'node-memory',
  'cgroup-usage',
  'pod-spec',
  'container-oom-killed',
  'clock-step',
])

const skips = new Map<string, ReadonlySet<string>>()

function skipOf(type: Happening['type']): ReadonlySet<string> {
  let skip = skips.get(type)
  if (skip === undefined) {
    skip = new Set([...NOT_CONTENT, ...(BESIDE[type] ?? [])])
    skips.set(type, skip)
  }
  return skip
}

/** An end this long of a message is no coincidence. Shorter ones have to be equal. */
const CUT_MESSAGE_MIN = 40

export function likenessOfHappenings(first: Happening, second: Happening): Likeness {
  const comparison = compareValues(first, second, skipOf(first.type))
  const [series, other] = [asSeries(first), asSeries(second)]
  if (series !== undefined && other !== undefined)
    return { verdict: likenessOfSeries(series, other), comparison }
  const same = first.type === second.type && comparison.differing === 0 && sayTheSame(first, second)
  return { verdict: same ? 'same' : 'different', comparison }
}

/** Transports cut long messages, and some change blanks (rsyslog writes a tab as `#011`). */
function sayTheSame(first: Happening, second: Happening): boolean {
  if (first.message === second.message || hasOwnContent(first)) return true
  const [short, long] = [plain(first.message), plain(second.message)].sort((a, b) => a.length - b.length)
  if (short === undefined || long === undefined) return false
  return short === long || (short.length >= CUT_MESSAGE_MIN && long.startsWith(short))
}

function hasOwnContent(event: Happening): boolean {
  return MESSAGE_VARIES.has(event.type) || event.type === 'limit-observed'
}

function plain(message: string): string {
  return message.replace(/\s+/g, ' ').trim()
}

/** The part of the content that every reading has: readings of one happening have the same. */
export function subjectOf(event: Happening): string {
  const series = asSeries(event)
  if (series !== undefined) return seriesOf(series)
  switch (event.type) {
    case 'systemd-reload':
      return event.kind
    case 'config-file-modified':
      return event.path
    case 'limit-observed':
      return `${event.holder} ${event.property} ${event.cgroup} ${event.limitBytes}`
    case 'cgroup-usage':
      return event.cgroup
    case 'node-allocatable':
      return event.node
    case 'node-memory':
      return String(event.memTotalBytes)
    case 'pod-spec':
    case 'container-oom-killed':
      return event.pod
    case 'boot':
      return event.form
    case 'kubelet-config':
      return event.form
    case 'clock-step':
      return event.kind
    default:
  }
  return plain(event.message.slice(0, 2 * CUT_MESSAGE_MIN)).slice(0, CUT_MESSAGE_MIN)
}

/** All that is content, in an order that does not depend on the reader. */
export function contentOf(event: Happening): string {
  const series = asSeries(event)
  if (series !== undefined) return JSON.stringify([seriesOf(series), series.pid])
  const skip = skipOf(event.type)
  const values = Object.entries(event)
    .filter(([key, value]) => value !== undefined && !skip.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([...values, hasOwnContent(event) ? '' : plain(event.message)])
}
