import type { Event, EventOf } from '../../record/index.js'

/**
 * The limit of all pods that a configuration leads to: the capacity less what is reserved, or the capacity where pods are
 * not enforced (kubelet's getNodeAllocatableInternalAbsolute). Undefined where an amount of it was not read. The diagnosis
 * reckons the same (`stale/expected.ts`), from some more sources.
 *
 * @param events of the machine, in order
 */
export function computedLimit(
  events: readonly Event[],
  config: EventOf<'kubelet-node-config'>,
): number | undefined {
  const capacity = capacityAt(events, config)
  const kube = reserved(config, 'kubeReserved')
  const system = reserved(config, 'systemReserved')
  if (capacity === undefined || kube === undefined || system === undefined) return undefined
  const { enforceNodeAllocatable: enforced } = config
  const bytes = enforced === undefined || enforced.includes('pods') ? capacity - kube - system : capacity
  return bytes > 0 ? bytes : undefined
}

/** Nothing is reserved where the map was read and has no memory in it. */
function reserved(config: EventOf<'kubelet-node-config'>, which: 'kubeReserved' | 'systemReserved') {
  const map = config[which]
  return config[`${which}MemoryBytes`] ?? (map !== undefined && !Object.hasOwn(map, 'memory') ? 0 : undefined)
}

/** What the kubelet itself read before, else what the API or the machine says: it changes only with the hardware. */
function capacityAt(events: readonly Event[], config: Event): number | undefined {
  const machines = events.filter(
    (event) => event.type === 'kubelet-notice' && capacityOf(event) !== undefined,
  )
  const position = events.indexOf(config)
  const machine = machines.findLast((event) => events.indexOf(event) < position) ?? machines[0]
  const known =
    machine ??
    events.find((event) => event.type === 'node-allocatable' && capacityOf(event) !== undefined) ??
    events.find((event) => event.type === 'node-memory')
  return known === undefined ? undefined : capacityOf(known)
}

function capacityOf(event: Event): number | undefined {
  switch (event.type) {
    case 'kubelet-notice':
      return event.memoryCapacityBytes
    case 'node-allocatable':
      return event.capacityBytes
    case 'node-memory':
      return event.memTotalBytes
    default:
      return undefined
  }
}
