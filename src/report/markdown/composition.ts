import { compositionOf, ramUse } from '../../figures/index.js'
import type { Cgroup, OomEvent } from '../../record/index.js'
import { kilobytes, percent, size } from '../bytes.js'
import { inline } from './escape.js'
import { markdownTable } from './table.js'

/** v1 until 5.2 has a line for each group. */
const LINES_SHOWN = 4

interface Part {
  readonly name: string
  readonly bytes: number
  /** The lines that it was read from. */
  readonly lines: readonly (number | undefined)[]
}

interface Whole {
  readonly parts: readonly Part[]
  /** What is in none of the parts, and why that is. */
  readonly rest: Part
  readonly whole: Part
}

/** What filled the limit, or the machine, with the lines that each amount was read from. */
export function composition(event: OomEvent): string[] {
  const found = event.scope === 'memcg' ? ofCgroup(event.cgroup) : ofMachine(event)
  if (found === undefined || found.parts.length === 0) return []
  const { parts, rest, whole } = found
  const rows = [...parts, ...(rest.bytes > 0 ? [rest] : []), whole]
  return markdownTable<Part>(
    [
      { title: 'made of', cell: ({ name }) => inline(name) },
      { title: 'size', cell: ({ bytes }) => size(bytes), right: true },
      { title: 'exactly', cell: ({ bytes }) => kilobytes(bytes), right: true },
      { title: 'share', cell: ({ bytes }) => inline(percent(bytes, whole.bytes) ?? ''), right: true },
      { title: 'line', cell: ({ lines }) => linesOf(lines), right: true },
    ],
    rows,
  )
}

function ofCgroup(cgroup: Cgroup | undefined): Whole | undefined {
  const found = cgroup === undefined ? undefined : compositionOf(cgroup)
  if (found === undefined) return undefined
  const { usageBytes, parts, remainderBytes, unread, line } = found
  const rest = unread.length === 0 ? 'in none of them' : `not told apart (not read: ${unread.join(', ')})`
  return {
    parts: parts.map(({ name, bytes, printed }) => ({ name, bytes, lines: printed.map(({ line }) => line) })),
    rest: { name: rest, bytes: remainderBytes, lines: [] },
    whole: { name: 'usage', bytes: usageBytes, lines: [line] },
  }
}

function ofMachine({ memInfo, pageSizeBytes }: OomEvent): Whole | undefined {
  const found = memInfo === undefined ? undefined : ramUse(memInfo, pageSizeBytes)
  if (found === undefined) return undefined
  const { ram, parts, remainderBytes } = found
  return {
    parts: parts
      .map(({ name, bytes, counters }) => ({ name, bytes, lines: counters.map(({ line }) => line) }))
      .sort((a, b) => b.bytes - a.bytes),
    rest: { name: 'in none of them', bytes: remainderBytes, lines: [] },
    whole: { name: 'RAM of the machine', bytes: ram.bytes, lines: ram.counters.map(({ line }) => line) },
  }
}

function linesOf(lines: readonly (number | undefined)[]): string {
  const known = [...new Set(lines)].filter((line) => line !== undefined)
  return known.length > LINES_SHOWN ? `${known.slice(0, LINES_SHOWN).join(', ')}, …` : known.join(', ')
}
