import type { At, OomEvent } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { CLAIM_WINDOW_MS } from '../../coverage.js'
import { near } from '../../order.js'

/** Whom somebody says to be dead. */
export interface Claim {
  readonly at: At
  readonly containerId?: string | undefined
  readonly podUid?: string | undefined
  readonly pid?: number | undefined
}

/** What the kernel's log says to a claim: a kill that it means, one that it may mean, or none. */
export type KernelAnswer = 'killed' | 'perhaps' | 'not-killed'

/** The kernel's dumps by whom they name, gathered once: a crash loop has thousands of both sides. */
export class KernelKills {
  readonly #byName = new Map<string, OomEvent[]>()
  readonly #pids = new Set<number>()
  /** An OOM above the container tells all runtimes below it (cgroup v1), and a dump that lost its victim may be meant. */
  readonly #vague: OomEvent[]

  constructor(one: Case) {
    const ooms = one.of('oom')
    for (const oom of ooms) {
      for (const { pid } of oom.victims) this.#pids.add(pid)
      for (const name of namesOf(oom)) {
        const found = this.#byName.get(name)
        if (found === undefined) this.#byName.set(name, [oom])
        else found.push(oom)
      }
    }
    this.#vague = ooms.filter((oom) => isAbove(oom) || isCut(oom) || oom.at.epochMs === undefined)
  }

  /** The kubelet reports an OOM again after a restart, so a pid is looked for at any time. */
  answer({ at, containerId, podUid, pid }: Claim): KernelAnswer {
    if (pid !== undefined && this.#pids.has(pid)) return 'killed'
    for (const name of [containerId, podUid])
      if (name !== undefined && this.#byName.get(name)?.some((oom) => mayBeAt(oom, at)) === true)
        return 'killed'
    return this.#vague.some((oom) => mayBeAt(oom, at)) ? 'perhaps' : 'not-killed'
  }
}

/** Within a minute; a dump whose time is not known may be the one. */
function mayBeAt(oom: OomEvent, at: At): boolean {
  return oom.at.epochMs === undefined || near(oom.at, at, CLAIM_WINDOW_MS)
}

function namesOf({ cgroup }: OomEvent): Set<string> {
  const names = new Set<string>()
  for (const identity of [cgroup?.victimIdentity, cgroup?.limitOwnerIdentity])
    for (const name of [identity?.containerId, identity?.podUid]) if (name !== undefined) names.add(name)
  return names
}

function isAbove({ scope, cgroup }: OomEvent): boolean {
  if (scope !== 'memcg') return true
  const kind = cgroup?.limitOwnerIdentity?.kind
  return kind !== 'kubernetes-container' && kind !== 'docker' && kind !== 'podman'
}

function isCut({ victims, cgroup }: OomEvent): boolean {
  return victims.length === 0 || cgroup?.victimIdentity === undefined
}
