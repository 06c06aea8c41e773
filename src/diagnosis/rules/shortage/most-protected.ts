import { ramSize } from '../../../figures/index.js'
import type { OomEvent } from '../../../record/index.js'
import { share, short } from '../../amounts.js'
import type { Answer } from '../../dump-rule.js'
import { named } from '../../evidence.js'
import { NEXT_FOR_PROTECTED, protectedTasks, saidOf } from './protected-tasks.js'

/** The task table and what it is measured against are there as a whole. */
const CUT = new Set(['ambiguous-lines', 'interrupted', 'began-inside', 'table-without-header'])

/** At least half of the memory is held by tasks that could not be chosen, and somebody smaller died. */
export function mostIsProtected(dump: OomEvent): Answer | undefined {
  const { completeness, pageSizeBytes, problems, scope, trigger, victims } = dump
  const tasks = protectedTasks(dump)
  const whole = wholeOf(dump)
  const [largest] = tasks?.largest ?? []
  const victim = dump.tasks?.find(({ pid }) => pid === victims[0]?.pid)
  const largestBytes = largest?.rssBytes
  if (tasks === undefined || largest === undefined || largestBytes === undefined || whole === undefined)
    return undefined
  if (completeness.lostLines > 0 || problems.some(({ code }) => CUT.has(code)) || trigger.manual === true)
    return undefined
  if (tasks.rssBytes * 2 < whole || victim?.rssBytes === undefined || victim.rssBytes >= largestBytes)
    return undefined
  // Pages that several map are counted for each, and a cgroup's tasks can map pages that others are charged for.
  const isSure = scope === 'global' && largestBytes * 2 >= whole
  const of = scope === 'memcg' ? "the cgroup's memory" : 'RAM'
  return {
    verdict: isSure ? 'confirmed' : 'likely',
    title:
      tasks.rssBytes <= whole
        ? `${share(tasks.rssBytes, whole)} of ${of} is held by tasks that may not be killed`
        : `Tasks that may not be killed hold most of ${of}`,
    summary: `${tasks.count} protected ${tasks.count === 1 ? 'task has' : 'tasks have'} ${short(tasks.rssBytes)} of rss, ${short(whole)} is all of ${of}${scope === 'memcg' ? ' in use' : ''}. The kernel had to choose among the others, and the one that died had ${short(victim.rssBytes)}.`,
    lines: [
      ...tasks.largest.map((task) => saidOf(task, pageSizeBytes)),
      { line: victims[0]?.line, says: `${named(victim.comm)} died` },
    ],
    figures: {
      protectedRssBytes: tasks.rssBytes,
      victimRssBytes: victim.rssBytes,
      ...(scope === 'memcg' ? { usageBytes: whole } : { ramBytes: whole }),
    },
    missing: isSure ? [] : ['what the protected tasks share with others (Pss in /proc/PID/smaps_rollup)'],
    overturnedBy: 'a Pss of the protected tasks that is much below their rss',
    next: NEXT_FOR_PROTECTED,
  }
}

function wholeOf({ cgroup, memInfo, pageSizeBytes, scope }: OomEvent): number | undefined {
  const usage = cgroup?.memory?.usageBytes
  if (scope === 'memcg') return typeof usage === 'number' ? usage : undefined
  return scope === 'global' && memInfo !== undefined ? ramSize(memInfo, pageSizeBytes)?.bytes : undefined
}
