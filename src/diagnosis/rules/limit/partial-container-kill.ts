import type { Finding, OomEvent, Task } from '../../../record/index.js'
import { MOST_SHOWN, named, times } from '../../evidence.js'
import { evidenceOf } from '../../evidence-of.js'
import type { Rule } from '../../rule.js'
import { cgroupFile, isV1 } from './cgroup-files.js'
import { ContainerEnds } from './container-ends.js'
import { typicalGap } from './gaps.js'
import { containerWords, isInContainer, STARTERS, WAITERS } from './runtime-processes.js'
import { taskName } from './task-row.js'

const RULE = 'partial-container-kill'
const REFERENCES = ['https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files']

/** A container that ends of a kill is gone by then. */
const LIVES_ON_MS = 1000

/** A kill in a container of which others are left. */
interface Partial {
  readonly oom: OomEvent
  /** The process with the lowest pid: as a rule the container's first. */
  readonly first: Task
  readonly others: number
}

export const partialContainerKill: Rule = {
  id: RULE,
  question: 'Was only a part of a container killed?',
  needs: ['oom', 'container-exit', 'container-oom-killed'],
  decide(one) {
    const homes = new Map<string, OomEvent[]>()
    for (const oom of one.of('oom')) {
      const home = homeOf(oom)
      if (home === undefined) continue
      const same = homes.get(home)
      if (same === undefined) homes.set(home, [oom])
      else same.push(oom)
    }
    const ends = new ContainerEnds(one)
    return [...homes].flatMap(([home, ooms]) => {
      const containerId = ooms[0]?.cgroup?.victimIdentity?.containerId
      const [kill, ...more] = ends.survived(ooms, containerId).flatMap((oom) => partialOf(oom) ?? [])
      return kill === undefined ? [] : [findingOf(home, [kill, ...more])]
    })
  },
}

/** The container whose own limit was hit: then the task table lists its processes and no others. */
function homeOf({ cgroup, outcome }: OomEvent): string | undefined {
  if (outcome !== 'killed' || cgroup?.groupKill !== undefined) return undefined
  const { limitOwner, victimHome, victimIdentity } = cgroup ?? {}
  if (!isInContainer(victimIdentity) || victimIdentity?.monitor === true) return undefined
  return limitOwner === victimHome ? victimHome : undefined
}

function partialOf(oom: OomEvent): Partial | undefined {
  const { victims, tasks = [] } = oom
  const [victim] = victims
  if (victim === undefined || STARTERS.has(victim.comm)) return undefined
  const dead = new Set(victims.map(({ pid }) => pid))
  const isDead = ({ pid, tgid }: Task) => dead.has(pid) || (tgid !== undefined && dead.has(tgid))
  let first: Task | undefined
  let others = 0
  for (const task of tasks) {
    // An exec or a probe that is about to begin is none of the container's own.
    if (STARTERS.has(task.comm)) continue
    if (!isDead(task)) others++
    if (first === undefined || task.pid < first.pid) first = task
  }
  return first === undefined || isDead(first) ? undefined : { oom, first, others }
}

function findingOf(home: string, kills: readonly [Partial, ...Partial[]]): Finding {
  const [{ oom, first, others }] = kills
  const witness = livesOn(kills)
  const container = containerWords(oom.cgroup?.victimIdentity, home)
  const [victim] = oom.victims
  const killed = victim === undefined ? 'A process' : taskName(victim)
  const left =
    others > 1 ? `${taskName(first)} and ${others - 1} more were not` : `${taskName(first)} was not`
  const waits = WAITERS.has(first.comm)
  return {
    rule: RULE,
    verdict: witness !== undefined ? 'confirmed' : waits ? 'possible' : 'likely',
    title:
      witness === undefined
        ? 'Only a part of the container was killed, not its first process'
        : 'Only a part of the container was killed, and it goes on without it',
    summary: [
      `${killed} was killed in ${container}; ${left}.`,
      witness === undefined
        ? `That ${named(first.comm)} is the container's first process is inferred from its pid, the lowest.`
        : `A later dump of the container still lists ${taskName(first)}.`,
      waits && witness === undefined
        ? 'Such a process often ends with its child, and the container with it; otherwise the container goes on, and nobody restarts it.'
        : 'A container whose first process lives goes on, and nobody restarts it.',
      ...(kills.length > 1 ? [`This was read ${times(kills.length)}.`] : []),
    ].join(' '),
    events: kills.map((each) => each.oom.id),
    evidence: evidenceFor(kills, witness),
    missing:
      witness === undefined
        ? ["the runtime's log or the pod's status: whether the container ended with the kill"]
        : [],
    overturnedBy: 'an end of the container at the moment of the kill',
    next: [
      'see whether the container still does its work: a restart policy is not asked',
      ...(isV1(oom) ? [] : [`cat ${cgroupFile(oom, 'memory.oom.group')}  # 1 ends all of it together`]),
    ],
    references: REFERENCES,
    figures: { killCount: kills.length, survivingTaskCount: others },
  }
}

/** A later dump of the container that still lists its first process. */
function livesOn(kills: readonly Partial[]): Partial | undefined {
  const [earliest] = kills
  const latest = kills.at(-1)
  if (earliest === undefined || latest === undefined) return undefined
  const elapsed = typicalGap([earliest.oom, latest.oom]) ?? 0
  const isSame = earliest.first.pid === latest.first.pid && earliest.first.comm === latest.first.comm
  return isSame && elapsed >= LIVES_ON_MS ? latest : undefined
}

function evidenceFor(kills: readonly Partial[], witness: Partial | undefined): Finding['evidence'] {
  const shown = kills.slice(0, Math.floor(MOST_SHOWN / 2) - 1)
  const lines = shown.flatMap(({ oom, first }) => {
    const [victim] = oom.victims
    return [
      evidenceOf(oom, `listed: ${first.pid} ${named(first.comm)}`, first.line),
      ...(victim === undefined
        ? []
        : [evidenceOf(oom, `killed: ${victim.pid} ${named(victim.comm)}`, victim.line)]),
    ]
  })
  if (witness !== undefined && !shown.includes(witness))
    lines.push(
      evidenceOf(
        witness.oom,
        `listed later: ${witness.first.pid} ${named(witness.first.comm)}`,
        witness.first.line,
      ),
    )
  return lines
}
