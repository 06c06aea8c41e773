import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from '../../src/index.js'
import type { OomEvent } from '../../src/record/index.js'
import {
  anyDump,
  type Counter,
  type Dump,
  dumpOf,
  type Memory,
  type Task,
} from '../generators/kernel/dump.js'
import { GENERATIONS } from '../generators/kernel/generations.js'
import { printed } from '../generators/kernel/print.js'
import { REFRAMINGS, type Reframing } from '../support/reframe.js'
import { runs } from '../support/runs.js'

const PAGE = 4096
const KEYS: Readonly<Record<string, string>> = {
  total_vm: 'totalVmPages',
  rss: 'rssPages',
  rss_anon: 'rssAnonPages',
  rss_file: 'rssFilePages',
  rss_shmem: 'rssShmemPages',
  nr_ptes: 'nrPtes',
  nr_pmds: 'nrPmds',
  pgtables_bytes: 'pgtablesBytes',
  swapents: 'swapEntries',
  oom_score_adj: 'oomScoreAdj',
  oom_adj: 'oomAdj',
}

function lines(dump: Dump) {
  return printed(dump).map((text, index) => ({ text, sec: 7000 + index / 1000, severity: 4, facility: 0 }))
}

function readIn(framing: Reframing, dump: Dump): OomEvent {
  const { events } = parse(framing.render(lines(dump)), { pageSizeBytes: PAGE })
  const ooms = events.filter((event) => event.type === 'oom')
  expect(ooms, printed(dump).join('\n')).toHaveLength(1)
  return ooms[0] as OomEvent
}

/** What was printed of a task, by the names of the record. */
function taskSaid({ pid, comm, values }: Task, { generation: { columns } }: Dump) {
  return {
    pid,
    comm,
    ...Object.fromEntries(columns.map((name, at) => [KEYS[name] ?? name, values[at]])),
  }
}

function counterSaid({ usageKb, limitKb, failcnt }: Counter) {
  return { usageBytes: usageKb * 1024, limitBytes: limitKb * 1024, failcnt }
}

function camel(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function memorySaid({ pages, zone, chunks, ...sums }: Memory) {
  const listed = chunks.map((count, order) => ({ bytes: PAGE * 2 ** order, count }))
  return {
    pages: Object.fromEntries(pages.map(([key, count]) => [camel(key), count])),
    zones: [
      {
        node: 0,
        zone: 'Normal',
        bytes: {
          free: zone.freeKb * 1024,
          min: zone.minKb * 1024,
          low: zone.lowKb * 1024,
          high: zone.highKb * 1024,
        },
        lowmemReservePages: [0, 0],
      },
    ],
    buddy: [
      {
        node: 0,
        zone: 'Normal',
        chunks: listed,
        totalBytes: listed.reduce((sum, { bytes, count }) => sum + bytes * count, 0),
      },
    ],
    pageCachePages: sums.pagecachePages,
    swap: { freeBytes: sums.swapFreeKb * 1024, totalBytes: sums.swapTotalKb * 1024 },
    ramPages: sums.ramPages,
    reservedPages: sums.reservedPages,
  }
}

function expectSaid(event: OomEvent, dump: Dump): void {
  const { generation, memcg, victim, kb, tasks } = dump
  expect(event).toMatchObject({
    scope: memcg === undefined ? 'global' : 'memcg',
    outcome: 'killed',
    trigger: { comm: dump.comm, gfpMask: dump.mask.hex, order: dump.order, pid: dump.pid },
    kernel: { release: generation.release },
    completeness: { complete: true, missing: [], unexplained: [], lostLines: 0 },
    problems: [],
  })
  if (generation.adjustment !== 'oom_adj') expect(event.trigger.oomScoreAdj).toBe(dump.adjustment)
  if (generation.flags !== 'none') expect(event.trigger.gfpFlags).toEqual(dump.mask.names)
  expect(event.tasks).toHaveLength(tasks.length)
  for (const [at, task] of tasks.entries()) expect(event.tasks?.[at]).toMatchObject(taskSaid(task, dump))
  expect(event.victims).toHaveLength(1)
  expect(event.victims[0]).toMatchObject({
    pid: victim.pid,
    comm: victim.comm,
    totalVmBytes: kb.vm * 1024,
    anonRssBytes: kb.anon * 1024,
    fileRssBytes: kb.file * 1024,
    ...(['vsz', 'no-shmem', 'el6'].includes(generation.kill) ? {} : { shmemRssBytes: kb.shmem * 1024 }),
    ...(generation.kill === 'full'
      ? { pgtablesBytes: dump.pgtablesKb * 1024, oomScoreAdj: dump.victimAdjustment }
      : {}),
    ...(generation.selects === undefined ? {} : { score: dump.score }),
  })
  if (memcg === undefined) {
    expect(event.memInfo).toMatchObject(memorySaid(dump.memory))
    return
  }
  expect(event.cgroup).toMatchObject({
    limitOwner: memcg.path,
    victimHome: memcg.path + memcg.home,
    memory: counterSaid(memcg.memory),
    [memcg.isV1 ? 'memorySwap' : 'swap']: counterSaid(memcg.swap),
  })
  const factor = generation.memcg === 'stats-in-line' ? 1024 : 1
  const stats = event.cgroup?.stats?.[0]
  for (const [key, value] of memcg.stats) {
    expect(stats?.bytes[camel(key)] ?? stats?.counts[camel(key)], key).toBe(value * factor)
  }
}

/** Framings that keep a message as it is; the others cannot carry several lines in one. */
const KEEPING = REFRAMINGS.filter(({ lineFeed }) => lineFeed === 'kept')

describe('what a kernel prints of an OOM is what is read of it', () => {
  it.each(GENERATIONS)('$release', (generation) => {
    fc.assert(
      fc.property(dumpOf(generation), (dump) => expectSaid(readIn(KEEPING[0] as Reframing, dump), dump)),
      { numRuns: runs(60) },
    )
  })

  it.each(KEEPING)('$name', (framing) => {
    fc.assert(
      fc.property(anyDump, (dump) => expectSaid(readIn(framing, dump), dump)),
      { numRuns: runs(25) },
    )
  })
})
