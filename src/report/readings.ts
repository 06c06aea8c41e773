import type { Event, EventOf } from '../record/index.js'

/** What a reading says beside the one before it of the same thing. */
export type Change = 'first' | 'same' | { readonly from: EventOf<'limit-observed'>['limitBytes'] }

/** Readings of state: a folder of captures has the same ones again and again, and only a change is news. */
export class Readings {
  readonly #last = new Map<string, string>()
  readonly #limits = new Map<string, EventOf<'limit-observed'>['limitBytes']>()

  /** @returns undefined for an event that is no reading */
  see(event: Event): Change | undefined {
    const reading = readingOf(event)
    if (reading === undefined) return undefined
    const key = JSON.stringify([event.type, event.host, ...reading.of])
    const value = JSON.stringify(reading.value)
    const before = this.#last.get(key)
    const from = this.#limits.get(key)
    this.#last.set(key, value)
    if (event.type === 'limit-observed') this.#limits.set(key, event.limitBytes)
    if (before === undefined) return 'first'
    if (before === value) return 'same'
    return from === undefined ? 'first' : { from }
  }
}

function readingOf(event: Event): { of: (string | undefined)[]; value: unknown } | undefined {
  switch (event.type) {
    case 'limit-observed':
      return { of: [event.cgroup, event.holder, event.property], value: event.limitBytes }
    case 'kubelet-config':
      return {
        // One of several files: the folders of captures have them by the same name.
        of: [event.form, event.source.input.slice(event.source.input.lastIndexOf('/') + 1)],
        value: [
          event.kubeReservedMemoryBytes,
          event.systemReservedMemoryBytes,
          event.evictionHard,
          event.enforceNodeAllocatable,
          event.cgroupDriver,
        ],
      }
    case 'node-allocatable':
      return { of: [event.node], value: [event.capacityBytes, event.allocatableBytes, event.kubeletVersion] }
    default:
      return undefined
  }
}
