import { identifyCgroup } from '../../cgroup/index.js'
import { amount } from '../amounts.js'
import type { Case } from '../case.js'
import { type Evidence, EvidenceLines, named } from '../evidence.js'
import { together } from '../order.js'
import { type Reservation, sumOf } from '../reservation.js'
import type { Chain } from './chain.js'
import { reservedInWords, sumInWords } from './expected.js'

/** The lines of all chains that come from one cause: what they share is there once. */
export function evidenceOf(one: Case, chains: readonly Chain[]): Evidence[] {
  const lines = new EvidenceLines()
  for (const chain of chains) addChain(lines, chain)
  return lines.inOrder(one)
}

function addChain(lines: EvidenceLines, chain: Chain): void {
  const { origin, first, expected, changed, enforced, reload, doubtfulReload, limit } = chain
  if (origin !== undefined)
    lines.add(origin.reservation.event, `computed: ${amount(origin.bytes)} = ${sumInWords(origin)}`)
  else if (first !== undefined) lines.add(first.event, `computed from ${reservedInWords(first)}`)
  lines.add(
    changed,
    `configuration changed: ${named(changed?.path ?? '')}${
      changed !== undefined && enforced !== undefined && together(changed, enforced)
        ? ', in the second of the enforcement'
        : ''
    }`,
  )
  addLater(lines, chain)
  lines.add(
    enforced,
    expected === undefined
      ? 'enforced: the kubelet set the limit of all pods anew'
      : `enforced: the kubelet set the limit of all pods anew, ${amount(expected.bytes)} by its configuration`,
  )
  lines.add(chain.failed, 'the kubelet could not set the limit of all pods')
  lines.add(reload, 'systemd reload: systemd wrote the properties that it holds to the cgroups again')
  lines.add(doubtfulReload, 'systemd reload, whose place in the order is not certain')
  lines.add(
    limit.event,
    limit.event.type === 'oom'
      ? `OOM: the limit of all pods was hit at ${amount(limit.bytes)} (${named(limit.owner)})`
      : `in force: the limit of all pods is ${amount(limit.bytes)}`,
  )
  addFigures(lines, chain)
}

function addLater(lines: EvidenceLines, { expected, first, later }: Chain): void {
  const last: Reservation | undefined = expected?.reservation ?? later
  if (last === undefined || last === first) return
  lines.add(
    last.event,
    expected === undefined
      ? `computed again from ${reservedInWords(last)}`
      : `computed again: ${amount(expected.bytes)} = ${sumInWords(expected)}`,
  )
  if (later !== undefined && later !== last && first !== undefined && sumOf(later) !== sumOf(first))
    lines.add(later.event, `configuration with ${reservedInWords(later)}`)
}

/** Where the other amounts of the finding were read. */
function addFigures(lines: EvidenceLines, { allocatable, reading, stored, origin, expected }: Chain): void {
  lines.add(allocatable?.event, `Allocatable is ${amount(allocatable?.bytes ?? 0)}`)
  if (reading !== undefined)
    lines.add(reading.event, `${named(reading.event.property)} of all pods was ${amount(reading.bytes)}`)
  if (stored !== undefined)
    lines.add(stored.event, `systemd holds ${named(stored.event.property)} ${amount(stored.bytes)}`)
  // The same capacity that a second start read proves nothing more.
  for (const capacity of [origin?.capacity, expected?.capacity])
    if (capacity !== undefined) lines.addOnce(capacity.event, `capacity is ${amount(capacity.bytes)}`)
}

/** The systemd unit of a cgroup: `kubepods.slice`. */
export function unitOf(owner: string): string | undefined {
  return identifyCgroup(owner.startsWith('/') ? owner : `/${owner}`).unit
}
