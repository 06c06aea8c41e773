import type { OomEvent, Task, Victim } from '../../../record/index.js'
import { type Answer, oomRule } from '../../dump-rule.js'
import { named } from '../../evidence.js'
import { heldPagesOf, rowOf, saidTask, shortPages, taskName } from './task-row.js'

export const invokerNotVictim = oomRule({
  id: 'invoker-not-victim',
  question: 'Why is the killed process not the one that asked for memory?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/admin-guide/mm/concepts.html#oom-killer'],
  decide(dump) {
    const { trigger, victims } = dump
    const [victim] = victims
    // SysRq-f asks for a kill and for no memory.
    if (victim === undefined || trigger.comm === undefined || trigger.manual === true) return undefined
    const asking = trigger.pid === undefined ? undefined : rowOf(dump, trigger.pid)
    const found = sameness(dump, asking)
    return found === 'same' ? undefined : answer(dump, victim, asking, found === 'other')
  },
})

/** Whether the process that asked has died: a thread has a pid of its own, which neither table nor kill line has. */
function sameness(dump: OomEvent, asking: Task | undefined): 'same' | 'open' | 'other' {
  const { trigger, victims } = dump
  const pids = new Set(victims.map(({ pid }) => pid))
  const isAmong = (pid: number | undefined) => pid !== undefined && pids.has(pid)
  if (isAmong(trigger.pid) || isAmong(asking?.pid) || isAmong(asking?.tgid)) return 'same'
  // A worker of a workqueue is a thread of the kernel.
  if (asking !== undefined || trigger.workqueue !== undefined) return 'other'
  // All threads of a process have one oom_score_adj.
  const asked = trigger.oomScoreAdj
  const adjs = victims.map(
    (victim) =>
      victim.oomScoreAdj ?? (victims.length === 1 ? rowOf(dump, victim.pid)?.oomScoreAdj : undefined),
  )
  if (asked !== undefined && adjs.every((adj) => adj !== undefined && adj !== asked)) return 'other'
  return victims.some(({ comm }) => comm === trigger.comm) ? 'same' : 'open'
}

function answer(dump: OomEvent, victim: Victim, asking: Task | undefined, isSure: boolean): Answer {
  const { trigger } = dump
  const comm = trigger.comm ?? ''
  const killed = rowOf(dump, victim.pid)
  const held = (row: Task | undefined) => (row === undefined ? undefined : heldPagesOf(row))
  const holding = (row: Task | undefined) => {
    const pages = held(row)
    return pages === undefined ? '' : `, which held ${shortPages(pages, dump)}`
  }
  const asker = trigger.pid === undefined ? named(comm) : taskName({ comm, pid: trigger.pid })
  const [askerPages, victimPages] = [held(asking), held(killed)]
  return {
    verdict: isSure ? 'confirmed' : 'possible',
    title: 'The process that was killed is not the one that asked for memory',
    summary: `${asker}${askerPages === undefined ? '' : `${holding(asking)},`} asked for ${amountAsked(trigger)}; the kernel killed ${taskName(victim)}${holding(killed)}. Whoever asks when the memory has run out need not be the one that used it up: the kernel chooses by size and oom_score_adj.`,
    lines: [
      { line: trigger.line, says: `asked: ${named(comm)}` },
      { line: victim.line, says: `killed: ${named(victim.comm)}` },
      ...[asking, killed].flatMap((row) => (row === undefined ? [] : [saidTask(row, dump)])),
    ],
    figures: {
      ...(askerPages === undefined ? {} : { invokerHeldPages: askerPages }),
      ...(victimPages === undefined ? {} : { victimHeldPages: victimPages }),
    },
    missing: isSure
      ? []
      : ['whether the one that asked is a thread of the victim: the task table does not list its pid'],
    overturnedBy: 'a record that has the one that asked as a thread of the victim',
    next: ['look at what holds the memory, not at who asked for the last of it'],
  }
}

/** What failed in a page fault is tried anew: the dump then has an order of zero and no flags, whatever was asked for. */
function amountAsked({ order, pageFault }: OomEvent['trigger']): string {
  if (pageFault === true || order === undefined || order < 0 || order > 31) return 'memory'
  return order === 0 ? 'one page' : `${2 ** order} pages in one piece`
}
