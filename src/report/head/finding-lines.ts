import type { DumpEvent, Finding } from '../../record/index.js'
import { counted } from '../bytes.js'
import { columnsOf, firstColumns } from '../columns.js'
import { headlineOf } from '../findings.js'
import { type Sheet, wrap } from '../sheet.js'
import { heldBytes, isSure } from './held.js'

/** Told by the lines of the head itself. */
const TOLD: ReadonlySet<string> = new Set(['limit-owner', 'limit-composition'])

/** What explains most comes first; what is not named here, a reader's own rule for one, before all of them. */
const WEIGHT = [
  'stale-node-limit',
  'limit-overwritten-by-systemd',
  'config-raced-start',
  'config-not-loaded',
  'eviction-at-stale-limit',
  'reserved-limit-hit',
  'manual',
  'panic-policy',
  'cma-only',
  'zone-mismatch',
  'fragmentation',
  'node-exhausted',
  'protected',
  'hugepage-reserve',
  'unaccounted',
  'tmpfs-held',
  'kernel-memory',
  'page-cache',
  'sandbox-killed',
  'repeat',
  'group-kill',
  'partial-container-kill',
  'pod-at-own-limit',
  'victim-not-largest',
  'watermark',
  'swap-state',
  'rss-below-limit',
  'invoker-not-victim',
  'eviction-too-late',
  'node-pressure-eviction',
  'kill-without-event',
  'event-without-kill',
  'exit-137-elsewhere',
]

const LINES_SHOWN = 3

/**
 * What follows from the OOM, in so many lines at most, the weightiest first. A title without room goes on below.
 *
 *     ▶ CONFIRMED  tmpfs or shared memory holds the limit (line 31, 74)
 */
export function findingLines(
  sheet: Sheet,
  event: DumpEvent,
  about: readonly Finding[],
  room: number,
): string[] {
  const ordered = weighed(about)
  const lines: string[] = []
  for (const [index, finding] of ordered.entries()) {
    const left = ordered.length - index
    const free = room - lines.length - (left > 1 ? 1 : 0)
    if (index > 0 && free < 1)
      return [...lines, sheet.paint('dim', `  and ${counted(left, 'more finding')}: --details`)]
    lines.push(...linesOf(sheet, event, finding, free))
  }
  return lines
}

/** The findings that tell what the head does not, the weightiest first. */
export function weighed(about: readonly Finding[]): Finding[] {
  return about
    .filter(({ rule }) => !TOLD.has(rule))
    .sort((a, b) => byHeld(a, b) ?? WEIGHT.indexOf(a.rule) - WEIGHT.indexOf(b.rule))
}

/** Of two that say what holds the memory the one with more of it: a tenth in no counter is no news beside 60% of tmpfs. */
function byHeld(a: Finding, b: Finding): number | undefined {
  const [first, second] = [heldBytes(a), heldBytes(b)]
  if (first === undefined || second === undefined) return undefined
  // A guess explains less than anything that is sure.
  if (isSure(a) !== isSure(b)) return isSure(a) ? -1 : 1
  return first === second ? undefined : second - first
}

function linesOf(
  sheet: Sheet,
  event: DumpEvent,
  { verdict, title, evidence }: Finding,
  most: number,
): string[] {
  const { mark, painted } = headlineOf(sheet, verdict)
  const room = sheet.width - columnsOf(mark)
  const wrapped = wrap(title, room)
  const shown = wrapped.length <= most ? wrapped : [cutEnd(title, room)]
  const left = room - columnsOf(shown.at(-1) ?? '')
  const where = places(event, evidence).find((words) => columnsOf(words) <= left) ?? ''
  return shown.map((line, index) => {
    const start = index === 0 ? painted : ' '.repeat(columnsOf(mark))
    return `${start}${line}${index === shown.length - 1 ? sheet.paint('dim', where) : ''}`
  })
}

/** Of a sentence the beginning says most. */
function cutEnd(text: string, columns: number): string {
  return columnsOf(text) <= columns ? text : `${firstColumns(text, columns - 1)}…`
}

/** Where it stands in the log of the OOM, from long to short; what rests on other logs too has a block of its own. */
function places({ source }: DumpEvent, evidence: Finding['evidence']): string[] {
  if (evidence.length === 0) return []
  if (evidence.some(({ input }) => input !== source.input)) return [' (see below)']
  const noun = evidence.length === 1 ? 'line' : 'lines'
  return Array.from({ length: Math.min(LINES_SHOWN, evidence.length) }, (_, shorter) => {
    const shown = evidence.slice(0, LINES_SHOWN - shorter).map(({ line }) => line)
    return ` (${noun} ${shown.join(', ')}${evidence.length > shown.length ? ', …' : ''})`
  })
}
