import type { Finding, KubeletEviction } from '../../../record/index.js'
import { amount } from '../../amounts.js'
import type { Case } from '../../case.js'
import { hardThreshold } from '../../eviction-threshold.js'
import { EvidenceLines, MOST_SHOWN, times } from '../../evidence.js'
import { addTo } from '../../grouped.js'
import { beginOf, type LimitReading, printedLimit } from '../../limits.js'
import { surelyBefore } from '../../order.js'
import { inWords } from '../../printed.js'
import type { Rule } from '../../rule.js'
import { type Chain, chainOf, isHealthy, type LimitInForce } from '../../stale/chain.js'
import { addAllocatable, addCapacity, addConfiguration } from '../../stale/evidence.js'
import { computedInWords } from '../../stale/expected.js'
import { type LimitFacts, limitFactsOf } from '../../stale/facts.js'
import { weigh } from '../../stale/premises.js'
import { stalenessOf } from '../../stale/staleness.js'
import { nextSteps, STALE_REFERENCES } from '../../stale/wording.js'

const RULE = 'eviction-at-stale-limit'
const PHASES: readonly KubeletEviction['phase'][] = [
  'threshold-met',
  'must-evict',
  'ranked',
  'evicting',
  'evicted',
  'critical-pod-skipped',
]
const PAGE_BYTES = 4096

export const evictionAtStaleLimit: Rule = {
  id: RULE,
  question: 'Why were pods evicted for memory on a node with memory to spare?',
  needs: ['kubelet-eviction', 'limit-observed', 'kubelet-node-config', 'node-allocatable'],
  decide(one) {
    const facts = limitFactsOf(one)
    const measured = facts.readings
      .ofAllPods()
      .filter(({ event }) => event.property === 'allocatableMemory.available')
    const found = new Map<LimitReading, KubeletEviction[]>()
    const blind: KubeletEviction[] = []
    for (const event of one.of('kubelet-eviction')) {
      if (!PHASES.includes(event.phase) || (event.resource ?? 'memory') !== 'memory') continue
      const reading = measured.findLast((each) => surelyBefore(beginOf(each), event))
      if (reading !== undefined) addTo(found, reading, event)
      else if (measured.length === 0 && event.resource === 'memory') blind.push(event)
    }
    const findings = [...found].flatMap(([reading, evictions]) => findingOf(facts, reading, evictions))
    return blind.length === 0 ? findings : [...findings, cannotTell(one, blind)]
  },
}

function findingOf(
  facts: LimitFacts,
  reading: LimitReading,
  evictions: readonly KubeletEviction[],
): Finding[] {
  const chain = chainOf(facts, inForce(reading))
  if (isHealthy(facts, chain)) return []
  const staleness = stalenessOf(chain)
  // Only events that name memory begin an episode: a pod is ranked for disks as well.
  if (staleness === undefined || staleness === 'suspected') return []
  if (!evictions.some(({ resource }) => resource === 'memory')) return []
  const measured = printedLimit(reading.event, reading.bytes)
  const lines = new EvidenceLines().quote(
    measured,
    `allocatableMemory.available: its capacity is ${inWords(measured)}`,
  )
  for (const event of evictions.slice(0, MOST_SHOWN)) lines.add(event, `eviction manager: ${event.phase}`)
  if (chain.expected !== undefined) {
    addConfiguration(lines, chain.expected.reservation, `computed: ${computedInWords(chain.expected)}`)
    addCapacity(lines, chain.expected.capacity)
  }
  if (chain.allocatable !== undefined) addAllocatable(lines, chain.allocatable)
  if (chain.reading !== undefined) {
    const printed = printedLimit(chain.reading.event, chain.reading.bytes)
    lines.quote(printed, `the limit was ${inWords(printed)}`)
  }
  lines.add(chain.reload, 'systemd reload')
  const roomy = memoryToSpare(facts.one, evictions)
  lines.add(roomy, 'memory.available of the whole node was above its threshold')
  const isProved = staleness !== 'below-reading'
  const missing = [
    ...(isProved ? [] : ['node facts: Allocatable, or the capacity and the reservation']),
    ...(roomy === undefined ? ['kubelet log: observations of memory.available (verbosity 3 and up)'] : []),
  ]
  return [
    {
      rule: RULE,
      verdict: missing.length === 0 ? 'confirmed' : missing.length === 1 ? 'likely' : 'possible',
      title: 'The kubelet evicts against a limit that is too low',
      summary: `The eviction manager ${deedOf(evictions)} while it measured against a limit of ${amount(reading.bytes)} for all pods, ${shortfall(chain)}. ${
        roomy === undefined
          ? 'That the node itself had memory to spare is inferred.'
          : 'The node itself had memory to spare.'
      }`,
      events: evictions.map(({ id }) => id),
      evidence: lines.inOrder(facts.one),
      missing,
      overturnedBy: 'memory.available of the whole node being below its threshold at that time',
      next: nextSteps(chain, weigh(facts, chain, staleness).canBeReload),
      references: STALE_REFERENCES,
    },
  ]
}

/** What it did: the lines of one pass tell of one deed. */
function deedOf(evictions: readonly KubeletEviction[]): string {
  const count = (phase: KubeletEviction['phase']) => evictions.filter((one) => one.phase === phase).length
  const passes = count('threshold-met')
  const evicted = count('evicted')
  return `${passes > 0 ? `set out ${times(passes)} to reclaim memory` : 'acted'}${
    evicted > 0 ? ` and evicted ${evicted === 1 ? 'a pod' : `${evicted} pods`}` : ''
  }`
}

function inForce({ event, bytes }: LimitReading): LimitInForce {
  return { event, bytes, owner: event.cgroup, pageBytes: PAGE_BYTES }
}

function shortfall({ limit, expected, allocatable, reading }: Chain): string {
  if (expected !== undefined)
    return `${amount(expected.bytes - limit.bytes)} below the ${amount(expected.bytes)} that its configuration gives`
  if (allocatable !== undefined && allocatable.bytes > limit.bytes)
    return `${amount(allocatable.bytes - limit.bytes)} below Allocatable ${amount(allocatable.bytes)}`
  return `${amount((reading?.bytes ?? limit.bytes) - limit.bytes)} below the ${amount(reading?.bytes ?? limit.bytes)} read before`
}

/** A measurement of the whole node around the evictions whose least value is above the hard threshold of that time. */
function memoryToSpare(one: Case, evictions: readonly KubeletEviction[]): KubeletEviction | undefined {
  const [first] = evictions
  const last = evictions.at(-1)
  if (first === undefined || last === undefined) return undefined
  const threshold = hardThreshold(one, (config) => !surelyBefore(first, config))?.bytes
  if (threshold === undefined) return undefined
  return one.of('kubelet-eviction').find((event) => {
    const least = event.leastAvailableBytes ?? event.availableBytes
    if (event.phase !== 'observation' || event.signal !== 'memory.available') return false
    return least !== undefined && least > threshold && spans(event, first, last)
  })
}

function spans(series: KubeletEviction, first: KubeletEviction, last: KubeletEviction): boolean {
  const from = series.at.epochMs
  const to = (series.lastAt ?? series.at).epochMs
  const begin = first.at.epochMs
  const end = last.at.epochMs
  if (from === undefined || to === undefined || begin === undefined || end === undefined) return false
  return from <= begin && to >= end - 15_000
}

function cannotTell(one: Case, events: readonly KubeletEviction[]): Finding {
  const lines = new EvidenceLines()
  for (const event of events.slice(0, MOST_SHOWN)) lines.add(event, `eviction manager: ${event.phase}`)
  return {
    rule: RULE,
    verdict: 'cannot-tell',
    title: 'Which limit the evictions were measured against cannot be told',
    summary: 'The kubelet evicted for memory. Which capacity it measured against was not logged.',
    events: events.map(({ id }) => id),
    evidence: lines.inOrder(one),
    missing: ['kubelet log: observations of allocatableMemory.available (verbosity 3 and up)'],
    next: ['systemctl show kubepods.slice -p MemoryLimit -p MemoryMax'],
    references: STALE_REFERENCES,
  }
}
