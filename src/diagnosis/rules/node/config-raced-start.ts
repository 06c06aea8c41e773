import type { ConfigFileModified, Finding, KubeletNodeConfig } from '../../../record/index.js'
import { amount, sameLimit } from '../../amounts.js'
import type { Case } from '../../case.js'
import { configurationChanges } from '../../config-files.js'
import { EvidenceLines, moment, named } from '../../evidence.js'
import { type NodeLimitOom, nodeLimitOoms } from '../../limits.js'
import { isBefore, surelyBefore } from '../../order.js'
import type { Rule } from '../../rule.js'
import { addCapacity, addChange, addConfiguration, addLimit } from '../../stale/evidence.js'
import { computedFrom, computedInWords } from '../../stale/expected.js'
import { type Computed, type LimitFacts, limitFactsOf } from '../../stale/facts.js'
import { STALE_REFERENCES } from '../../stale/wording.js'

const RULE = 'config-raced-start'

/** A provisioner that writes the file while the kubelet is starting is done within a minute. */
const RACE_MS = 60_000

export const configRacedStart: Rule = {
  id: RULE,
  question: 'Did the configuration change just after the limit was computed from it?',
  needs: ['config-file-modified', 'kubelet-node-config', 'oom'],
  decide(one) {
    const found: Finding[] = []
    const seen = new Set<string>()
    const facts = limitFactsOf(one)
    const hits = nodeLimitOoms(one)
    for (const changed of configurationChanges(one)) {
      const computed = computationBefore(one, changed)
      const key = `${changed.path}\n${changed.at.epochMs}`
      if (computed === undefined || seen.has(key)) continue
      seen.add(key)
      found.push(...findingOf(facts, hits, changed, computed))
    }
    return [...found, ...withoutTimes(one, hits)]
  },
}

export function isRacedStart(one: Case, changed: ConfigFileModified): boolean {
  return computationBefore(one, changed) !== undefined
}

/** The computation that a change came too late for, by less than a minute. */
function computationBefore(one: Case, changed: ConfigFileModified): KubeletNodeConfig | undefined {
  const computed = one
    .of('kubelet-node-config')
    .findLast((event) => event.phase === 'computed' && isBefore(event, changed) !== 'no')
  if (computed === undefined || computed.at.epochMs === undefined || changed.at.epochMs === undefined)
    return undefined
  const afterMs = changed.at.epochMs - computed.at.epochMs
  return afterMs >= 0 && afterMs <= RACE_MS ? computed : undefined
}

/** A file and a computation of which one has no time: how far they were apart is not known. */
function withoutTimes(one: Case, hits: readonly NodeLimitOom[]): Finding[] {
  const hit = hits[0]?.event
  const computed = one.of('kubelet-node-config').find(({ phase }) => phase === 'computed')
  const isTimed = computed?.at.epochMs !== undefined
  const changed = configurationChanges(one).find(({ at }) => !isTimed || at.epochMs === undefined)
  if (hit === undefined || computed === undefined || changed === undefined) return []
  return [
    {
      rule: RULE,
      verdict: 'cannot-tell',
      title: 'Whether the configuration changed just after the limit was computed cannot be told',
      summary: `The kubelet computed its limits at ${moment(computed.at)}, ${named(changed.path)} changed at ${moment(changed.at)}. The two times cannot be compared.`,
      events: [changed.id, hit.id],
      evidence: new EvidenceLines()
        .add(computed, 'computed')
        .add(changed, `configuration changed (${named(changed.path)})`)
        .add(hit, 'OOM at the limit of all pods')
        .inOrder(one),
      missing: [
        `${isTimed ? 'file times' : 'kubelet log'}: with year and zone (--timezone, --year, or a journal)`,
      ],
      next: ['stat the files that the kubelet reads, and compare with its start (journalctl -u kubelet)'],
      references: STALE_REFERENCES,
    },
  ]
}

function findingOf(
  facts: LimitFacts,
  all: readonly NodeLimitOom[],
  changed: ConfigFileModified,
  computed: KubeletNodeConfig,
): Finding[] {
  const hits = all.filter(({ event }) => surelyBefore(changed, event))
  const isCertain = surelyBefore(computed, changed)
  const expected = computedLimit(facts, computed)
  const bytes = expected?.bytes
  const atIt = hits.find(
    ({ limitBytes, event }) => bytes !== undefined && sameLimit(limitBytes, bytes, event.pageSizeBytes),
  )
  if (bytes !== undefined && atIt === undefined) return []
  const hit = atIt ?? hits[0]
  if (hit === undefined) return []
  const seconds = ((changed.at.epochMs ?? 0) - (computed.at.epochMs ?? 0)) / 1000
  const lines = new EvidenceLines()
  if (expected === undefined) lines.add(computed, 'computed')
  else {
    addConfiguration(lines, expected.reservation, `computed: ${computedInWords(expected)}`)
    addCapacity(lines, expected.capacity)
  }
  addChange(lines, changed)
  addLimit(lines, { ...hit, bytes: hit.limitBytes, pageBytes: hit.event.pageSizeBytes })
  const missing = [
    ...(isCertain ? [] : ['file times: exact enough to tell them from the time of the computation']),
    ...(atIt === undefined
      ? ['node facts: the capacity, to compare the limit that was hit with the computed one']
      : []),
  ]
  return [
    {
      rule: RULE,
      verdict: missing.length === 0 ? 'confirmed' : missing.length === 1 ? 'likely' : 'possible',
      title: 'The configuration changed just after the limit was computed',
      summary: `The kubelet computed its limits at ${moment(computed.at)}; ${named(changed.path)} changed ${seconds.toFixed(3)} s later, at ${moment(changed.at)}: that start did not see the change.${
        atIt === undefined ? '' : ` The OOM hit the limit computed then, ${amount(atIt.limitBytes)}.`
      }`,
      events: [changed.id, hit.event.id],
      evidence: lines.inOrder(facts.one),
      missing,
      overturnedBy: 'the change of the file leaving the reservations as they were',
      next: [
        'stat the files that the kubelet reads, and compare with its start (journalctl -u kubelet)',
        'order the provisioning so that the kubelet starts after its configuration is written',
      ],
      references: STALE_REFERENCES,
    },
  ]
}

function computedLimit(facts: LimitFacts, computed: KubeletNodeConfig): Computed | undefined {
  const reservation = facts.reservations.find(({ event }) => event === computed)
  return reservation === undefined ? undefined : computedFrom(facts, reservation)
}
