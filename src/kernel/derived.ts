import type { OomEvent } from '../record/oom.js'
import type { Task } from '../record/task.js'

/** Sums over the task table. Shared pages are in every task that maps them, so the sum can exceed what is in use. */
export function deriveFrom(tasks: readonly Task[]): OomEvent['derived'] {
  if (tasks.length === 0) return {}
  let rssSumPages = 0
  let rssSumBytes = 0
  const commands = new Map<string, { comm: string; count: number; rssBytes: number }>()
  for (const { comm, rssPages = 0, rssBytes = 0 } of tasks) {
    rssSumPages += rssPages
    rssSumBytes += rssBytes
    const known = commands.get(comm)
    if (known === undefined) commands.set(comm, { comm, count: 1, rssBytes })
    else {
      known.count++
      known.rssBytes += rssBytes
    }
  }
  return {
    taskCount: tasks.length,
    rssSumPages,
    rssSumBytes,
    byCommand: [...commands.values()].sort((a, b) => b.rssBytes - a.rssBytes),
  }
}
