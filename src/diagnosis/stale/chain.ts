import type {
  ConfigFileModified,
  Event,
  KubeletAllocatableEnforced,
  KubeletAllocatableFailed,
  LimitObserved,
  OomEvent,
  SystemdReload,
} from '../../record/index.js'
import { sameLimit } from '../amounts.js'
import type { LimitReading } from '../limits.js'
import { type Allocatable, allocatableAt } from '../node-facts.js'
import { isBefore, surelyBefore, together } from '../order.js'
import { type Reservation, sumOf } from '../reservation.js'
import { computedFrom, isRight } from './expected.js'
import { bootOf, type Computed, type LimitFacts } from './facts.js'
import { isOfLaterStart } from './later-start.js'
import { reloadBetween } from './reload.js'

/** A limit of all pods that was in force at a moment: printed by an OOM, or read. */
export interface LimitInForce {
  readonly event: OomEvent | LimitObserved
  readonly bytes: number
  /** The cgroup's path. */
  readonly owner: string
  readonly pageBytes: number
}

/** What was found of the chain that puts an old limit back, before a moment at which it was in force. */
export interface Chain {
  readonly limit: LimitInForce
  /** What the last configuration before the moment leads to. */
  readonly expected?: Computed
  /** True when Allocatable is above what the last logged start computed: a later start is not in the log. */
  readonly outdated: boolean
  readonly allocatable?: Allocatable
  /** A higher limit that was read after the kubelet had set it. */
  readonly reading?: LimitReading
  /** The first configuration of the boot that leads to the limit in force. */
  readonly origin?: Computed
  /** True when an earlier start of the boot computed something else. */
  readonly notFirst: boolean
  /** The first configuration of the boot, whatever it leads to. */
  readonly first?: Reservation
  /** A later configuration that reserves another amount. */
  readonly later?: Reservation
  /** systemd's property, equal to the limit in force. */
  readonly stored?: LimitReading
  readonly changed?: ConfigFileModified
  readonly enforced?: KubeletAllocatableEnforced
  readonly failed?: KubeletAllocatableFailed
  readonly reload?: SystemdReload
  /** A reload whose place in the order is not certain. */
  readonly doubtfulReload?: SystemdReload
}

export function chainOf(facts: LimitFacts, limit: LimitInForce): Chain {
  const { event, bytes, pageBytes, owner } = limit
  const inBoot = bootOf(facts, event)
  const earlier = (one: Event) => inBoot(one) && isBefore(one, event) !== 'no'
  const configs = facts.reservations.filter((one) => earlier(one.event))
  const asked = facts.asked.filter((one) => earlier(one.event))
  const first = configs[0]
  const lastStart = configs.at(-1)
  const last = lastStart ?? asked.at(-1)
  const allocatable = allocatableAt(facts.one, event, facts.reservations)
  const enforcements = facts.enforcements.filter((one) => inBoot(one) && surelyBefore(one, event))
  const enforced = enforcements.at(-1)
  const computed = last === undefined ? undefined : computedFrom(facts, last)
  // Allocatable is never above the limit of its own configuration: then the log has lost a later start.
  const outdated = computed !== undefined && allocatable !== undefined && computed.bytes < allocatable.bytes
  const expected = outdated ? undefined : computed
  const origins = configs
    .filter((one) => one !== last || outdated)
    .flatMap((one) => computedFrom(facts, one) ?? [])
  const origin = origins.find((one) => sameLimit(one.bytes, bytes, pageBytes))
  const changed =
    changeOf(facts, limit, first, enforced ?? (lastStart === first ? undefined : lastStart?.event)) ??
    (outdated ? changeOf(facts, limit, first, undefined) : undefined)
  const isAnew =
    changed === undefined
      ? isOfLaterStart(enforcements, first?.event, lastStart?.event)
      : enforced !== undefined && notAfter(changed, enforced)
  const enforcedAnew = isAnew ? enforced : undefined
  const since = enforcedAnew ?? (lastStart === first ? changed : lastStart?.event)
  const reading = goodReading(facts, limit, since, earlier)
  const { reload, doubtful } = reloadBetween(facts, since, event, reading)
  const differs = (one: Reservation) => first !== undefined && sumOf(one) !== sumOf(first)
  const later = configs.findLast(differs) ?? asked.findLast(differs)
  return {
    limit,
    outdated,
    notFirst: origin !== undefined && origin.reservation !== first,
    ...present({
      expected,
      allocatable,
      reading,
      origin,
      first,
      later,
      stored: facts.readings.stored(owner).find((one) => one.bytes === bytes && inBoot(one.event)),
      changed,
      enforced: enforcedAnew,
      failed: facts.failures.findLast(
        (one) =>
          earlier(one) &&
          (lastStart === undefined || !surelyBefore(one, lastStart.event)) &&
          (enforced === undefined || surelyBefore(enforced, one)),
      ),
      reload,
      doubtfulReload: reload === undefined ? doubtful : undefined,
    }),
  }
}

/** True where the limit is right for the configuration that the kubelet ran with, whatever capacity it had. */
export function isHealthy(facts: LimitFacts, { limit, expected, allocatable }: Chain): boolean {
  if (expected === undefined) return false
  if (allocatable !== undefined && limit.bytes < allocatable.bytes) return false
  return isRight(facts, limit.bytes, expected.reservation, limit.pageBytes)
}

/** The last change of a configuration file after the first computation that the kubelet can have read. */
function changeOf(
  { changes }: LimitFacts,
  { event }: LimitInForce,
  first: Reservation | undefined,
  until: Event | undefined,
): ConfigFileModified | undefined {
  return changes.findLast(
    (one) =>
      surelyBefore(one, event) &&
      (first === undefined || surelyBefore(first.event, one)) &&
      (until === undefined || notAfter(one, until)),
  )
}

/** Before it, or in the same second: in the founding incident the file's time and the enforcement coincide. */
function notAfter(one: Event, other: Event): boolean {
  return surelyBefore(one, other) || together(one, other)
}

/** The last limit above the one in force that was read after the kubelet set it. */
function goodReading(
  { readings }: LimitFacts,
  { bytes, pageBytes }: LimitInForce,
  since: Event | undefined,
  earlier: (event: Event) => boolean,
): LimitReading | undefined {
  return readings
    .ofAllPods()
    .findLast(
      (one) =>
        one.bytes - bytes >= pageBytes &&
        earlier(one.event) &&
        (since === undefined || isBefore(one.event, since) !== 'yes'),
    )
}

/** An object without the keys that have no value. */
function present<One extends object>(values: One): { [Key in keyof One]?: Exclude<One[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof One]?: Exclude<One[Key], undefined>
  }
}
