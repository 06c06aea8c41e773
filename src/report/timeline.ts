import type { Document } from '../record/index.js'
import { type Selection, selectEvents } from '../select/index.js'
import { withoutFolder } from './common-folder.js'
import { briefFindings, findings } from './findings.js'
import { fold, type Row } from './fold.js'
import { painter } from './paint.js'
import { folderLine, NARROWEST, type Sheet, wrap } from './sheet.js'
import { firstOf, timeOf } from './timeline-cells.js'
import { timelineRows } from './timeline-rows.js'
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

/**
 * All that happened, one line per event in the order in which it happened, and below it what follows from it.
 *
 *     2024-11-23 UTC
 *      18:16:20  reload  systemd daemon-reload, asked by systemctl (pid 3200)
 *
 * `~` marks a time that can be off by more than a second, `?` an event whose place among its neighbours is not certain.
 */
export function renderTimeline(document: Document, options: TimelineOptions): string {
  const { document: shown, folder } = withoutFolder(visibleDocument(selectEvents(document, options)))
  const sheet: Sheet = { width: Math.max(options.width, NARROWEST), paint: painter(options.colour) }
  const { all = false, types = [], cannotTell = false } = options
  const rows = fold(shown.events, ({ type }) => all || types.includes(type))
  const blocks = [
    folderLine(sheet, folder),
    rows.length === 0 ? [nothing(document)] : [...timelineRows(sheet, rows), ...legend(sheet, rows)],
    ...(all
      ? findings(sheet, shown.findings, { cannotTell, all })
      : briefFindings(sheet, shown.findings, cannotTell)),
  ]
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')
    .replaceAll('\u00a0', ' ')}\n`
}

function nothing({ events, problems }: Document): string {
  if (events.length > 0) return 'No events of these times, types and hosts.'
  return problems.some(({ code }) => code === 'none-matches')
    ? 'No event matches what is asked for.'
    : 'No events found.'
}

/** The marks that stand in the rows, and only those. */
function legend(sheet: Sheet, rows: readonly Row[]): string[] {
  const events = rows.map(firstOf)
  const marks = [
    rows.some((row) => 'run' in row) ? '… minor events: --all shows each, --type TYPE those of a type' : '',
    events.some((event) => timeOf(event).time.startsWith('~')) ? '~ can be off by more than a second' : '',
    events.some(({ orderUncertain = [] }) => orderUncertain.length > 0)
      ? '? whether before or after its neighbours is not certain'
      : '',
  ].filter((mark) => mark !== '')
  return marks.length === 0
    ? []
    : ['', ...marks.flatMap((mark) => wrap(mark, sheet.width)).map((line) => sheet.paint('dim', line))]
}
