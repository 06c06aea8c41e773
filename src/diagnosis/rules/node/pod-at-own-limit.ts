import type { CgroupIdentity, Finding, OomEvent, PodSpec } from '../../../record/index.js'
import { amount, sameLimit } from '../../amounts.js'
import type { Case } from '../../case.js'
import { EvidenceLines, MOST_SHOWN, named, times } from '../../evidence.js'
import { addTo } from '../../grouped.js'
import { limitOf, printedLimit } from '../../limits.js'
import { bracketed, inWords, printedAt } from '../../printed.js'
import type { Rule } from '../../rule.js'
import { podSpecOf, specLimitOf } from './pod-spec.js'

const RULE = 'pod-at-own-limit'
const REFERENCES = ['https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/']

export const podAtOwnLimit: Rule = {
  id: RULE,
  question: 'Did the pod reach its own limit?',
  needs: ['oom', 'pod-spec'],
  decide(one) {
    const found = new Map<string, OomEvent[]>()
    const open: OomEvent[] = []
    for (const oom of one.of('oom')) {
      const owner = ownerOf(oom)
      const limit = limitOf(oom)
      if (owner !== undefined && oom.cgroup?.memory?.limitBytes === undefined) open.push(oom)
      if (owner === undefined || limit === undefined) continue
      const pod = owner.podUid ?? owner.staticPodHash ?? oom.cgroup?.limitOwner
      const spec = podSpecOf(one, owner)
      const key = JSON.stringify([owner.kind, pod, limit, specLimitOf(spec, owner, limit) ?? null])
      addTo(found, key, oom)
    }
    return [...[...found.values()].flatMap((same) => findingOf(one, same)), ...withoutLimit(one, open)]
  },
}

/** The container or pod whose limit was hit. */
function ownerOf({ cgroup }: OomEvent): CgroupIdentity | undefined {
  const owner = cgroup?.limitOwnerIdentity
  return owner?.kind === 'kubernetes-container' || owner?.kind === 'kubernetes-pod' ? owner : undefined
}

function findingOf(one: Case, ooms: readonly OomEvent[]): Finding[] {
  const [oom] = ooms
  const owner = oom === undefined ? undefined : ownerOf(oom)
  const limit = oom === undefined ? undefined : limitOf(oom)
  if (oom === undefined || owner === undefined || limit === undefined) return []
  const spec = podSpecOf(one, owner)
  const asked = specLimitOf(spec, owner, limit)
  const what = owner.kind === 'kubernetes-pod' ? 'pod' : 'container'
  const isEqual = asked !== undefined && sameLimit(asked, limit, oom.pageSizeBytes)
  const lines = new EvidenceLines()
  for (const event of ooms.slice(0, MOST_SHOWN)) addHit(lines, event, limit, what)
  addSpec(lines, what, asked, spec)
  return [
    {
      rule: RULE,
      verdict: isEqual ? 'confirmed' : asked === undefined ? 'likely' : 'possible',
      title: `The ${what} reached its own limit: nothing is wrong with the node`,
      summary: `${subject(what, owner, spec)} hit its own limit of ${amount(limit)} ${times(ooms.length)}, ${comparison(asked, isEqual)}`,
      events: ooms.map(({ id }) => id),
      evidence: lines.inOrder(one),
      missing:
        asked === undefined ? ['spec not given: the memory limits of the pod (kubectl get pod -o yaml)'] : [],
      overturnedBy: 'a spec that gives another limit than the one that was hit',
      next: [
        'kubectl get pod -A -o yaml  # spec.containers[].resources.limits.memory',
        'find out what the container uses memory for before raising its limit',
      ],
      references: REFERENCES,
    },
  ]
}

function addHit(lines: EvidenceLines, oom: OomEvent, limit: number, what: string): void {
  const printed = printedLimit(oom, limit)
  lines.add(oom, `OOM: the ${what}'s own limit of ${inWords(printed)} was hit`, printed.line)
}

/** What the spec gives: a container's limit as it is spelled, a pod's is the sum of those of its containers. */
function addSpec(
  lines: EvidenceLines,
  what: string,
  asked: number | undefined,
  spec: PodSpec | undefined,
): void {
  if (asked === undefined || spec === undefined) return
  if (what === 'pod') lines.add(spec, `the spec gives the containers of the pod (${bracketed(asked)} in sum)`)
  for (const [index, { memoryLimitBytes }] of spec.containers.entries()) {
    if (memoryLimitBytes === undefined || (what !== 'pod' && memoryLimitBytes !== asked)) continue
    const printed = printedAt(spec, `containers.${index}.memoryLimitBytes`, memoryLimitBytes)
    lines.quote(printed, `the spec gives the container ${inWords(printed)}`)
    if (what !== 'pod') return
  }
}

/** Dumps that are cut before the counters of the cgroup. */
function withoutLimit(one: Case, ooms: readonly OomEvent[]): Finding[] {
  if (ooms.length === 0) return []
  const lines = new EvidenceLines()
  for (const event of ooms.slice(0, MOST_SHOWN)) lines.add(event, 'OOM in a container or pod')
  return [
    {
      rule: RULE,
      verdict: 'cannot-tell',
      title: 'Which limit a container or pod hit cannot be told',
      summary: `An OOM at the limit of a container or pod was read ${times(ooms.length)} without the limit itself.`,
      events: ooms.map(({ id }) => id),
      evidence: lines.inOrder(one),
      missing: ['kernel log: the limit that was hit ("memory: usage …, limit …")'],
      next: ['journalctl -k  # the whole dump'],
      references: REFERENCES,
    },
  ]
}

function subject(what: string, { podUid, staticPodHash }: CgroupIdentity, spec: PodSpec | undefined): string {
  if (spec === undefined) {
    const id = podUid ?? staticPodHash
    return what === 'pod' ? `Pod ${id ?? 'of unknown id'}` : `A container of pod ${id ?? 'of unknown id'}`
  }
  const name = named(spec.namespace === undefined ? spec.pod : `${spec.namespace}/${spec.pod}`)
  return what === 'pod' ? `Pod ${name}` : `A container of pod ${name}`
}

function comparison(asked: number | undefined, isEqual: boolean): string {
  if (asked === undefined) return 'as far as the cgroup path tells; what its spec says was not read.'
  return isEqual
    ? 'which is what its spec says.'
    : `but its spec says ${amount(asked)}: the pod may have been resized, or a reload undid a resize.`
}
