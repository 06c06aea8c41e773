import type { ContainerExit, ContainerOomKilled, Event, Finding, Input } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { CLAIM_WINDOW_MS, hasInput, kernelLogAround } from '../../coverage.js'
import { EvidenceLines, moment, named } from '../../evidence.js'
import { near, surelyBefore } from '../../order.js'
import { lineAt } from '../../printed.js'
import type { Rule } from '../../rule.js'
import { KernelKills } from './kernel-kills.js'
import { isOnNode } from './on-node.js'

const RULE = 'exit-137-elsewhere'
const REFERENCES = ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination']
const SIGKILL_EXIT = 137

type Exit = ContainerOomKilled | ContainerExit

interface Killer {
  readonly event: Event
  readonly says: string
  /** The record names this container. */
  readonly isSure: boolean
}

export const exit137Elsewhere: Rule = {
  id: RULE,
  question: 'Who killed a container that ended with 137, if not the kernel?',
  needs: ['container-oom-killed', 'container-exit', 'oom', 'userspace-oom-kill'],
  decide(one) {
    const seen = new Set<string>()
    const kills = new KernelKills(one)
    return exitsOf(one).flatMap((exit) => {
      const key =
        exit.containerId ?? (exit.type === 'container-oom-killed' ? `${exit.pod}/${exit.container}` : exit.id)
      const claim = {
        at: exit.at,
        containerId: exit.containerId,
        podUid: exit.type === 'container-oom-killed' ? exit.podUid : undefined,
        pid: exit.type === 'container-exit' ? exit.pid : undefined,
      }
      if (seen.has(key) || kills.answer(claim) !== 'not-killed') return []
      seen.add(key)
      const log = kernelLogAround(one, exit.at)
      const killer = killerOf(one, exit)
      if (!isContainer(one, exit, killer)) return []
      if (log !== undefined && isOnNode(one, exit)) return [findingOf(one, exit, log, killer)]
      return hasInput(one, 'kernel-log') ? [cannotTell(one, exit)] : []
    })
  },
}

/** Ends by SIGKILL that nobody calls an OOM; what the API says comes first, it has the names. */
function exitsOf(one: Case): Exit[] {
  const isMain = ({ execId, containerId }: ContainerExit) => execId === undefined || execId === containerId
  return [
    ...one
      .of('container-oom-killed')
      .filter(({ exitCode, reason }) => exitCode === SIGKILL_EXIT && reason !== 'OOMKilled'),
    ...one.of('container-exit').filter((exit) => exit.exitCode === SIGKILL_EXIT && isMain(exit)),
  ]
}

/** Sandboxes are ended with SIGKILL whenever a pod goes: an exit counts where somebody names it a container. */
function isContainer(one: Case, exit: Exit, killer: Killer | undefined): boolean {
  if (exit.type === 'container-oom-killed' || killer?.isSure === true) return true
  return one
    .of('pod-spec')
    .some(({ containers }) => containers.some(({ containerId }) => containerId === exit.containerId))
}

function findingOf(one: Case, exit: Exit, log: Input, killer: Killer | undefined): Finding {
  const lines = linesOf(exit)
  if (killer !== undefined) lines.add(killer.event, killer.says)
  return {
    rule: RULE,
    verdict: killer === undefined || killer.isSure ? 'confirmed' : 'likely',
    title: 'Ended with 137, and not by the kernel',
    summary: `${whoEnded(exit)} ended with ${SIGKILL_EXIT} (SIGKILL) at ${moment(exit.at)}; ${named(log.name)} covers the moment and has no kill of it. ${
      killer === undefined
        ? 'Somebody in user space sent the signal; who was not read.'
        : `${killer.says[0]?.toUpperCase()}${killer.says.slice(1)} at ${moment(killer.event.at)}.`
    }`,
    events: [exit.id],
    evidence: lines.inOrder(one),
    missing:
      killer?.isSure === false
        ? ['whom the killer of user space killed: its record does not name the container']
        : [],
    overturnedBy: 'a kill of that container in another log of the kernel',
    next: [
      'kubectl describe pod <pod>  # events: Killing, probes, deletion',
      'journalctl -u systemd-oomd -u earlyoom',
    ],
    references: REFERENCES,
  }
}

/** The line of the exit code: in the pod object the names stand in others. */
function linesOf(exit: Exit): EvidenceLines {
  const line = exit.type === 'container-oom-killed' ? lineAt(exit, 'exitCode') : exit.source.firstLine
  return new EvidenceLines().add(
    exit,
    line === undefined
      ? `an end by SIGKILL (${whoEnded(exit)})`
      : `ended with ${SIGKILL_EXIT} (${whoEnded(exit)})`,
    line,
  )
}

function whoEnded(exit: Exit): string {
  return exit.type === 'container-oom-killed'
    ? `Container ${named(exit.container)} of pod ${named(exit.pod)}`
    : `Container ${named(exit.containerId)}`
}

/** Who else kills: a killer of user space, the kubelet at the end of the grace period, or the runtime that lost it. */
function killerOf(one: Case, exit: Exit): Killer | undefined {
  const { containerId } = exit
  for (const event of one.of('kubelet-notice'))
    if (
      event.notice === 'killing-container' &&
      containerId !== undefined &&
      event.containerId === containerId &&
      isShortlyBefore(event, exit, CLAIM_WINDOW_MS + 1000 * (event.gracePeriodSec ?? 0))
    )
      return { event, says: 'the kubelet stopped the container itself', isSure: true }
  let nearest: Killer | undefined
  for (const event of one.of('userspace-oom-kill')) {
    if (event.stage !== 'killed' && event.stage !== 'escalated') continue
    if (!isShortlyBefore(event, exit, CLAIM_WINDOW_MS)) continue
    const isSure =
      (containerId !== undefined && event.cgroup?.includes(containerId) === true) ||
      (exit.type === 'container-exit' && exit.pid !== undefined && event.pid === exit.pid)
    const killer = { event, says: `${event.killer} killed${isSure ? ' it' : ' something'}`, isSure }
    if (isSure) return killer
    nearest = killer
  }
  if (nearest !== undefined) return nearest
  if (exit.type === 'container-oom-killed' && exit.reason === 'ContainerStatusUnknown')
    return {
      event: exit,
      says: 'the runtime had lost the container, and 137 stands for an unknown end',
      isSure: true,
    }
  return undefined
}

function isShortlyBefore(event: Event, exit: Exit, milliseconds: number): boolean {
  return near(event.at, exit.at, milliseconds) && !surelyBefore(exit, event)
}

function cannotTell(one: Case, exit: Exit): Finding {
  return {
    rule: RULE,
    verdict: 'cannot-tell',
    title: 'Whether the kernel killed it cannot be told',
    summary: `${whoEnded(exit)} ended with ${SIGKILL_EXIT} at ${moment(exit.at)}. No log of this node's kernel provably covers the minute before it.`,
    events: [exit.id],
    evidence: linesOf(exit).inOrder(one),
    missing: ['kernel log: of the same node, without a gap, from a minute before the end on'],
    next: ['journalctl -k -g "Killed process|oom-kill"'],
    references: REFERENCES,
  }
}
