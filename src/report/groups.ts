import { victimRssOf } from '../figures/index.js'
import type { Limit, OomEvent } from '../record/index.js'
import { counted, limitSize } from './bytes.js'
import { shortMoment } from './moment.js'
import { name } from './name.js'
import { shortOwner } from './owner.js'
import { shortPlace } from './place.js'
import type { Sheet } from './sheet.js'
import { type Column, table } from './table.js'

/** Longer tables are read by nobody: the rest is one line. */
export const GROUPS_SHOWN = 15

/** OOMs of one owner and one command, in the order of the timeline. */
export interface Group {
  readonly comm: string
  readonly place: string
  readonly ooms: readonly [OomEvent, ...OomEvent[]]
}

/** What is shown of a group. */
export const GROUP_COLUMNS: readonly Column<Group>[] = [
  { title: 'OOMs', cell: ({ ooms }) => String(ooms.length), right: true },
  { title: 'victim', cell: ({ comm }) => comm, least: 16 },
  { title: 'limit of', cell: ({ place }) => place, least: 20 },
  { title: 'limit', cell: ({ ooms }) => change(ooms, limitOf, limitSize), right: true },
  { title: 'victim held', cell: ({ ooms }) => change(ooms, heldOf, limitSize), right: true, drop: 3 },
  { title: 'failcnt', cell: ({ ooms }) => change(ooms, failcntOf, String), right: true, drop: 4 },
  { title: 'first', cell: ({ ooms: [first] }) => shortMoment(first.at), drop: 2 },
  {
    title: 'last',
    cell: ({ ooms }) => (ooms.length === 1 ? '' : shortMoment(ooms.at(-1)?.at ?? ooms[0].at)),
    drop: 1,
  },
  { title: 'ids', cell: ({ ooms }) => ids(ooms), drop: 5 },
]

/** Who dies again and again at whose limit: hundreds of OOMs on one screen, the most frequent first. */
export function groups(sheet: Sheet, ooms: readonly OomEvent[]): string[] {
  const all = groupsOf(ooms)
  const shown = all.slice(0, GROUPS_SHOWN)
  const rest = all.slice(GROUPS_SHOWN).reduce((sum, { ooms }) => sum + ooms.length, 0)
  const { head, lines } = table(GROUP_COLUMNS, shown, sheet.width)
  const inputs = new Set(ooms.map(({ source }) => source.input)).size
  const title = `${ooms.length} OOMs${inputs > 1 ? ` in ${inputs} logs` : ''}, by who died at whose limit`
  return [
    sheet.paint('bold', title),
    '',
    sheet.paint('dim', head),
    ...lines,
    ...(rest > 0
      ? [`and ${counted(rest, 'OOM')} of ${counted(all.length - shown.length, 'more group')}`]
      : []),
  ]
}

export function groupsOf(ooms: readonly OomEvent[]): Group[] {
  const found = new Map<string, { comm: string; place: string; ooms: [OomEvent, ...OomEvent[]] }>()
  for (const oom of ooms) {
    const comm = commOf(oom)
    const place = placeOf(oom)
    const key = JSON.stringify([oom.host, comm, place])
    const group = found.get(key)
    if (group === undefined) found.set(key, { comm, place, ooms: [oom] })
    else group.ooms.push(oom)
  }
  return [...found.values()].sort((a, b) => b.ooms.length - a.ooms.length)
}

/** A container that is started anew has a new id: its pod stays. */
function placeOf(oom: OomEvent): string {
  const owner = oom.cgroup?.limitOwnerIdentity
  if (oom.scope !== 'memcg' || owner?.kind !== 'kubernetes-container') return shortPlace(oom)
  return `${shortOwner({ ...owner, kind: 'kubernetes-pod' })} (container)`
}

function commOf({ victims: [first], outcome, constraint }: OomEvent): string {
  if (first !== undefined) return name(first.comm)
  if (outcome === 'panic') return '(panic)'
  if (outcome === 'no-killable-process') return '(nothing to kill)'
  return constraint?.task === undefined ? '(unknown)' : name(constraint.task)
}

/** `128 MiB`, or `128 MiB → 256 MiB` from the first to the last that has it. */
function change(
  ooms: readonly OomEvent[],
  read: (oom: OomEvent) => Limit | undefined,
  words: (value: Limit) => string,
): string {
  const known = ooms.flatMap((oom) => read(oom) ?? [])
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return ''
  const [from, to] = [words(first), words(last)]
  return from === to ? from : `${from} → ${to}`
}

function limitOf({ cgroup }: OomEvent): Limit | undefined {
  return cgroup?.memory?.limitBytes
}

function failcntOf({ cgroup }: OomEvent): number | undefined {
  return cgroup?.memory?.failcnt
}

function heldOf({ victims: [first] }: OomEvent): number | undefined {
  return first === undefined ? undefined : victimRssOf(first)
}

function ids(ooms: readonly [OomEvent, ...OomEvent[]]): string {
  const last = ooms.at(-1)
  if (last === undefined || ooms.length === 1) return ooms[0].id
  return ooms.length === 2 ? `${ooms[0].id}, ${last.id}` : `${ooms[0].id} … ${last.id}`
}
