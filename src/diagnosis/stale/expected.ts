import { sameLimit } from '../amounts.js'
import type { Case } from '../case.js'
import { capacityFor } from '../node-facts.js'
import { bracketed, inWords, type Printed } from '../printed.js'
import { type Reservation, sumOf } from '../reservation.js'
import type { Computed, LimitFacts } from './facts.js'

/**
 * Capacity less what is reserved; the eviction threshold and huge pages are in Allocatable only (kubelet's
 * getNodeAllocatableInternalAbsolute, the same in all versions). Without `pods` in enforceNodeAllocatable it is the
 * capacity.
 */
export function computedFrom({ one, computed }: LimitFacts, reservation: Reservation): Computed | undefined {
  // Asked for each OOM and each configuration before it.
  const known = computed.get(reservation)
  if (known !== undefined) return known === 'nothing' ? undefined : known
  const found = compute(one, reservation)
  computed.set(reservation, found ?? 'nothing')
  return found
}

function compute(one: Case, reservation: Reservation): Computed | undefined {
  const capacity = capacityFor(one, reservation.event)
  if (capacity === undefined) return undefined
  const bytes = reservation.podsEnforced ? capacity.bytes - sumOf(reservation) : capacity.bytes
  return bytes > 0 ? { bytes, reservation, capacity } : undefined
}

/** What is reserved as it was read, and in brackets the limit that follows. */
export function computedInWords({ bytes, reservation }: Computed): string {
  return reservation.podsEnforced
    ? `${reservedInWords(reservation)} (capacity less that is ${bracketed(bytes)})`
    : `pods not enforced (the limit is the capacity, ${bracketed(bytes)})`
}

/** Outside of brackets only what stands in the line of the configuration itself. */
export function reservedInWords(reservation: Reservation): string {
  const { kube, system } = reservation
  const part = (name: string, printed: Printed | undefined) =>
    printed === undefined
      ? `no ${name}`
      : `${name} ${inWords(isBeside(reservation, printed) ? { ...printed, line: undefined } : printed)}`
  return `${part('kube-reserved', kube)}, ${part('system-reserved', system)}`
}

/** The amounts of a configuration that stand in other lines than its first: of a file, or of a flag. */
export function amountsBeside(reservation: Reservation): { name: string; printed: Printed }[] {
  const { kube, system } = reservation
  return [
    ...(kube === undefined ? [] : [{ name: 'kube-reserved', printed: kube }]),
    ...(system === undefined ? [] : [{ name: 'system-reserved', printed: system }]),
  ].filter(({ printed }) => isBeside(reservation, printed))
}

function isBeside({ event }: Reservation, printed: Printed): boolean {
  return printed.event !== event || printed.line !== event.source.firstLine
}

/** True where one of the capacities that were read makes a limit the right one for a reservation. */
export function isRight(
  { capacities }: LimitFacts,
  limit: number,
  reservation: Reservation,
  page: number,
): boolean {
  return capacities.some((capacity) =>
    sameLimit(limit, reservation.podsEnforced ? capacity - sumOf(reservation) : capacity, page),
  )
}
