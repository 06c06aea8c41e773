import type { Document, DumpEvent, Finding, OomEvent } from '../record/index.js'
import { isDump } from '../record/is-dump.js'
import { counted } from './bytes.js'
import { withoutFolder } from './common-folder.js'
import { dumpBlock } from './dump-block.js'
import { findings } from './findings.js'
import { groups } from './groups.js'
import { inputDoubts, nothingFound, whatWasRead } from './inputs.js'
import { overview } from './overview.js'
import { painter } from './paint.js'
import { folderLine, NARROWEST, type Sheet, wrap } from './sheet.js'
import { visibleDocument } from './visible.js'

/** More OOMs than these are told by groups, and only the first and the last have a head. */
const HEADS_SHOWN = 5
/** So many OOMs without a head have a line each in a table; more have a line for each group. */
const LISTED = 10

export interface TextOptions {
  readonly colour: boolean
  /** Columns of the terminal. */
  readonly width: number
  /** How many tasks of each table. */
  readonly top?: number
  /** Every event and every input, however many there are. */
  readonly all?: boolean
  /** Each OOM with its figures, its tables and the lines that its findings rest on. */
  readonly details?: boolean
  /** Also the findings that lack evidence. */
  readonly cannotTell?: boolean
}

/**
 * The document as a human reads it at night: ten lines per OOM, then what follows from all of it; the figures on request.
 *
 *     renderText(parse(log), { colour: false, width: 80 })   // 'oom-1  killed  web (pid 151), …\n'
 */
export function renderText(document: Document, options: TextOptions): string {
  const { document: shown, folder } = withoutFolder(visibleDocument(document))
  const sheet: Sheet = { width: Math.max(options.width, NARROWEST), paint: painter(options.colour) }
  const ooms = shown.events.filter((event) => event.type === 'oom')
  const all = options.all === true
  const blocks = [folderLine(sheet, folder)]
  if (ooms.length === 0) blocks.push(nothingFound(sheet, shown, all))
  const isOfOne = byDump(shown)
  const general = shown.findings.filter((finding) => !isOfOne.has(finding))
  const answers = findings(sheet, general, { cannotTell: options.cannotTell === true, all })
  if (ooms.length > LISTED) blocks.push(groups(sheet, ooms))
  else if (ooms.length > HEADS_SHOWN) blocks.push(overview(sheet, ooms, shown.inputs.length > 1))
  const about = byEvent(shown.findings, options.cannotTell === true)
  const parts = chosen(shown.events.filter(isDump), ooms, all)
  for (const part of parts)
    blocks.push(
      typeof part === 'string'
        ? [sheet.paint('dim', part)]
        : dumpBlock(sheet, part, shown, { ...options, about: about.get(part.id) ?? [] }),
    )
  for (const answer of answers) blocks.push(answer)
  blocks.push(inputDoubts(sheet, shown, all))
  if (ooms.length > 0) blocks.push(whatWasRead(sheet, shown, all))
  if (ooms.length > 0 && options.details !== true) blocks.push(hint(sheet, parts))
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')
    .replaceAll('\u00a0', ' ')}\n`
}

/** Findings on one dump alone, made of its own lines: they stand in its block. */
function byDump({ events, findings: found }: Document): Set<Finding> {
  const dumps = new Map(events.filter(isDump).map((event) => [event.id, event]))
  return new Set(
    found.filter(({ events: [id, ...others], evidence }) => {
      const dump = id === undefined || others.length > 0 ? undefined : dumps.get(id)
      return dump !== undefined && evidence.every(({ input, line }) => isWithin(dump, input, line))
    }),
  )
}

function isWithin({ source, alsoIn = [] }: DumpEvent, input: string, line: number): boolean {
  return [source, ...alsoIn].some(
    (one) => one.input === input && line >= one.firstLine && line <= one.lastLine,
  )
}

function byEvent(found: readonly Finding[], cannotTell: boolean): Map<string, Finding[]> {
  const about = new Map<string, Finding[]>()
  for (const finding of found) {
    if (finding.verdict === 'cannot-tell' && !cannotTell) continue
    for (const id of finding.events) {
      const others = about.get(id)
      if (others === undefined) about.set(id, [finding])
      else others.push(finding)
    }
  }
  return about
}

function chosen(
  events: readonly DumpEvent[],
  ooms: readonly OomEvent[],
  all: boolean,
): (DumpEvent | string)[] {
  const first = events[0]
  const last = events.at(-1)
  if (all || events.length <= HEADS_SHOWN || first === undefined || last === undefined) return [...events]
  const [from, to] = ooms.length > 1 ? [ooms[0], ooms.at(-1)] : [first, last]
  const noun = events.length === ooms.length ? 'more OOM' : 'more event'
  const left = `(${counted(events.length - 2, noun)} between them: --all shows each, --last N and --worst N some)`
  return [from ?? first, left, to ?? last]
}

function hint(sheet: Sheet, parts: readonly unknown[]): string[] {
  const text = `(--details shows ${parts.length === 1 ? 'its' : 'their'} figures, tables and evidence; oomparse explain TERM what a word means)`
  return wrap(text, sheet.width).map((line) => sheet.paint('dim', line))
}
