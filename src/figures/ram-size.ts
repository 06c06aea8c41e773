import type { MemInfo, ZoneMemory } from '../record/index.js'

/** One value as the kernel printed it, and what it amounts to. */
export interface RamCounter {
  /** `inactive_anon:56409`, `managed:351236kB`, `102267 pages RAM`. */
  readonly printed: string
  readonly bytes: number
  readonly line?: number
}

/** What the machine has to hand out: its RAM less what the kernel keeps for itself from the boot on. */
export interface RamSize {
  readonly bytes: number
  readonly counters: readonly RamCounter[]
  /** Every zone is in the dump. Nodes that were not allowed and zones above the one that was asked for can be left out. */
  readonly isWhole: boolean
}

/** The lists that zones and totals both have; in them a zone that is left out is missed. */
const LISTS = ['free', 'activeAnon', 'inactiveAnon', 'activeFile', 'inactiveFile', 'unevictable']

export function ramSize(memInfo: MemInfo, pageSizeBytes: number): RamSize | undefined {
  const { zones = [], ramPages, sharedPages } = memInfo
  if (ramPages === undefined) return undefined
  // Until 3.11 the RAM is what has a page frame, holes included, and there are pages shared (lib/show_mem.c).
  if (sharedPages !== undefined) return fromTotals(memInfo, pageSizeBytes, addsUp(memInfo, pageSizeBytes))
  // Since then it is what is present in the zones.
  if (sum(zones, 'present') !== ramPages * pageSizeBytes) return ofPart(memInfo, pageSizeBytes)
  const bytes = sum(zones, 'managed')
  if (bytes === undefined) return undefined
  const counters = zones.map(({ bytes: { managed = 0 }, line }) => inKb('managed', managed, line))
  return { bytes, counters, isWhole: true }
}

export function inKb(name: string, bytes: number, line: number | undefined): RamCounter {
  return { printed: `${name}:${bytes / 1024}kB`, bytes, ...(line === undefined ? {} : { line }) }
}

/** 3.13 to 3.17 count the last zone's reserved pages alone, and 3.19 to 4.1 subtract those of CMA. */
function ofPart(memInfo: MemInfo, pageSizeBytes: number): RamSize | undefined {
  const isDoubtful = memInfo.perCpu !== undefined || (memInfo.cmaReservedPages ?? 0) > 0
  return isDoubtful ? undefined : fromTotals(memInfo, pageSizeBytes, false)
}

function fromTotals(memInfo: MemInfo, pageSizeBytes: number, isWhole: boolean): RamSize | undefined {
  const { ramPages, reservedPages, lines = {} } = memInfo
  if (ramPages === undefined || reservedPages === undefined || reservedPages > ramPages) return undefined
  const counter = (pages: number, words: string, line: number | undefined): RamCounter => ({
    printed: `${pages} ${words}`,
    bytes: pages * pageSizeBytes,
    ...(line === undefined ? {} : { line }),
  })
  return {
    bytes: (ramPages - reservedPages) * pageSizeBytes,
    counters: [
      counter(ramPages, 'pages RAM', lines.ramPages),
      counter(reservedPages, 'pages reserved', lines.reservedPages),
    ],
    isWhole,
  }
}

/** Zones and totals are read a moment apart, so a hundredth of the RAM may lie between them. */
function addsUp({ zones = [], pages = {}, ramPages = 0 }: MemInfo, pageSizeBytes: number): boolean {
  let difference = 0
  for (const list of LISTS) {
    const ofZones = sum(zones, list)
    const total = pages[list]
    if (ofZones === undefined || total === undefined) return false
    difference += total * pageSizeBytes - ofZones
  }
  return Math.abs(difference) * 100 <= ramPages * pageSizeBytes
}

function sum(zones: readonly ZoneMemory[], key: string): number | undefined {
  let all = 0
  for (const { bytes } of zones) {
    const value = bytes[key]
    if (value === undefined) return undefined
    all += value
  }
  return all
}
