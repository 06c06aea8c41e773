import { useMemo, useState } from 'preact/hooks'
import type { OomEvent, Task } from '../../record/index.js'
import { marksOf, percent, size, tasksHeadline } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import { clicked, type Order } from './order.js'
import { Rows, type RowsColumn } from './rows.js'
import { type TaskColumn, taskColumns } from './task-columns.js'
import { taskName } from './task-name.js'
import { grouped, matching, sortedTasks, sumOf, type TaskRow } from './task-rows.js'
import { WORDS } from './words.js'

const BIGGEST: Order = { key: 'rss', descending: true }

/** The task table: all rows that the log has, to sort, to filter, and by name. */
export function Tasks({ event }: { event: OomEvent }) {
  const { tasks = [] } = event
  const [order, setOrder] = useState(BIGGEST)
  const [text, setText] = useState('')
  const [isGrouped, setGrouped] = useState(false)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const columns = useMemo(() => taskColumns(event), [event])
  const found = useMemo(() => matching(tasks, text), [tasks, text])
  const sorted = useMemo(() => sortedTasks(found, columns, order), [found, columns, order])
  const rows = useMemo((): TaskRow[] => {
    if (!isGrouped) return sorted.map((task) => ({ task, within: false }))
    const column = columns.find(({ key }) => key === order.key)
    return grouped(sorted, column, order.descending, open)
  }, [sorted, isGrouped, columns, order, open])
  const toggle = (group: string) => {
    const next = new Set(open)
    if (!next.delete(group)) next.add(group)
    setOpen(next)
  }
  const shown = useMemo(() => rowsColumns(event, columns, toggle), [event, columns, open])
  if (tasks.length === 0) return null
  const isVictim = new Set(event.victims.map(({ pid }) => pid))
  return (
    <section class="oom-part oom-tasks" aria-labelledby={`${event.id}-tasks`}>
      <h3 id={`${event.id}-tasks`}>{WORDS.tasks}</h3>
      <p class="oom-note">{tasksHeadline(event).filter(Boolean).join('; ')}</p>
      <div class="oom-tools">
        <label>
          <span class="unseen">{WORDS.filterTasks}</span>
          <input
            type="search"
            placeholder={WORDS.filterTasks}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <label>
          <input
            type="checkbox"
            checked={isGrouped}
            onChange={({ currentTarget }) => setGrouped(currentTarget.checked)}
          />{' '}
          {WORDS.group}
        </label>
        <output>{WORDS.shownOf(found.length, tasks.length)}</output>
      </div>
      <Rows
        label={WORDS.tasks}
        columns={shown}
        rows={rows}
        order={order}
        sort={(key) => setOrder(clicked(order, key, key === 'comm'))}
        keyOf={(row) => ('group' in row ? `name ${row.group}` : `${row.task.pid} ${row.task.line ?? ''}`)}
        classOf={(row) => ('task' in row && isVictim.has(row.task.pid) ? 'oom-victim' : '')}
      />
    </section>
  )
}

function rowsColumns(
  event: OomEvent,
  columns: readonly TaskColumn[],
  toggle: (group: string) => void,
): RowsColumn<TaskRow>[] {
  const marks = marksOf(event)
  const most = (event.tasks ?? []).reduce((most, { rssBytes = 0 }) => Math.max(most, rssBytes), 0)
  const made = columns.map((column): RowsColumn<TaskRow> => {
    const { key, title, word, kind } = column
    return {
      key,
      title,
      ...(word === undefined ? {} : { word }),
      right: kind !== 'text',
      width: kind === 'text' ? 17 : Math.max(5.5, 0.5 * title.length + 2.5),
      cell: (row) => {
        if (key === 'comm') return <Name row={row} marks={marks} toggle={toggle} />
        const value = 'group' in row ? sumOf(row.tasks, column) : column.value(row.task)
        if (typeof value !== 'number') return value ?? ''
        const words = kind === 'bytes' ? size(value) : value
        return key === 'rss' && 'task' in row ? (
          <Barred share={most === 0 ? 0 : value / most}>{words}</Barred>
        ) : (
          words
        )
      },
      tip: (row) =>
        key === 'comm' ? tipOfName(row) : 'task' in row ? tip(column, row.task, event) : undefined,
    }
  })
  const line: RowsColumn<TaskRow> = {
    key: 'line',
    title: WORDS.line,
    sorts: false,
    right: true,
    width: 4,
    cell: (row) =>
      'task' in row && row.task.line !== undefined ? (
        <Lines input={event.source.input} line={row.task.line}>
          {row.task.line}
        </Lines>
      ) : (
        ''
      ),
  }
  return [...made, line]
}

function Name({
  row,
  marks,
  toggle,
}: {
  row: TaskRow
  marks: ReadonlyMap<number, string>
  toggle: (group: string) => void
}) {
  if ('group' in row) {
    const said = [...new Set(row.tasks.map(({ pid }) => marks.get(pid) ?? ''))].filter(Boolean)
    return (
      <>
        <button
          type="button"
          class="oom-fold"
          aria-expanded={row.isOpen}
          aria-label={WORDS.open(taskName(row.group))}
          onClick={() => toggle(row.group)}
        >
          {row.isOpen ? '▾' : '▸'} {taskName(row.group)}
        </button>{' '}
        {WORDS.groupOf(row.tasks.length)} <Marks of={said.join(', ')} />
      </>
    )
  }
  return (
    <>
      <code class={row.within ? 'oom-within' : ''}>{taskName(row.task.comm)}</code>{' '}
      <Marks of={marks.get(row.task.pid) ?? ''} />
    </>
  )
}

function Marks({ of }: { of: string }) {
  if (of === '') return null
  return (
    <>
      {of.split(', ').map((mark) => (
        <b key={mark} class={`oom-mark ${mark === 'trigger' ? 'oom-trigger' : ''}`}>
          {WORDS.marks[mark] ?? mark}
        </b>
      ))}
    </>
  )
}

/** An amount with its share of the largest behind it. */
function Barred({ share, children }: { share: number; children: string | number }) {
  return (
    <span class="oom-barred" style={{ '--share': `${Math.round(1000 * Math.min(1, share)) / 10}%` }}>
      {children}
    </span>
  )
}

function tipOfName(row: TaskRow): string {
  return 'group' in row ? taskName(row.group) : taskName(row.task.comm)
}

function tip({ key, pages }: TaskColumn, task: Task, { derived }: OomEvent): string | undefined {
  const count = pages?.(task)
  if (count === undefined) return undefined
  const share =
    key !== 'rss' || task.rssBytes === undefined || derived.rssSumBytes === undefined
      ? undefined
      : percent(task.rssBytes, derived.rssSumBytes)
  return share === undefined ? WORDS.pages(count) : `${WORDS.pages(count)}, ${share}`
}
