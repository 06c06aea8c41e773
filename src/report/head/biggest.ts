import type { Finding, OomEvent, Task } from '../../record/index.js'
import { counted, size } from '../bytes.js'
import { columnsOf, cutMiddle } from '../columns.js'
import { name } from '../name.js'

const SHOWN = 3

/** Findings that say who holds the memory if no process does. */
const NO_PROCESS: Readonly<Record<string, string>> = {
  'tmpfs-held': 'no process, but tmpfs or shared memory',
  'kernel-memory': 'no process, but the kernel itself',
  unaccounted: 'no process, but memory that nobody lists',
  'hugepage-reserve': 'no process, but reserved huge pages',
}

/** Who held most, the biggest first, and whether that is who died: the culprit need not be the victim. */
export function biggest(event: OomEvent, about: readonly Finding[], room: number): string {
  const { tasks = [], victims, trigger, pageSizeBytes } = event
  const other = haveMost(event)
    ? undefined
    : about.find(
        ({ rule, verdict }) => rule in NO_PROCESS && (verdict === 'confirmed' || verdict === 'likely'),
      )
  const ranked = topOf(tasks, pageSizeBytes).map(({ task, bytes }) => {
    const role = task.pid === victims[0]?.pid ? ' (the victim)' : task.pid === trigger.pid ? ' (asked)' : ''
    return `${name(task.comm)} ${size(bytes)}${role}`
  })
  const parts = [...(other === undefined ? [] : [NO_PROCESS[other.rule] ?? '']), ...ranked]
  // As many as have room, and how many there are beside them.
  for (let shown = parts.length; shown > 0; shown--) {
    const left = tasks.length - (shown - (parts.length - ranked.length))
    const line = [
      ...parts.slice(0, shown),
      ...(left > 0 && shown > parts.length - ranked.length ? [counted(left, 'more task')] : []),
    ].join(', ')
    if (columnsOf(line) <= room) return line
  }
  return cutMiddle(parts[0] ?? '', room)
}

/** Whether the processes have more than half of what is full: then they are to blame, whatever else has a large part. */
function haveMost({ scope, cgroup, memInfo, derived, pageSizeBytes }: OomEvent): boolean {
  const { ramPages, reservedPages = 0 } = memInfo ?? {}
  const ramBytes = ramPages === undefined ? undefined : (ramPages - reservedPages) * pageSizeBytes
  const whole = scope === 'memcg' ? cgroup?.memory?.usageBytes : ramBytes
  const held = derived.rssSumBytes
  return held !== undefined && typeof whole === 'number' && held * 2 > whole
}

interface Held {
  readonly task: Task
  readonly bytes: number
}

/** The biggest by rss and swap; a table can have 50,000 rows, so they are not sorted. */
function topOf(tasks: readonly Task[], pageSizeBytes: number): Held[] {
  const top: Held[] = []
  for (const task of tasks) {
    if (task.rssBytes === undefined) continue
    const bytes = task.rssBytes + (task.swapEntries ?? 0) * pageSizeBytes
    const place = top.findIndex((one) => one.bytes < bytes)
    if (place >= 0) top.splice(place, 0, { task, bytes })
    else if (top.length < SHOWN) top.push({ task, bytes })
    if (top.length > SHOWN) top.pop()
  }
  return top
}
