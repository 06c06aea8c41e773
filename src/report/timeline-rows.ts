import { columnsOf, cutMiddle, firstColumns, padEnd } from './columns.js'
import type { Row } from './fold.js'
import { clockNote } from './log-clock.js'
import type { Style } from './paint.js'
import { isNarrow, type Sheet, wrap } from './sheet.js'
import { type Cells, cellsOf, firstOf } from './timeline-cells.js'

const GAP = '  '
const HOST_COLUMNS = 16
const TIME_COLUMNS = 20
const WORD_COLUMNS = 12
/** On narrow paper the time loses its middle, and there is no column for the host. */
const NARROW_TIME_COLUMNS = 14
/** On wider paper each row also says where it stands, if that has room. */
const WIDE = 140
/** The rows as aligned lines, with each day above its first row. */
export function timelineRows(sheet: Sheet, rows: readonly Row[]): string[] {
  const cells = rows.map(cellsOf)
  const hosts = new Set(cells.map(({ host }) => host).filter((name) => name !== ''))
  const widthOf = (key: 'time' | 'host' | 'word', most: number) =>
    cells.reduce((width, cell) => Math.min(most, Math.max(width, columnsOf(cell[key]))), 0)
  const time = widthOf('time', isNarrow(sheet) ? NARROW_TIME_COLUMNS : TIME_COLUMNS)
  const host = hosts.size > 1 && !isNarrow(sheet) ? widthOf('host', HOST_COLUMNS) : 0
  const word = widthOf('word', WORD_COLUMNS)
  const clock = clockNote(rows.map((row) => firstOf(row).at))
  let before: string | undefined
  return cells.flatMap((cell) => {
    const fields = [
      padEnd(cutMiddle(cell.time, time), time),
      ...(host === 0 ? [] : [padEnd(cutMiddle(cell.host, host), host)]),
      padEnd(cell.word, word),
    ]
    const head = `${fields.join(GAP)}${GAP}`
    const line = `${head}${said(cell, sheet, sheet.width - columnsOf(head))}`.trimEnd()
    const shown = cell.style === undefined ? line : painted(sheet, cell.style, line)
    if (cell.day === undefined || cell.day === before) return [shown]
    const day = wrap(before === undefined ? `${cell.day} ${clock}` : cell.day, sheet.width)
    before = cell.day
    return [...day.map((one) => sheet.paint('dim', one)), shown]
  })
}

function painted(sheet: Sheet, style: Style, line: string): string {
  return style === 'red' ? sheet.paint('bold', sheet.paint('red', line)) : sheet.paint(style, line)
}

/** With its place in the logs where both have room; a run says nothing else of its lines. */
function said({ says, where, isRun }: Cells, { width }: Sheet, room: number): string {
  const text = cut(says, room)
  const whole = `${text} ${where}`
  return (isRun === true || width >= WIDE) && columnsOf(whole) <= room ? whole : text
}

/** The head of a line says most; what is cut off is in the records. */
function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  return columns < 2 ? '' : `${firstColumns(text, columns - 1)}…`
}
