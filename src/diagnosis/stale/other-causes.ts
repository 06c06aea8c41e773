import { coversBetween } from '../coverage.js'
import type { StoredValue } from '../kubelet-version.js'
import { surelyBefore } from '../order.js'
import type { Chain } from './chain.js'
import type { LimitFacts } from './facts.js'
import type { Staleness } from './staleness.js'

/** What else than a reload explains the limit, by what was read. */
export function otherCausesOf(
  facts: LimitFacts,
  chain: Chain,
  staleness: Staleness,
  stored: StoredValue | undefined,
): readonly string[] {
  const { failed, allocatable, limit } = chain
  const causes: string[] = []
  if (isUnlogged(chain) && allocatable !== undefined && !surelyBefore(allocatable.event, limit.event))
    causes.push('Allocatable was read later: the kubelet may have got this configuration only then')
  if (hasNoReload(facts, chain))
    causes.push('a log that has reloads covers this time and shows none: something else wrote the old limit')
  if (stored === 'last')
    causes.push(
      'this kubelet also tells systemd of a new limit, so a reload does not undo it: somebody else wrote the property or the file, or the capacity changed after the start',
    )
  if (stored === 'capacity')
    causes.push(
      'this kubelet gives systemd the capacity, so a reload makes the limit too high and not too low',
    )
  if (failed !== undefined)
    causes.push('the kubelet could not set its limit: the old one may never have been replaced')
  if (staleness === 'suspected')
    causes.push(
      'no capacity and no Allocatable was read: the pods may have used all that the configuration gives',
    )
  return causes
}

/** Nothing in the logs shows that the configuration which Allocatable follows was in force. */
export function isUnlogged({ outdated, enforced }: Chain): boolean {
  return outdated && enforced === undefined
}

/**
 * True where a log proves that systemd did not reload between the enforcement and the moment. Only a log that has a reload,
 * or the refusal of one, is known to hold such lines: the journal of the kubelet's unit has other lines of systemd.
 */
function hasNoReload(
  { one, reloadInputs }: LimitFacts,
  { reload, doubtfulReload, enforced, limit }: Chain,
): boolean {
  if (reload !== undefined || doubtfulReload !== undefined || enforced === undefined) return false
  return coversBetween(one, reloadInputs, enforced, limit.event)
}
