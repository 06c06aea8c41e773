import type { Event, OomEvent } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { isBefore } from '../../order.js'
import type { Printed } from '../../printed.js'

export interface ReservedCgroup {
  readonly which: 'system-reserved' | 'kube-reserved'
  /** The record that names the cgroup. */
  readonly event: Event
  readonly bytes?: number
  /** The amount as the record spells it. */
  readonly printed?: Printed
  /** False where the kubelet is told not to limit this cgroup; absent where what it is told was not read. */
  readonly isEnforced?: boolean
}

/** What the kubelet's configuration at the time of an OOM says of a cgroup that it limits to a reservation. */
export function reservedCgroup(one: Case, cgroup: string, oom?: OomEvent): ReservedCgroup | undefined {
  let found: ReservedCgroup | undefined
  for (const event of one.of('kubelet-node-config')) {
    if (oom !== undefined && isBefore(event, oom) === 'no') continue
    for (const which of ['system-reserved', 'kube-reserved'] as const) {
      const name = which === 'system-reserved' ? event.systemReservedCgroup : event.kubeReservedCgroup
      if (name === undefined || !isSame(name, cgroup)) continue
      const key = which === 'system-reserved' ? 'systemReserved' : 'kubeReserved'
      const bytes = event[`${key}MemoryBytes`]
      const text = event[key]?.memory?.text
      found = {
        which,
        event,
        ...(event.enforceNodeAllocatable === undefined
          ? {}
          : { isEnforced: event.enforceNodeAllocatable.includes(which) }),
        ...(bytes === undefined
          ? {}
          : { bytes, printed: { bytes, event, text, line: event.source.firstLine } }),
      }
    }
  }
  return found ?? enforcedCgroup(one, cgroup)
}

export function isReservedCgroup(one: Case, cgroup: string): boolean {
  const reserved = reservedCgroup(one, cgroup)
  return reserved !== undefined && reserved.isEnforced !== false
}

function enforcedCgroup(one: Case, cgroup: string): ReservedCgroup | undefined {
  for (const event of one.of('kubelet-allocatable-enforced'))
    if (event.target !== 'pods' && event.cgroup !== undefined && isSame(event.cgroup, cgroup))
      return { which: event.target, event, isEnforced: true }
  return undefined
}

/** The systemd driver takes `/system` for `/system.slice`. */
function isSame(configured: string, owner: string): boolean {
  const one = bare(configured)
  return one !== '' && one === bare(owner)
}

function bare(cgroup: string): string {
  return cgroup.replace(/^\//, '').replace(/\.slice$/, '')
}
