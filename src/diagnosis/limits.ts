import { identifyCgroup } from '../cgroup/index.js'
import type { LimitObserved, OomEvent } from '../record/index.js'
import type { Case } from './case.js'
import type { Placed } from './order.js'
import { type Printed, printedAt } from './printed.js'

/** An OOM at the limit of all pods of a node. */
export interface NodeLimitOom {
  readonly event: OomEvent
  readonly limitBytes: number
  /** `/kubepods.slice`, as the kernel has it. */
  readonly owner: string
}

/** A limit of a cgroup that is a number. */
export interface LimitReading {
  readonly event: LimitObserved
  readonly bytes: number
}

export function nodeLimitOoms(one: Case): NodeLimitOom[] {
  const found: NodeLimitOom[] = []
  for (const event of one.of('oom')) {
    const limitBytes = limitOf(event)
    if (event.cgroup?.limitOwnerIdentity?.kind !== 'kubernetes-node' || limitBytes === undefined) continue
    const owner = event.cgroup.limitOwner ?? '/kubepods'
    // Below user.slice anybody can make such a group: the kubelet of the node has nothing to do with its limit.
    if (!owner.startsWith('/user.slice/')) found.push({ event, limitBytes, owner })
  }
  return found
}

/** The limit of the cgroup that the OOM was raised for, where it was printed and is a number. */
export function limitOf({ cgroup }: OomEvent): number | undefined {
  const bytes = cgroup?.memory?.limitBytes
  return typeof bytes === 'number' ? bytes : undefined
}

/** The limit as the dump prints it, or as whoever read it did. */
export function printedLimit(event: OomEvent | LimitObserved, bytes: number): Printed {
  if (event.type === 'limit-observed') return printedAt(event, 'limitBytes', bytes)
  return {
    bytes,
    event,
    text: `${bytes / 1024} kB`,
    line: event.cgroup?.memory?.line ?? event.source.firstLine,
  }
}

/** When a reading was made for the first time: a series of equal ones is one event. */
export function beginOf({ event }: LimitReading): Placed {
  const { at, source } = event
  return { at, source: { ...source, lastLine: source.firstLine } }
}

/** The limits that were read, by cgroup: gathered once, since a log can hold thousands of OOMs and of readings. */
export class LimitReadings {
  readonly #inForce = new Map<string, LimitReading[]>()
  readonly #stored = new Map<string, LimitReading[]>()

  constructor(one: Case) {
    const keys = new Map<string, string>()
    for (const event of one.of('limit-observed')) {
      const { cgroup, holder, property, limitBytes } = event
      if (typeof limitBytes !== 'number') continue
      const key = keys.get(cgroup) ?? keyOf(cgroup)
      keys.set(cgroup, key)
      // The eviction manager measures the cgroup of all pods, whatever it is called.
      if (property === 'allocatableMemory.available') push(this.#inForce, ALL_PODS, event, limitBytes)
      else push(holder === 'systemd' ? this.#stored : this.#inForce, key, event, limitBytes)
    }
  }

  /** What was in force as the limit of all pods. */
  ofAllPods(): readonly LimitReading[] {
    return this.#inForce.get(ALL_PODS) ?? []
  }

  inForce(cgroup: string): readonly LimitReading[] {
    return this.#inForce.get(keyOf(cgroup)) ?? []
  }

  /** What systemd holds for a cgroup: the value that it writes at every reload. */
  stored(cgroup: string): readonly LimitReading[] {
    return this.#stored.get(keyOf(cgroup)) ?? []
  }
}

const ALL_PODS = 'all pods'

/** A unit's name stands for its path, and a file named after the group does not tell `kubepods` from its slice. */
function keyOf(cgroup: string): string {
  const path = cgroup.startsWith('/') ? cgroup : `/${cgroup}`
  return identifyCgroup(path).kind === 'kubernetes-node' ? ALL_PODS : path
}

function push(readings: Map<string, LimitReading[]>, key: string, event: LimitObserved, bytes: number): void {
  const found = readings.get(key)
  if (found === undefined) readings.set(key, [{ event, bytes }])
  else found.push({ event, bytes })
}
