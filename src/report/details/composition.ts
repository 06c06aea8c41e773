import type { Composition, RamUse } from '../../figures/index.js'
import { compositionOf, ramUse } from '../../figures/index.js'
import type { OomEvent } from '../../record/index.js'
import { percent, size } from '../bytes.js'
import { bar } from '../head/bar.js'
import { field, type Sheet, wide, wideRoomOf } from '../sheet.js'
import { table } from '../table.js'

const BAR_COLUMNS = 20

interface Row {
  readonly name: string
  readonly bytes: number
  readonly lines: readonly number[]
}

/** What the limit or the machine's memory was filled with, part by part, with what is in no counter. */
export function composition(sheet: Sheet, event: OomEvent): string[] {
  const { scope, cgroup, memInfo, pageSizeBytes } = event
  if (scope === 'memcg') {
    const found = cgroup === undefined ? undefined : compositionOf(cgroup)
    return found === undefined ? [] : rows(sheet, 'usage', ofCgroup(found), found.usageBytes)
  }
  const use = memInfo === undefined ? undefined : ramUse(memInfo, pageSizeBytes)
  return use === undefined ? [] : rows(sheet, 'RAM', ofMachine(use), use.ram.bytes)
}

function ofCgroup({ parts, remainderBytes, unread }: Composition): Row[] {
  const rest = unread.length === 0 ? 'in no counter' : `not told (${unread.join(', ')})`
  return [
    ...parts.map(({ name, bytes, printed }) => ({
      name,
      bytes,
      lines: printed.flatMap(({ line }) => line ?? []),
    })),
    ...(remainderBytes === 0 ? [] : [{ name: rest, bytes: remainderBytes, lines: [] }]),
  ]
}

function ofMachine({ parts, remainderBytes }: RamUse): Row[] {
  return [
    ...parts
      .map(({ name, bytes, counters }) => ({
        name,
        bytes,
        lines: counters.flatMap(({ line }) => line ?? []),
      }))
      .sort((a, b) => b.bytes - a.bytes),
    ...(remainderBytes === 0 ? [] : [{ name: 'in no counter', bytes: remainderBytes, lines: [] }]),
  ]
}

function rows(sheet: Sheet, label: string, all: readonly Row[], whole: number): string[] {
  const { lines } = table<Row>(
    [
      { title: '', cell: ({ name }) => name, least: 16 },
      { title: '', cell: ({ bytes }) => size(bytes), right: true },
      { title: '', cell: ({ bytes }) => percent(bytes, whole) ?? '', right: true },
      { title: '', cell: ({ bytes }) => bar([bytes], whole, BAR_COLUMNS), drop: 2 },
      { title: '', cell: ({ lines }) => places(lines), drop: 3 },
    ],
    all,
    wideRoomOf(sheet),
  )
  return [...field(sheet, 'filled by', `${label} ${size(whole)}, of which`), ...wide(lines)]
}

function places(lines: readonly number[]): string {
  const each = [...new Set(lines)]
  return each.length === 0 ? '' : `line ${each.slice(0, 3).join(', ')}${each.length > 3 ? ', …' : ''}`
}
