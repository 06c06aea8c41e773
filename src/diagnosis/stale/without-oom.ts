import { beginOf } from '../limits.js'
import { surelyBefore } from '../order.js'
import type { LimitInForce } from './chain.js'
import type { LimitFacts } from './facts.js'

const SMALLEST_PAGE_BYTES = 4096

/**
 * A limit of all pods that fell with no start of the kubelet between the two readings, and a reload there instead:
 * the last such fall.
 */
export function droppedLimit(facts: LimitFacts): LimitInForce | undefined {
  const { reloads, enforcements, reservations } = facts
  const readings = facts.readings.ofAllPods()
  for (let index = readings.length - 1; index > 0; index--) {
    const low = readings[index]
    const high = readings[index - 1]
    if (low === undefined || high === undefined || high.bytes - low.bytes < SMALLEST_PAGE_BYTES) continue
    const between = (event: Parameters<typeof surelyBefore>[0]) =>
      surelyBefore(beginOf(high), event) && surelyBefore(event, low.event)
    if (enforcements.some(between) || reservations.some(({ event }) => between(event))) continue
    if (!reloads.some(between)) continue
    return { event: low.event, bytes: low.bytes, owner: low.event.cgroup, pageBytes: SMALLEST_PAGE_BYTES }
  }
  return undefined
}
