import { amount, sameLimit } from '../amounts.js'
import { type Capacity, capacitiesOf, capacityFor } from '../node-facts.js'
import { type Reservation, sumOf } from '../reservation.js'
import type { LimitFacts } from './facts.js'

/** The limit of all pods that a configuration leads to, and how it is computed. */
export interface Computed {
  readonly bytes: number
  readonly reservation: Reservation
  readonly capacity: Capacity
}

/**
 * Capacity less what is reserved; the eviction threshold and huge pages are in Allocatable only (kubelet's
 * getNodeAllocatableInternalAbsolute, the same in all versions). Without `pods` in enforceNodeAllocatable it is the
 * capacity.
 */
export function computedFrom({ one }: LimitFacts, reservation: Reservation): Computed | undefined {
  const capacity = capacityFor(one, reservation.event)
  if (capacity === undefined) return undefined
  const bytes = reservation.podsEnforced ? capacity.bytes - sumOf(reservation) : capacity.bytes
  return bytes > 0 ? { bytes, reservation, capacity } : undefined
}

/** `capacity … − kube-reserved … − system-reserved …`, every amount as it was read. */
export function sumInWords({ reservation, capacity }: Computed): string {
  if (!reservation.podsEnforced) return `capacity ${amount(capacity.bytes)}, pods not enforced`
  return `capacity ${amount(capacity.bytes)} − ${reservedInWords(reservation)}`
}

export function reservedInWords({ kubeBytes, systemBytes }: Reservation): string {
  return `kube-reserved ${amount(kubeBytes)} − system-reserved ${amount(systemBytes)}`
}

/** True where one of the capacities that were read makes a limit the right one for a reservation. */
export function isRight({ one }: LimitFacts, limit: number, reservation: Reservation, page: number): boolean {
  return capacitiesOf(one).some((capacity) =>
    sameLimit(limit, reservation.podsEnforced ? capacity - sumOf(reservation) : capacity, page),
  )
}
