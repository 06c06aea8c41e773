import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS, corpusCases } from '../../test/support/corpus.js'
import { type OomEvent, parse } from '../index.js'
import type { Task } from '../record/index.js'
import { badnessOf, scoreOf, standingOf, totalPagesOf } from './index.js'

const ooms = (path: string): OomEvent[] =>
  parse(readFileSync(join(CORPUS, path))).events.filter((event) => event.type === 'oom')

/** A dump with nothing but what the score is made of. */
function dumpOf(fields: Partial<OomEvent>): OomEvent {
  return {
    type: 'oom',
    scope: 'global',
    pageSizeBytes: 4096,
    pageSizeBasis: 'victim',
    victims: [],
    ...fields,
  } as OomEvent
}

const machine = (kb: number, swapKb = 0): Pick<OomEvent, 'memInfo'> => ({
  memInfo: { ramPages: kb / 4, reservedPages: 0, swap: { totalBytes: swapKb * 1024 } },
})

const task = (pid: number, rssPages: number, oomScoreAdj: number, fields: Partial<Task> = {}): Task => ({
  pid,
  tgid: pid,
  uid: 1000,
  comm: `task-${pid}`,
  rssPages,
  pgtablesBytes: 8192,
  swapEntries: 0,
  oomScoreAdj,
  ...fields,
})

interface Known {
  readonly before?: { readonly meminfo: { readonly MemTotal: number; readonly SwapTotal: number } }
  readonly processes?: readonly {
    readonly pid: number
    readonly oomScoreAdj: number
    readonly statusBefore?: Record<string, number>
  }[]
}

/** /proc/pid/oom_score since 5.9: (1000 + points * 1000 / all pages) * 2 / 3, and 0 for those that are not killed. */
it('reckons the same as the running kernels, process by process', () => {
  let compared = 0
  let exact = 0
  for (const { name, folder } of corpusCases()) {
    if (name.startsWith('constructed')) continue
    const { before, processes = [] } = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Known
    const known = processes.filter(({ statusBefore }) => statusBefore?.oomScore !== undefined)
    if (before === undefined || known.length === 0) continue
    const { MemTotal, SwapTotal } = before.meminfo
    const tasks = known.map(
      ({ pid, oomScoreAdj, statusBefore: { VmRSSKb = 0, VmPTEKb = 0, VmSwapKb = 0 } = {} }) =>
        task(pid, VmRSSKb / 4, oomScoreAdj, { pgtablesBytes: VmPTEKb * 1024, swapEntries: VmSwapKb / 4 }),
    )
    const badness = badnessOf(
      dumpOf({ ...machine(MemTotal, SwapTotal), tasks, kernel: { release: '5.10.0' } }),
    )
    for (const [index, { statusBefore }] of known.entries()) {
      const judged = badness?.tasks[index]
      if (badness === undefined || judged === undefined) throw new Error(name)
      const { least, most } = scoreOf(judged, badness)
      expect(least).toBe(most)
      const score = judged.unkillable ? 0 : Math.trunc(((1000 + least) * 2) / 3)
      // Since 6.2 a process's counters are read with an error of some pages, each time another one.
      expect(Math.abs(score - (statusBefore?.oomScore ?? Number.NaN)), name).toBeLessThanOrEqual(1)
      if (score === statusBefore?.oomScore) exact++
      compared++
    }
  }
  expect(compared).toBeGreaterThan(1000)
  expect(exact / compared).toBeGreaterThan(0.9)
})

it.each([
  ['constructed/3.10-el7-global/log.txt', 944],
  ['constructed/4.4-arm64-64k-pages/log.txt', 910],
  ['constructed/4.9-global/log.txt', 947],
  ['constructed/rpi-4.19-no-numa/log.txt', 702],
  ['constructed/sysrq-4.4/log.txt', 98],
])('%s: the score that was printed is %d', (path, printed) => {
  const [oom] = ooms(path)
  const badness = oom === undefined ? undefined : badnessOf(oom)
  const chosen = badness?.tasks.find(({ task: { pid } }) => pid === oom?.selected?.pid)
  if (badness === undefined || chosen === undefined) throw new Error('not read')
  expect(oom?.selected?.score).toBe(printed)
  expect(scoreOf(chosen, badness)).toEqual({ least: printed, most: printed })
})

it('puts the victims of the corpus first, where the kernel chose and the table was read', () => {
  const places: Record<string, number> = {}
  for (const { name, files } of corpusCases()) {
    if (name.startsWith('constructed') || !files.includes('dmesg.txt')) continue
    for (const oom of ooms(`${name}/dmesg.txt`)) {
      const [victim] = oom.victims
      const badness = victim?.why === 'selected' ? badnessOf(oom) : undefined
      const row = badness?.tasks.find(({ task: { pid } }) => pid === victim?.pid)
      if (badness === undefined || row === undefined) continue
      const { place } = standingOf(row, badness)
      places[place] = (places[place] ?? 0) + 1
    }
  }
  expect(Object.keys(places).sort()).toEqual(['first', 'first-with-least'])
  expect(places.first).toBeGreaterThan(300)
})

describe('totalPagesOf', () => {
  const group = (cgroup: OomEvent['cgroup']) =>
    totalPagesOf(dumpOf({ scope: 'memcg', ...(cgroup === undefined ? {} : { cgroup }) }))
  const limit = { usageBytes: 40960, limitBytes: 40960 }
  const noEnd = 2 ** 40

  it.each([
    ['v2 without swap', { memory: limit, swap: { usageBytes: 0, limitBytes: 0 } }, 10, 10],
    ['v2 with a limit of swap', { memory: limit, swap: { usageBytes: 0, limitBytes: 8192 } }, 10, 12],
    ['v2 with any swap', { memory: limit, swap: { usageBytes: 0, limitBytes: 'unlimited' } }, 10, noEnd],
    ['v1', { memory: limit, memorySwap: { usageBytes: 0, limitBytes: 81920 } }, 10, 20],
    ['no limit read', { memory: { usageBytes: 40960, limitBytes: 'unlimited' } }, 0, noEnd],
    ['nothing read', undefined, 0, noEnd],
  ] as const)('%s', (_, cgroup, least, most) => {
    expect(group(cgroup)).toEqual({ least, most })
  })

  it('has RAM and swap of the machine, of cpusets only as the most, and nothing of a cut dump', () => {
    expect(totalPagesOf(dumpOf(machine(4000, 400)))).toEqual({ least: 1100, most: 1100 })
    expect(totalPagesOf(dumpOf({ ...machine(4000, 400), scope: 'cpuset' }))).toEqual({
      least: 100,
      most: 1100,
    })
    expect(totalPagesOf(dumpOf({ memInfo: { ramPages: 1000 } }))).toEqual({ least: 0, most: noEnd })
    expect(totalPagesOf(dumpOf({ scope: 'unknown' }))).toEqual({ least: 0, most: noEnd })
  })
})

describe('badnessOf', () => {
  const points = (release: string | undefined, one: Task) =>
    badnessOf(
      dumpOf({
        ...machine(400_000),
        tasks: [one],
        ...(release === undefined ? {} : { kernel: { release } }),
      }),
    )?.tasks[0]?.points.withMost

  it('counts page tables in bytes and in pages, and oom_score_adj in thousandths of all pages', () => {
    expect(points('5.10.0', task(2, 500, 10))).toEqual({ least: 1502, most: 1502 })
    const { pgtablesBytes: _, ...old } = task(2, 500, 10, { nrPtes: 5, nrPmds: 2, swapEntries: 3 })
    expect(points('4.4.0', old)).toEqual({ least: 1510, most: 1510 })
  })

  it('goes below zero from 5.9 on, and where the release is not known it may', () => {
    expect(points('6.1.0-50-cloud-amd64', task(2, 500, -900))).toEqual({ least: -89498, most: -89498 })
    expect(points('5.8.18', task(2, 500, -900))).toEqual({ least: 1, most: 1 })
    expect(points(undefined, task(2, 500, -900))).toEqual({ least: -89498, most: 1 })
    expect(points(undefined, task(2, 500, -900, { rssAnonPages: 1 }))).toEqual({
      least: -89498,
      most: -89498,
    })
  })

  it('allows for the bonus of root until 4.16', () => {
    expect(points('4.16.3', task(2, 1000, 0, { uid: 0 }))).toEqual({ least: 972, most: 1002 })
    expect(points('4.17.0', task(2, 1000, 0, { uid: 0 }))).toEqual({ least: 1002, most: 1002 })
    const { pgtablesBytes: _, ...old } = task(2, 5000, 0, { uid: 0, nrPtes: 2 })
    expect(points('3.10.0', old)).toEqual({ least: 2002, most: 5002 })
  })

  it('is silent where the table lacks what the score is made of', () => {
    const { swapEntries: _, ...withoutSwap } = task(2, 500, 0)
    expect(badnessOf(dumpOf({ tasks: [withoutSwap] }))).toBeUndefined()
    expect(badnessOf(dumpOf({ tasks: [task(2, 500, 0), withoutSwap] }))).toBeUndefined()
    expect(badnessOf(dumpOf({ tasks: [] }))).toBeUndefined()
    const [old] = ooms('constructed/mainline-2.6.32-global/log.txt')
    expect(old?.tasks?.length).toBeGreaterThan(0)
    expect(old === undefined ? old : badnessOf(old)).toBeUndefined()
  })

  it('never ranks init and those with oom_score_adj -1000', () => {
    const tasks = [task(1, 9000, 0), task(2, 9000, -1000), task(3, 10, 0)]
    const badness = badnessOf(dumpOf({ ...machine(400_000), tasks }))
    expect(badness?.ranked.map(({ task: { pid } }) => pid)).toEqual([3])
  })

  it('ranks 50,000 tasks in no time', () => {
    const tasks = Array.from({ length: 50_000 }, (_, index) => task(index + 2, (index * 7919) % 50_021, 0))
    const badness = badnessOf(dumpOf({ ...machine(4_000_000), tasks }))
    const last = badness?.tasks.at(-1)
    if (badness === undefined || last === undefined) throw new Error('not judged')
    const started = performance.now()
    expect(badness.ranked[0]?.task.rssPages).toBe(50_020)
    expect(standingOf(last, badness).place).toBe('behind')
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('standingOf', () => {
  const limited = (swap: number | 'unlimited', tasks: Task[]) => {
    const cgroup = {
      memory: { usageBytes: 40_960_000, limitBytes: 40_960_000 },
      swap: { usageBytes: 0, limitBytes: swap },
    }
    const badness = badnessOf(dumpOf({ scope: 'memcg', cgroup, tasks }))
    const [first] = badness?.tasks ?? []
    if (badness === undefined || first === undefined) throw new Error('not judged')
    const { place, rival } = standingOf(first, badness)
    return [place, rival?.task.pid]
  }

  it('knows what the swap that the dump does not tell can change', () => {
    expect(limited('unlimited', [task(2, 900, 0), task(3, 800, 0)])).toEqual(['first', 3])
    // 10,000 pages: an adj of 10 is worth 100 of them without swap, and more with it.
    expect(limited(0, [task(2, 950, 0), task(3, 800, 10)])).toEqual(['first', 3])
    expect(limited('unlimited', [task(2, 950, 0), task(3, 800, 10)])).toEqual(['first-with-least', 3])
    expect(limited('unlimited', [task(2, 850, 10), task(3, 1000, 0)])).toEqual(['open', 3])
    expect(limited('unlimited', [task(2, 800, 0), task(3, 850, 10)])).toEqual(['behind', 3])
  })

  it('is first alone, and beside one with as many points', () => {
    expect(limited(0, [task(2, 900, 0)])).toEqual(['first', undefined])
    expect(limited(0, [task(2, 900, 0), task(3, 900, 0)])).toEqual(['first', 3])
  })
})
