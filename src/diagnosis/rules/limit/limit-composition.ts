import { type Composition, compositionOf, isWithinBatching } from '../../../figures/index.js'
import type { OomEvent } from '../../../record/index.js'
import { share, short } from '../../amounts.js'
import { type Answer, oomRule, type SaidLine } from '../../dump-rule.js'
import { cgroupFile } from './cgroup-files.js'
import { listed, missingOf, saidCounter, saidOf } from './said.js'

/** Parts that a summary names; the rest is in the figures. */
const MOST_NAMED = 4

export const limitComposition = oomRule({
  id: 'limit-composition',
  question: 'What filled the limit?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files'],
  decide(dump) {
    const composition = dump.cgroup === undefined ? undefined : compositionOf(dump.cgroup)
    if (composition === undefined || composition.usageBytes === 0) return undefined
    const [largest] = composition.parts
    const { remainderBytes, usageBytes, unread } = composition
    if (largest !== undefined && largest.bytes >= remainderBytes)
      return answer(dump, composition, {
        verdict: isFirm(composition) ? 'confirmed' : 'likely',
        title: `What filled the limit: ${share(Math.min(largest.bytes, usageBytes), usageBytes)} ${largest.name}`,
      })
    return unread.length > 0
      ? answer(dump, composition, {
          verdict: 'cannot-tell',
          title: 'What filled the limit cannot be told: statistics are missing',
        })
      : answer(dump, composition, {
          verdict: 'confirmed',
          title: `What filled the limit: ${share(remainderBytes, usageBytes)} is in no statistic`,
        })
  },
})

/** Everything was read, or there is no room for what was not. */
function isFirm(composition: Composition): boolean {
  const { unread, parts } = composition
  return unread.length === 0 || (isWithinBatching(composition) && parts[0]?.key !== 'cache')
}

function answer(dump: OomEvent, composition: Composition, said: Pick<Answer, 'verdict' | 'title'>): Answer {
  const { cgroup } = dump
  const { usageBytes, limitBytes, parts, remainderBytes, unread } = composition
  const named = parts
    .slice(0, MOST_NAMED)
    .map(({ bytes, name }) => `${short(bytes)} (${share(bytes, usageBytes)}) ${name}`)
  const used = `${short(usageBytes)} were in use`
  const lines: SaidLine[] = [
    ...(cgroup?.memory === undefined ? [] : [saidCounter(cgroup.memory)]),
    ...parts.flatMap(({ printed }) => saidOf(printed)),
  ]
  return {
    ...said,
    summary:
      named.length === 0
        ? `${used}, and nothing that was read says of what.`
        : `${used}: ${listed(named)}. ${remainderOf(composition)}`.trim(),
    lines,
    figures: {
      usageBytes,
      ...(limitBytes === undefined ? {} : { limitBytes }),
      ...Object.fromEntries(parts.map(({ key, bytes }) => [`${key}Bytes`, bytes])),
      remainderBytes,
    },
    missing: said.verdict === 'confirmed' ? [] : unread.map(missingOf),
    ...(said.verdict === 'cannot-tell'
      ? {}
      : { overturnedBy: 'statistics of the same cgroup that add up to something else' }),
    next: nextOf(dump, composition),
  }
}

function remainderOf(composition: Composition): string {
  const { remainderBytes, unread } = composition
  if (remainderBytes === 0) return ''
  if (isWithinBatching(composition)) return 'They add up to it within the batching of the counters.'
  if (remainderBytes < 0)
    return `The parts are ${short(-remainderBytes)} more than the usage: they were counted at different moments.`
  return unread.length === 0
    ? `${short(remainderBytes)} are in no statistic.`
    : `The remaining ${short(remainderBytes)} can be what was not read: ${listed(unread)}.`
}

const NEXT: Partial<Record<Composition['parts'][number]['key'], string>> = {
  anon: 'look for the process that grew: the task table of the dump, then its heap',
  shmem: 'df -h -t tmpfs; ipcs -m  # in the namespaces of the container too',
  sock: 'ss -tm  # what sockets hold',
  hugetlb: 'grep -i huge /proc/meminfo',
}

function nextOf(dump: OomEvent, { parts: [largest] }: Composition): string[] {
  const stat = `cat ${cgroupFile(dump, 'memory.stat')}`
  if (largest?.key === 'kernel') return [`${stat}; slabtop -o`]
  const next = largest === undefined ? undefined : NEXT[largest.key]
  return [next ?? `${stat}  # the same figures as they are now`]
}
