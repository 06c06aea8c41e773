import { columnsOf, cutMiddle, padEnd, padStart } from './columns.js'

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => string
  readonly right?: boolean
  /** The narrowest it may be cut to; a column without is never cut. */
  readonly least?: number
  /** Where room is short, the column with the highest number goes first; a column without never goes. */
  readonly drop?: number
}

const GAP = '  '
const SHORTEST = 9

interface Laid {
  readonly right: boolean
  readonly least: number
  readonly cuttable: boolean
  readonly drop: number
  readonly cells: readonly string[]
  width: number
}

/**
 * Rows as aligned lines, the titles first. Columns that say nothing are left out, and the least important ones where
 * the width is short.
 */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): { head: string; lines: string[] } {
  let laid = columns.map((column) => lay(column, rows)).filter(({ cells }) => cells.slice(1).some(Boolean))
  while (totalOf(laid) > width) {
    const least = totalOf(laid.map((column) => ({ ...column, width: Math.min(column.width, column.least) })))
    const droppable = laid.reduce((most, { drop }) => Math.max(most, drop), 0)
    if (least <= width || droppable === 0) {
      shrink(laid, width, ({ least }) => least)
      // Paper so narrow that nothing fits: better cut short than folded by the terminal.
      shrink(laid, width, ({ least }) => Math.min(least, SHORTEST))
      break
    }
    laid = laid.filter(({ drop }) => drop !== droppable)
  }
  const [head = '', ...lines] = ['', ...rows].map((_, index) => lineOf(laid, index))
  return { head, lines }
}

function lay<Row>(column: Column<Row>, rows: readonly Row[]): Laid {
  const cells = [column.title, ...rows.map(column.cell)]
  const width = cells.reduce((most, cell) => Math.max(most, columnsOf(cell)), 0)
  return {
    cells,
    width,
    right: column.right === true,
    least: column.least ?? width,
    cuttable: column.least !== undefined,
    drop: column.drop ?? 0,
  }
}

function totalOf(laid: readonly Laid[]): number {
  return laid.reduce((sum, { width }) => sum + width, 0) + GAP.length * Math.max(0, laid.length - 1)
}

/** Takes what is too much from the widest column that may lose something, one by one. */
function shrink(laid: readonly Laid[], width: number, leastOf: (column: Laid) => number): void {
  const cuttable = laid.filter(({ cuttable }) => cuttable)
  for (let left = totalOf(laid) - width; left > 0; left--) {
    const [widest] = cuttable.filter((one) => one.width > leastOf(one)).sort((a, b) => b.width - a.width)
    if (widest === undefined) return
    widest.width--
  }
}

function lineOf(laid: readonly Laid[], index: number): string {
  return laid
    .map(({ cells, width, right }) => {
      const cell = cutMiddle(cells[index] ?? '', width)
      return right ? padStart(cell, width) : padEnd(cell, width)
    })
    .join(GAP)
    .trimEnd()
}
