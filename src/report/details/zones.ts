import { type Access, type ZoneFigures, zoneFigures } from '../../figures/index.js'
import type { OomEvent } from '../../record/index.js'
import { size } from '../bytes.js'
import { field, type Sheet, wide, wideRoomOf } from '../sheet.js'
import { type Column, table } from '../table.js'
import { zoneName } from './zone-name.js'

const ACCESS: Readonly<Record<Access, string>> = {
  yes: '',
  'zone-too-high': 'not for this request',
  'other-node': 'another node than allowed',
  unknown: 'use not told',
}

/** What is shown of a zone. */
export const ZONE_COLUMNS: readonly Column<ZoneFigures>[] = [
  { title: 'zone', cell: ({ zone }) => zoneName(zone) },
  { title: 'free', cell: ({ zone }) => bytes(zone.bytes.free), right: true },
  { title: 'usable', cell: ({ free }) => range(free?.usable), right: true, drop: 1 },
  { title: 'min', cell: ({ zone }) => bytes(zone.bytes.min), right: true },
  { title: 'low', cell: ({ zone }) => bytes(zone.bytes.low), right: true, drop: 4 },
  { title: 'high', cell: ({ zone }) => bytes(zone.bytes.high), right: true, drop: 5 },
  { title: 'reserve', cell: ({ reserve }) => range(reserve), right: true, drop: 3 },
  { title: 'managed', cell: ({ zone }) => bytes(zone.bytes.managed), right: true, drop: 6 },
  { title: '', cell: says, least: 9, drop: 2 },
]

/**
 * Each zone against its watermarks, as the request saw it: what of its free memory the request may use, and the marks and the
 * reserve that have to stay.
 */
export function zones(sheet: Sheet, event: OomEvent): string[] {
  const all = event.scope === 'memcg' ? [] : (zoneFigures(event)?.zones ?? [])
  if (all.length === 0) return []
  const { head, lines } = table(ZONE_COLUMNS, all, wideRoomOf(sheet))
  return [
    ...field(
      sheet,
      'zones',
      'what the request may use of each, against the min watermark and lowmem_reserve',
    ),
    ...wide([sheet.paint('dim', head), ...lines]),
  ]
}

function says({ access, standing }: ZoneFigures): string {
  if (access !== 'yes') return ACCESS[access]
  return standing === 'below' ? 'below min' : standing === 'above' ? 'above min' : ''
}

function bytes(value: number | undefined): string {
  return value === undefined ? '' : size(value)
}

/** What is only known within bounds is shown by both. */
function range(value: { least: number; most: number } | undefined): string {
  if (value === undefined) return ''
  return value.least === value.most ? size(value.least) : `${size(value.least)} to ${size(value.most)}`
}
