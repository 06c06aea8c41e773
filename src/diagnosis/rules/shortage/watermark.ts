import { type DumpFigures, type PageRequest, type ZoneFigures, zoneFigures } from '../../../figures/index.js'
import type { DumpEvent } from '../../../record/index.js'
import { type Answer, shortageRule } from '../../dump-rule.js'
import { chunkStateOf } from './chunk-state.js'
import { closest, isWhole, marginOf, numbersOf } from './mark-words.js'
import { betweenMarks, doubts, howShort, zonesInReach } from './reach.js'
import {
  happening,
  inequality,
  nameOf,
  REFERENCES,
  requestLine,
  requestWords,
  zoneLines,
} from './zone-words.js'

const NEXT = ['cat /proc/zoneinfo  # free, min, low, high and protection of each zone']

/** The one comparison that decides whether a request for pages is served: __zone_watermark_ok of mm/page_alloc.c. */
export const watermark = shortageRule({
  id: 'watermark',
  question: 'Which zone was below which mark?',
  needs: ['oom', 'page-allocation-failure'],
  references: REFERENCES,
  decide(dump) {
    const figures = zoneFigures(dump)
    if (figures === undefined || figures.zones.length === 0) return unread(dump)
    const inReach = zonesInReach(figures)
    switch (howShort(dump, inReach)) {
      case 'min':
        return belowMin(dump, figures, inReach)
      case 'high':
        return belowHigh(dump, figures, inReach)
      case 'above':
        return above(dump, figures, inReach)
      default:
        return untold(dump, inReach, 'free, min and lowmem_reserve of every zone that the request could use')
    }
  },
})

function belowMin(
  dump: DumpEvent,
  figures: DumpFigures,
  inReach: readonly ZoneFigures[],
): Answer | undefined {
  const nearest = inReach.reduce((a, b) => (marginOf(b) > marginOf(a) ? b : a))
  const missing = doubts(dump, figures, inReach)
  return {
    verdict: missing.length === 0 ? 'confirmed' : 'likely',
    title: isWhole(nearest)
      ? 'Too little was free: every usable zone was at or below its min mark'
      : 'No zone had more free than the request must leave',
    summary: `The request (${requestWords(figures.request, dump.pageSizeBytes)}) needs a zone with more free than its mark, and there was none. ${closest(inReach, nearest)}`,
    lines: [requestLine(dump), ...zoneLines(dump, inReach)],
    figures: numbersOf(nearest, inReach),
    missing,
    overturnedBy: 'another zone that the request could use, with more free than its mark',
    next: NEXT,
  }
}

/** The kill is decided by a last try that asks for more: ALLOC_WMARK_HIGH in __alloc_pages_may_oom. */
function belowHigh(
  dump: DumpEvent,
  figures: DumpFigures,
  inReach: readonly ZoneFigures[],
): Answer | undefined {
  const between = betweenMarks(inReach)
  if (between === undefined) return undefined
  return {
    verdict: 'likely',
    title: 'Too little was free: no usable zone was above its high mark',
    summary: `The last try before a kill needs a zone above its high mark, and there was none (${requestWords(figures.request, dump.pageSizeBytes)}). ${nameOf(between.zone)} was above min by then: ${inequality(between, 'high')}.`,
    lines: [requestLine(dump), ...zoneLines(dump, inReach)],
    figures: numbersOf(between, inReach),
    missing: [
      'free memory at the moment of the request: the dump is printed later, and some had come free',
      ...doubts(dump, figures, inReach),
    ],
    overturnedBy: 'another zone that the request could use, with more free than its high mark',
    next: NEXT,
  }
}

function above(
  dump: DumpEvent,
  { request }: DumpFigures,
  inReach: readonly ZoneFigures[],
): Answer | undefined {
  const open = inReach.filter((zone) => zone.standing !== 'below')
  // Enough is free and no chunk is large enough: that is another rule's.
  const states = open.map((zone) => chunkStateOf(dump, zone, request).state)
  if (request.order > 0 && states.every((state) => state === 'none' || state === 'scarce')) return undefined
  const best = inReach
    .filter(({ standing }) => standing === 'above')
    .reduce((a, b) => (marginOf(b) > marginOf(a) ? b : a))
  return {
    verdict: 'possible',
    title: 'A usable zone was above its min mark when the dump was printed',
    summary: `${nameOf(best.zone)}: ${inequality(best)}. So ${happening(dump)} (${requestWords(request, dump.pageSizeBytes)}) was not for want of free memory at that moment: ${otherCauses(request)}.`,
    lines: [requestLine(dump), ...zoneLines(dump, inReach)],
    figures: numbersOf(best, inReach),
    missing: ['free memory at the moment of the request: the dump is printed later'],
    overturnedBy: 'proof that nothing came free between the request and the dump',
    next: [
      'sar -r, sar -B, or the monitoring of that minute: memory that came free, pages reclaimed',
      ...NEXT,
    ],
  }
}

function otherCauses({ order }: PageRequest): string {
  const freed = 'it may have come free since'
  return order === 0 ? freed : `${freed}, or been merged into larger chunks since`
}

/** Dumps that do not say what was asked for, or are cut before the zones. */
function unread(dump: DumpEvent): Answer | undefined {
  const hasZones = (dump.memInfo?.zones?.length ?? 0) > 0
  if (dump.trigger.manual === true) return undefined
  if (dump.type === 'oom') {
    if (dump.scope === 'memcg' || (dump.scope === 'unknown' && !hasZones)) return undefined
  } else if (dump.kind === 'vmalloc' || dump.kind === 'slub') return undefined
  if (!hasZones) return untold(dump, [], 'kernel log: the zone lines of Mem-Info (free, min, lowmem_reserve)')
  return untold(
    dump,
    [],
    dump.trigger.pageFault === true
      ? 'the request: an OOM of the page-fault handler has an empty mask'
      : 'kernel log: the line that begins the dump, with mask and order',
  )
}

function untold(dump: DumpEvent, zones: readonly ZoneFigures[], what: string): Answer {
  return {
    verdict: 'cannot-tell',
    title: 'Which zone was below its mark cannot be told',
    summary: `The zones of ${happening(dump)} cannot all be compared with their marks.`,
    lines: [requestLine(dump), ...zoneLines(dump, zones)],
    missing: [what],
    next: ['journalctl -k  # the whole dump'],
  }
}
