import { useMemo, useRef, useState } from 'preact/hooks'
import type { OomEvent } from '../../record/index.js'
import { type OomKey, type OomRow, oomRows, oomsMatching, oomValue } from './oom-rows.js'
import { clicked, type Order, ordered } from './order.js'
import { Rows, type RowsColumn, rowHeight } from './rows.js'
import { topFor } from './window.js'
import { WORDS } from './words.js'

interface OomList {
  readonly ooms: readonly OomEvent[]
  /** The one that is shown. */
  readonly shown?: string | undefined
  choose(id: string): void
}

const WIDTHS: Readonly<Record<OomKey, number>> = {
  when: 12,
  host: 9,
  victim: 14,
  place: 18,
  limit: 6,
  verdict: 9,
  repeated: 6,
}
const TEXT: ReadonlySet<string> = new Set<OomKey>(['when', 'host', 'victim', 'place', 'verdict'])

/** Many OOMs, a row each: to sort, to filter, and to choose one of, with the arrow keys as well. */
export function OomList({ ooms, shown, choose }: OomList) {
  const [order, setOrder] = useState<Order>({ key: 'when', descending: false })
  const [text, setText] = useState('')
  const all = useMemo(() => oomRows(ooms), [ooms])
  const rows = useMemo(
    () => ordered(oomsMatching(all, text), (row) => oomValue(row, order.key as OomKey), order.descending),
    [all, text, order],
  )
  const box = useRef<HTMLElement>(null)
  const go = (event: KeyboardEvent) => {
    const from = rowOf(event.target)
    const to = from === undefined ? undefined : target(event.key, from, rows.length)
    if (to === undefined || box.current === null) return
    event.preventDefault()
    focusRow(box.current, to)
  }
  const keys = useMemo(() => saidKeys(all), [all])
  return (
    <section class="oom-list">
      <div class="oom-tools">
        <label>
          <span class="unseen">{WORDS.filterOoms}</span>
          <input
            type="search"
            placeholder={WORDS.filterOoms}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <output>
          {rows.length === all.length
            ? WORDS.list(all.length)
            : `${rows.length} of ${WORDS.list(all.length)}`}
        </output>
      </div>
      <Rows
        label={WORDS.list(all.length)}
        box={box}
        columns={columnsOf(choose, go).filter(({ key }) => keys.has(key))}
        rows={rows}
        order={order}
        sort={(key) => setOrder(clicked(order, key, TEXT.has(key)))}
        keyOf={({ event }) => event.id}
        classOf={({ event }) => (event.id === shown ? 'oom-chosen' : '')}
      />
    </section>
  )
}

function columnsOf(choose: (id: string) => void, go: (event: KeyboardEvent) => void): RowsColumn<OomRow>[] {
  const column = (key: OomKey, cell: RowsColumn<OomRow>['cell'], right = false): RowsColumn<OomRow> => ({
    key,
    title: WORDS.columns[key],
    width: WIDTHS[key],
    right,
    cell,
    tip: (row) => {
      const said = key === 'host' ? row.event.host : key === 'repeated' ? undefined : row[key]
      return said === '' ? undefined : said
    },
  })
  return [
    column('when', ({ event, when }) => (
      <button type="button" class="oom-choice" onClick={() => choose(event.id)} onKeyDown={go}>
        {when === '' ? event.id : when}
      </button>
    )),
    column('host', ({ event }) => event.host ?? ''),
    column('victim', ({ victim }) => <code>{victim}</code>),
    column('place', ({ place }) => place),
    column('limit', ({ limit }) => limit, true),
    column('verdict', ({ verdict }) => verdict),
    column('repeated', ({ nth, of }) => WORDS.nth(nth, of), true),
  ]
}

/** The columns that say something. */
function saidKeys(all: readonly OomRow[]): ReadonlySet<string> {
  const isSaid: Readonly<Record<OomKey, (row: OomRow) => boolean>> = {
    when: () => true,
    host: ({ event }) => event.host !== undefined,
    victim: ({ victim }) => victim !== '',
    place: () => true,
    limit: ({ limit }) => limit !== '',
    verdict: () => true,
    repeated: ({ of }) => of > 1,
  }
  return new Set(Object.entries(isSaid).flatMap(([key, says]) => (all.some(says) ? [key] : [])))
}

/** Brings a row into the box, and then, when it is there, the focus to it. */
function focusRow(box: HTMLElement, index: number): void {
  box.scrollTop = topFor(index, {
    top: box.scrollTop,
    height: box.clientHeight,
    rowHeight: rowHeight(),
    head: rowHeight(),
  })
  const focus = () =>
    box.querySelector<HTMLElement>(`[data-row="${index}"] .oom-choice`)?.focus({ preventScroll: true })
  requestAnimationFrame(() => requestAnimationFrame(focus))
}

function rowOf(target: EventTarget | null): number | undefined {
  if (!(target instanceof HTMLElement) || !target.classList.contains('oom-choice')) return undefined
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
  return row === undefined ? undefined : Number(row)
}

const PAGE = 10

function target(key: string, from: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + PAGE,
    PageUp: from - PAGE,
    Home: 0,
    End: count - 1,
  }
  const to = steps[key]
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to))
}
