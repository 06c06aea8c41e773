import { visible } from '../visible.js'

/** What a record has: a number stays a number, what was not read is an empty cell. */
export type Value = string | number | boolean | undefined

/**
 * Where a spreadsheet would see a formula: its first characters, also in their wide forms. A program that splits cells at
 * semicolons, as in much of Europe, finds another cell behind each of them.
 */
const FORMULA = /(^|;)( *)(?=[=+\-@＝＋－＠])/g
/** What would end a cell, here or in a program that splits elsewhere. */
const SPLITS = /[",;\r\n\t]|^ | $/

/**
 * One cell by RFC 4180. Only text is escaped: names come from logs, numbers are ours.
 *
 *     cell('=cmd|"/c calc"')   // `"'=cmd|""/c calc"""`
 *     cell(-998)               // '-998'
 */
export function cell(value: Value): string {
  if (value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const text = visible(value).replace(FORMULA, "$1$2'")
  return SPLITS.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A row with the line end that RFC 4180 asks for. */
export function row(values: readonly Value[]): string {
  return `${values.map(cell).join(',')}\r\n`
}
