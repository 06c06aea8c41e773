import type { Document, Event, OomEvent } from '../../record/index.js'
import { isDump } from '../../record/is-dump.js'
import type { Row } from '../fold.js'
import { fold } from '../fold.js'
import type { Sheet } from '../sheet.js'
import { timelineRows } from '../timeline-rows.js'

const BEFORE = 8
const AFTER = 4

/** What happened just before and after, as the timeline has it; nothing where only dumps were read. */
export function around(sheet: Sheet, event: OomEvent, { events }: Document): string[] {
  if (events.every(isDump)) return []
  const rows = fold(events, ({ type }) => type === 'oom')
  const place = rows.findIndex((row) => eventsOf(row).some(({ id }) => id === event.id))
  if (place < 0) return []
  const shown = rows.slice(Math.max(0, place - BEFORE), place + AFTER + 1)
  return [sheet.paint('bold', 'around it'), ...timelineRows(sheet, shown)]
}

function eventsOf(row: Row): readonly Event[] {
  return 'run' in row ? row.run : [row.event]
}
