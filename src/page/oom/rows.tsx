import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Term } from '../ui/term.js'
import type { Order } from './order.js'
import { windowOf } from './window.js'
import { WORDS } from './words.js'

export interface RowsColumn<Row> {
  readonly key: string
  readonly title: string
  readonly word?: string
  /** Of columns without, nothing can be sorted. */
  readonly sorts?: boolean
  readonly right?: boolean
  /** In `rem`: columns of a table whose rows come and go must not change their width. */
  readonly width: number
  cell(row: Row): ComponentChildren
  /** What a cut cell says in full. */
  tip?(row: Row): string | undefined
}

interface Rows<Row> {
  readonly label: string
  readonly columns: readonly RowsColumn<Row>[]
  readonly rows: readonly Row[]
  readonly order: Order | undefined
  readonly box?: RefObject<HTMLElement | null>
  sort(key: string): void
  keyOf(row: Row): string
  classOf?(row: Row): string
}

/** Of a row, in parts of the root's text size. */
const ROW = 1.75

/** The height of a row in whole pixels. */
export function rowHeight(): number {
  return Math.round(ROW * Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
}

/**
 * A table of any length: rows of one height, of which those in sight are in the page. It scrolls in a box of its own,
 * with the keys as well.
 */
export function Rows<Row>({ label, columns, rows, order, sort, keyOf, classOf, ...given }: Rows<Row>) {
  const own = useRef<HTMLElement>(null)
  const box = given.box ?? own
  const [height] = useState(rowHeight)
  const { from, to } = useWindow(box, rows.length, height)
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard
    <section class="oom-box" aria-label={WORDS.rowsOf(label)} tabIndex={0} ref={box}>
      <div class="oom-roll" style={{ '--row': `${height}px`, height: `${(rows.length + 1) * height}px` }}>
        <table
          class="oom-rows"
          aria-rowcount={rows.length + 1}
          style={{ marginTop: `${from * height}px`, minWidth: `${width}rem` }}
        >
          <caption class="unseen">{label}</caption>
          <colgroup>
            {columns.map((column) => (
              <col key={column.key} style={{ width: `${(100 * column.width) / width}%` }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <Head key={column.key} column={column} order={order} sort={sort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(from, to).map((row, index) => (
              <tr
                key={keyOf(row)}
                aria-rowindex={from + index + 2}
                data-row={from + index}
                class={`${(from + index) % 2 === 0 ? 'even' : 'odd'} ${classOf?.(row) ?? ''}`}
              >
                {columns.map((column) => (
                  <td key={column.key} class={column.right ? 'right' : ''} title={column.tip?.(row)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p class="oom-note">{WORDS.noMatch}</p>}
    </section>
  )
}

function Head<Row>({
  column: { key, title, word, sorts, right },
  order,
  sort,
}: Pick<Rows<Row>, 'order' | 'sort'> & { column: RowsColumn<Row> }) {
  const direction = order?.key !== key ? undefined : order.descending ? 'descending' : 'ascending'
  return (
    <th scope="col" class={right ? 'right' : ''} {...(direction ? { 'aria-sort': direction } : {})}>
      {word === undefined ? title : <Term word={word}>{title}</Term>}
      {sorts !== false && (
        <button type="button" class="oom-sort" aria-label={WORDS.sortBy(title)} onClick={() => sort(key)}>
          {direction === undefined ? '↕' : direction === 'descending' ? '▼' : '▲'}
        </button>
      )}
    </th>
  )
}

function useWindow(box: RefObject<HTMLElement | null>, count: number, height: number) {
  const [window, setWindow] = useState({ from: 0, to: Math.min(count, 48) })
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const look = () => {
      const seen = windowOf({
        top: element.scrollTop,
        height: element.clientHeight,
        rowHeight: height,
        count,
      })
      setWindow((known) => (known.from === seen.from && known.to === seen.to ? known : seen))
    }
    look()
    const watch = new ResizeObserver(look)
    watch.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      watch.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box, count, height])
  return window
}
