import type { OomEvent } from '../../../record/index.js'
import { short } from '../../amounts.js'
import { type Answer, oomRule } from '../../dump-rule.js'
import { mostIsProtected } from './most-protected.js'
import { NEXT_FOR_PROTECTED, type ProtectedTasks, protectedTasks, saidOf } from './protected-tasks.js'

export const protectedRule = oomRule({
  id: 'protected',
  question: 'Was there nothing left that may be killed?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/filesystems/proc.html#proc-pid-oom-adj-proc-pid-oom-score-adj'],
  decide(dump) {
    if (dump.outcome === 'no-killable-process') return nothingToKill(dump)
    if (dump.outcome === 'panic')
      return /no killable processes|deadlocked on memory/.test(dump.panic ?? '')
        ? nothingToKill(dump)
        : undefined
    return dump.outcome === 'killed' ? mostIsProtected(dump) : undefined
  },
})

function nothingToKill(dump: OomEvent): Answer {
  const { cgroup, derived, endLine, outcome, pageSizeBytes, panic, scope } = dump
  const tasks = protectedTasks(dump)
  const usage = scope === 'memcg' ? cgroup?.memory?.usageBytes : undefined
  const where = scope === 'memcg' ? 'in the cgroup ' : ''
  return {
    verdict: 'confirmed',
    title:
      outcome === 'panic'
        ? 'The kernel panicked: no task was left that may be killed'
        : scope === 'memcg'
          ? 'The cgroup is at its limit, and nothing in it may be killed'
          : 'The OOM killer found no task that may be killed',
    summary: `The kernel looked for a task ${where}to kill and found none${holdings(dump, tasks)}.`,
    lines: [
      {
        line: endLine,
        says: panic?.includes('deadlocked') === true ? 'deadlocked on memory' : 'no killable processes',
      },
      ...(tasks?.largest ?? []).map((task) => saidOf(task, pageSizeBytes)),
      ...(typeof usage === 'number' ? [{ line: cgroup?.memory?.line, says: `usage ${usage / 1024}kB` }] : []),
    ],
    figures: {
      ...(tasks === undefined ? {} : { protectedRssBytes: tasks.rssBytes }),
      ...(derived.rssSumBytes === undefined ? {} : { rssSumBytes: derived.rssSumBytes }),
      ...(typeof usage === 'number' ? { usageBytes: usage } : {}),
    },
    missing: tasks === undefined ? ['the task table: who is protected (sysctl vm.oom_dump_tasks)'] : [],
    overturnedBy: 'a kill line of this dump',
    next: NEXT_FOR_PROTECTED,
  }
}

/** `: 3 of 5 tasks …`. A task that is not protected and yet passed over is dying already, as a rule. */
function holdings({ derived }: OomEvent, tasks: ProtectedTasks | undefined): string {
  const count = derived.taskCount
  if (tasks === undefined || count === undefined || tasks.count === 0) return ''
  const rss = short(tasks.rssBytes)
  const why = 'protected (oom_score_adj -1000, or process 1)'
  if (count === 1) return `: the only task of its table is ${why} and has ${rss} of rss`
  if (tasks.count === count) return `: all ${count} tasks of its table are ${why} and have ${rss} of rss`
  const all = short(derived.rssSumBytes ?? 0)
  return `: ${tasks.count} of ${count} tasks of its table are ${why} and have ${rss} of ${all} of rss; it passed the others over, as it does those that die already`
}
