import type { Finding, PodEvicted, PodRef } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { EvidenceLines, MOST_SHOWN, moment, named } from '../../evidence.js'
import { inWords, lineAt, type Printed, printedAt } from '../../printed.js'
import type { Rule } from '../../rule.js'
import { type Episode, episodesOf, isLater, type Sign } from './eviction-episodes.js'

const RULE = 'node-pressure-eviction'
const REFERENCES = ['https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/']

export const nodePressureEviction: Rule = {
  id: RULE,
  question: 'Was the pod evicted, and not OOM-killed?',
  needs: ['pod-evicted', 'kubelet-eviction'],
  decide(one) {
    return [...episodesOf(one).map((episode) => findingOf(one, episode)), ...unexplained(one)]
  },
}

function findingOf(one: Case, { evictions, shortage }: Episode): Finding {
  const lines = new EvidenceLines().add(shortage, 'the kubelet reclaims memory')
  for (const event of evictions.slice(0, MOST_SHOWN)) addEviction(lines, event)
  const isNamed = evictions.some(({ resource }) => resource === 'memory')
  const figures = figuresOf(one, evictions)
  if (figures !== undefined) lines.quote(figures.printed, figures.says)
  const pods = podsOf(evictions)
  const first = evictions[0]
  return {
    rule: RULE,
    verdict: isNamed ? 'confirmed' : 'likely',
    title: `Evicted by the kubelet for memory, not OOM-killed: ${countOf(pods)}`,
    summary: `The kubelet evicted ${namesOf(pods)} from ${first === undefined ? 'an unknown time' : moment(first.at)} on, because the node was low on memory${
      figures === undefined ? '. Threshold and available amount were not read.' : `: ${figures.says}.`
    }`,
    events: evictions.map(({ id }) => id),
    evidence: lines.inOrder(one),
    missing: isNamed
      ? []
      : ['pod status: the resource that this eviction was for; inferred from the shortage before it'],
    overturnedBy: 'an eviction for another resource, or a kill by the kernel at the same time',
    next: [
      'kubectl get pods -A --field-selector status.phase=Failed',
      'kubectl describe node <node>  # conditions and events',
    ],
    references: REFERENCES,
  }
}

/** A line that was cut does not name the pod. */
function countOf(pods: readonly string[]): string {
  if (pods.length === 0) return 'an unnamed pod'
  return pods.length === 1 ? '1 pod' : `${pods.length} pods`
}

function namesOf(pods: readonly string[]): string {
  if (pods.length === 0) return countOf(pods)
  return `${pods.slice(0, 5).map(named).join(', ')}${pods.length > 5 ? ' and others' : ''}`
}

/** In the line that names the pod: of an object, the namespace stands in another. */
function addEviction(lines: EvidenceLines, event: Sign): void {
  if (event.type === 'kubelet-eviction') {
    const pods = (event.pods ?? []).map(nameOf).map(named).join(', ')
    lines.add(event, pods === '' ? 'evicted' : `evicted: ${pods}`)
    return
  }
  const { pod, namespace } = event
  const where = namespace === undefined ? '' : ` (namespace ${named(namespace)})`
  const line = lineAt(event, 'pod')
  lines.add(event, line === undefined ? `evicted (${named(pod)})` : `evicted: ${named(pod)}${where}`, line)
}

/** Evictions of which nothing says for what. */
function unexplained(one: Case): Finding[] {
  const isNamed = one.of('kubelet-eviction').some(({ resource }) => resource !== undefined)
  const evictions: Sign[] = [
    ...one.of('pod-evicted').filter(({ resource }) => resource === undefined),
    ...one.of('kubelet-eviction').filter(({ phase }) => phase === 'evicted' && !isNamed),
  ]
  const lines = new EvidenceLines()
  for (const event of evictions.slice(0, MOST_SHOWN)) addEviction(lines, event)
  if (evictions.length === 0) return []
  return [
    {
      rule: RULE,
      verdict: 'cannot-tell',
      title: 'What the pods were evicted for cannot be told',
      summary: 'The kubelet evicted pods. Which resource was short was not read.',
      events: evictions.map(({ id }) => id),
      evidence: lines.inOrder(one),
      missing: [
        'kubelet log: which resource was short ("attempting to reclaim memory")',
        'pod status: the message of the eviction',
      ],
      next: ['kubectl get pods -A --field-selector status.phase=Failed -o yaml'],
      references: REFERENCES,
    },
  ]
}

/** Each pod once, whoever names it. */
function podsOf(evictions: readonly Sign[]): string[] {
  const names = new Set<string>()
  for (const event of evictions) {
    if (event.type === 'pod-evicted') names.add(podName(event))
    else for (const pod of event.pods ?? []) names.add(nameOf(pod))
  }
  return [...names]
}

function podName({ namespace, pod }: PodEvicted): string {
  return namespace === undefined ? pod : `${namespace}/${pod}`
}

function nameOf({ namespace, name }: PodRef): string {
  return namespace === undefined ? name : `${namespace}/${name}`
}

interface Figures {
  readonly printed: Printed
  readonly says: string
}

/** What was available against which threshold, where one record has both. */
function figuresOf(one: Case, evictions: readonly Sign[]): Figures | undefined {
  for (const event of evictions) {
    const figures = inequality(event)
    if (figures !== undefined) return figures
  }
  const first = evictions[0]
  const observed = one
    .of('kubelet-eviction')
    .findLast(
      (event) =>
        event.phase === 'threshold-observed' &&
        event.signal?.endsWith('emory.available') === true &&
        first !== undefined &&
        one.position(event) < one.position(first) &&
        !isLater(event, first),
    )
  return observed === undefined ? undefined : inequality(observed)
}

function inequality(event: Sign): Figures | undefined {
  const { availableBytes, thresholdBytes } = event
  if (availableBytes === undefined || thresholdBytes === undefined) return undefined
  const available = printedAt(event, 'availableBytes', availableBytes)
  const threshold = printedAt(event, 'thresholdBytes', thresholdBytes)
  return {
    printed: available,
    says: `${inWords(available)} available, below the threshold of ${inWords(threshold)}`,
  }
}
