import type { OomEvent, Task } from '../../../record/index.js'
import { oomRule } from '../../dump-rule.js'
import { heldPagesOf, rowOf, saidTask, shortPages, taskName } from './task-row.js'
import { reasonOf } from './why-not-largest.js'

/** Tasks that differ by less than a hundredth, or by what a CPU counts before it tells (64 pages), are as large. */
const COUNTED_LATE = 64

const SEE_ADJ = 'grep . /proc/[0-9]*/oom_score_adj  # on the node: who is protected, and who is offered first'

export const victimNotLargest = oomRule({
  id: 'victim-not-largest',
  question: 'Why was this process chosen?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/filesystems/proc.html'],
  decide(dump) {
    const [victim] = dump.victims
    // The first of several is the chosen one, unless the line that tells who was chosen is lost.
    if (victim === undefined || victim.why === 'group' || victim.why === 'shares-mm') return undefined
    const row = rowOf(dump, victim.pid)
    const held = row === undefined ? undefined : heldPagesOf(row)
    if (row === undefined || held === undefined) return withoutTable(dump)
    const larger = largerThan(dump, row, held)
    const [largest] = larger
    if (largest === undefined) return undefined
    const because = reasonOf(dump, { victim, row, larger })
    const others = larger.length - 1
    const more = others > 0 ? `, and ${others} more ${others === 1 ? 'holds' : 'hold'} more than it` : ''
    return {
      verdict: because.verdict,
      title: because.title,
      summary: `${taskName(victim)} was killed with ${shortPages(held, dump)}, while ${taskName(largest)} held ${shortPages(heldPagesOf(largest) ?? 0, dump)}${more} (rss${row.swapEntries === undefined ? '' : ' and swap'}). ${because.sentence}`,
      lines: [saidTask(row, dump), saidTask(largest, dump), ...because.lines],
      figures: {
        victimHeldPages: held,
        largestHeldPages: heldPagesOf(largest) ?? 0,
        largerTaskCount: larger.length,
        ...because.figures,
      },
      missing: because.missing ?? [],
      overturnedBy: 'a whole task table in which no process is larger than the victim',
      next: [because.next ?? SEE_ADJ],
    }
  },
})

/** The tasks that hold clearly more, the largest first. */
function largerThan({ tasks = [] }: OomEvent, row: Task, held: number): Task[] {
  const margin = Math.max(COUNTED_LATE, Math.floor(held / 100))
  return tasks
    .filter((task) => task.tgid !== row.pid && (heldPagesOf(task) ?? 0) > held + margin)
    .sort((a, b) => (heldPagesOf(b) ?? 0) - (heldPagesOf(a) ?? 0))
}

function withoutTable({ tasks, victims: [victim], endLine }: OomEvent) {
  return {
    verdict: 'cannot-tell' as const,
    title: 'Why this process was chosen cannot be told',
    summary:
      tasks === undefined
        ? 'A process was killed, and the table of the others was not read.'
        : 'A process was killed that the task table, as far as it was read, does not list.',
    lines: [{ line: victim?.line ?? endLine, says: 'the kill' }],
    missing: ['kernel log: the task table with the row of the victim (sysctl vm.oom_dump_tasks=1)'],
    next: ['journalctl -k  # the whole dump'],
  }
}
