import type { OomEvent, Victim } from '../../../record/index.js'
import { inKb, short } from '../../amounts.js'
import { type Answer, oomRule, type SaidLine } from '../../dump-rule.js'
import { limitOf } from '../../limits.js'
import { isInContainer, STARTERS } from './runtime-processes.js'
import { rowOf, saidTask } from './task-row.js'

/** What the kubelet gives the process that holds a pod's namespaces; only root may go so low. */
const PAUSE_ADJ = -998

/** A runtime in Go touches several MiB before it hands over; limits below this are tight for it. */
const SMALL_LIMIT = 16 * 1024 ** 2

type Part = Pick<Answer, 'verdict' | 'title' | 'summary' | 'missing' | 'overturnedBy' | 'next'>

export const sandboxKilled = oomRule({
  id: 'sandbox-killed',
  question: 'Was a part of the runtime killed, and not a workload?',
  needs: ['oom'],
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-limits-are-run',
  ],
  decide(dump) {
    const [victim] = dump.victims
    // Anybody can take such a name, so the cgroup must be one that a runtime makes.
    const identity = dump.cgroup?.victimIdentity
    if (victim === undefined || !(isInContainer(identity) || identity?.kind === 'kubernetes-pod'))
      return undefined
    const part = partOf(dump, victim)
    if (part === undefined) return undefined
    const limitBytes = limitOf(dump)
    return {
      ...part,
      lines: linesOf(dump, victim),
      ...(limitBytes === undefined ? {} : { figures: { limitBytes } }),
    }
  },
})

function partOf(dump: OomEvent, victim: Victim): Part | undefined {
  if (victim.comm === 'pause') return pause(dump, victim)
  if (victim.comm === 'conmon') return monitor(dump)
  return STARTERS.has(victim.comm) ? starter(dump, victim) : undefined
}

function pause(dump: OomEvent, victim: Victim): Part {
  const adj = victim.oomScoreAdj ?? rowOf(dump, victim.pid)?.oomScoreAdj
  const isSandbox = adj === PAUSE_ADJ
  return {
    verdict: isSandbox ? 'confirmed' : adj === undefined ? 'likely' : 'possible',
    title:
      adj === undefined || isSandbox
        ? "The pod's sandbox (pause) was killed, and with it the whole pod"
        : "A process called pause was killed: it may be the pod's sandbox",
    summary: `pause holds the namespaces of a pod and hardly any memory${limitWords(dump)}. The kernel takes it when nothing else can be killed; the kubelet then tears the pod down and makes it anew.`,
    missing: isSandbox ? [] : ['oom_score_adj -998 of the victim: a workload can be called pause as well'],
    overturnedBy: 'a container of the pod whose own program is called pause',
    next: [
      'look for memory that no process holds: a tmpfs or emptyDir of the medium Memory, kernel memory of the pod',
      'kubectl describe pod  # SandboxChanged',
    ],
  }
}

function monitor({ cgroup }: OomEvent): Part {
  const isMonitor = cgroup?.victimIdentity?.monitor === true
  return {
    verdict: isMonitor ? 'confirmed' : 'likely',
    title: 'The monitor of a container (conmon) was killed, not its workload',
    summary:
      'conmon keeps the output and the exit status of a container: without it the runtime no longer knows how the container ends.',
    missing: isMonitor ? [] : ['a cgroup of the monitor: the name alone says what it is'],
    overturnedBy: 'a container whose own program is called conmon',
    next: ['look for who holds the memory of the cgroup in which conmon runs'],
  }
}

/** Alone in a small limit it is the start that does not fit; beside others it may be an exec or a probe. */
function starter(dump: OomEvent, { comm }: Victim): Part {
  const limit = limitOf(dump)
  const others = dump.tasks?.filter((task) => task.comm !== 'pause' && !STARTERS.has(task.comm)).length
  const isSmall = limit !== undefined && limit < SMALL_LIMIT
  const doesNotFit = isSmall && others === 0
  return {
    verdict: doesNotFit ? 'likely' : 'possible',
    title: doesNotFit
      ? 'The container was killed while starting: its limit is too small'
      : 'A process that the runtime was starting in a container was killed',
    summary: doesNotFit
      ? `${comm} is the runtime setting the container up, and nothing else runs there: ${short(limit)} do not suffice to start it.`
      : `${comm} is the runtime setting up a container, or a command in a running one (exec, probe)${limitWords(dump)}: what filled the limit is more likely beside it than in it.`,
    missing: [
      "the runtime's log: that the container's init was killed at its start",
      ...(isSmall ? [] : ['a limit that is too small, or who else holds the memory']),
    ],
    overturnedBy: 'a container whose own program has that name',
    next: [
      doesNotFit
        ? 'raise the memory limit: the runtime alone needs several MiB'
        : 'look at what else is in the cgroup: limit-composition and the task table',
      'journalctl -u containerd -u crio -u docker  # what the runtime says of the start',
    ],
  }
}

function limitWords(dump: OomEvent): string {
  const limit = limitOf(dump)
  return limit === undefined ? '' : `; the limit that was hit is ${short(limit)}`
}

function linesOf(dump: OomEvent, victim: Victim): SaidLine[] {
  const limit = limitOf(dump)
  const row = rowOf(dump, victim.pid)
  return [
    { line: victim.line, says: `killed: ${victim.comm}` },
    ...(row === undefined ? [] : [saidTask(row, dump)]),
    ...(limit === undefined ? [] : [{ line: dump.cgroup?.memory?.line, says: `limit ${inKb(limit)}` }]),
  ]
}
