import type { Task } from '../../record/index.js'
import { type Order, ordered } from './order.js'
import type { TaskColumn } from './task-columns.js'

/** A row of the table: a task, or all tasks of one name. */
export type TaskRow =
  | { readonly task: Task; readonly within: boolean }
  | { readonly group: string; readonly tasks: readonly Task[]; readonly isOpen: boolean }

/** Those whose name has the text, or whose pid is the number. */
export function matching(tasks: readonly Task[], text: string): readonly Task[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return tasks
  return tasks.filter(({ comm, pid }) => comm.toLowerCase().includes(wanted) || String(pid) === wanted)
}

export function sortedTasks(
  tasks: readonly Task[],
  columns: readonly TaskColumn[],
  { key, descending }: Order,
): Task[] {
  const column = columns.find((one) => one.key === key)
  return column === undefined ? [...tasks] : ordered(tasks, column.value, descending)
}

/**
 * Rows of sorted tasks, one for each name. Where a column adds up, names are sorted by their sums; else each stands where
 * its first task would.
 */
export function grouped(
  sorted: readonly Task[],
  column: TaskColumn | undefined,
  descending: boolean,
  open: ReadonlySet<string>,
): TaskRow[] {
  const groups = new Map<string, Task[]>()
  for (const task of sorted) {
    const group = groups.get(task.comm)
    if (group === undefined) groups.set(task.comm, [task])
    else group.push(task)
  }
  const all = [...groups]
  const inOrder = column?.adds === true ? ordered(all, ([, tasks]) => sumOf(tasks, column), descending) : all
  return inOrder.flatMap(([group, tasks]): TaskRow[] => {
    const isOpen = open.has(group)
    return [{ group, tasks, isOpen }, ...(isOpen ? tasks.map((task) => ({ task, within: true })) : [])]
  })
}

/** Undefined where one of them has no value: the sum would be too small. */
export function sumOf(tasks: readonly Task[], { value, adds }: TaskColumn): number | undefined {
  if (!adds) return undefined
  let sum = 0
  for (const task of tasks) {
    const one = value(task)
    if (typeof one !== 'number') return undefined
    sum += one
  }
  return sum
}
