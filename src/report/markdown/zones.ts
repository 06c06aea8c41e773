import { zoneFigures } from '../../figures/index.js'
import type { OomEvent } from '../../record/index.js'
import { ZONE_COLUMNS } from '../details/zones.js'
import { inline } from './escape.js'
import { markdownTable } from './table.js'

/** Each zone against its watermarks, where the machine ran out of memory and not a cgroup. */
export function zoneTable(event: OomEvent): string[] {
  if (event.scope === 'memcg') return []
  const columns = ZONE_COLUMNS.map((column) => ({
    ...column,
    cell: (zone: Parameters<typeof column.cell>[0]) => inline(column.cell(zone)),
  }))
  return markdownTable(columns, zoneFigures(event)?.zones ?? [])
}
