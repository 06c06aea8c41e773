import type { Document, Event, EventType, Source } from '../record/index.js'
import { columnsOf, cutMiddle, firstColumns, padEnd } from './columns.js'
import { withoutFolder } from './common-folder.js'
import { eventLine, eventWord } from './event-line.js'
import { findings } from './findings.js'
import { fold, type Row } from './fold.js'
import { lines } from './oom-block.js'
import { painter, type Style } from './paint.js'
import { shortName } from './phrases.js'
import { type Selection, selectEvents } from './selection.js'
import { NARROWEST, type Sheet } from './sheet.js'
import { stamp } from './stamp.js'
import { visibleDocument } from './visible.js'

export interface TimelineOptions extends Selection {
  readonly colour: boolean
  /** Columns of the terminal. */
  readonly width: number
  /** Every event on a line of its own, also those that say little. */
  readonly all?: boolean
  /** Also the findings that lack evidence. */
  readonly cannotTell?: boolean
}

const GAP = '  '
const HOST_COLUMNS = 16
const TIME_COLUMNS = 26
const WORD_COLUMNS = 12
/** Below this the time loses its middle, and there is no column for the host. */
const NARROW = 60
const NARROW_TIME_COLUMNS = 16
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

/**
 * All that happened, one line per event in the order in which it happened, and below it what follows from it.
 *
 *     2024-11-23T18:16:20Z       reload  systemd daemon-reload, asked by systemctl (pid 3200)
 *
 * `~` marks a time that can be off by more than a second, `?` an event whose place among its neighbours is not certain.
 */
export function renderTimeline(document: Document, options: TimelineOptions): string {
  const { document: shown } = withoutFolder(visibleDocument(selectEvents(document, options)))
  const sheet: Sheet = { width: Math.max(options.width, NARROWEST), paint: painter(options.colour) }
  const { all = false, types = [], cannotTell = false } = options
  const rows = fold(shown.events, ({ type }) => all || types.includes(type))
  const blocks = [
    rows.length === 0 ? [nothing(document)] : drawn(sheet, rows),
    ...findings(sheet, shown.findings, cannotTell),
  ]
  return `${blocks
    .map((block) => block.join('\n'))
    .join('\n\n')
    .replaceAll('\u00a0', ' ')}\n`
}

function nothing({ events }: Document): string {
  return events.length === 0 ? 'No events found.' : 'No events of these times, types and hosts.'
}

interface Cells {
  readonly time: string
  readonly host: string
  readonly word: string
  readonly says: string
  readonly style?: Style
}

function drawn(sheet: Sheet, rows: readonly Row[]): string[] {
  const cells = rows.map(cellsOf)
  const hosts = new Set(cells.map(({ host }) => host).filter((name) => name !== ''))
  const widthOf = (key: 'time' | 'host' | 'word', most: number) =>
    cells.reduce((width, cell) => Math.min(most, Math.max(width, columnsOf(cell[key]))), 0)
  const isNarrow = sheet.width < NARROW
  const time = widthOf('time', isNarrow ? NARROW_TIME_COLUMNS : TIME_COLUMNS)
  const host = hosts.size > 1 && !isNarrow ? widthOf('host', HOST_COLUMNS) : 0
  const word = widthOf('word', WORD_COLUMNS)
  return cells.map((cell) => {
    const fields = [
      padEnd(cutMiddle(cell.time, time), time),
      ...(host === 0 ? [] : [padEnd(cutMiddle(cell.host, host), host)]),
      padEnd(cell.word, word),
    ]
    const head = `${fields.join(GAP)}${GAP}`
    const line = `${head}${cut(cell.says, sheet.width - columnsOf(head))}`.trimEnd()
    return cell.style === undefined ? line : painted(sheet, cell.style, line)
  })
}

function painted(sheet: Sheet, style: Style, line: string): string {
  return style === 'red' ? sheet.paint('bold', sheet.paint('red', line)) : sheet.paint(style, line)
}

function cellsOf(row: Row): Cells {
  if ('event' in row) {
    const { event } = row
    return {
      time: timeOf(event),
      host: event.host ?? '',
      word: eventWord(event.type),
      says: eventLine(event),
      ...styleOf(event.type),
    }
  }
  const [first, ...others] = row.run
  return {
    time: timeOf(first),
    host: first.host ?? '',
    word: '…',
    says: `${others.length + 1} ${first.type} lines (${span(row.run)})`,
    style: 'dim',
  }
}

function styleOf(type: EventType): { style?: Style } {
  if (LOUD.has(type)) return { style: 'red' }
  return NOTABLE.has(type) ? { style: 'yellow' } : {}
}

/** A tilde stands left of the digits, so that they are aligned. */
function timeOf({ at, orderUncertain = [] }: Event): string {
  const time = stamp(at)
  return `${time.startsWith('~') ? '' : ' '}${time}${orderUncertain.length > 0 ? '?' : ''}`
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
  return others.length === 0 ? (first ?? '') : `${first} and ${others.length} more inputs`
}

/** The head of a line says most; what is cut off is in the records. */
function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  return columns < 2 ? '' : `${firstColumns(text, columns - 1)}…`
}
