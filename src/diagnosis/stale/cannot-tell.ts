import type { Finding } from '../../record/index.js'
import type { Case } from '../case.js'
import { hasInput } from '../coverage.js'
import { EvidenceLines, MOST_SHOWN, named } from '../evidence.js'
import { surelyBefore } from '../order.js'
import { sumOf } from '../reservation.js'
import type { LimitInForce } from './chain.js'
import { addLimit } from './evidence.js'
import type { LimitFacts } from './facts.js'
import { STALE_REFERENCES } from './wording.js'

/** OOMs at the limit of all pods with nothing to compare that limit with. */
export function cannotTellLimit(rule: string, one: Case, limits: readonly LimitInForce[]): Finding {
  const lines = new EvidenceLines()
  for (const limit of limits.slice(0, MOST_SHOWN)) addLimit(lines, limit)
  return {
    rule,
    verdict: 'cannot-tell',
    title: 'Whether the limit of all pods is the right one cannot be told',
    summary:
      'The limit that was hit belongs to all pods of the node. What the configuration asks for was not read.',
    events: limits.map(({ event }) => event.id),
    evidence: lines.inOrder(one),
    missing: [
      'node facts: Allocatable of the node object (kubectl get node -o yaml)',
      'kubelet log: what the kubelet reserved ("Creating Container Manager object based on Node Config"), and the capacity',
      "systemd journal: reloads between the kubelet's start and the OOM",
    ],
    next: ['kubectl get node <node> -o yaml', 'systemctl show kubepods.slice -p MemoryLimit -p MemoryMax'],
    references: STALE_REFERENCES,
  }
}

/** A kubelet that lowered its reservation and a reload after it: whether the limit fell back was not read. */
export function cannotTellWithoutOom(rule: string, facts: LimitFacts): Finding[] {
  const { one, reservations, changes, enforcements, reloads } = facts
  const first = reservations[0]
  const enforced = enforcements.at(-1)
  if (first === undefined || enforced === undefined || hasInput(one, 'kernel-log')) return []
  const later = reservations.findLast((reservation) => sumOf(reservation) < sumOf(first))
  const changed = changes.findLast((change) => surelyBefore(first.event, change))
  const reload = reloads.find((event) => surelyBefore(enforced, event))
  if (reload === undefined || (later === undefined && changed === undefined)) return []
  return [
    {
      rule,
      verdict: 'cannot-tell',
      title: 'Whether the limit of all pods fell back at the reload cannot be told',
      summary:
        "The kubelet's configuration changed and systemd reloaded after it. Neither an OOM nor a reading shows the limit that was in force then.",
      events: [],
      evidence: new EvidenceLines()
        .add(first.event, 'computed')
        .add(changed, `configuration changed (${named(changed?.path ?? '')})`)
        .add(enforced, 'enforced: the kubelet set the limit of all pods anew')
        .add(reload, 'systemd reload')
        .inOrder(one),
      missing: [
        'kernel log: an OOM at the limit of all pods',
        'node facts: the limit of kubepods.slice after the reload',
      ],
      next: ['systemctl show kubepods.slice -p MemoryLimit -p MemoryMax'],
      references: STALE_REFERENCES,
    },
  ]
}
