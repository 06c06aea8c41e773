import type { ConfigFileModified, Event, OomEvent } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { configurationChanges } from '../../config-files.js'
import { coversFrom } from '../../coverage.js'
import { isBefore, surelyBefore } from '../../order.js'
import { startsOf } from '../../reservation.js'
import { isReservedCgroup } from './reserved-cgroup.js'

/** A configuration file that changed after the kubelet's last start, and the first OOM at a limit that it sets. */
export interface UnreadChange {
  readonly changed: ConfigFileModified
  readonly start: Event
  readonly oom: OomEvent
  /** The log of the start goes on until the OOM, so a later start would be in it. */
  readonly isCovered: boolean
}

/** The changes that no start of the kubelet read before an OOM at one of the limits that it computes. */
export function unreadChanges(one: Case): UnreadChange[] {
  const starts = startsOf(one)
  const changes = configurationChanges(one)
  const found = new Map<string, UnreadChange>()
  for (const oom of one.of('oom')) {
    if (!isAtComputedLimit(one, oom)) continue
    const start = starts.findLast((event) => surelyBefore(event, oom))
    if (start === undefined || starts.some((event) => isBefore(event, oom) === 'unknown')) continue
    for (const changed of changes) {
      if (!surelyBefore(start, changed) || !surelyBefore(changed, oom)) continue
      const key = `${changed.path}\n${changed.at.epochMs}`
      if (!found.has(key)) found.set(key, { changed, start, oom, isCovered: coversFrom(one, start, oom.at) })
    }
  }
  return [...found.values()]
}

/** OOMs at a limit of the kubelet's own making with a changed file, and no start of the kubelet to hold it against. */
export function changesWithoutStart(one: Case): { changed: ConfigFileModified; oom: OomEvent } | undefined {
  if (startsOf(one).length > 0) return undefined
  const oom = one.of('oom').find((event) => isAtComputedLimit(one, event))
  if (oom === undefined) return undefined
  const changed = configurationChanges(one).findLast((event) => surelyBefore(event, oom))
  return changed === undefined ? undefined : { changed, oom }
}

function isAtComputedLimit(one: Case, { cgroup }: OomEvent): boolean {
  if (cgroup?.limitOwnerIdentity?.kind === 'kubernetes-node') return true
  return cgroup?.limitOwner !== undefined && isReservedCgroup(one, cgroup.limitOwner)
}
