import type { Document, DumpEvent, OomEvent } from '../record/index.js'
import { isDump } from '../record/is-dump.js'
import { allocationBlock } from './allocation-block.js'
import { counted } from './bytes.js'
import { withoutFolder } from './common-folder.js'
import { findings } from './findings.js'
import { inputDoubts, nothingFound, whatWasRead } from './inputs.js'
import { oomBlock } from './oom-block.js'
import { overview } from './overview.js'
import { painter } from './paint.js'
import { folderLine, NARROWEST, type Sheet } from './sheet.js'
import { visibleDocument } from './visible.js'

/** More than these and only the first and the last are shown in full: nobody reads the rest on a screen. */
const BLOCKS_SHOWN = 20
/** A longer overview comes after the findings: the answer belongs on the first screen. */
const OVERVIEW_FIRST = 10
const TOP = 10

export interface TextOptions {
  readonly colour: boolean
  /** Columns of the terminal. */
  readonly width: number
  /** How many tasks of each table. */
  readonly top?: number
  /** Every event in full, and every input, however many there are. */
  readonly all?: boolean
  /** Also the findings that lack evidence. */
  readonly cannotTell?: boolean
}

/**
 * The document as a human reads it at night: what follows from it, then one block per OOM, the most urgent first.
 *
 *     renderText(parse(log), { colour: false, width: 80 })   // 'oom-1  killed  web (pid 151)\n…'
 */
export function renderText(document: Document, options: TextOptions): string {
  const { document: shown, folder } = withoutFolder(visibleDocument(document))
  const sheet: Sheet = { width: Math.max(options.width, NARROWEST), paint: painter(options.colour) }
  const top = options.top ?? TOP
  const ooms = shown.events.filter((event) => event.type === 'oom')
  const all = options.all === true
  const blocks = [folderLine(sheet, folder)]
  if (ooms.length === 0) blocks.push(nothingFound(sheet, shown, all))
  const answers = findings(sheet, shown.findings, { cannotTell: options.cannotTell === true, all })
  if (ooms.length > OVERVIEW_FIRST) blocks.push(...answers)
  if (ooms.length > 1) blocks.push(overview(sheet, ooms, shown.inputs.length > 1))
  if (ooms.length <= OVERVIEW_FIRST) blocks.push(...answers)
  for (const part of chosen(shown.events.filter(isDump), ooms, all))
    blocks.push(typeof part === 'string' ? [part] : blockOf(sheet, part, top))
  blocks.push(inputDoubts(sheet, shown, all))
  if (ooms.length > 0) blocks.push(whatWasRead(sheet, shown, all))
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')
    .replaceAll('\u00a0', ' ')}\n`
}

function blockOf(sheet: Sheet, event: DumpEvent, top: number): string[] {
  return event.type === 'oom' ? oomBlock(sheet, event, top) : allocationBlock(sheet, event)
}

function chosen(
  events: readonly DumpEvent[],
  ooms: readonly OomEvent[],
  all: boolean,
): (DumpEvent | string)[] {
  const first = events[0]
  const last = events.at(-1)
  if (all || events.length <= BLOCKS_SHOWN || first === undefined || last === undefined) return [...events]
  const [from, to] = ooms.length > 1 ? [ooms[0], ooms.at(-1)] : [first, last]
  const left = `(${counted(events.length - 2, 'more event')} not shown in full: --all shows them)`
  return [from ?? first, left, to ?? last]
}
