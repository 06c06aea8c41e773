import { type Composition, compositionOf, type RssSum, rssSumOf } from '../../../figures/index.js'
import type { OomEvent } from '../../../record/index.js'
import { share, short } from '../../amounts.js'
import { type Answer, oomRule, type SaidLine } from '../../dump-rule.js'
import { cgroupFile } from './cgroup-files.js'
import { gapOf } from './rss-gap.js'
import { fitting, listed, missingOf, saidCounter, saidOf } from './said.js'

/** Below this part of the usage a difference is that of counters taken one after the other. */
const WORTH_SAYING = 0.1

/** More than the usage is common by a little: libraries are mapped here and charged to whoever read them first. */
const CLEARLY_ABOVE = 0.25

const LEAST_GAP_BYTES = 1024 ** 2

export const rssBelowLimit = oomRule({
  id: 'rss-below-limit',
  question: 'Why is the sum of RSS not what the cgroup uses?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-ownership'],
  decide(dump) {
    const composition = dump.cgroup === undefined ? undefined : compositionOf(dump.cgroup)
    const rss = rssSumOf(dump)
    if (composition === undefined || rss === undefined) return undefined
    const { usageBytes } = composition
    const gap = usageBytes - rss.bytes
    if (Math.abs(gap) < LEAST_GAP_BYTES) return undefined
    if (-gap > usageBytes * CLEARLY_ABOVE) return above(dump, composition, rss)
    if (gap < usageBytes * WORTH_SAYING) return undefined
    return rss.whole ? below(dump, composition, rss) : cutTable(dump, composition, rss)
  },
})

function below(dump: OomEvent, composition: Composition, rss: RssSum): Answer {
  const { usageBytes, unread } = composition
  const gapBytes = usageBytes - rss.bytes
  const { causes, missing } = gapOf(composition, rss)
  const explained = causes.reduce((sum, { bytes }) => sum + bytes, 0)
  const [first] = causes
  const total = `RSS adds up to ${short(rss.bytes)} of ${short(usageBytes)} in use`
  const sum = `${tasksOf(rss)} of the table ${rss.tasks === 1 ? 'has' : 'have'} ${short(rss.bytes)} resident, ${short(gapBytes)} less than the cgroup uses`
  if (first === undefined || explained < gapBytes * 0.8) {
    const found = causes.map(({ bytes, name }) => `${short(bytes)} ${name}`)
    return {
      ...shared(dump, composition, rss),
      verdict: 'cannot-tell',
      title: total,
      summary: `${sum}; ${found.length === 0 ? 'nothing' : `only ${listed(found)}`} of it is accounted for by what was read.`,
      missing: [
        ...unread.map(missingOf),
        'the memory of processes that had left the cgroup or were dying when the table was printed',
      ],
    }
  }
  const isMost = first.bytes < gapBytes * 0.8
  const most = causes.map(({ bytes, name }) => `${short(bytes)} ${name}`)
  return {
    ...shared(dump, composition, rss),
    verdict: missing.length > 0 ? 'likely' : 'confirmed',
    title: fitting(
      `RSS adds up to ${short(rss.bytes)} of ${short(usageBytes)}: the rest is ${isMost ? 'mostly ' : ''}${first.name}`,
      total,
    ),
    summary: `${sum}. What RSS does not count: ${listed(most)}.`,
    lines: [...linesOf(dump, rss), ...causes.flatMap(({ printed }) => saidOf(printed))],
    missing,
    overturnedBy: 'a task table with rows that this log has lost',
  }
}

/** Holds for a table that lacks rows as well. */
function above(dump: OomEvent, composition: Composition, rss: RssSum): Answer {
  const { usageBytes } = composition
  return {
    ...shared(dump, composition, rss),
    verdict: 'likely',
    title: fitting(
      `RSS adds up to ${short(rss.bytes)}, more than is in use: shared pages`,
      'RSS adds up to more than is in use: shared pages',
    ),
    summary: `${tasksOf(rss)} of the table ${rss.tasks === 1 ? 'has' : 'have'} ${short(rss.bytes)} resident, and the cgroup uses ${short(usageBytes)}: pages are counted in each task that maps them, or are charged to another cgroup that used them first.`,
    missing: ['the proportional share of each process: Pss in /proc/<pid>/smaps_rollup'],
    overturnedBy: 'a sum of Pss above the usage',
    next: ['grep ^Pss: /proc/<pid>/smaps_rollup  # not RSS: shared pages count by their share'],
  }
}

function cutTable(dump: OomEvent, composition: Composition, rss: RssSum): Answer {
  return {
    ...shared(dump, composition, rss),
    verdict: 'cannot-tell',
    title: 'Why RSS is below the usage cannot be told: the table may lack rows',
    summary: `${tasksOf(rss)} that ${rss.tasks === 1 ? 'was read has' : 'were read have'} ${short(rss.bytes)} resident, ${share(rss.bytes, composition.usageBytes)} of what the cgroup uses, and rows of the table can be lost.`,
    missing: ['kernel log: the whole task table'],
    next: ['journalctl -k  # the whole dump'],
  }
}

function shared(dump: OomEvent, { usageBytes }: Composition, rss: RssSum) {
  return {
    lines: linesOf(dump, rss),
    figures: {
      usageBytes,
      rssBytes: rss.bytes,
      gapBytes: usageBytes - rss.bytes,
      ...(rss.shmemBytes === undefined ? {} : { rssShmemBytes: rss.shmemBytes }),
      ...(rss.fileBytes === undefined ? {} : { rssFileBytes: rss.fileBytes }),
    },
    next: [`cat ${cgroupFile(dump, 'memory.stat')}  # not top: RSS has neither cache nor kernel memory`],
  }
}

function linesOf({ cgroup, tasks = [] }: OomEvent, { tasks: count }: RssSum): SaidLine[] {
  const first = tasks[0]?.line
  return [
    ...(cgroup?.memory === undefined ? [] : [saidCounter(cgroup.memory)]),
    { line: first, says: `the first row of the table (of ${count})` },
  ]
}

function tasksOf({ tasks }: RssSum): string {
  return tasks === 1 ? 'The one task' : `The ${tasks} tasks`
}
