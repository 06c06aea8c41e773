import type { Event, KubeletAllocatableEnforced } from '../../record/index.js'
import { isBefore } from '../order.js'

/** Whether the last enforcement is that of a start which is not the first: every start enforces once. */
export function isOfLaterStart(
  enforcements: readonly KubeletAllocatableEnforced[],
  first: Event | undefined,
  last: Event | undefined,
): boolean {
  const enforced = enforcements.at(-1)
  if (enforced === undefined) return false
  if (first === undefined || last === undefined || first === last) return enforcements.length > 1
  return isBefore(enforced, last) !== 'yes'
}
