import type { KubeletStart } from '../../record/index.js'
import type { Case } from '../case.js'
import { moment } from '../evidence.js'
import { type StoredValue, storedValueOf } from '../kubelet-version.js'
import { isBefore, surelyBefore } from '../order.js'
import type { Chain } from './chain.js'
import type { LimitFacts } from './facts.js'
import { isUnlogged, otherCausesOf } from './other-causes.js'
import type { Staleness } from './staleness.js'

export interface Weighed {
  readonly verdict: 'confirmed' | 'likely' | 'possible'
  /** What would decide, in words. */
  readonly missing: readonly string[]
  /** What else fits, where something does. */
  readonly otherCauses: readonly string[]
  /** False where this kubelet's version makes a reload harmless, or harmful the other way. */
  readonly canBeReload: boolean
}

/** Confirmed when every premise was read, likely when one is inferred, possible when more are or another cause fits. */
export function weigh(facts: LimitFacts, chain: Chain, staleness: Staleness): Weighed {
  const open: string[] = []
  const alsoOpen: string[] = []
  const { origin, later, changed, enforced, reading, reload, doubtfulReload, first, expected } = chain
  if (isUnlogged(chain))
    open.push(
      'kubelet log: the start before the moment the limit was hit that computed what Allocatable shows',
    )
  if (origin === undefined) open.push(missingOrigin(chain))
  else if (chain.notFirst) open.push('kubelet log: why an earlier start of this boot computed another value')
  if (changed === undefined)
    open.push(
      later === undefined
        ? 'file times: when the configuration file changed (stat of the files that the kubelet reads)'
        : 'file times: when the configuration file changed; that two configurations differ proves only that it did',
    )
  else if (first !== undefined && !surelyBefore(first.event, changed))
    open.push('file times: exact enough to tell them from the time of the computation')
  if (enforced === undefined) {
    const line =
      'kubelet log: "Updated Node Allocatable limit across pods" after the change (verbosity 3 and up)'
    if (reading === undefined) open.push(line)
    else alsoOpen.push(line)
  }
  if (reload === undefined)
    open.push(
      doubtfulReload === undefined
        ? 'systemd journal: a daemon-reload between the enforcement and the moment the limit was hit'
        : `systemd journal and kernel log on one clock: whether the reload at ${moment(doubtfulReload.at)} came between the enforcement and the moment the limit was hit`,
    )
  if (chain.limit.event.at.epochMs === undefined)
    open.push(
      'kernel log: when the limit was hit by the wall clock (dmesg -T, journalctl -k, or the boot time)',
    )
  if (!hasNodeFacts(facts.one, chain))
    open.push('node facts: Allocatable of the node object, MemTotal, or systemctl show kubepods.slice')
  if (expected?.reservation.inferred !== undefined)
    open.push(
      `kubelet log: read instead was a configuration, so it is inferred ${expected.reservation.inferred}`,
    )
  const stored = versionOf(facts.one, chain)
  if (stored === undefined) alsoOpen.push('kubelet version: only those before 1.21.2 have this defect')
  const otherCauses = [...otherCausesOf(facts, chain, staleness, stored)]
  if (open.length > 1 && otherCauses.length === 0)
    otherCauses.push('somebody else may have written the limit (systemctl set-property, a node agent)')
  return {
    verdict: otherCauses.length > 0 ? 'possible' : open.length > 0 ? 'likely' : 'confirmed',
    missing: [...open, ...alsoOpen],
    otherCauses,
    canBeReload: stored === undefined || stored === 'first',
  }
}

function missingOrigin({ first, stored }: Chain): string {
  if (first !== undefined)
    return 'node facts: the capacity with which the first computation of this boot gives the limit in force'
  const line =
    'kubelet log: what the first start of this boot computed ("Creating Container Manager object based on Node Config")'
  return stored === undefined ? line : `${line}; that systemd holds the limit does not tell who set it`
}

/** Something that was read on the node itself or from its API object, not from the kubelet's log. */
function hasNodeFacts(one: Case, { allocatable, stored, reading }: Chain): boolean {
  return (
    allocatable !== undefined ||
    stored !== undefined ||
    (reading !== undefined && reading.event.holder === 'cgroup') ||
    one.of('node-memory').length > 0 ||
    one.of('node-allocatable').some(({ capacityBytes }) => capacityBytes !== undefined)
  )
}

/** What the kubelet's version makes of systemd's property; undefined where the version was not read. */
function versionOf(one: Case, { limit }: Chain): StoredValue | undefined {
  const version = kubeletVersionAt(one, limit)
  return version === undefined ? undefined : storedValueOf(version)
}

export function kubeletVersionAt(one: Case, limit: Chain['limit']): string | undefined {
  const start = one
    .of('kubelet-start')
    .findLast((event: KubeletStart) => isBefore(event, limit.event) !== 'no')
  if (start !== undefined) return start.version
  return one.of('node-allocatable').find(({ kubeletVersion }) => kubeletVersion !== undefined)?.kubeletVersion
}
