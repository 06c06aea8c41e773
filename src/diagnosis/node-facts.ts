import type { Event, KubeletNotice, MachineMemory, NodeAllocatable } from '../record/index.js'
import type { Case } from './case.js'
import { isBefore, surelyBefore } from './order.js'
import { type Printed, printedAt } from './printed.js'
import { type Reservation, sumOf } from './reservation.js'

/** The memory of the node as the kubelet counts it, and the record that says so. */
export interface Capacity {
  readonly bytes: number
  readonly event: KubeletNotice | NodeAllocatable | MachineMemory
}

/**
 * The capacity that a computation used: what the kubelet itself read at that start, else what the API or the machine
 * says. It is read once per start, and changes only with the hardware.
 */
export function capacityFor(one: Case, computed: Event): Capacity | undefined {
  return (
    machineOf(one, computed) ??
    nearestCapacity(one.of('node-allocatable'), ({ capacityBytes }) => capacityBytes) ??
    nearestCapacity(one.of('node-memory'), ({ memTotalBytes }) => memTotalBytes)
  )
}

export function printedCapacity({ bytes, event }: Capacity): Printed {
  switch (event.type) {
    case 'node-allocatable':
      return printedAt(event, 'capacityBytes', bytes)
    case 'node-memory':
      return printedAt(event, 'memTotalBytes', bytes)
    default:
      return printedAt(event, 'memoryCapacityBytes', bytes)
  }
}

export function printedAllocatable({ bytes, event }: Allocatable): Printed {
  return printedAt(event, 'allocatableBytes', bytes)
}

/** All amounts that were read as the node's capacity. */
export function capacitiesOf(one: Case): number[] {
  const bytes = new Set<number>()
  for (const { memoryCapacityBytes } of one.of('kubelet-notice'))
    if (memoryCapacityBytes !== undefined) bytes.add(memoryCapacityBytes)
  for (const { capacityBytes } of one.of('node-allocatable'))
    if (capacityBytes !== undefined) bytes.add(capacityBytes)
  for (const { memTotalBytes } of one.of('node-memory')) bytes.add(memTotalBytes)
  return [...bytes]
}

function machineOf(one: Case, computed: Event): Capacity | undefined {
  let nearest: Capacity | undefined
  for (const event of one.of('kubelet-notice')) {
    if (event.memoryCapacityBytes === undefined) continue
    // The first of all serves a computation whose own line was not logged.
    if (nearest !== undefined && one.position(event) >= one.position(computed)) break
    nearest = { bytes: event.memoryCapacityBytes, event }
  }
  return nearest
}

function nearestCapacity<One extends Capacity['event']>(
  events: readonly One[],
  bytesOf: (event: One) => number | undefined,
): Capacity | undefined {
  for (const event of events) {
    const bytes = bytesOf(event)
    if (bytes !== undefined) return { bytes, event }
  }
  return undefined
}

/** What the node offers to pods, and the record that says so. */
export interface Allocatable {
  readonly bytes: number
  readonly event: NodeAllocatable
}

/**
 * Allocatable as it was at a moment: the last one before it, else the first after it, as long as the kubelet did not
 * compute another reservation between the two.
 */
export function allocatableAt(
  one: Case,
  moment: Event,
  reservations: readonly Reservation[],
): Allocatable | undefined {
  let last: Allocatable | undefined
  for (const event of one.of('node-allocatable')) {
    if (event.allocatableBytes === undefined || isOtherTime(event, moment, reservations)) continue
    if (last !== undefined && !surelyBefore(event, moment)) break
    last = { bytes: event.allocatableBytes, event }
  }
  return last
}

function isOtherTime(event: Event, moment: Event, reservations: readonly Reservation[]): boolean {
  const [early, late] = isBefore(event, moment) === 'yes' ? [event, moment] : [moment, event]
  let inForce: number | undefined
  for (const reservation of reservations) {
    if (surelyBefore(reservation.event, early)) inForce = sumOf(reservation)
    else if (
      surelyBefore(early, reservation.event) &&
      surelyBefore(reservation.event, late) &&
      sumOf(reservation) !== inForce
    )
      return true
  }
  return false
}
