import { columnsOf, cutMiddle, firstColumns, NBSP, padEnd } from './columns.js'
import type { Paint } from './paint.js'

/** The paper that blocks are written on: its width and its colours. */
export interface Sheet {
  readonly width: number
  readonly paint: Paint
}

const MARGIN = 2
const LABEL = 11
/** Where the text of a field begins, on paper that is not narrow. */
export const TEXT_COLUMN = MARGIN + LABEL
/** Below this, labels get a line of their own and the text all of the width. */
const NARROW = 60
/** Narrower paper makes no sense: a terminal folds the lines itself then. */
export const NARROWEST = 40

export function isNarrow({ width }: Sheet): boolean {
  return width < NARROW
}

/** Columns that the text of a field has. */
export function roomOf(sheet: Sheet): number {
  return sheet.width - indentOf(sheet)
}

/**
 * A label with its text, one or more paragraphs, broken between words.
 *
 *     limit of   all pods of the node
 *                /kubepods.slice
 */
export function field(sheet: Sheet, label: string, ...paragraphs: readonly string[]): string[] {
  return fieldOf(sheet, label, paragraphs)
}

/** As `field`, for paragraphs of which there can be as many as a log has lines. */
export function fieldOf(sheet: Sheet, label: string, paragraphs: readonly string[]): string[] {
  const lines = paragraphs.filter((text) => text !== '').flatMap((text) => wrap(text, roomOf(sheet)))
  return lines.length === 0 ? [] : labelled(sheet, label, lines)
}

/** As `field`, for lines that are laid out already (a table). */
export function labelled(sheet: Sheet, label: string, lines: readonly string[]): string[] {
  const indent = ' '.repeat(indentOf(sheet))
  const painted = sheet.paint('dim', label)
  if (isNarrow(sheet))
    return [...(label === '' ? [] : [' '.repeat(MARGIN) + painted]), ...lines.map((line) => indent + line)]
  const [first = '', ...rest] = lines
  return [' '.repeat(MARGIN) + padEnd(painted, LABEL) + first, ...rest.map((line) => indent + line)]
}

/** Lines that need the width more than the order of labels: tables. */
export function wide(lines: readonly string[]): string[] {
  return lines.map((line) => ' '.repeat(MARGIN) + line)
}

export function wideRoomOf(sheet: Sheet): number {
  return sheet.width - MARGIN
}

/** A path is cut in the middle, never broken: the words above it have the ids in full. */
export function path(sheet: Sheet, text: string): string {
  return unbroken(cutMiddle(text, roomOf(sheet)))
}

/** The folder of all inputs, whose name is taken off theirs. */
export function folderLine(sheet: Sheet, folder: string): string[] {
  return folder === '' ? [] : [sheet.paint('dim', cutMiddle(`in ${folder}`, sheet.width))]
}

export function unbroken(text: string): string {
  return text.replaceAll(' ', NBSP)
}

/** An amount and its unit stay together: `3925836 KiB (3.74 GiB)` is broken between the two at most. */
export function withAmounts(text: string): string {
  return text.replace(/(\d) (?=(?:[KMGTP]iB|kB|bytes|s|ms)\b)/g, `$1${NBSP}`)
}

/** Breaks at blanks; a word that is longer than the line is broken anywhere. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (columnsOf(longer) <= columns) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (columnsOf(line) > columns) {
      const head = firstColumns(line, columns)
      if (head === '') break
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  if (line !== '') lines.push(line)
  return lines
}

function indentOf(sheet: Sheet): number {
  return isNarrow(sheet) ? MARGIN * 2 : TEXT_COLUMN
}
