import type { Finding } from '../record/index.js'
import { counted } from './bytes.js'
import { evidenceRows } from './evidence.js'
import type { Style } from './paint.js'
import { field, labelled, roomOf, type Sheet, unbroken, withAmounts, wrap } from './sheet.js'

/** The surest first. */
const RANKS = ['confirmed', 'likely', 'possible', 'cannot-tell'] as const

/** How sure a finding is, in words. */
export const VERDICTS: Readonly<Record<Finding['verdict'], { words: string; style: Style }>> = {
  confirmed: { words: 'CONFIRMED', style: 'red' },
  likely: { words: 'LIKELY', style: 'yellow' },
  possible: { words: 'POSSIBLE', style: 'yellow' },
  'cannot-tell': { words: 'CANNOT TELL', style: 'dim' },
}

/** Rules that tell another side of the cause that the first one tells whole. */
const SIDES: Readonly<Record<string, readonly string[]>> = {
  'stale-node-limit': ['limit-overwritten-by-systemd', 'config-raced-start', 'eviction-at-stale-limit'],
}

/** What followed from the cause, or what others say of it: below the cause, however sure. */
const CONSEQUENCES: ReadonlySet<string> = new Set([
  'eviction-too-late',
  'node-pressure-eviction',
  'kill-without-event',
  'event-without-kill',
  'exit-137-elsewhere',
])

const HANGING = ' '.repeat(2)
const EVENTS_SHOWN = 4
/** More findings of one rule are counted. */
const OF_ONE_RULE = 4
/** Longer ones are no commands of ours. */
const COMMAND_COLUMNS = 160
/** Events that have a block of their own in the report; the ids of others lead nowhere. */
const SHOWN_ID = /^(?:oom|page-allocation-failure)-\d+$/

export interface FindingOptions {
  /** Also those that lack evidence. */
  readonly cannotTell: boolean
  /** Each with all that it rests on. */
  readonly all: boolean
}

/**
 * One block per finding: what is so, how sure that is, what to do, the lines that it rests on, and what would prove it
 * wrong. One that repeats what a block above has told is a few lines.
 *
 *     ▶ CONFIRMED  The limit that was hit is older than the kubelet's configuration
 *       concerns   oom-1
 *       evidence   2024-11-23 UTC
 *                   18:16:20  the kubelet computed 4020056064 bytes [kubelet.log:88]
 */
export function findings(sheet: Sheet, found: readonly Finding[], options: FindingOptions): string[][] {
  const { ordered, left } = fewOfEach(inOrder(found, options.cannotTell), options.all)
  const short = options.all
    ? []
    : ordered.filter((finding, index) => isPlain(finding) || isTold(ordered.slice(0, index), finding))
  const blocks = ordered.map((finding) =>
    short.includes(finding) ? brief(sheet, finding) : whole(sheet, finding),
  )
  const note = `(${counted(short.length, 'finding')} in short: --all shows what ${short.length === 1 ? 'it rests' : 'they rest'} on)`
  const more = `(${counted(left, 'more finding')} of the same rules, on other OOMs: --all shows each)`
  const notes = [...(short.length === 0 ? [] : [note]), ...(left === 0 ? [] : [more])]
  return [...blocks, notes.flatMap((text) => wrap(text, sheet.width)).map((line) => sheet.paint('dim', line))]
}

/** The first of each rule: what is so of forty cgroups would scroll the answer away. */
function fewOfEach(found: readonly Finding[], all: boolean): { ordered: Finding[]; left: number } {
  const counts = new Map<string, number>()
  const ordered = found.filter(({ rule }) => {
    const count = (counts.get(rule) ?? 0) + 1
    counts.set(rule, count)
    return all || count <= OF_ONE_RULE
  })
  return { ordered, left: found.length - ordered.length }
}

/** For below a timeline, which has the events themselves. */
export function briefFindings(sheet: Sheet, found: readonly Finding[], cannotTell: boolean): string[][] {
  return inOrder(found, cannotTell).map((finding) => brief(sheet, finding))
}

/** The surest first, what follows from a cause below it. */
export function inOrder(found: readonly Finding[], cannotTell: boolean): Finding[] {
  const ranked = RANKS.flatMap((rank) => found.filter(({ verdict }) => verdict === rank))
  const told = ranked.filter(({ verdict }) => verdict !== 'cannot-tell')
  return [
    ...told.filter(({ rule }) => !CONSEQUENCES.has(rule)),
    ...told.filter(({ rule }) => CONSEQUENCES.has(rule)),
    ...(cannotTell ? ranked.filter(({ verdict }) => verdict === 'cannot-tell') : []),
  ]
}

/** A container at its own limit is the usual OOM: the block below tells it, and the finding is one sentence. */
function isPlain({ rule, verdict }: Finding): boolean {
  return rule === 'pod-at-own-limit' && verdict !== 'confirmed'
}

/** True when a finding above is of the same rule, or tells the cause of which this one is a side. */
function isTold(above: readonly Finding[], { rule, title }: Finding): boolean {
  return above.some((one) => (one.rule === rule && one.title === title) || SIDES[one.rule]?.includes(rule))
}

function whole(sheet: Sheet, finding: Finding): string[] {
  const { evidence, overturnedBy, next, references } = finding
  return [
    ...brief(sheet, finding),
    ...commands(sheet, next),
    ...evidenceRows(sheet, evidence),
    ...field(sheet, 'wrong if', withAmounts(overturnedBy ?? '')),
    ...hung(sheet, 'see', references),
  ]
}

function brief(sheet: Sheet, { verdict, title, summary, events, missing }: Finding): string[] {
  return [
    ...headline(sheet, verdict, title),
    ...field(sheet, '', withAmounts(summary)),
    ...field(sheet, 'concerns', concerned(events)),
    ...field(sheet, 'missing', missing.join('; ')),
  ]
}

function concerned(ids: readonly string[]): string {
  const events = ids.filter((id) => SHOWN_ID.test(id))
  const shown = events.slice(0, events.length > EVENTS_SHOWN + 1 ? EVENTS_SHOWN : undefined)
  const left = events.length - shown.length
  return [...shown.map(unbroken), ...(left === 0 ? [] : [`and ${left} more`])].join(', ')
}

function headline(sheet: Sheet, verdict: Finding['verdict'], title: string): string[] {
  const { mark, painted } = headlineOf(sheet, verdict)
  const [first = '', ...rest] = wrap(`${unbroken(mark)}${title}`, sheet.width - HANGING.length)
  const line = first.replace(unbroken(mark), () => painted)
  return [line, ...rest.map((line) => HANGING + line)].map((line) => sheet.paint('bold', line))
}

/** `▶ CONFIRMED  `: how sure a finding is, plain to measure and painted to print. */
export function headlineOf(sheet: Sheet, verdict: Finding['verdict']): { mark: string; painted: string } {
  const { words, style } = VERDICTS[verdict]
  return { mark: `▶ ${words}  `, painted: `▶ ${sheet.paint(style, words)}  ` }
}

/** Commands are copied: the terminal folds them, and no line end of ours gets into the clipboard. */
function commands(sheet: Sheet, next: readonly string[]): string[] {
  const rows = next.flatMap((text) => wrap(text, Math.max(roomOf(sheet), COMMAND_COLUMNS)))
  return rows.length === 0 ? [] : labelled(sheet, 'next', rows)
}

/** Paragraphs whose further lines stand a little to the right, so that each is seen to be one. */
function hung(sheet: Sheet, label: string, paragraphs: readonly string[]): string[] {
  const room = roomOf(sheet) - HANGING.length
  const rows = paragraphs.flatMap((text) =>
    wrap(text, room).map((line, index) => (index === 0 ? line : HANGING + line)),
  )
  return rows.length === 0 ? [] : labelled(sheet, label, rows)
}
