import type { Finding, OomEvent } from '../../../record/index.js'
import { amount, sameLimit } from '../../amounts.js'
import type { Case } from '../../case.js'
import { EvidenceLines, MOST_SHOWN, named, times } from '../../evidence.js'
import { addTo } from '../../grouped.js'
import { limitOf, printedLimit } from '../../limits.js'
import { inWords } from '../../printed.js'
import type { Rule } from '../../rule.js'
import { type ReservedCgroup, reservedCgroup } from './reserved-cgroup.js'

const RULE = 'reserved-limit-hit'
const REFERENCES = ['https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/']

export const reservedLimitHit: Rule = {
  id: RULE,
  question: 'Is what is reserved for the system or for Kubernetes too small?',
  needs: ['oom', 'kubelet-node-config'],
  decide(one) {
    const found = new Map<string, OomEvent[]>()
    for (const oom of one.of('oom')) {
      const owner = oom.cgroup?.limitOwner
      if (owner === undefined || limitOf(oom) === undefined) continue
      if (reservedCgroup(one, owner, oom) === undefined && !isSystemSlice(oom)) continue
      const key = JSON.stringify([owner, limitOf(oom)])
      addTo(found, key, oom)
    }
    return [...found.values()].flatMap((same) => findingOf(one, same))
  },
}

function isSystemSlice({ cgroup }: OomEvent): boolean {
  return cgroup?.limitOwnerIdentity?.kind === 'systemd-slice'
}

function findingOf(one: Case, ooms: readonly OomEvent[]): Finding[] {
  const [oom] = ooms
  const owner = oom?.cgroup?.limitOwner
  const limit = oom === undefined ? undefined : limitOf(oom)
  if (oom === undefined || owner === undefined || limit === undefined) return []
  const reserved = reservedCgroup(one, owner, oom)
  if (reserved?.isEnforced === false) return []
  if (reserved === undefined) return [cannotTell(one, ooms, owner)]
  const lines = new EvidenceLines().add(reserved.event, says(reserved, owner))
  for (const event of ooms.slice(0, MOST_SHOWN)) {
    const printed = printedLimit(event, limit)
    lines.add(event, `OOM: the limit of ${inWords(printed)} was hit (${named(owner)})`, printed.line)
  }
  const isEqual = reserved.bytes !== undefined && sameLimit(reserved.bytes, limit, oom.pageSizeBytes)
  return [
    {
      rule: RULE,
      verdict: verdictOf(reserved, isEqual),
      title: `The limit of what is ${reserved.which} was hit`,
      summary: `${named(owner)} hit its limit of ${amount(limit)} ${times(ooms.length)}. It is the cgroup that the kubelet limits to ${reserved.which}${amountOf(reserved, isEqual)}`,
      events: ooms.map(({ id }) => id),
      evidence: lines.inOrder(one),
      missing: missingOf(reserved),
      overturnedBy: 'somebody other than the kubelet having set this limit',
      next: [
        `raise --${reserved.which}, or take ${reserved.which} out of enforceNodeAllocatable`,
        'systemd-cgtop -m  # who uses the memory of the slice',
      ],
      references: REFERENCES,
    },
  ]
}

function verdictOf({ bytes, isEnforced }: ReservedCgroup, isEqual: boolean): Finding['verdict'] {
  if (bytes !== undefined && !isEqual) return 'possible'
  return isEqual && isEnforced === true ? 'confirmed' : 'likely'
}

function missingOf({ which, bytes, isEnforced }: ReservedCgroup): string[] {
  return [
    ...(bytes === undefined ? [`kubelet log: how much is ${which}`] : []),
    ...(isEnforced === undefined ? [`kubelet log: whether ${which} is in enforceNodeAllocatable`] : []),
  ]
}

function amountOf({ bytes }: ReservedCgroup, isEqual: boolean): string {
  if (bytes === undefined) return '; how much that is was not read.'
  return isEqual
    ? `, ${amount(bytes)}: too small for what runs there.`
    : `, ${amount(bytes)}; the limit is another one, so somebody else may have set it.`
}

function says({ which, printed }: ReservedCgroup, owner: string): string {
  return `limited to ${which}${printed === undefined ? '' : `, ${inWords(printed)}`} (${named(owner)})`
}

function cannotTell(one: Case, ooms: readonly OomEvent[], owner: string): Finding {
  const lines = new EvidenceLines()
  for (const event of ooms.slice(0, MOST_SHOWN)) lines.add(event, `OOM at its limit (${named(owner)})`)
  return {
    rule: RULE,
    verdict: 'cannot-tell',
    title: "Whether the limit is a reservation of the kubelet's cannot be told",
    summary: `${named(owner)} hit its limit. Which cgroups the kubelet limits was not read.`,
    events: ooms.map(({ id }) => id),
    evidence: lines.inOrder(one),
    missing: ["kubelet log: the kubelet's configuration (systemReservedCgroup, kubeReservedCgroup)"],
    next: ['kubectl get --raw /api/v1/nodes/<node>/proxy/configz'],
    references: REFERENCES,
  }
}
