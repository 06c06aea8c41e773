import type {
  ContainerOomKilled,
  Finding,
  Input,
  KubeletSystemOom,
  RuntimeOom,
} from '../../../record/index.js'
import type { Case } from '../../case.js'
import { hasInput, kernelLogAround } from '../../coverage.js'
import { EvidenceLines, moment, named } from '../../evidence.js'
import type { Rule } from '../../rule.js'
import { type Claim, KernelKills } from './kernel-kills.js'
import { isOnNode } from './on-node.js'

const RULE = 'event-without-kill'
const REFERENCES = ['https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files']

type Claimant = RuntimeOom | ContainerOomKilled | KubeletSystemOom

export const eventWithoutKill: Rule = {
  id: RULE,
  question: 'Does somebody report an OOM that the kernel knows nothing of?',
  needs: ['runtime-oom', 'container-oom-killed', 'kubelet-system-oom', 'oom'],
  decide(one) {
    const seen = new Set<string>()
    const kills = new KernelKills(one)
    return claimantsOf(one).flatMap((event) => {
      const claim = claimOf(event)
      const key = JSON.stringify([claim.containerId, claim.pid, claim.podUid])
      if (claim.containerId === undefined && claim.pid === undefined) return []
      if (seen.has(key) || kills.answer(claim) !== 'not-killed') return []
      seen.add(key)
      const log = kernelLogAround(one, event.at)
      if (log !== undefined && isOnNode(one, event)) return [findingOf(one, event, log)]
      return hasInput(one, 'kernel-log') ? [cannotTell(one, event)] : []
    })
  },
}

function claimantsOf(one: Case): Claimant[] {
  return [
    ...one.of('runtime-oom'),
    ...one.of('container-oom-killed').filter(({ reason }) => reason === 'OOMKilled'),
    ...one.of('kubelet-system-oom').filter(({ form }) => form !== 'watcher-stopped'),
  ]
}

function claimOf(event: Claimant): Claim {
  if (event.type === 'container-oom-killed')
    return { at: event.at, containerId: event.containerId, podUid: event.podUid }
  if (event.type === 'runtime-oom')
    return { at: event.at, containerId: event.containerId, pid: event.victimPid }
  return { at: event.at, pid: event.victimPid }
}

function whoSays(event: Claimant): string {
  if (event.type === 'runtime-oom') return event.runtime
  return event.type === 'kubelet-system-oom' ? 'the kubelet' : 'the status of the pod'
}

function whom(event: Claimant): string {
  const { containerId, pid } = claimOf(event)
  if (event.type === 'container-oom-killed')
    return `container ${named(event.container)} of pod ${named(event.pod)}`
  return containerId === undefined ? `process ${pid}` : `container ${named(containerId)}`
}

/** The pod object has the names and the end in lines of their own. */
function linesOf(one: Case, event: Claimant): Finding['evidence'] {
  const says = event.type === 'container-oom-killed' ? `an OOM (of ${whom(event)})` : `OOM of ${whom(event)}`
  return new EvidenceLines().add(event, `${whoSays(event)}: ${says}`).inOrder(one)
}

function findingOf(one: Case, event: Claimant, log: Input): Finding {
  return {
    rule: RULE,
    verdict: 'confirmed',
    title: 'An OOM is reported that the kernel knows nothing of',
    summary: `At ${moment(event.at)} ${whoSays(event)} reports an OOM of ${whom(event)}; ${named(log.name)} covers the moment and has no such kill within a minute.`,
    events: [event.id],
    evidence: linesOf(one, event),
    missing: [],
    overturnedBy: 'a kill of that container in another log of the kernel',
    next: ['journalctl -k -g "Killed process|oom-kill"', 'crictl inspect <container>'],
    references: REFERENCES,
  }
}

function cannotTell(one: Case, event: Claimant): Finding {
  return {
    rule: RULE,
    verdict: 'cannot-tell',
    title: 'Whether the kernel killed there cannot be told',
    summary: `At ${moment(event.at)} ${whoSays(event)} reports an OOM of ${whom(event)}. No log of this node's kernel provably covers the minute before it.`,
    events: [event.id],
    evidence: linesOf(one, event),
    missing: ['kernel log: of the same node, without a gap, from a minute before the report on'],
    next: ['journalctl -k -g "Killed process|oom-kill"'],
    references: REFERENCES,
  }
}
