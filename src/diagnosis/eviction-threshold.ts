import type { KubeletNodeConfig } from '../record/index.js'
import type { Case } from './case.js'
import { type Capacity, capacityFor } from './node-facts.js'
import type { Printed } from './printed.js'

/** The amount of available memory below which the kubelet evicts at once, and the records that say so. */
export interface HardThreshold {
  readonly event: KubeletNodeConfig
  readonly bytes: number
  /** As the configuration has it, where it has an amount. */
  readonly printed: Printed
  /** As the configuration has it, where it has a share. */
  readonly fraction?: number
  /** What the threshold is a share of, where it is one. */
  readonly capacity?: Capacity
}

/** The hard threshold of memory in the last configuration that has thresholds and is accepted. */
export function hardThreshold(
  one: Case,
  isMeant: (config: KubeletNodeConfig) => boolean = () => true,
): HardThreshold | undefined {
  const event = one
    .of('kubelet-node-config')
    .findLast((config) => config.evictionHard !== undefined && isMeant(config))
  const found = event?.evictionHard?.find(({ signal }) => signal === 'memory.available')
  if (event === undefined || found === undefined) return undefined
  const printed = (bytes: number) => ({ bytes, event, text: found.text, line: event.source.firstLine })
  if (found.bytes !== undefined) return { event, bytes: found.bytes, printed: printed(found.bytes) }
  const capacity = found.fraction === undefined ? undefined : capacityFor(one, event)
  if (found.fraction === undefined || capacity === undefined) return undefined
  // The kubelet keeps the share in 32 bits: 5 % of 32 GiB is 1717986944 bytes and not 1717986918.
  const bytes = Math.trunc(capacity.bytes * Math.fround(found.fraction))
  return { event, bytes, printed: printed(bytes), fraction: found.fraction, capacity }
}
