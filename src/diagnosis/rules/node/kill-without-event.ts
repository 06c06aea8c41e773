import type { Event, Finding, Input, OomEvent } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { CLAIM_WINDOW_MS, hasInput, runtimeLogAround } from '../../coverage.js'
import { EvidenceLines, MOST_SHOWN, moment, named, times } from '../../evidence.js'
import { near } from '../../order.js'
import type { Rule } from '../../rule.js'

const RULE = 'kill-without-event'
const REFERENCES = ['https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files']

export const killWithoutEvent: Rule = {
  id: RULE,
  question: 'Did the kernel kill in a container without the runtime noticing?',
  needs: ['oom', 'runtime-oom', 'container-oom-killed'],
  decide(one) {
    const claims = claimsByContainer(one)
    const unheard = new Map<string, { log: Input; ooms: OomEvent[] }>()
    const open: Finding[] = []
    for (const oom of one.of('oom')) {
      const containerId = oom.cgroup?.victimIdentity?.containerId
      if (oom.outcome !== 'killed' || containerId === undefined || !hasTalker(oom)) continue
      const told = (claims.get(containerId) ?? []).some(
        ({ at }) => at.epochMs === undefined || near(at, oom.at, CLAIM_WINDOW_MS),
      )
      if (told || anonymousClaim(one, oom)) continue
      const log = runtimeLogAround(one, oom.at, (input) => tellsOf(one, input, oom))
      const found = unheard.get(containerId)
      if (log === undefined) {
        if (hasInput(one, 'runtime-log')) open.push(cannotTell(one, oom, containerId))
      } else if (found === undefined) unheard.set(containerId, { log, ooms: [oom] })
      else found.ooms.push(oom)
    }
    return [
      ...[...unheard].flatMap(([containerId, { log, ooms }]) => findingOf(one, ooms, containerId, log)),
      ...open,
    ]
  },
}

/** CRI-O and Docker log no OOM: their silence says nothing. The path does not always name the runtime. */
function hasTalker({ cgroup }: OomEvent): boolean {
  const runtime = cgroup?.victimIdentity?.runtime
  return runtime === 'containerd' || runtime === undefined
}

/**
 * Is it a log of the container's own runtime, and one that tells of ends? It has told of one: of this container where
 * the path does not name the runtime, of any where it does.
 */
function tellsOf(one: Case, input: Input, { cgroup }: OomEvent): boolean {
  const { runtime, containerId } = cgroup?.victimIdentity ?? {}
  return [...one.of('container-exit'), ...one.of('runtime-oom')].some(
    (event) =>
      event.runtime === 'containerd' &&
      (runtime === 'containerd' || event.containerId === containerId) &&
      [event.source, ...(event.alsoIn ?? [])].some((source) => source.input === input.name),
  )
}

/** Who says that a container met an OOM, by container. */
function claimsByContainer(one: Case): Map<string, Event[]> {
  const claims = new Map<string, Event[]>()
  for (const event of one.of('runtime-oom')) add(claims, event.containerId, event)
  for (const event of one.of('container-oom-killed'))
    if (event.reason === 'OOMKilled') add(claims, event.containerId, event)
  return claims
}

function add(claims: Map<string, Event[]>, containerId: string | undefined, event: Event): void {
  if (containerId === undefined) return
  const found = claims.get(containerId)
  if (found === undefined) claims.set(containerId, [event])
  else found.push(event)
}

/** A report that names no container may be the one. */
function anonymousClaim(one: Case, oom: OomEvent): boolean {
  return one
    .of('runtime-oom')
    .some((event) => event.containerId === undefined && near(event.at, oom.at, CLAIM_WINDOW_MS))
}

function findingOf(one: Case, ooms: readonly OomEvent[], containerId: string, log: Input): Finding[] {
  const [oom] = ooms
  if (oom === undefined) return []
  const isGlobal = ooms.every(({ scope }) => scope !== 'memcg')
  const lines = new EvidenceLines()
  for (const event of ooms.slice(0, MOST_SHOWN)) addKill(lines, event, containerId)
  return [
    {
      rule: RULE,
      // With cgroup v1 only an OOM of a memory cgroup is told to the runtime: then silence is as it should be.
      verdict: isGlobal ? 'possible' : 'confirmed',
      title: 'The kernel killed in a container, and the runtime says nothing',
      summary: `The kernel killed in container ${named(containerId)} ${times(ooms.length)}, at ${moment(oom.at)}${ooms.length > 1 ? ' first' : ''}; ${named(log.name)} covers the moment and has no OOM of that container within a minute.${
        isGlobal
          ? ' With cgroup v1 the runtime is not told of an OOM of the whole host, so this can be as it should be.'
          : ''
      }`,
      events: ooms.map(({ id }) => id),
      evidence: lines.inOrder(one),
      missing: isGlobal ? ['node facts: the version of cgroups'] : [],
      overturnedBy: 'a report of the runtime under another id or at another time',
      next: [
        `crictl inspect ${/^[0-9a-f]{12,64}$/.test(containerId) ? containerId : '<container>'}  # reason and exit code`,
      ],
      references: REFERENCES,
    },
  ]
}

/** In the line of the dump that names the victim's cgroup. */
function addKill(lines: EvidenceLines, oom: OomEvent, containerId: string): EvidenceLines {
  return lines.add(oom, `killed in container ${named(containerId)}`, oom.cgroup?.ownerLine)
}

function cannotTell(one: Case, oom: OomEvent, containerId: string): Finding {
  return {
    rule: RULE,
    verdict: 'cannot-tell',
    title: 'Whether the runtime noticed the kill cannot be told',
    summary: `The kernel killed a process of container ${named(containerId)}. No log of its runtime that tells of the ends of containers provably covers the minute after it.`,
    events: [oom.id],
    evidence: addKill(new EvidenceLines(), oom, containerId).inOrder(one),
    missing: ['runtime log: of containerd, without a gap, from before the kill until a minute after it'],
    next: ['journalctl -u containerd'],
    references: REFERENCES,
  }
}
