import { useState } from 'preact/hooks'
import { cellsOf, clockNote, firstOf, type Row } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import { eventsOf } from './marks.js'
import { WORDS } from './words.js'

interface TableProps {
  readonly rows: readonly Row[]
  readonly label: string
  /** Numbers of the evidence by the ids of events. */
  readonly numbers: ReadonlyMap<string, number>
}

/** So many rows are shown at once: a browser takes its time over ten thousand. */
const PAGE = 250

/** The rows of the text timeline, with the same words. */
export function EventTable({ rows, label, numbers }: TableProps) {
  const [count, setCount] = useState(PAGE)
  const hosts = new Set(rows.flatMap((row) => firstOf(row).host ?? []))
  const note = clockNote(rows.map((row) => firstOf(row).at))
  const left = rows.length - count
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section class="timeline-scroll" aria-label={label} tabIndex={0}>
        <table class="timeline-table">
          <thead>
            <tr>
              <th scope="col">{WORDS.time}</th>
              {hosts.size > 1 && <th scope="col">{WORDS.host}</th>}
              <th scope="col">{WORDS.kind}</th>
              <th scope="col">{WORDS.what}</th>
              <th scope="col">{WORDS.where}</th>
            </tr>
          </thead>
          {daysOf(rows.slice(0, count)).map(({ day, rows: ofDay }, index) => (
            <tbody key={`${day} ${index}`}>
              {day !== '' && (
                <tr class="timeline-day">
                  <th scope="rowgroup" colSpan={hosts.size > 1 ? 5 : 4}>
                    {index === 0 ? `${day} ${note}` : day}
                  </th>
                </tr>
              )}
              {ofDay.map((row) => (
                <TableRow key={firstOf(row).id} row={row} hasHosts={hosts.size > 1} numbers={numbers} />
              ))}
            </tbody>
          ))}
        </table>
      </section>
      {left > 0 && (
        <button type="button" class="timeline-button" onClick={() => setCount(count + PAGE)}>
          {WORDS.more(Math.min(left, PAGE))}
        </button>
      )}
    </>
  )
}

function TableRow({ row, hasHosts, numbers }: { row: Row; hasHosts: boolean } & Pick<TableProps, 'numbers'>) {
  const { time, host, word, says, style = 'plain' } = cellsOf(row)
  const steps = eventsOf(row).flatMap(({ id }) => numbers.get(id) ?? [])
  const { source } = firstOf(row)
  return (
    <tr class={`timeline-row-${style}`} data-event={firstOf(row).id}>
      <td class="timeline-time">{time.trim()}</td>
      {hasHosts && <td>{host}</td>}
      <td>{word}</td>
      <td class="timeline-says">
        {steps.map((step) => (
          <span key={step} class="timeline-number">
            <span class="unseen">{WORDS.step('')}</span>
            {step}
          </span>
        ))}
        {says}
      </td>
      <td>
        <Lines input={source.input} line={source.firstLine} />
      </td>
    </tr>
  )
}

/** Rows that follow each other on one day. */
function daysOf(rows: readonly Row[]): { day: string; rows: Row[] }[] {
  const days: { day: string; rows: Row[] }[] = []
  for (const row of rows) {
    const { day = '' } = cellsOf(row)
    const last = days.at(-1)
    if (last?.day === day) last.rows.push(row)
    else days.push({ day, rows: [row] })
  }
  return days
}
