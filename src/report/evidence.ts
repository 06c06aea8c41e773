import type { Finding } from '../record/index.js'
import { columnsOf, cutMiddle, padEnd } from './columns.js'
import { clockNote } from './log-clock.js'
import { isNarrow, labelled, roomOf, type Sheet, unbroken, withAmounts, wrap } from './sheet.js'
import { dated } from './stamp.js'

type Evidence = Finding['evidence'][number]

const GAP = '  '
/** `OOM: …`, `configuration changed: …`: what kind of step a line is. */
const STEP = /^[^:[\]]{1,24}:(?= )/

/**
 * The lines that a finding rests on, as a table: the day once, then when, what, and where it stands.
 *
 *     evidence   2025-07-14 UTC (09:34 is 17:34 in the logs)
 *                 09:34:26.114  computed: 27968328 KiB (26.67 GiB) for all pods [kubelet.txt:2]
 */
export function evidenceRows(sheet: Sheet, lines: readonly Evidence[]): string[] {
  const rows = lines.map((line) => ({ line, ...(line.at === undefined ? { time: '' } : dated(line.at)) }))
  const width = rows.reduce((most, { time }) => Math.max(most, columnsOf(time)), 0)
  const clock = clockNote(lines.flatMap(({ at }) => at ?? []))
  const shown: string[] = []
  let before: string | undefined
  for (const { line, day, time } of rows) {
    if (day !== undefined && day !== before)
      shown.push(...wrap(before === undefined ? `${day} ${clock}` : day, roomOf(sheet)))
    before = day ?? before
    shown.push(...row(sheet, time, width, line))
  }
  return shown.length === 0 ? [] : labelled(sheet, 'evidence', shown)
}

function row(sheet: Sheet, time: string, width: number, { input, line, says }: Evidence): string[] {
  const indent = isNarrow(sheet) ? GAP : ' '.repeat(width === 0 ? 0 : width + GAP.length)
  const room = roomOf(sheet) - indent.length
  const where = unbroken(cutMiddle(`[${input}:${line}]`, room))
  const text = `${withAmounts(says)} ${where}`
  const head = width === 0 ? '' : `${padEnd(time, width)}${GAP}`
  if (isNarrow(sheet) && head !== '') return [head.trimEnd(), ...hang(text, room, GAP)]
  const [first = '', ...rest] = wrap(text, room)
  const lines = [first, ...rest].map((one) =>
    one.endsWith(where) ? one.slice(0, -where.length) + sheet.paint('dim', where) : one,
  )
  lines[0] = (lines[0] ?? '').replace(STEP, (step) => sheet.paint('bold', step))
  return lines.map((one, index) => (index === 0 ? head : indent) + one)
}

function hang(text: string, room: number, indent: string): string[] {
  return wrap(text, room).map((line) => indent + line)
}
