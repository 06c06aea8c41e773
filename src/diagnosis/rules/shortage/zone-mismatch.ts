import {
  type DumpFigures,
  isPlenty,
  type PageRequest,
  unlistedMemory,
  type ZoneFigures,
  zoneFigures,
} from '../../../figures/index.js'
import type { DumpEvent } from '../../../record/index.js'
import { short } from '../../amounts.js'
import { type Answer, shortageRule } from '../../dump-rule.js'
import { doubts, howShort, largestOf, zonesInReach } from './reach.js'
import {
  inequality,
  nameOf,
  REFERENCES,
  requestLine,
  requestWords,
  totalLine,
  zoneLines,
} from './zone-words.js'

/** A request may use the zone that its mask names and those below it, never one above. */
export const zoneMismatch = shortageRule({
  id: 'zone-mismatch',
  question: 'Is memory free, but in a zone that the request cannot use?',
  needs: ['oom', 'page-allocation-failure'],
  references: [...REFERENCES, 'https://docs.kernel.org/admin-guide/mm/memory-hotplug.html#zone-movable'],
  decide(dump) {
    const figures = zoneFigures(dump)
    if (figures === undefined) return undefined
    const inReach = zonesInReach(figures)
    const level = howShort(dump, inReach)
    if (level !== 'min' && level !== 'high') return undefined
    const tooHigh = figures.zones.filter(isFreeAndTooHigh)
    return tooHigh.length > 0
      ? printed(dump, figures, inReach, tooHigh, level)
      : unprinted(dump, figures, inReach, level)
  },
})

function isFreeAndTooHigh({ access, zone }: ZoneFigures): boolean {
  const { free, high, managed, present } = zone.bytes
  const size = managed ?? present
  if (access !== 'zone-too-high' || zone.zone === 'Device') return false
  return free !== undefined && high !== undefined && size !== undefined && free > high && isPlenty(free, size)
}

function printed(
  dump: DumpEvent,
  figures: DumpFigures,
  inReach: readonly ZoneFigures[],
  tooHigh: readonly ZoneFigures[],
  level: 'min' | 'high',
): Answer {
  const freeBytes = tooHigh.reduce((all, { zone }) => all + (zone.bytes.free ?? 0), 0)
  const names = [...new Set(tooHigh.map(({ zone }) => zone.zone))]
  const missing = [...(level === 'high' ? [LATER] : []), ...doubts(dump, figures, inReach)]
  return {
    ...adviceOf(figures.request),
    verdict: missing.length === 0 ? 'confirmed' : 'likely',
    title: titleOf(names),
    summary: `${short(freeBytes)} are free in ${names.join(' and ')}, but the request (${requestWords(figures.request, dump.pageSizeBytes)}) cannot use them. ${shortZone(inReach)}`,
    lines: [requestLine(dump), ...zoneLines(dump, [...inReach, ...tooHigh])],
    figures: { freeTooHighBytes: freeBytes, ...freeInReach(inReach) },
    missing,
  }
}

/** From 6.1 on zones above the request's are not printed, but the machine's totals count them. */
function unprinted(
  dump: DumpEvent,
  figures: DumpFigures,
  inReach: readonly ZoneFigures[],
  level: 'min' | 'high',
): Answer | undefined {
  const { request } = figures
  const unlisted = unlistedMemory(dump)
  if (unlisted?.ramBytes === undefined || !isPlenty(unlisted.freeBytes, unlisted.ramBytes)) return undefined
  // `boost` came with 5.16. Where all nodes are in reach by the oom-kill line, only higher zones are left out.
  const isFiltered = inReach.every(({ zone }) => zone.bytes.boost !== undefined)
  const isUnbound = dump.type === 'oom' && dump.constraint?.constraint === 'CONSTRAINT_NONE'
  if (request.highestZone === 'Movable' || !isFiltered || !isUnbound) return undefined
  if (!dump.completeness.complete) return undefined
  return {
    ...adviceOf(request),
    verdict: 'likely',
    title: titleOf([]),
    summary: `${short(unlisted.freeBytes)} are free in zones that the dump leaves out, as kernels from 6.1 on do with those that the request (${requestWords(request, dump.pageSizeBytes)}) cannot use. ${shortZone(inReach)}`,
    lines: [requestLine(dump), ...totalLine(dump), ...zoneLines(dump, inReach)],
    figures: { freeTooHighBytes: unlisted.freeBytes, ...freeInReach(inReach) },
    missing: [
      'where the rest of the free memory lies: zones above the one of the mask, or nodes outside of the cpuset, are not printed (/proc/zoneinfo)',
      ...(level === 'high' ? [LATER] : []),
    ],
  }
}

/** A line has room for the names of two zones. */
function titleOf(names: readonly string[]): string {
  if (names.length === 0 || names.length > 2) return 'Memory is free in zones that the request cannot use'
  return `Memory is free in zone${names.length === 1 ? '' : 's'} ${names.join(' and ')}, which the request cannot use`
}

const LATER = 'free memory at the moment of the request: the dump is printed later, and some had come free'

function adviceOf({ highestZone }: PageRequest): Pick<Answer, 'overturnedBy' | 'next'> {
  const isDma = highestZone === 'DMA' || highestZone === 'DMA32'
  return {
    overturnedBy: 'a mask that allows the zone where memory is free',
    next: [
      'lsmem -o RANGE,SIZE,STATE,ZONES; cat /proc/zoneinfo',
      isDma
        ? 'find in the call trace the driver that needs memory at low addresses'
        : 'give lower zones more: less movable memory (movablecore=, hotplug as kernel zone), or a 64-bit kernel',
    ],
  }
}

function shortZone(inReach: readonly ZoneFigures[]): string {
  const largest = largestOf(inReach)
  if (largest === undefined) return ''
  const mark = largest.standing === 'below' ? 'min' : 'high'
  return `Of those that it can use, ${nameOf(largest.zone)} is the largest: ${inequality(largest, mark)}.`
}

function freeInReach(inReach: readonly ZoneFigures[]): { freeInReachBytes: number } {
  return { freeInReachBytes: inReach.reduce((all, { free }) => all + (free?.freeBytes ?? 0), 0) }
}
