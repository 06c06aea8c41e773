import type { Column } from '../table.js'

/**
 * Rows as a table of GFM; their cells are Markdown already. Columns that say nothing are left out.
 *
 *     markdownTable([{ title: 'pid', cell: String, right: true }], [7])   // ['| pid |', '| ---: |', '| 7 |']
 */
export function markdownTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const filled = columns
    .map((column) => ({ ...column, cells: rows.map(column.cell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (filled.length === 0) return []
  return [
    line(filled.map(({ title }) => title)),
    line(filled.map(({ right }) => (right === true ? '---:' : '---'))),
    ...rows.map((_, index) => line(filled.map(({ cells }) => cells[index] ?? ''))),
  ]
}

/** A table of two columns, what is known under which name; rows without a value are left out. */
export function factTable(facts: readonly (readonly [name: string, value: string])[]): string[] {
  const known = facts.filter(([, value]) => value !== '')
  return known.length === 0 ? [] : [line(['', '']), line(['---', '---']), ...known.map(line)]
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(withoutPipes).join(' | ')} |`
}

/**
 * A pipe must not end its cell. What an escaped pipe behind a backslash is, renderers do not agree on: there it is shown
 * as `\x7c`.
 */
function withoutPipes(cell: string): string {
  return cell.replace(/\|/g, (_, at: number) => (cell[at - 1] === '\\' ? '\\x7c' : '\\|'))
}
