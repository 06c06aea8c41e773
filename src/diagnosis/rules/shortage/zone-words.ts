import type { PageRequest, ZoneFigures } from '../../../figures/index.js'
import type { DumpEvent, ZoneMemory } from '../../../record/index.js'
import { inKb, inPages } from '../../amounts.js'
import type { SaidLine } from '../../dump-rule.js'
import { named } from '../../evidence.js'

/** The functions of the kernel that these rules follow, and the words of Mem-Info. */
export const REFERENCES = [
  'https://docs.kernel.org/admin-guide/sysctl/vm.html#min-free-kbytes',
  'https://github.com/torvalds/linux/blob/v6.12/mm/page_alloc.c',
]

/** Zones of one machine are few; a dump that somebody made up can have thousands. */
const MOST_ZONES = 12

/** As the line begins: `Node 0 DMA32`, on kernels without NUMA `Normal`. */
export function nameOf({ node, zone }: Pick<ZoneMemory, 'node' | 'zone'>): string {
  return node === undefined ? named(zone) : `Node ${node} ${named(zone)}`
}

/** `one page from any zone`, `order 2, 16 kB, from zone Normal or lower` */
export function requestWords({ order, highestZone }: PageRequest, pageSizeBytes: number): string {
  const size = order === 0 ? 'one page' : `order ${order}, ${inKb(2 ** order * pageSizeBytes)},`
  if (highestZone === 'HighMem') return `${size} from any zone but Movable`
  if (highestZone === 'Movable') return `${size} from any zone`
  return highestZone === 'DMA' ? `${size} from zone DMA` : `${size} from zone ${highestZone} or lower`
}

/** `15892 kB free <= 128 kB min + 30320 kB lowmem_reserve`: what was proven, with the numbers that prove it. */
export function inequality(figures: ZoneFigures, mark: 'min' | 'high' = 'min'): string {
  const { zone, standing, reserve, chunkBytes, floor, free } = figures
  const isMin = mark === 'min'
  // What was taken off for certain proves `below`, what may have to be taken off proves `above`.
  const isAbove = isMin && standing === 'above'
  const bound = isAbove ? 'most' : 'least'
  const left = terms(`${kb(free?.freeBytes ?? 0)} free`, ' - ', [
    [free?.cma[bound], atMost(free?.cma, 'CMA')],
    [free?.highatomic[bound], atMost(free?.highatomic, 'highatomic')],
    [chunkBytes, 'of the chunk itself'],
  ])
  const level = isMin ? (floor?.[bound] ?? 0) : (zone.bytes.high ?? 0)
  const name = isMin ? minWords(level, zone) : mark
  const right = terms(`${kb(level)} ${name}`, ' + ', [[reserve?.[bound], 'lowmem_reserve']])
  return `${left} ${isAbove ? '>' : '<='} ${right}`
}

/** Below a mark only what is certain is taken off, so a range shows in what is above one. */
function atMost(range: { least: number; most: number } | undefined, what: string): string {
  return range !== undefined && range.least < range.most ? `${what} at most` : what
}

function minWords(level: number, { bytes: { min = 0, boost = 0 } }: ZoneMemory): string {
  if (level !== min) return `of min ${kb(min)}`
  return boost > 0 ? `min (of it ${kb(boost)} boost)` : 'min'
}

function terms(
  first: string,
  sign: string,
  others: readonly (readonly [number | undefined, string])[],
): string {
  const there = others.filter(([bytes]) => bytes !== undefined && bytes > 0)
  return [first, ...there.map(([bytes, what]) => `${kb(bytes ?? 0)} ${what}`)].join(sign)
}

function kb(bytes: number): string {
  return `${bytes / 1024} kB`
}

/** The lines that the zones' inequalities were read from. */
export function zoneLines(dump: DumpEvent, zones: readonly ZoneFigures[]): SaidLine[] {
  return zones.slice(0, MOST_ZONES).flatMap((figures) => {
    const { zone, reserve } = figures
    if (zone.bytes.free === undefined) return []
    const lines: SaidLine[] = [{ line: zone.line, says: `${nameOf(zone)}: ${zoneWords(figures)}` }]
    if (figures.access === 'yes' && reserve !== undefined && reserve.least > 0)
      lines.push({
        line: zone.lowmemReserveLine,
        says: `${inPages(reserve.least / dump.pageSizeBytes, dump.pageSizeBytes)} kept from this request`,
      })
    return lines
  })
}

function zoneWords({ zone, access, standing, lastTry }: ZoneFigures): string {
  const { free, min, boost, high, freeCma, reservedHighatomic, freeHighatomic } = zone.bytes
  const isForRequest = access !== 'zone-too-high' && access !== 'other-node'
  const parts: [string, number | undefined][] = [
    ['free', free],
    ['min', isForRequest ? min : undefined],
    ['boost', (isForRequest && boost) || undefined],
    ['high', isForRequest && standing !== 'below' && lastTry === 'below' ? high : undefined],
    ['reserved_highatomic', reservedHighatomic || undefined],
    ['free_highatomic', freeHighatomic || undefined],
    ['free_cma', freeCma || undefined],
  ]
  return parts.flatMap(([key, bytes]) => (bytes === undefined ? [] : `${key} ${inKb(bytes)}`)).join(', ')
}

/** The machine's total, where a rule needs what no zone line has. */
export function totalLine({ memInfo, pageSizeBytes }: DumpEvent): SaidLine[] {
  const free = memInfo?.pages?.free
  if (free === undefined) return []
  return [{ line: memInfo?.lines?.free, says: `free ${inPages(free, pageSizeBytes)} on the whole machine` }]
}

/** The request, as its line has it: the first of a failed allocation. */
export function requestLine({ trigger, type, source }: DumpEvent): SaidLine {
  const { gfpMask, order } = trigger
  const line = trigger.line ?? (type === 'page-allocation-failure' ? source.firstLine : undefined)
  if (gfpMask === undefined || order === undefined) return { line, says: 'the request' }
  return { line, says: `mask ${gfpMask}, order ${order}` }
}

/** Allocation failures are no OOM. */
export function happening({ type }: DumpEvent): string {
  return type === 'oom' ? 'the OOM' : 'the failed allocation'
}
