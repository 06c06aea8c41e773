import type { Composition, RamUse } from '../../figures/index.js'
import { compositionOf, ramUse } from '../../figures/index.js'
import type { OomEvent } from '../../record/index.js'
import { percent, size } from '../bytes.js'
import { bar } from '../head/bar.js'
import { field, type Sheet, wide, wideRoomOf } from '../sheet.js'
import { table } from '../table.js'

const BAR_COLUMNS = 20

/** A part of what is full, and the lines that it was read from. */
export interface CompositionRow {
  readonly name: string
  readonly bytes: number
  /** The values that it was read or reckoned from: `inactive_anon:56409`, `anon 4096`. */
  readonly printed: readonly { readonly text: string; readonly line?: number }[]
}

/** What the limit or the machine's memory was filled with, part by part, with what is in no counter. */
export function composition(sheet: Sheet, event: OomEvent): string[] {
  const found = composed(event)
  return found === undefined ? [] : lines(sheet, found)
}

/** What is full, as a whole and in its parts; `limitBytes` where a cgroup has one. */
export interface Composed {
  readonly label: 'usage' | 'RAM'
  readonly whole: number
  readonly limitBytes?: number
  readonly rows: readonly CompositionRow[]
}

/** Undefined where the log does not have what it takes. */
export function composed({ scope, cgroup, memInfo, pageSizeBytes }: OomEvent): Composed | undefined {
  if (scope === 'memcg') {
    const found = cgroup === undefined ? undefined : compositionOf(cgroup)
    if (found === undefined) return undefined
    const { usageBytes, limitBytes } = found
    return {
      label: 'usage',
      whole: usageBytes,
      ...(limitBytes === undefined ? {} : { limitBytes }),
      rows: ofCgroup(found),
    }
  }
  const use = memInfo === undefined ? undefined : ramUse(memInfo, pageSizeBytes)
  return use === undefined ? undefined : { label: 'RAM', whole: use.ram.bytes, rows: ofMachine(use) }
}

function ofCgroup({ parts, remainderBytes, unread }: Composition): CompositionRow[] {
  const rest = unread.length === 0 ? 'in no counter' : `not told (${unread.join(', ')})`
  return [
    ...parts.map(({ name, bytes, printed }) => ({
      name,
      bytes,
      printed: printed.map(({ name, bytes, unit, line }) => ({
        text: unit === 'kB' ? `${name}:${bytes / 1024}KB` : `${name} ${bytes}`,
        ...(line === undefined ? {} : { line }),
      })),
    })),
    ...(remainderBytes === 0 ? [] : [{ name: rest, bytes: remainderBytes, printed: [] }]),
  ]
}

function ofMachine({ parts, remainderBytes }: RamUse): CompositionRow[] {
  return [
    ...parts
      .map(({ name, bytes, counters }) => ({
        name,
        bytes,
        printed: counters.map(({ printed, line }) => ({
          text: printed,
          ...(line === undefined ? {} : { line }),
        })),
      }))
      .sort((a, b) => b.bytes - a.bytes),
    ...(remainderBytes === 0 ? [] : [{ name: 'in no counter', bytes: remainderBytes, printed: [] }]),
  ]
}

function lines(sheet: Sheet, { label, rows, whole }: Composed): string[] {
  const { lines } = table<CompositionRow>(
    [
      { title: '', cell: ({ name }) => name, least: 16 },
      { title: '', cell: ({ bytes }) => size(bytes), right: true },
      { title: '', cell: ({ bytes }) => percent(bytes, whole) ?? '', right: true },
      { title: '', cell: ({ bytes }) => bar([bytes], whole, BAR_COLUMNS), drop: 2 },
      { title: '', cell: ({ printed }) => places(printed.flatMap(({ line }) => line ?? [])), drop: 3 },
    ],
    rows,
    wideRoomOf(sheet),
  )
  return [...field(sheet, 'filled by', `${label} ${size(whole)}, of which`), ...wide(lines)]
}

function places(lines: readonly number[]): string {
  const each = [...new Set(lines)]
  return each.length === 0 ? '' : `line ${each.slice(0, 3).join(', ')}${each.length > 3 ? ', …' : ''}`
}
