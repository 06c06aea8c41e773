import type { Event, EventType, Source } from '../record/index.js'
import { counted, limitSize } from './bytes.js'
import { eventLine, eventWord } from './event-line.js'
import type { Row } from './fold.js'
import { isMinor } from './minor.js'
import { lines } from './oom-block.js'
import type { Style } from './paint.js'
import { shortName } from './phrases.js'
import type { Change } from './readings.js'
import { type Dated, dated } from './stamp.js'

const LOUD: ReadonlySet<EventType> = new Set(['oom'])
const NOTABLE: ReadonlySet<EventType> = new Set([
  'page-allocation-failure',
  'kubelet-allocatable-failed',
  'kubelet-system-oom',
  'systemd-unit-oom',
  'userspace-oom-kill',
  'runtime-oom',
  'container-oom-killed',
  'pod-evicted',
  'clock-step',
])
/** What a limit comes from: the steps between them are the story. */
const STEPS: ReadonlySet<EventType> = new Set([
  'boot',
  'kubelet-start',
  'kubelet-node-config',
  'kubelet-allocatable-enforced',
  'config-file-modified',
  'systemd-reload',
])

/** What a row of the timeline says, column by column. */
export interface Cells {
  readonly day?: string
  readonly time: string
  readonly host: string
  readonly word: string
  readonly says: string
  /** Where that stands. */
  readonly where: string
  readonly isRun?: true
  readonly style?: Style
}

export function firstOf(row: Row): Event {
  return 'event' in row ? row.event : row.run[0]
}

export function cellsOf(row: Row): Cells {
  const first = firstOf(row)
  const common = { ...timeOf(first), host: first.host ?? '' }
  if ('run' in row)
    return {
      ...common,
      word: '…',
      says: kinds(row.run),
      where: `(${span(row.run)})`,
      isRun: true,
      style: 'dim',
    }
  const { event, change } = row
  return {
    ...common,
    word: eventWord(event.type),
    says: `${news(event, change)}${eventLine(event)}`,
    where: `[${shortName(`${event.source.input}:${event.source.firstLine}`)}]`,
    ...styleOf(event, change),
  }
}

/** What a limit was before comes first: it is never cut off. */
function news(event: Event, change: Change | undefined): string {
  if (event.type !== 'limit-observed' || typeof change !== 'object') return ''
  const { limitBytes } = event
  const isLess = change.from === 'unlimited' || (limitBytes !== 'unlimited' && limitBytes < change.from)
  return `${isLess ? 'fell' : 'rose'} from ${limitSize(change.from)} to `
}

function styleOf(event: Event, change: Change | undefined): { style?: Style } {
  const { type } = event
  if (LOUD.has(type)) return { style: 'red' }
  if (NOTABLE.has(type) || typeof change === 'object') return { style: 'yellow' }
  if (STEPS.has(type)) return { style: 'bold' }
  return isMinor(event) || change === 'same' ? { style: 'dim' } : {}
}

export function timeOf({ at, orderUncertain = [] }: Event): Dated {
  const { time, ...day } = dated(at)
  return { ...day, time: `${time}${orderUncertain.length > 0 ? '?' : ''}` }
}

const KINDS_SHOWN = 4

/** `184 kubelet-flag lines`, or of several types how many of each. */
function kinds(run: readonly Event[]): string {
  const counts = new Map<EventType, number>()
  for (const { type } of run) counts.set(type, (counts.get(type) ?? 0) + 1)
  if (counts.size === 1) return `${run.length} ${run[0]?.type ?? ''} lines`
  const most = [...counts].sort((a, b) => b[1] - a[1])
  const shown = most.slice(0, KINDS_SHOWN).map(([type, count]) => `${count} ${eventWord(type)}`)
  return `${run.length} minor: ${shown.join(', ')}${most.length > KINDS_SHOWN ? ', …' : ''}`
}

/** `kubelet.log:5-219`, or how many inputs there are. */
function span(run: readonly Event[]): string {
  const bounds = new Map<string, Source>()
  for (const { source } of run) {
    const known = bounds.get(source.input) ?? source
    bounds.set(source.input, {
      input: source.input,
      firstLine: Math.min(known.firstLine, source.firstLine),
      lastLine: Math.max(known.lastLine, source.lastLine),
    })
  }
  const [first, ...others] = [...bounds.values()].map((source) => shortName(lines(source)))
  return others.length === 0 ? (first ?? '') : `${first} and ${counted(others.length, 'more input')}`
}
