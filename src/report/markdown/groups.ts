import type { OomEvent } from '../../record/index.js'
import { counted } from '../bytes.js'
import { GROUP_COLUMNS, GROUPS_SHOWN, groupsOf } from '../groups.js'
import { inline } from './escape.js'
import { markdownTable } from './table.js'

/** Many OOMs by who died at whose limit, the most frequent first. */
export function groupTable(ooms: readonly OomEvent[]): string[] {
  const all = groupsOf(ooms)
  const columns = GROUP_COLUMNS.map((column) => ({
    ...column,
    cell: (group: (typeof all)[number]) => inline(column.cell(group)),
  }))
  const left = all.slice(GROUPS_SHOWN)
  const more = left.reduce((sum, group) => sum + group.ooms.length, 0)
  return [
    ...markdownTable(columns, all.slice(0, GROUPS_SHOWN)),
    ...(more > 0 ? ['', `and ${counted(more, 'OOM')} of ${counted(left.length, 'more group')}`] : []),
  ]
}
