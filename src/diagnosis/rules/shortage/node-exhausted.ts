import {
  type DumpFigures,
  isPlenty,
  unlistedMemory,
  type ZoneFigures,
  zoneFigures,
} from '../../../figures/index.js'
import type { DumpEvent } from '../../../record/index.js'
import { short } from '../../amounts.js'
import { type Answer, type SaidLine, shortageRule } from '../../dump-rule.js'
import { named } from '../../evidence.js'
import { doubts, howShort, largestOf, type NodeBound, nodeBoundOf, zonesInReach } from './reach.js'
import { inequality, nameOf, REFERENCES, requestLine, totalLine, zoneLines } from './zone-words.js'

/** A memory policy or a cpuset holds the request to some nodes; those are empty, the others are not. */
export const nodeExhausted = shortageRule({
  id: 'node-exhausted',
  question: 'Was one NUMA node empty while others had memory?',
  needs: ['oom', 'page-allocation-failure'],
  references: [
    ...REFERENCES,
    'https://docs.kernel.org/admin-guide/mm/numa_memory_policy.html',
    'https://docs.kernel.org/admin-guide/cgroup-v2.html#cpuset-interface-files',
  ],
  decide(dump) {
    const figures = zoneFigures(dump)
    const bound = figures === undefined ? undefined : nodeBoundOf(dump, figures.request)
    if (figures === undefined || bound === undefined) return undefined
    const inReach = zonesInReach(figures)
    const level = howShort(dump, inReach)
    const others = elsewhereOf(dump, figures)
    if (level === 'above') return undefined
    if (level === 'unknown' || others === undefined) return bound.isStated ? untold(dump, bound) : undefined
    if (!isPlenty(others.freeBytes, others.ramBytes)) return undefined
    return exhausted(dump, figures, bound, inReach, others, level)
  },
})

interface Elsewhere {
  readonly freeBytes: number
  readonly ramBytes: number
  readonly zones: readonly ZoneFigures[]
}

/** What other nodes have: by their own lines (until 2.6.38 all nodes are printed), or by what the totals have more. */
function elsewhereOf(dump: DumpEvent, { zones }: DumpFigures): Elsewhere | undefined {
  const others = zones.filter(({ access }) => access === 'other-node')
  if (others.length > 0) {
    let [freeBytes, ramBytes] = [0, 0]
    for (const { zone } of others) {
      freeBytes += zone.bytes.free ?? 0
      ramBytes += zone.bytes.present ?? 0
    }
    return { freeBytes, ramBytes, zones: others }
  }
  const unlisted = unlistedMemory(dump)
  if (unlisted?.ramBytes === undefined) return undefined
  return { freeBytes: unlisted.freeBytes, ramBytes: unlisted.ramBytes, zones: [] }
}

function exhausted(
  dump: DumpEvent,
  figures: DumpFigures,
  bound: NodeBound,
  inReach: readonly ZoneFigures[],
  { freeBytes, ramBytes, zones }: Elsewhere,
  level: 'min' | 'high',
): Answer {
  const isOne = /^[0-9]+$/.test(bound.nodes)
  const which =
    bound.nodes.length <= 12 ? `NUMA node${isOne ? '' : 's'} ${bound.nodes}` : 'The allowed NUMA nodes'
  const free = inReach.reduce((all, one) => all + (one.free?.freeBytes ?? 0), 0)
  const worst = largestOf(inReach)
  const mark = worst?.standing === 'below' ? 'min' : 'high'
  const zone = worst === undefined ? '' : ` (${nameOf(worst.zone)}: ${inequality(worst, mark)})`
  const missing = missingOf(dump, figures, bound, inReach, zones.length > 0, level)
  return {
    verdict: missing.length === 0 ? 'confirmed' : 'likely',
    title: `${which} had no memory left while other nodes did`,
    summary: `${holder(bound)} lets the request use ${isOne ? 'node' : 'nodes'} ${named(bound.nodes)} only, with ${short(free)} free${zone}; ${short(freeBytes)} of ${short(ramBytes)} are free on other nodes.`,
    lines: [
      requestLine(dump),
      ...boundLine(dump, bound),
      ...zoneLines(dump, [...inReach, ...zones]),
      ...(zones.length > 0 ? [] : totalLine(dump)),
    ],
    figures: { freeAllowedBytes: free, freeElsewhereBytes: freeBytes, ramElsewhereBytes: ramBytes },
    missing,
    overturnedBy: 'lines of the other nodes that show them as empty',
    next: [
      'numactl --hardware; numastat -m  # free memory of each node',
      bound.by === 'cpuset'
        ? 'widen cpuset.mems of the cgroup (systemd: AllowedMemoryNodes=), or give its CPUs and nodes to fewer tasks'
        : 'let the policy prefer the nodes and not insist on them: numactl --preferred in place of --membind (systemd: NUMAPolicy=)',
    ],
  }
}

function missingOf(
  dump: DumpEvent,
  figures: DumpFigures,
  bound: NodeBound,
  inReach: readonly ZoneFigures[],
  areOthersPrinted: boolean,
  level: 'min' | 'high',
): string[] {
  const missing = doubts(dump, figures, inReach)
  if (!bound.isStated && !areOthersPrinted)
    missing.push(
      'the other nodes: that there are any follows from the size of the machine (numactl --hardware)',
    )
  // From 6.1 on higher zones of the same node are left out as well.
  const mayBeSameNode = figures.request.highestZone !== 'Movable' && !areOthersPrinted
  if (mayBeSameNode && inReach.some(({ zone }) => zone.bytes.boost !== undefined))
    missing.push(
      'the zones of the same nodes that the request cannot use, which are not printed (/proc/zoneinfo)',
    )
  if (level === 'high')
    missing.push(
      'free memory at the moment of the request: the dump is printed later, and some had come free',
    )
  return missing
}

function holder({ by }: NodeBound): string {
  return by === 'cpuset' ? 'The cpuset' : 'The memory policy'
}

function boundLine(dump: DumpEvent, { by, nodes }: NodeBound): SaidLine[] {
  if (dump.type !== 'oom' || dump.constraint === undefined) return []
  const { constraint, line } = dump.constraint
  const key = by === 'cpuset' ? 'mems_allowed' : 'nodemask'
  return [{ line, says: `${named(constraint)}, ${key}=${named(nodes)}` }]
}

function untold(dump: DumpEvent, bound: NodeBound): Answer {
  return {
    verdict: 'cannot-tell',
    title: 'Whether other NUMA nodes had memory cannot be told',
    summary: `${holder(bound)} lets the request use some nodes only, and the free memory of these or of the machine was not read.`,
    lines: [requestLine(dump), ...boundLine(dump, bound)],
    missing: ['kernel log: Mem-Info with "free:" of the machine, the zone lines, and "pages RAM"'],
    next: ['journalctl -k  # the whole dump', 'numactl --hardware; numastat -m'],
  }
}
