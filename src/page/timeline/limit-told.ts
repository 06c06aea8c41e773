import { identifyCgroup } from '../../cgroup/index.js'
import type { Event, EventOf, Finding } from '../../record/index.js'
import { computedLimit } from './computed.js'
import type { LimitPoint } from './limit-point.js'
import { isEvidence } from './steps.js'

/** What an event says of the limit of all pods. */
export interface Told {
  readonly kind: LimitPoint['kind'] | 'put-back'
  readonly bytes?: number
  /** Whether it is in force from then on; a configuration alone is not where its enforcement is logged. */
  readonly isStep: boolean
}

/** What an event says of the limit. A step without an amount: whatever was in force before is so no longer. */
export function knownOf(
  events: readonly Event[],
  event: Event,
  reloads: ReadonlyMap<string, number>,
): Told | undefined {
  switch (event.type) {
    case 'oom':
      return event.cgroup?.limitOwnerIdentity?.kind === 'kubernetes-node'
        ? told('hit', amountOf(event.cgroup.memory?.limitBytes))
        : undefined
    case 'limit-observed':
      return isOfAllPods(event)
        ? told(event.holder === 'systemd' ? 'held' : 'read', amountOf(event.limitBytes))
        : undefined
    case 'kubelet-node-config':
      return event.phase === 'computed'
        ? { ...told('computed', computedLimit(events, event)), isStep: !isEnforced(events, event) }
        : undefined
    case 'kubelet-allocatable-enforced':
      return event.target === 'pods' ? told('computed', enforcedLimit(events, event)) : undefined
    case 'systemd-reload':
      return reloads.has(event.id) ? told('put-back', reloads.get(event.id)) : undefined
    case 'boot':
      return told('put-back', undefined)
    case 'node-allocatable':
      return { ...told('allocatable', event.allocatableBytes), isStep: false }
    default:
      return undefined
  }
}

function told(kind: Told['kind'], bytes: number | undefined): Told {
  return { kind, isStep: true, ...(bytes === undefined ? {} : { bytes }) }
}

function amountOf(limit: number | 'unlimited' | undefined): number | undefined {
  return limit === 'unlimited' ? undefined : limit
}

/** The eviction manager measures the cgroup of all pods, whatever it is called; a unit's name stands for its path. */
function isOfAllPods({ cgroup, property }: EventOf<'limit-observed'>): boolean {
  if (property === 'allocatableMemory.available') return true
  return identifyCgroup(cgroup.startsWith('/') ? cgroup : `/${cgroup}`).kind === 'kubernetes-node'
}

function isEnforced(events: readonly Event[], config: EventOf<'kubelet-node-config'>): boolean {
  return events.some(
    (event) =>
      event.type === 'kubelet-allocatable-enforced' &&
      event.target === 'pods' &&
      lastConfigBefore(events, event) === config,
  )
}

function enforcedLimit(events: readonly Event[], event: EventOf<'kubelet-allocatable-enforced'>) {
  const config = lastConfigBefore(events, event)
  return config === undefined ? undefined : computedLimit(events, config)
}

function lastConfigBefore(events: readonly Event[], event: Event) {
  const position = events.indexOf(event)
  return events
    .slice(0, position)
    .findLast(
      (one): one is EventOf<'kubelet-node-config'> =>
        one.type === 'kubelet-node-config' && one.phase === 'computed',
    )
}

const CONCLUDES: ReadonlySet<string> = new Set(['stale-node-limit', 'limit-overwritten-by-systemd'])

/** Reloads that a finding takes for what put a limit back, and the limit that was then hit or read. */
export function concludedReloads(
  events: readonly Event[],
  findings: readonly Finding[],
): Map<string, number> {
  const reloads = new Map<string, number>()
  for (const finding of findings) {
    if (!CONCLUDES.has(finding.rule) || finding.verdict === 'cannot-tell') continue
    let bytes: number | undefined
    // From the last to the first: a reload puts back what the next event of the finding met.
    for (const event of [...events].reverse()) {
      if (finding.events.includes(event.id)) bytes = limitOf(event) ?? bytes
      if (event.type === 'systemd-reload' && bytes !== undefined && isEvidence(finding, event))
        reloads.set(event.id, bytes)
    }
  }
  return reloads
}

function limitOf(event: Event): number | undefined {
  if (event.type === 'oom') return amountOf(event.cgroup?.memory?.limitBytes)
  return event.type === 'limit-observed' ? amountOf(event.limitBytes) : undefined
}
