import { identifyCgroup } from '../../../cgroup/index.js'
import { victimRssOf } from '../../../figures/index.js'
import type { OomEvent, Task } from '../../../record/index.js'
import { short } from '../../amounts.js'
import { oomRule } from '../../dump-rule.js'
import { MOST_SHOWN, named } from '../../evidence.js'
import { homeWords } from './owner-words.js'
import { saidTask, taskName } from './task-row.js'

export const groupKill = oomRule({
  id: 'group-kill',
  question: 'Why did everything in the cgroup die?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files'],
  decide(dump) {
    const { cgroup, victims } = dump
    const [first] = victims
    if (cgroup?.groupKill === undefined) return undefined
    const whose = homeWords(identifyCgroup(cgroup.groupKill))
    const spared = sparedIn(dump)
    const rssBytes = rssSumOf(dump)
    const died =
      first === undefined
        ? 'no kill of it was read'
        : victims.length === 1
          ? `${taskName(first)} was all that was killed`
          : `${victims.length} processes were killed, ${taskName(first)} ${first.why === 'selected' ? 'as the chosen one' : 'first'}`
    return {
      verdict: 'confirmed',
      title: 'The whole cgroup was killed together: memory.oom.group is set',
      summary: `memory.oom.group is set for ${whose}: ${died}${rssBytes === undefined ? '' : `, with ${short(rssBytes)} of rss${victims.length > 1 ? ' together' : ''}`}.${sparedSentence(spared)} One process over the limit ends all of them.`,
      lines: [
        { line: cgroup.groupKillLine, says: `memory.oom.group of ${named(cgroup.groupKill)}` },
        ...victims
          .slice(0, MOST_SHOWN)
          .map((victim) => ({ line: victim.line, says: `killed: ${victim.pid} ${named(victim.comm)}` })),
        ...spared.slice(0, MOST_SHOWN).map((task) => saidTask(task, dump)),
      ],
      figures: {
        victimCount: victims.length,
        ...(rssBytes === undefined ? {} : { rssSumBytes: rssBytes }),
        ...(spared.length === 0 ? {} : { sparedTaskCount: spared.length }),
      },
      overturnedBy: 'memory.oom.group being 0 for the cgroup at that time',
      next: [
        "cat memory.oom.group  # in the cgroup's folder; the kubelet sets it for containers (1.28 and later) unless singleProcessOOMKill is true",
        'find out which of the processes grew',
      ],
    }
  },
})

/** Those that memory.oom.group spares. The table tells who is in the group only where the group's limit was hit. */
function sparedIn({ cgroup, tasks = [] }: OomEvent): Task[] {
  if (cgroup?.groupKill !== cgroup?.limitOwner) return []
  return tasks.filter(({ oomScoreAdj }) => oomScoreAdj === -1000)
}

function sparedSentence(spared: readonly Task[]): string {
  const [one] = spared
  if (one === undefined) return ''
  return spared.length === 1
    ? ` ${taskName(one)} was spared (oom_score_adj -1000).`
    : ` ${spared.length} were spared (oom_score_adj -1000).`
}

/** What the kill lines say together; undefined where one of them says nothing. */
function rssSumOf({ victims }: OomEvent): number | undefined {
  let sum = 0
  for (const victim of victims) {
    const bytes = victimRssOf(victim)
    if (bytes === undefined) return undefined
    sum += bytes
  }
  return victims.length === 0 ? undefined : sum
}
