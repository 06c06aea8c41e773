import type {
  Boot,
  ConfigFileModified,
  Event,
  KubeletAllocatableEnforced,
  KubeletAllocatableFailed,
  SystemdReload,
} from '../../record/index.js'
import type { Case } from '../case.js'
import { configurationChanges } from '../config-files.js'
import { LimitReadings } from '../limits.js'
import { type Capacity, capacitiesOf } from '../node-facts.js'
import { isBefore } from '../order.js'
import { askedFor, type Reservation, reservationsOf } from '../reservation.js'

/** The limit of all pods that a configuration leads to, and how it is computed. */
export interface Computed {
  readonly bytes: number
  readonly reservation: Reservation
  readonly capacity: Capacity
}

/** What bears on the limit of all pods of one node, gathered once per node. */
export interface LimitFacts {
  readonly one: Case
  readonly reservations: readonly Reservation[]
  readonly asked: readonly Reservation[]
  /** What each reservation leads to, as far as that was asked for. */
  readonly computed: Map<Reservation, Computed | 'nothing'>
  /** All amounts that were read as the node's capacity. */
  readonly capacities: readonly number[]
  readonly readings: LimitReadings
  readonly changes: readonly ConfigFileModified[]
  readonly enforcements: readonly KubeletAllocatableEnforced[]
  readonly failures: readonly KubeletAllocatableFailed[]
  readonly reloads: readonly SystemdReload[]
  /** Logs that are known to tell of reloads, or of the refusal of one. */
  readonly reloadInputs: ReadonlySet<string>
  readonly boots: readonly Boot[]
}

export function limitFactsOf(one: Case): LimitFacts {
  return {
    one,
    reservations: reservationsOf(one),
    asked: askedFor(one),
    computed: new Map(),
    capacities: capacitiesOf(one),
    readings: new LimitReadings(one),
    changes: configurationChanges(one),
    enforcements: one.of('kubelet-allocatable-enforced').filter(({ target }) => target === 'pods'),
    failures: one.of('kubelet-allocatable-failed').filter(({ target }) => target === 'pods'),
    reloads: one.of('systemd-reload').filter(({ rejected }) => rejected !== true),
    reloadInputs: new Set(
      one
        .of('systemd-reload')
        .flatMap(({ source, alsoIn = [] }) => [source, ...alsoIn].map(({ input }) => input)),
    ),
    boots: one.of('boot'),
  }
}

/** Says which events belong to the boot that a moment falls into: nothing from before it began. */
export function bootOf({ boots }: LimitFacts, moment: Event): (event: Event) => boolean {
  const boot = boots.findLast((one) => isBefore(one, moment) === 'yes')
  return (event) => boot === undefined || isBefore(event, boot) !== 'yes'
}
