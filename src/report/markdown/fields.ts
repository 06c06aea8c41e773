import { type Sheet, TEXT_COLUMN } from '../sheet.js'
import { code, inline } from './escape.js'

/** So wide that each paragraph of a field is one line: a cell breaks by itself. */
export const PAPER: Sheet = { width: 4096, paint: (_, text) => text }

/** The fields of the text report that were written on that paper, as label and Markdown. */
export function fieldsOf(written: readonly string[]): [label: string, text: string][] {
  const fields: [string, string][] = []
  for (const line of written) {
    const label = line.slice(0, TEXT_COLUMN).trim()
    const text = paragraph(line.slice(TEXT_COLUMN))
    const last = fields.at(-1)
    if (label !== '' || last === undefined) fields.push([label, text])
    else last[1] += `<br>${text}`
  }
  return fields
}

/** A path stands alone in its paragraph. */
function paragraph(text: string): string {
  return text.startsWith('/') ? code(text) : inline(text)
}
