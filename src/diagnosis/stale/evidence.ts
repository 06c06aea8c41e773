import { identifyCgroup } from '../../cgroup/index.js'
import type { ConfigFileModified } from '../../record/index.js'
import type { Case } from '../case.js'
import { type Evidence, EvidenceLines, named } from '../evidence.js'
import { printedLimit } from '../limits.js'
import { type Allocatable, type Capacity, printedAllocatable, printedCapacity } from '../node-facts.js'
import { together } from '../order.js'
import { bracketed, inWords, lineAt } from '../printed.js'
import { type Reservation, sumOf } from '../reservation.js'
import type { Chain, LimitInForce } from './chain.js'
import { amountsBeside, computedInWords, reservedInWords } from './expected.js'

/** The lines of all chains that come from one cause: what they share is there once. */
export function evidenceOf(one: Case, chains: readonly Chain[]): Evidence[] {
  const lines = new EvidenceLines()
  for (const chain of chains) addChain(lines, chain)
  return lines.inOrder(one)
}

/** When a file was written, by the line that has the time. */
export function addChange(lines: EvidenceLines, changed: ConfigFileModified, when = ''): void {
  lines.add(changed, `configuration changed (${named(changed.path)})${when}`, lineAt(changed, 'modified'))
}

function addChain(lines: EvidenceLines, chain: Chain): void {
  const { origin, first, expected, changed, enforced, reload, doubtfulReload, limit } = chain
  if (origin !== undefined)
    addConfiguration(lines, origin.reservation, `computed: ${computedInWords(origin)}`)
  else if (first !== undefined) addConfiguration(lines, first, `computed: ${reservedInWords(first)}`)
  if (changed !== undefined)
    addChange(
      lines,
      changed,
      enforced !== undefined && together(changed, enforced) ? ', in the second of the enforcement' : '',
    )
  addLater(lines, chain)
  lines.add(
    enforced,
    expected === undefined
      ? 'enforced: the kubelet set the limit of all pods anew'
      : `enforced: the kubelet set the limit of all pods anew (${bracketed(expected.bytes)} by its configuration)`,
  )
  lines.add(chain.failed, 'the kubelet could not set the limit of all pods')
  lines.add(reload, 'systemd reload: systemd wrote the properties that it holds to the cgroups again')
  lines.add(doubtfulReload, 'systemd reload, whose place in the order is not certain')
  addLimit(lines, limit)
  addFigures(lines, chain)
}

/** The limit that was in force, in the line that has it. */
export function addLimit(lines: EvidenceLines, { event, bytes, owner }: LimitInForce): void {
  const printed = printedLimit(event, bytes)
  const says =
    event.type === 'oom'
      ? `OOM: the limit of all pods was hit at ${inWords(printed)} (${named(owner)})`
      : `in force: the limit of all pods is ${inWords(printed)}`
  lines.add(event, says, printed.line)
}

/** A configuration, and its amounts where they stand in lines of their own. */
export function addConfiguration(lines: EvidenceLines, reservation: Reservation, says: string): void {
  lines.add(reservation.event, says)
  for (const { name, printed } of amountsBeside(reservation))
    lines.quote(printed, `${name} is ${inWords(printed)}`)
}

function addLater(lines: EvidenceLines, { expected, first, later }: Chain): void {
  const last: Reservation | undefined = expected?.reservation ?? later
  if (last === undefined || last === first) return
  const words = expected === undefined ? reservedInWords(last) : computedInWords(expected)
  addConfiguration(lines, last, `computed again: ${words}`)
  if (later !== undefined && later !== last && first !== undefined && sumOf(later) !== sumOf(first))
    addConfiguration(lines, later, `configuration with ${reservedInWords(later)}`)
}

/** Where the other amounts of the finding were read. */
function addFigures(lines: EvidenceLines, { allocatable, reading, stored, origin, expected }: Chain): void {
  if (allocatable !== undefined) addAllocatable(lines, allocatable)
  if (reading !== undefined) {
    const printed = printedLimit(reading.event, reading.bytes)
    lines.quote(printed, `${named(reading.event.property)} of all pods was ${inWords(printed)}`)
  }
  if (stored !== undefined) {
    const printed = printedLimit(stored.event, stored.bytes)
    lines.quote(printed, `systemd holds ${named(stored.event.property)} ${inWords(printed)}`)
  }
  for (const capacity of [origin?.capacity, expected?.capacity])
    if (capacity !== undefined) addCapacity(lines, capacity)
}

export function addAllocatable(lines: EvidenceLines, allocatable: Allocatable): void {
  const printed = printedAllocatable(allocatable)
  lines.quote(printed, `Allocatable is ${inWords(printed)}`)
}

/** The same capacity that a second start read proves nothing more. */
export function addCapacity(lines: EvidenceLines, capacity: Capacity): void {
  const printed = printedCapacity(capacity)
  lines.quoteOnce(printed, `capacity is ${inWords(printed)}`)
}

/** The systemd unit of a cgroup: `kubepods.slice`. */
export function unitOf(owner: string): string | undefined {
  return identifyCgroup(owner.startsWith('/') ? owner : `/${owner}`).unit
}
