import type { Event, OomEvent } from '../../record/index.js'
import { isDump } from '../../record/is-dump.js'
import { fold, type Row } from '../fold.js'
import { cellsOf, firstOf } from '../timeline-cells.js'
import { code, inline } from './escape.js'
import { markdownTable } from './table.js'

const BEFORE = 8
const AFTER = 3
/** In a log of many hosts most rows are of others. */
const LOOKED_AT = 200

/** The rows of a timeline, and at which of them each OOM is. */
export interface Timeline {
  readonly rows: readonly Row[]
  readonly places: ReadonlyMap<string, number>
}

/** The timeline of a document; empty where it has dumps only. */
export function timelineOf(events: readonly Event[]): Timeline {
  const rows = events.every(isDump) ? [] : fold(events, () => false)
  const places = rows.flatMap((row, at) => ('event' in row ? [[row.event.id, at] as const] : []))
  return { rows, places: new Map(places) }
}

/** What happened on the machine before and after an OOM; nothing where the log has only the OOM. */
export function around(event: OomEvent, { rows, places }: Timeline): string[] {
  const at = places.get(event.id)
  if (at === undefined) return []
  const isNear = (row: Row) => {
    const { host, id } = firstOf(row)
    return host === undefined || host === event.host || id === event.id
  }
  const before = rows
    .slice(Math.max(0, at - LOOKED_AT), at)
    .filter(isNear)
    .slice(-BEFORE)
  const near = [
    ...before,
    ...rows
      .slice(at, at + LOOKED_AT)
      .filter(isNear)
      .slice(0, AFTER + 1),
  ]
  if (near.length < 2) return []
  return markdownTable<Row>(
    [
      { title: 'when (UTC where the instant is known)', cell: whenOf },
      { title: 'event', cell: (row) => inline(cellsOf(row).word) },
      { title: 'what', cell: (row) => saysOf(row, event) },
      { title: 'where', cell: (row) => code(cellsOf(row).where.replace(/^[[(]|[\])]$/g, '')) },
    ],
    near,
  )
}

function whenOf(row: Row): string {
  const { day, time } = cellsOf(row)
  return code([day, time.trim()].filter((part) => part !== undefined).join(' '))
}

function saysOf(row: Row, event: OomEvent): string {
  const says = inline(cellsOf(row).says)
  return 'event' in row && row.event.id === event.id ? `**this OOM:** ${says}` : says
}
