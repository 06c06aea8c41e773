import type { Document, Finding, OomEvent } from '../../record/index.js'
import { columnsOf, cutMiddle } from '../columns.js'
import { moment } from '../moment.js'
import { outcome } from '../outcome.js'
import { isNarrow, labelled, roomOf, type Sheet, unbroken } from '../sheet.js'
import { stamp } from '../stamp.js'
import { factsOf } from './facts.js'
import { filled } from './filled.js'
import { findingLines } from './finding-lines.js'
import { fitted, type Said } from './fit.js'

/** So many lines, and a reader has all of an OOM before the first scroll. */
const LINES = 10

/**
 * An OOM in ten lines: who died, at whose limit, what filled it, who held most, who asked, what changed before, and what
 * follows from that, how surely, by which lines.
 */
export function head(sheet: Sheet, event: OomEvent, document: Document, about: readonly Finding[]): string[] {
  const row = (label: string, parts: readonly Said[]) => {
    const text = fitted(parts, roomOf(sheet))
    return text === '' ? [] : labelled(sheet, label, [text])
  }
  const [whose, ...others] = factsOf(event, document, about, roomOf(sheet)).map(({ label, parts }) =>
    row(label, parts),
  )
  const facts = [
    headline(sheet, event, document.inputs.length > 1),
    ...(whose ?? []),
    ...row('filled by', [filled(event, roomOf(sheet))]),
    ...others.flat(),
  ]
  // Narrow paper has a line for each label as well: there the findings count, not the lines.
  const room = isNarrow(sheet) ? LINES / 2 : LINES - facts.length
  return [...facts, ...findingLines(sheet, event, about, room)]
}

function headline(sheet: Sheet, event: OomEvent, manyInputs: boolean): string {
  const { verdict, who, style } = outcome(event)
  const says = unbroken(`${event.id}  ${verdict}  ${who}`)
  const host = event.host === undefined ? '' : unbroken(`on ${event.host}`)
  const line = fitted([says, when(event), host, place(event, manyInputs)], sheet.width)
  const painted =
    columnsOf(line) < columnsOf(says) ? line : line.replace(verdict, () => sheet.paint(style, verdict))
  return sheet.paint('bold', painted)
}

function when({ at }: OomEvent): string {
  return at.epochMs === undefined ? (moment(at) ?? '') : stamp(at)
}

const INPUT_COLUMNS = 40

function place({ source: { input, firstLine, lastLine } }: OomEvent, manyInputs: boolean): string {
  const lines = lastLine > firstLine ? `${firstLine}-${lastLine}` : String(firstLine)
  return manyInputs
    ? `${cutMiddle(input, INPUT_COLUMNS)}:${lines}`
    : `line${lastLine > firstLine ? 's' : ''} ${lines}`
}
