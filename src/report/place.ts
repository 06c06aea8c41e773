import type { Cgroup, OomEvent } from '../record/index.js'
import { owner, shortOwner } from './owner.js'
import { field, path, type Sheet } from './sheet.js'

/** Where memory ran out and whose that is; then where the victim lived, if that is elsewhere. */
export function place(sheet: Sheet, event: OomEvent): string[] {
  const { cgroup = {}, scope } = event
  if (scope !== 'memcg')
    return [...field(sheet, 'short of', domain(event)), ...home(sheet, 'victim in', cgroup)]
  const where = limitPath(cgroup)
  const whose = cgroup.limitOwnerIdentity
  const lines =
    where === undefined
      ? field(sheet, 'limit of', 'a memory cgroup that the log does not name')
      : field(sheet, 'limit of', whose === undefined ? 'a memory cgroup' : owner(whose), path(sheet, where))
  if (cgroup.victimHome === undefined || cgroup.victimHome === where) return lines
  return [...lines, ...home(sheet, 'victim in', cgroup)]
}

/** One cell of the table of several OOMs. */
export function shortPlace(event: OomEvent): string {
  const { cgroup = {}, scope } = event
  if (scope === 'global') return 'the whole machine'
  if (scope === 'cpuset') return `cpuset ${event.constraint?.cpuset ?? event.trigger.cpuset ?? ''}`.trimEnd()
  if (scope === 'mempolicy') return numaNodes(nodes(event))
  if (scope === 'unknown') return 'unknown'
  const identity = cgroup.limitOwnerIdentity
  if (identity !== undefined && identity.kind !== 'other') return shortOwner(identity)
  return limitPath(cgroup) ?? 'a memory cgroup'
}

/** Dumps without a victim have no summary line; the statistics begin with the group whose limit was hit. */
export function limitPath({ limitOwner, stats }: Cgroup): string | undefined {
  return limitOwner ?? stats?.[0]?.cgroup
}

function home(sheet: Sheet, label: string, { victimHome, victimIdentity }: Cgroup): string[] {
  if (victimHome === undefined) return []
  if (victimHome === '/') return field(sheet, label, 'the root cgroup')
  const whose = victimIdentity === undefined ? 'a cgroup' : owner(victimIdentity)
  return field(sheet, label, whose, path(sheet, victimHome))
}

function domain(event: OomEvent): string {
  const { constraint, trigger, scope } = event
  const mems = constraint?.memsAllowed ?? trigger.memsAllowed
  if (scope === 'global') return 'memory of the whole machine (no cgroup limit was hit)'
  if (scope === 'mempolicy')
    return `memory of the nodes that a memory policy allows${inWords('node', nodes(event))}`
  if (scope === 'cpuset') {
    const cpuset = constraint?.cpuset ?? trigger.cpuset
    return `memory of the nodes that cpuset ${cpuset ?? ''} allows${inWords('node', mems)}`.replace('  ', ' ')
  }
  return 'unknown: the log does not say whether a limit or the machine'
}

function numaNodes(mask: string | undefined): string {
  if (mask === undefined) return 'the NUMA nodes of a memory policy'
  return `NUMA node${/^\d+$/.test(mask) ? '' : 's'} ${mask}`
}

function nodes({ constraint, trigger }: OomEvent): string | undefined {
  const mask = constraint?.nodemask ?? trigger.nodemask
  return mask === '(null)' ? undefined : mask
}

function inWords(noun: string, value: string | undefined): string {
  return value === undefined ? '' : `: ${noun} ${value}`
}
