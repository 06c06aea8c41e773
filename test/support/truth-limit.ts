import { named } from '../../src/diagnosis/evidence.js'
import type { OomEvent } from '../../src/record/index.js'
import {
  type MachineTruth,
  processesOf,
  type Touched,
  type TruthCgroup,
  type TruthProcess,
  touchedBytes,
  truthOf,
} from './machine-truth.js'
import { type Check, figure, LAG, wrong } from './truth-told.js'

const OWNERS: Readonly<Record<string, RegExp>> = {
  CONSTRAINT_NONE: /machine itself/,
  CONSTRAINT_CPUSET: /cpuset/,
  CONSTRAINT_MEMORY_POLICY: /memory policy/,
}

const limitOwner: Check = (finding, [dump], truth) => {
  const event = truthOf(truth, dump?.victims ?? [])
  const constraint = event?.constraint ?? truth.expect.constraint
  if (dump?.scope !== 'memcg')
    return wrong({ constraint: OWNERS[constraint ?? '']?.test(finding.title) === true })
  const owner = dump.cgroup?.limitOwner ?? ''
  const files = truth.before.cgroups[owner]
  const which = finding.title.includes('memory+swap') ? 'memory.memsw.limit_in_bytes' : limitFile(files)
  return wrong({
    constraint: constraint === undefined || constraint === 'CONSTRAINT_MEMCG',
    owner: event?.oomMemcg === undefined ? files !== undefined : owner === event.oomMemcg,
    'the owner that is named': /^[,;.]/.test(
      finding.summary.replace(`The limit belongs to ${named(event?.oomMemcg ?? owner)}`, ''),
    ),
    'all pods': finding.title.startsWith('All pods') === /\/kubepods(\.slice)?$/.test(owner),
    limit: finding.figures?.limitBytes === undefined || figure(finding, 'limitBytes') === files?.[which],
  })
}

function limitFile(files: TruthCgroup | undefined): string {
  return files?.['memory.max'] === undefined ? 'memory.limit_in_bytes' : 'memory.max'
}

const KINDS: readonly (readonly [Touched, RegExp])[] = [
  ['anonKb', /anonymous/],
  ['fileKb', /tmpfs/],
  ['kmemKb', /kernel memory/],
]

const limitComposition: Check = (finding, [dump], truth) => {
  // A slow console takes characters out of the path: then nothing tells which of the cgroups it is.
  if (dump?.completeness.complete === false && ownerOf(dump, truth) === undefined) return []
  const inside = insideOf(dump, truth)
  const usage = figure(finding, 'usageBytes')
  const touched = touchedBytes(inside, 'anonKb')
  const stat = ownerOf(dump, truth)?.['memory.stat']
  const before = stat?.anon ?? stat?.total_rss ?? 0
  const main = KINDS.filter(([kind]) => touchedBytes(inside, kind) * 2 > usage)
  const { anonBytes = 0, unmappedBytes = 0 } = (finding.figures ?? {}) as Record<string, number>
  return wrong({
    usage: usage <= Number(ownerOf(dump, truth)?.[limitFile(ownerOf(dump, truth))]),
    'what filled it': main.length !== 1 || main[0]?.[1].test(finding.title) === true,
    // A panic comes after the last count; threads and tasks that are not counted were there before.
    'anonymous memory': truth.expect.panic === true || anonBytes + unmappedBytes <= touched + before + LAG,
  })
}

const rssBelowLimit: Check = (finding, [dump], truth) => {
  const inside = insideOf(dump, truth)
  const [other] = KINDS.filter(([kind]) => kind !== 'anonKb').toSorted(
    ([a], [b]) => touchedBytes(inside, b) - touchedBytes(inside, a),
  )
  return wrong({
    cause: other?.[1].test(finding.title) === true,
    // The code of the test programs lies in a tmpfs and is less than 1 MiB.
    rss: figure(finding, 'rssBytes') <= touchedBytes(inside, 'anonKb') + LAG * (1 + inside.length),
  })
}

const tmpfsHeld: Check = (finding, [dump], truth) => {
  const inside = insideOf(dump, truth)
  const written = touchedBytes(inside, 'fileKb')
  const before = ownerOf(dump, truth)?.['memory.stat']?.shmem ?? 0
  return wrong({
    'at least what was there before': figure(finding, 'shmemBytes') >= before,
    'what was written':
      figure(finding, 'shmemBytes') <= written + LAG && figure(finding, 'heldBytes') <= written,
  })
}

const kernelMemory: Check = (finding, [dump], truth) => {
  const kernel = figure(finding, 'kernelBytes')
  const before =
    dump?.scope === 'memcg'
      ? (ownerOf(dump, truth)?.['memory.stat']?.kernel ?? 0)
      : 1024 * (truth.before.meminfo.SUnreclaim ?? 0)
  return wrong({
    'what was held': kernel >= touchedBytes(insideOf(dump, truth), 'kmemKb'),
    'what was there before': kernel + LAG >= before,
  })
}

const swapState: Check = (finding, [dump], truth) => {
  const total = 1024 * (truth.before.meminfo.SwapTotal ?? Number.NaN)
  if (dump?.scope !== 'memcg')
    return wrong({
      total: figure(finding, 'swapTotalBytes') === total,
      none: finding.title.includes('no swap') === (total === 0),
    })
  const owner = ownerOf(dump, truth)
  const memorySwap = owner?.['memory.memsw.limit_in_bytes']
  const limit =
    memorySwap === undefined
      ? owner?.['memory.swap.max']
      : Number(memorySwap) - Number(owner?.['memory.limit_in_bytes'])
  return wrong({
    limit: figure(finding, 'swapLimitBytes') === limit,
    'may not': finding.title.includes('may not use swap') === (limit === 0),
  })
}

const victimNotLargest: Check = (finding, [dump], truth) => {
  const pid = dump?.victims[0]?.pid
  const victim = truth.processes.find((one) => one.pid === pid)
  if (victim === undefined) return ['the victim']
  const anon = (one: TruthProcess) => touchedBytes([one], 'anonKb')
  const larger = insideOf(dump, truth).filter((one) => one.death === undefined && anon(one) > anon(victim))
  if (finding.title.includes('asked for memory'))
    return wrong({ setting: truth.sysctl['vm/oom_kill_allocating_task'] !== '0' && dump?.scope !== 'memcg' })
  return wrong({
    'a larger one': larger.length > 0,
    'the setting': truth.sysctl['vm/oom_kill_allocating_task'] === '0' || dump?.scope === 'memcg',
    'may not be killed':
      !finding.title.includes('may not be killed') ||
      larger.every(({ oomScoreAdj }) => oomScoreAdj === -1000),
    oom_score_adj:
      !finding.title.includes('oom_score_adj') ||
      larger.every(({ oomScoreAdj }) => oomScoreAdj < victim.oomScoreAdj),
  })
}

const invokerNotVictim: Check = (_, [dump], truth) => {
  const event = truthOf(truth, dump?.victims ?? [])
  const trigger = event?.trigger
  const died = new Set([event?.victim, ...(event?.groupVictims ?? [])].map((victim) => victim?.pid))
  return wrong({
    'who asked': trigger === undefined || trigger.comm === dump?.trigger.comm,
    'who died': !died.has(trigger?.pid ?? dump?.trigger.pid) && event !== undefined,
  })
}

const groupKill: Check = (finding, [dump], truth) => {
  const group = truthOf(truth, dump?.victims ?? [])?.groupVictims?.map(({ pid }) => pid) ?? []
  const spared = insideOf(dump, truth).filter(({ oomScoreAdj }) => oomScoreAdj === -1000)
  return wrong({
    count: figure(finding, 'victimCount') === group.length,
    victims: dump?.victims.every(({ pid }) => group.includes(pid)) === true,
    spared: (finding.figures?.sparedTaskCount ?? 0) === spared.length,
  })
}

const partialContainerKill: Check = (finding, dumps, truth) => {
  const inside = insideOf(dumps[0], truth)
  const alive = inside.filter(({ death }) => death === undefined)
  const told = finding.evidence.flatMap(({ says }) => /^listed: ([0-9]+)/.exec(says)?.[1] ?? [])
  return wrong({
    'lives on': told.length > 0 && told.every((pid) => alive.some((one) => one.pid === Number(pid))),
    others: figure(finding, 'survivingTaskCount') === alive.length,
    kills: figure(finding, 'killCount') <= inside.length - alive.length,
  })
}

const repeat: Check = (finding, dumps, truth) => {
  const events = dumps.map(({ victims }) => truthOf(truth, victims))
  const [first] = events
  return wrong({
    count: figure(finding, 'killCount') === new Set(dumps.map(({ victims }) => victims[0]?.pid)).size,
    'the same': events.every(
      (event) =>
        event !== undefined &&
        event.victim?.comm === first?.victim?.comm &&
        event.oomMemcg === first?.oomMemcg,
    ),
  })
}

function insideOf(dump: OomEvent | undefined, truth: MachineTruth): TruthProcess[] {
  return processesOf(truth, dump?.scope === 'memcg' ? ownerPath(dump, truth) : undefined)
}

function ownerOf(dump: OomEvent | undefined, truth: MachineTruth): TruthCgroup | undefined {
  return truth.before.cgroups[ownerPath(dump, truth)]
}

/** Paths can be too long for the kernel's line. */
function ownerPath(dump: OomEvent | undefined, truth: MachineTruth): string {
  return truthOf(truth, dump?.victims ?? [])?.oomMemcg ?? dump?.cgroup?.limitOwner ?? '?'
}

export const LIMIT_CHECKS: Readonly<Record<string, Check>> = {
  'limit-owner': limitOwner,
  'limit-composition': limitComposition,
  'rss-below-limit': rssBelowLimit,
  'tmpfs-held': tmpfsHeld,
  'kernel-memory': kernelMemory,
  'swap-state': swapState,
  'victim-not-largest': victimNotLargest,
  'invoker-not-victim': invokerNotVictim,
  'group-kill': groupKill,
  'partial-container-kill': partialContainerKill,
  repeat,
}
