import type { Document, DumpEvent, Finding, Source } from '../../record/index.js'
import { isDump } from '../../record/is-dump.js'
import { counted } from '../bytes.js'
import { withoutFolder } from '../common-folder.js'
import { inOrder } from '../findings.js'
import { visibleDocument } from '../visible.js'
import { allocationSection } from './allocation.js'
import { timelineOf } from './around.js'
import { code } from './escape.js'
import { findingList } from './findings.js'
import { groupTable } from './groups.js'
import { inputNotes } from './inputs.js'
import { oomSection } from './oom.js'
import { type RawOf, RawRoom, rawLines, rawParts } from './raw.js'

/** More are told by their groups: a ticket with a hundred tables is read by nobody. */
const SHOWN = 5
const TOP = 10

export interface MarkdownOptions {
  /** How many tasks of each table. */
  readonly top?: number
  /** Every dump, and many more of its raw lines. */
  readonly all?: boolean
  /** Also the findings that lack evidence. */
  readonly cannotTell?: boolean
  /** The lines of the logs, which no document has: those that `rawSources` names. */
  readonly rawOf?: RawOf
}

/**
 * The document as Markdown for a ticket of GitHub or GitLab. What comes from a log can ping nobody, link nowhere and end
 * no table.
 *
 *     renderMarkdown(parse(log), {})   // '## oom-1: killed web (pid 151)\n…'
 */
export function renderMarkdown(document: Document, options: MarkdownOptions): string {
  const { document: shown, folder } = withoutFolder(visibleDocument(document))
  const { all = false, cannotTell = false, top = TOP } = options
  const ooms = shown.events.filter((event) => event.type === 'oom')
  const dumps = chosen(shown.events, all)
  const { general, byDump } = shared(inOrder(shown.findings, cannotTell), shown.events.filter(isDump))
  const timeline = timelineOf(shown.events)
  // Names of inputs are shown without their folder, and visibly: the lines are known by the names that were given.
  const sources = new Map(document.events.map(({ id, source }) => [id, source]))
  const left = shown.events.filter(isDump).length - dumps.length
  const parts: readonly Part[] = [
    { lines: ooms.length === 0 ? inputNotes(shown, true) : [] },
    { lines: ooms.length > SHOWN ? [`## ${counted(ooms.length, 'OOM')}`, '', ...groupTable(ooms)] : [] },
    { lines: general.length === 0 ? [] : ['## What follows', '', ...findingList(general)] },
    ...dumps.map((event) => {
      const about = byDump.get(event.id) ?? []
      if (event.type !== 'oom') return { lines: allocationSection(event, about) }
      return { lines: oomSection(event, { about, timeline, top }), source: sources.get(event.id) }
    }),
    { lines: left === 0 ? [] : [`(${counted(left, 'more dump')} not shown: \`--all\` shows every one.)`] },
    { lines: ooms.length === 0 ? [] : inputNotes(shown, false) },
    { lines: [madeBy(shown, folder)] },
  ]
  return written(
    parts.filter(({ lines }) => lines.length > 0),
    options,
  )
}

interface Part {
  readonly lines: readonly string[]
  /** The dump whose raw lines stand below. */
  readonly source?: Source | undefined
}

/** The raw lines have the room that all else leaves. */
function written(parts: readonly Part[], { all = false, rawOf }: MarkdownOptions): string {
  const taken = parts.reduce((sum, { lines }) => sum + lines.join('\n').length + 2, 0)
  const room = new RawRoom(all, taken)
  const text = parts.map(({ lines, source }) => {
    const raw = source === undefined || rawOf === undefined ? [] : rawLines(source, rawOf, room)
    return [...lines, ...raw].join('\n').trimEnd()
  })
  return `${text.join('\n\n').replaceAll('\u00a0', ' ')}\n`
}

function madeBy({ generator }: Document, folder: string): string {
  return `${folder === '' ? '' : `All inputs are in ${code(folder)}. `}Made by oomparse ${code(generator.version)}.`
}

/** The parts of the logs whose raw lines `renderMarkdown` has a place for. */
export function rawSources(document: Document, { all = false }: MarkdownOptions): Source[] {
  return chosen(document.events, all).flatMap((event) => (event.type === 'oom' ? rawParts(event.source) : []))
}

/** OOMs come before what only looks like one. */
function chosen(events: Document['events'], all: boolean): DumpEvent[] {
  const dumps = events.filter(isDump)
  if (all || dumps.length <= SHOWN) return dumps
  const first = dumps.filter(({ type }) => type === 'oom').slice(0, SHOWN)
  return first.length > 0 ? first : dumps.slice(0, SHOWN)
}

/** A finding on one dump stands with it, one on several or on none before all. */
function shared(
  found: readonly Finding[],
  dumps: readonly DumpEvent[],
): { general: Finding[]; byDump: Map<string, Finding[]> } {
  const byDump = new Map<string, Finding[]>(dumps.map(({ id }) => [id, []]))
  const general: Finding[] = []
  for (const finding of found) {
    const [id, ...others] = finding.events.filter((event) => byDump.has(event))
    const own = id === undefined || others.length > 0 ? general : byDump.get(id)
    own?.push(finding)
  }
  return { general, byDump }
}
