import type { Finding } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { MOST_SHOWN } from '../../evidence.js'
import { addTo } from '../../grouped.js'
import { type NodeLimitOom, nodeLimitOoms } from '../../limits.js'
import type { Rule } from '../../rule.js'
import { cannotTellLimit, cannotTellWithoutOom } from '../../stale/cannot-tell.js'
import { type Chain, chainOf, isHealthy, type LimitInForce } from '../../stale/chain.js'
import { evidenceOf } from '../../stale/evidence.js'
import { type LimitFacts, limitFactsOf } from '../../stale/facts.js'
import { type Weighed, weigh } from '../../stale/premises.js'
import { type Staleness, stalenessOf } from '../../stale/staleness.js'
import { droppedLimit } from '../../stale/without-oom.js'
import { nextSteps, overturnedBy, STALE_REFERENCES, summaryOf, titleOf } from '../../stale/wording.js'

interface Judged {
  readonly chain: Chain
  readonly staleness: Staleness
  readonly weighed: Weighed
}

const RULE = 'stale-node-limit'

export const staleNodeLimit: Rule = {
  id: RULE,
  question: "Is the limit of all pods that was hit the one that the node's configuration asks for?",
  needs: [
    'oom',
    'kubelet-node-config',
    'config-file-modified',
    'kubelet-allocatable-enforced',
    'systemd-reload',
    'node-allocatable',
  ],
  decide(one) {
    const facts = limitFactsOf(one)
    const found = new Map<string, Judged[]>()
    const open: LimitInForce[] = []
    const hits = nodeLimitOoms(one)
    if (!usesSystemd(one, hits)) return []
    for (const { event, limitBytes, owner } of hits) {
      const limit = { event, bytes: limitBytes, owner, pageBytes: event.pageSizeBytes }
      const chain = chainOf(facts, limit)
      const staleness = isHealthy(facts, chain) ? undefined : stalenessOf(chain)
      if (staleness === undefined) {
        if (isUndecided(chain)) open.push(limit)
        continue
      }
      const judged = { chain, staleness, weighed: weigh(facts, chain, staleness) }
      const key = causeOf(judged)
      addTo(found, key, judged)
    }
    const findings = [...found.values()].flatMap((same) => findingOf(one, same))
    if (open.length > 0) findings.push(cannotTellLimit(RULE, one, open))
    return hits.length === 0 ? [...findings, ...withoutOom(facts)] : findings
  },
}

/** Without an OOM the readings of the limit alone can show that it fell behind the kubelet's back. */
function withoutOom(facts: LimitFacts): Finding[] {
  const dropped = droppedLimit(facts)
  if (dropped === undefined) return cannotTellWithoutOom(RULE, facts)
  const chain = chainOf(facts, dropped)
  const staleness = isHealthy(facts, chain) ? undefined : stalenessOf(chain)
  if (staleness === undefined || staleness === 'suspected') return []
  const weighed = weigh(facts, chain, staleness)
  return findingOf(facts.one, [
    {
      chain,
      staleness,
      weighed: {
        ...weighed,
        verdict: weighed.verdict === 'possible' ? 'possible' : 'likely',
        missing: ['kernel log: an OOM at this limit', ...weighed.missing],
      },
    },
  ])
}

/** With the cgroupfs driver kubepods is no unit of systemd: nothing is written back. */
function usesSystemd(one: Case, hits: readonly NodeLimitOom[]): boolean {
  const configured = one.of('kubelet-node-config').findLast(({ cgroupDriver }) => cgroupDriver !== undefined)
  if (configured !== undefined) return configured.cgroupDriver !== 'cgroupfs'
  return hits.every(({ event }) => event.cgroup?.limitOwnerIdentity?.driver !== 'cgroupfs')
}

/** Nothing was read that the limit could be compared with. */
function isUndecided({ expected, allocatable }: Chain): boolean {
  return expected === undefined && allocatable === undefined
}

/** OOMs at one limit that come from the same change and rest on the same premises are one finding. */
function causeOf({ chain: { limit, origin, changed }, weighed }: Judged): string {
  return JSON.stringify([
    limit.bytes,
    limit.owner,
    origin?.reservation.event.id,
    changed?.at.epochMs,
    weighed.verdict,
    weighed.missing.length,
  ])
}

function findingOf(one: Case, same: readonly Judged[]): Finding[] {
  const [judged] = same
  if (judged === undefined) return []
  const chains = same.map(({ chain }) => chain)
  const { staleness, weighed } = judged
  return [
    {
      rule: RULE,
      verdict: weighed.verdict,
      title: titleOf(judged.chain),
      summary: summaryOf(chains, staleness, weighed),
      events: chains.map(({ limit }) => limit.event.id),
      evidence: evidenceOf(one, chains.slice(0, MOST_SHOWN)),
      missing: [...weighed.missing],
      overturnedBy: overturnedBy(judged.chain),
      next: nextSteps(judged.chain, weighed.canBeReload),
      references: STALE_REFERENCES,
    },
  ]
}
