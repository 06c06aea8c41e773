import type { Buddy } from '../../record/index.js'
import { size } from '../bytes.js'
import { field, labelled, roomOf, type Sheet, unbroken } from '../sheet.js'
import { type Column, table } from '../table.js'
import { zoneName } from './zone-name.js'

/**
 * The free chunks of each zone by their size, with the letters of the lists that have some: a zone with much free memory
 * in small pieces is seen at once.
 */
export function chunks(sheet: Sheet, zones: readonly Buddy[]): string[] {
  if (zones.length === 0) return []
  const sizes = [...new Set(zones.flatMap(({ chunks }) => chunks.map(({ bytes }) => bytes)))].sort(
    (a, b) => a - b,
  )
  const columns: Column<Buddy>[] = [
    { title: 'chunks of', cell: zoneName },
    ...sizes.map((bytes) => ({
      title: shortSize(bytes),
      cell: (one: Buddy) => countOf(one, bytes),
      right: true,
    })),
    { title: 'in all', cell: ({ totalBytes }) => size(totalBytes), right: true },
  ]
  const { head, lines } = table(columns, zones, Number.POSITIVE_INFINITY)
  if ([head, ...lines].some((line) => line.length > roomOf(sheet))) return perZone(sheet, zones)
  return labelled(sheet, 'free', [sheet.paint('dim', head), ...lines])
}

function countOf({ chunks }: Buddy, bytes: number): string {
  const chunk = chunks.find((one) => one.bytes === bytes)
  return chunk === undefined ? '' : String(chunk.count)
}

/** On narrow paper, only the sizes of which there are chunks. */
function perZone(sheet: Sheet, zones: readonly Buddy[]): string[] {
  const lines = zones.map(({ node, zone, chunks, totalBytes }) => {
    const some = chunks
      .filter(({ count }) => count > 0)
      .map(({ bytes, count }) => unbroken(`${count} x ${shortSize(bytes)}`))
    return `${unbroken(zoneName({ node, zone }))}: ${some.join(', ') || 'nothing'}, in all ${size(totalBytes)}`
  })
  return field(sheet, 'free', ...lines)
}

/** Chunks are powers of two: `4K`, `2M`. */
function shortSize(bytes: number): string {
  return bytes < 1024 ** 2 ? `${bytes / 1024}K` : `${bytes / 1024 ** 2}M`
}
