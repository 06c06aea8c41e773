import type { Finding, OomEvent, Task } from '../../record/index.js'
import { counted, size } from '../bytes.js'
import { columnsOf, cutMiddle } from '../columns.js'
import { name } from '../name.js'
import { manyAlike } from './alike.js'
import { heldBytes, isSure } from './held.js'

const SHOWN = 3

/** Findings that say who holds the memory if no process does. */
const NO_PROCESS: Readonly<Record<string, string>> = {
  'tmpfs-held': 'tmpfs or shared memory, no process',
  'kernel-memory': 'the kernel itself, no process',
  unaccounted: 'memory that nobody lists, no process',
  'hugepage-reserve': 'reserved huge pages, no process',
}

/** Who held most, the biggest first, and whether that is who died: the culprit need not be the victim. */
export function biggest(event: OomEvent, about: readonly Finding[], room: number): string {
  const { tasks = [], victims, trigger, pageSizeBytes } = event
  const top = topOf(tasks, pageSizeBytes)
  const other = haveMost(event) ? undefined : holder(about, top[0]?.bytes ?? 0)
  const ranked = top.map(({ task, bytes, swapBytes }) => {
    const role = task.pid === victims[0]?.pid ? 'the victim' : task.pid === trigger.pid ? 'asked' : ''
    const said = [role, swapBytes === 0 ? '' : `${size(swapBytes)} of it in swap`].filter(
      (part) => part !== '',
    )
    return `${name(task.comm)} ${size(bytes)}${said.length === 0 ? '' : ` (${said.join(', ')})`}`
  })
  const holds = other === undefined ? '' : (NO_PROCESS[other.rule] ?? '')
  const first = holds === '' ? '' : `${holds}; then `
  const parts = [...manyAlike(event, top[0]?.bytes ?? 0), ...ranked]
  // As many as have room, and how many there are beside them.
  for (let shown = parts.length; shown > 0; shown--) {
    const left = tasks.length - (shown - (parts.length - ranked.length))
    const listed = [
      ...parts.slice(0, shown),
      ...(left > 0 && shown > parts.length - ranked.length ? [counted(left, 'more task')] : []),
    ].join(', ')
    const line = `${first}${isCutInTable(event) ? `of ${counted(tasks.length, 'task')} read: ` : ''}${listed}`
    if (columnsOf(line) <= room) return line
  }
  return cutMiddle(holds === '' ? (parts[0] ?? '') : holds, room)
}

/** The log ends in the table, or right behind it: the one that died may have had a row below. */
function isCutInTable({ tasks = [], constraint, selected, outcome }: OomEvent): boolean {
  return tasks.length > 0 && outcome === 'unknown' && constraint === undefined && selected === undefined
}

/** What holds more than the biggest process and all else that a finding names; page cache is nobody's, and may be more. */
function holder(about: readonly Finding[], biggestBytes: number): Finding | undefined {
  const [most] = about
    .filter((finding) => heldBytes(finding) !== undefined)
    .sort((a, b) => (heldBytes(b) ?? 0) - (heldBytes(a) ?? 0))
  if (most === undefined || (heldBytes(most) ?? 0) < biggestBytes) return undefined
  return most.rule in NO_PROCESS && isSure(most) ? most : undefined
}

/** Whether the processes have more than half of what is full: then they are to blame, whatever else has a large part. */
function haveMost({ scope, cgroup, memInfo, derived, pageSizeBytes }: OomEvent): boolean {
  const { ramPages, reservedPages = 0 } = memInfo ?? {}
  const ramBytes = ramPages === undefined ? undefined : (ramPages - reservedPages) * pageSizeBytes
  const whole = scope === 'memcg' ? cgroup?.memory?.usageBytes : ramBytes
  const held = derived.rssSumBytes
  // More than there is: what they share was counted in each of them, and the sum says nothing.
  return held !== undefined && typeof whole === 'number' && held * 2 > whole && held <= whole
}

interface Held {
  readonly task: Task
  readonly bytes: number
  readonly swapBytes: number
}

/** The biggest by rss and swap; a table can have 50,000 rows, so they are not sorted. */
function topOf(tasks: readonly Task[], pageSizeBytes: number): Held[] {
  const top: Held[] = []
  for (const task of tasks) {
    if (task.rssBytes === undefined) continue
    const swapBytes = (task.swapEntries ?? 0) * pageSizeBytes
    const bytes = task.rssBytes + swapBytes
    const place = top.findIndex((one) => one.bytes < bytes)
    if (place >= 0) top.splice(place, 0, { task, bytes, swapBytes })
    else if (top.length < SHOWN) top.push({ task, bytes, swapBytes })
    if (top.length > SHOWN) top.pop()
  }
  return top
}
