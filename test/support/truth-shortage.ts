import { processesOf, touchedBytes, truthOf } from './machine-truth.js'
import { type Check, figure, LAG, wrong } from './truth-told.js'

const watermark: Check = (finding, [dump], truth) => {
  const free = figure(finding, 'freeBytes')
  return wrong({
    'no limit of a cgroup': dump?.type !== 'oom' || truth.expect.constraint !== 'CONSTRAINT_MEMCG',
    'not asked for': truth.scenario !== 'p-sysrq-f',
    // Memory was free before the run, and was used up by then.
    'free memory': free * 4 < 1024 * (truth.before.meminfo.MemFree ?? Number.NaN),
    proof: free - figure(finding, 'lowmemReserveBytes') <= figure(finding, 'minBytes'),
  })
}

const nodeExhausted: Check = (finding, [dump], truth) => {
  const constraint = truthOf(truth, dump?.victims ?? [])?.constraint
  // `bind` takes a mask of nodes.
  const mask = truth.steps.flatMap(({ cmd }) => /^bind ([0-9]+)$/.exec(cmd ?? '')?.[1] ?? [])[0]
  return wrong({
    constraint: constraint === 'CONSTRAINT_CPUSET' || constraint === 'CONSTRAINT_MEMORY_POLICY',
    'who holds it': finding.summary.startsWith(
      constraint === 'CONSTRAINT_CPUSET' ? 'The cpuset' : 'The memory policy',
    ),
    node: mask === undefined || finding.title.startsWith(`NUMA node ${Math.log2(Number(mask))} `),
    'free elsewhere': figure(finding, 'freeElsewhereBytes') <= 1024 * (truth.before.meminfo.MemFree ?? 0),
  })
}

const unaccounted: Check = (finding, _, truth) => {
  const { MemTotal = 0, MemFree = 0, AnonPages = 0, Shmem = 0, Slab = 0 } = truth.before.meminfo
  const unlisted = 1024 * (MemTotal - MemFree - AnonPages - Shmem - Slab)
  return wrong({
    scenario: truth.scenario === 'g-vmalloc',
    RAM: figure(finding, 'ramBytes') === 1024 * MemTotal,
    // The table of a device that is larger than the machine was being made when the memory ran out.
    'more than before': figure(finding, 'remainderBytes') > unlisted,
  })
}

const hugepageReserve: Check = (finding, _, { before: { meminfo } }) => {
  const page = 1024 * (meminfo.Hugepagesize ?? Number.NaN)
  return wrong({
    RAM: figure(finding, 'ramBytes') === 1024 * (meminfo.MemTotal ?? Number.NaN),
    total: figure(finding, 'hugePagesBytes') === page * (meminfo.HugePages_Total ?? Number.NaN),
    free: figure(finding, 'freeHugePagesBytes') === page * (meminfo.HugePages_Free ?? Number.NaN),
  })
}

const protectedTasks: Check = (finding, [dump], truth) => {
  const inside = processesOf(truth, dump?.scope === 'memcg' ? dump.cgroup?.limitOwner : undefined)
  const spared = inside.filter(({ oomScoreAdj }) => oomScoreAdj === -1000)
  const before = touchedBytes(spared, 'anonKb')
  const limit = (finding.figures?.usageBytes as number | undefined) ?? before
  if (dump?.outcome === 'killed')
    return wrong({ most: before * 2 >= 1024 * (truth.before.meminfo.MemTotal ?? 0) })
  return wrong({
    all: spared.length === inside.length && spared.length > 0,
    // Where nobody could be killed the limit was lifted, and the program went on.
    rss: !(figure(finding, 'protectedRssBytes') + LAG < Math.min(before, limit)),
    nobody: inside.every(({ death }) => death === undefined),
  })
}

const panicPolicy: Check = (finding, [dump], { sysctl, expect }) => {
  const setting = sysctl['vm/panic_on_oom']
  return wrong({
    panic: expect.panic === true,
    setting: setting === '2' || (setting === '1' && dump?.scope === 'global'),
    'which one': finding.summary.includes('at any OOM') === (setting === '2'),
  })
}

const manual: Check = (_, [dump], truth) =>
  wrong({
    scenario: truth.scenario === 'p-sysrq-f',
    order: truthOf(truth, dump?.victims ?? [])?.order === -1,
  })

export const SHORTAGE_CHECKS: Readonly<Record<string, Check>> = {
  watermark,
  'node-exhausted': nodeExhausted,
  unaccounted,
  'hugepage-reserve': hugepageReserve,
  protected: protectedTasks,
  'panic-policy': panicPolicy,
  manual,
}
