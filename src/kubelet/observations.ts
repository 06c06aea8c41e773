import { type KlogEntry, valueIn } from '../klog/index.js'
import { bytesOf, isSignalInBytes } from './amounts.js'
import { kubepodsCgroup } from './cgroup-name.js'
import { type KnownNode, present, type Statement } from './statement.js'

const OBSERVATION =
  /^observations: signal=([\w.]{1,64}), available: ([^\s,]{1,64}), capacity: ([^\s,]{1,64})(?:, time: |$)/
const THRESHOLD =
  /^thresholds - ignoring grace period: threshold \[signal=([\w.]{1,64}), quantity=([^\s\]]{1,64})\] observed (\S{1,64})$/
const SOFT = /^threshold\(signal=([\w.]{1,64}), operator=\w{1,32}, value=\{(\S{1,64}) \S{1,64}\}/

/**
 * The measurements of the eviction manager, every ten seconds at -v=3. It prints each several times with other prefixes:
 * `observations` is what it measured, `thresholds - ignoring grace period` what of it is below a threshold. `undefined` for
 * what is none of these lines.
 */
export function observed(entry: KlogEntry, rest: string, node: KnownNode): Statement[] | undefined {
  if (rest === '') {
    if (valueIn(entry, 'log') !== 'observations') return []
    return observation(valueIn(entry, 'signal'), availableOf(entry), valueIn(entry, 'capacity'), node)
  }
  if (rest === 'threshold observed resource') {
    if (valueIn(entry, 'log') !== 'thresholds - ignoring grace period') return []
    const available = valueIn(entry, 'available') ?? valueIn(entry, 'resource')
    return threshold(valueIn(entry, 'signal'), valueIn(entry, 'quantity'), available)
  }
  if (rest.startsWith('observations')) {
    const [, signal, available, capacity] = OBSERVATION.exec(rest) ?? []
    return observation(signal, available, capacity, node)
  }
  if (!rest.startsWith('thresholds ')) return undefined
  const [, signal, quantity, available] = THRESHOLD.exec(rest) ?? []
  return threshold(signal, quantity, available)
}

/** 1.21 to 1.24 print the amount under the key `resourceName`, where later versions have the resource. */
function availableOf(entry: KlogEntry): string | undefined {
  return valueIn(entry, 'available') ?? valueIn(entry, 'resourceName')
}

/** The capacity of `allocatableMemory.available` is the limit of the pods' cgroup, as cAdvisor reads it from the file. */
function observation(
  signal: string | undefined,
  available: string | undefined,
  capacity: string | undefined,
  node: KnownNode,
): Statement[] {
  if (signal !== 'memory.available' && signal !== 'allocatableMemory.available') return []
  const capacityBytes = bytesOf(capacity)
  const availableBytes = bytesOf(available)
  if (capacityBytes === undefined) return []
  const least = availableBytes === undefined ? undefined : available
  const measured = present({ availableBytes, leastAvailableBytes: availableBytes })
  if (signal === 'memory.available') {
    const printed = present({ capacityBytes: capacity, availableBytes: least, leastAvailableBytes: least })
    return [{ type: 'kubelet-eviction', phase: 'observation', signal, capacityBytes, ...measured, printed }]
  }
  const cgroup = kubepodsCgroup(node)
  const limit = { holder: 'kubelet', property: signal, limitBytes: capacityBytes } as const
  const printed = present({ limitBytes: capacity, availableBytes: least, leastAvailableBytes: least })
  return [{ type: 'limit-observed', cgroup, ...limit, ...measured, printed }]
}

function threshold(
  signal: string | undefined,
  quantity: string | undefined,
  available: string | undefined,
): Statement[] {
  if (signal === undefined) return []
  const bytes = (amount: string | undefined) => (isSignalInBytes(signal) ? bytesOf(amount) : undefined)
  const [thresholdBytes, availableBytes] = [bytes(quantity), bytes(available)]
  const measured = present({ thresholdBytes, availableBytes, leastAvailableBytes: availableBytes })
  const least = availableBytes === undefined ? undefined : available
  const printed = present({
    thresholdBytes: thresholdBytes === undefined ? undefined : quantity,
    availableBytes: least,
    leastAvailableBytes: least,
  })
  return [
    {
      type: 'kubelet-eviction',
      phase: 'threshold-observed',
      signal,
      ...measured,
      ...(Object.keys(printed).length === 0 ? {} : { printed }),
    },
  ]
}

/** `threshold(signal=memory.available, operator=LessThan, value={200Mi 0}, gracePeriod=1m30s)`; a share has no quantity. */
export function softThreshold(printed: string | undefined) {
  const [, signal, quantity] = SOFT.exec(printed ?? '') ?? []
  return { signal, thresholdBytes: isSignalInBytes(signal) ? bytesOf(quantity) : undefined }
}
