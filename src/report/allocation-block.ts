import type { Finding, PageAllocationFailure } from '../record/index.js'
import { counted, size } from './bytes.js'
import { doubts } from './doubts.js'
import { findingLines } from './head/finding-lines.js'
import { moment } from './moment.js'
import { process } from './name.js'
import { lines } from './oom-block.js'
import { field, path, type Sheet, wrap } from './sheet.js'
import { trigger } from './trigger.js'

const KINDS: Readonly<Record<PageAllocationFailure['kind'], string>> = {
  failure: 'page allocation failure',
  stall: 'page allocation stall',
  vmalloc: 'vmalloc failure',
  slub: 'slab allocation failure',
}

const FINDINGS_SHOWN = 4

/** Looks like an OOM and is none: short, and it says so. */
export function allocationBlock(
  sheet: Sheet,
  event: PageAllocationFailure,
  about: readonly Finding[],
): string[] {
  const { kind, requestBytes, allocatedBytes, stallMs, pageSizeBytes } = event
  const details = [
    stallMs === undefined ? '' : `waited ${counted(stallMs, 'ms', 'ms')}`,
    requestBytes === undefined ? '' : `wanted ${size(requestBytes)}`,
    allocatedBytes === undefined ? '' : `got ${size(allocatedBytes)}`,
  ].filter((word) => word !== '')
  const who = process(event.trigger)
  const title = `${event.id}  no OOM kill: ${KINDS[kind]}${who === '' ? '' : ` of ${who}`}`
  return [
    ...wrap(title, sheet.width).map((line) => sheet.paint('bold', line)),
    ...field(sheet, 'when', moment(event.at) ?? 'the log has no time'),
    ...field(sheet, 'where', path(sheet, lines(event.source))),
    ...field(sheet, 'request', details.join(', ')),
    ...trigger(sheet, event.trigger, pageSizeBytes),
    ...doubts(sheet, event),
    ...findingLines(sheet, event, about, FINDINGS_SHOWN),
  ]
}
