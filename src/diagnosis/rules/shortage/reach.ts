import {
  type DumpFigures,
  nodeListsOf,
  type PageRequest,
  unlistedMemory,
  type ZoneFigures,
} from '../../../figures/index.js'
import type { DumpEvent } from '../../../record/index.js'
import { short } from '../../amounts.js'

/** How the zones that the request could use stood: all at or below a mark, one above, or it cannot be told. */
export type Short = 'min' | 'high' | 'above' | 'unknown'

/** The zones that nothing that was read forbids to the request. */
export function zonesInReach({ zones }: DumpFigures): ZoneFigures[] {
  return zones.filter(({ access }) => access === 'yes' || access === 'unknown')
}

export function howShort(dump: DumpEvent, inReach: readonly ZoneFigures[]): Short {
  if (inReach.length === 0) return 'unknown'
  if (inReach.every(({ standing }) => standing === 'below')) return 'min'
  const isLastTry = dump.type === 'oom'
  if (isLastTry && inReach.every((zone) => zone.standing === 'below' || zone.lastTry === 'below'))
    return 'high'
  return inReach.some(({ standing, access }) => standing === 'above' && access === 'yes')
    ? 'above'
    : 'unknown'
}

/** Above min and yet not enough for the last try. */
export function betweenMarks(inReach: readonly ZoneFigures[]): ZoneFigures | undefined {
  return inReach.find(({ standing, lastTry }) => standing !== 'below' && lastTry === 'below')
}

export function largestOf(zones: readonly ZoneFigures[]): ZoneFigures | undefined {
  const size = ({ zone }: ZoneFigures) => zone.bytes.managed ?? zone.bytes.present ?? 0
  return zones.reduce<ZoneFigures | undefined>(
    (a, b) => (a === undefined || size(b) > size(a) ? b : a),
    undefined,
  )
}

/** What holds a request to some of the nodes. */
export interface NodeBound {
  readonly by: 'policy' | 'cpuset'
  readonly nodes: string
  /** The oom-kill line names it (5.0 and later). */
  readonly isStated: boolean
}

export function nodeBoundOf(dump: DumpEvent, request: PageRequest): NodeBound | undefined {
  const constraint = dump.type === 'oom' ? dump.constraint : undefined
  const { nodes, memsAllowed } = nodeListsOf(dump)
  const nodemask = nodes && (constraint?.nodemask ?? dump.trigger.nodemask)
  const mems = memsAllowed && (constraint?.memsAllowed ?? dump.trigger.memsAllowed)
  const isStated = constraint !== undefined
  if (isStated && !/CPUSET|MEMORY_POLICY/.test(constraint.constraint)) return undefined
  if (nodemask !== undefined && constraint?.constraint !== 'CONSTRAINT_CPUSET')
    return { by: 'policy', nodes: nodemask, isStated }
  if (mems === undefined || constraint?.constraint === 'CONSTRAINT_MEMORY_POLICY') return undefined
  const outside = 1 + Math.max(...(memsAllowed ?? []).map(([, last]) => last))
  return isStated || request.mayUseNode(outside) === false
    ? { by: 'cpuset', nodes: mems, isStated }
    : undefined
}

/** What could still overturn a claim about all zones in reach: zones without a line, or a rule of a release. */
export function doubts(dump: DumpEvent, figures: DumpFigures, inReach: readonly ZoneFigures[]): string[] {
  const unlisted = unlistedMemory(dump)
  const isBound = nodeBoundOf(dump, figures.request) !== undefined
  const found: string[] = []
  if (unlisted?.freeBytes !== 0) {
    if (unlisted === undefined || isBound) {
      if (unlisted === undefined || !dump.completeness.complete || hasZoneWithoutLine(dump))
        found.push('kernel log: the whole dump; the line of a zone may be lost')
    } else
      found.push(
        `zone lines for ${short(unlisted.freeBytes)} of free memory: from 6.1 on zones are not printed that the request could not use, and a line may be lost (/proc/zoneinfo)`,
      )
  }
  if (inReach.some(isByRelease))
    found.push('which part of reserved_highatomic was free: the release of the kernel decided how it counts')
  return found
}

/** Each zone has its free chunks on a line of their own: where only these are left, the zone's line is lost. */
function hasZoneWithoutLine({ memInfo }: DumpEvent): boolean {
  const zones = new Set(memInfo?.zones?.map(({ node, zone }) => `${node ?? ''} ${zone}`))
  return memInfo?.buddy?.some(({ node, zone }) => !zones.has(`${node ?? ''} ${zone}`)) === true
}

function isByRelease({ free, floor, reserve }: ZoneFigures): boolean {
  if (free === undefined || floor === undefined || !free.isByRelease) return false
  return free.usable.most + free.highatomic.least > floor.least + (reserve?.least ?? 0)
}
