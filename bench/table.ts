export type Cell = string

export function milliseconds(value: number | undefined): Cell {
  if (value === undefined) return 'not measured'
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`
}

export function megabytes(value: number | undefined): Cell {
  if (value === undefined) return 'not measured'
  return value < 1e6 ? `${Math.round(value / 1000)} kB` : `${Math.round(value / 1e6)} MB`
}

export function times(value: number | undefined): Cell {
  return value === undefined ? '' : `${value.toFixed(2)} x`
}

/** A table of Markdown, its columns as wide as their widest cell so that it can be read in a terminal as well. */
export function table(head: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly Cell[]) =>
    `| ${widths.map((width, column) => (column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [line(head), rule, ...rows.map(line)].join('\n')
}
