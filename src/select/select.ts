import type { Document, Event, OomEvent } from '../record/index.js'
import { isDump } from '../record/is-dump.js'
import { FindingFilter } from './findings.js'
import { heldBytes, isAskedFor } from './ooms.js'
import { idsOfPods } from './pods.js'
import { isOfOoms, type Selection } from './selection.js'
import { isInside } from './span.js'

/**
 * The ids of the events that are asked for, whatever their type. Time and host count for all events, the rest for dumps
 * only: other events are what happened around them.
 */
export function selectedIds(events: readonly Event[], selection: Selection): Set<string> {
  const inside = events.filter(isInside(events, selection))
  if (!isOfOoms(selection)) return new Set(inside.map(({ id }) => id))
  const names = selection.pod === undefined ? undefined : idsOfPods(events, selection.pod)
  const asked = inside.filter((event) => isAskedFor(event, selection, names))
  const ooms = new Set<Event>(numbered(asked, selection))
  return new Set(inside.filter((event) => !isDump(event) || ooms.has(event)).map(({ id }) => id))
}

function numbered(ooms: readonly OomEvent[], { last, worst }: Selection): readonly OomEvent[] {
  if (last !== undefined) return ooms.slice(ooms.length - Math.min(last, ooms.length))
  if (worst === undefined) return ooms
  return ooms
    .map((oom) => ({ oom, bytes: heldBytes(oom) }))
    .filter((one): one is { oom: OomEvent; bytes: number } => one.bytes !== undefined)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, worst)
    .map(({ oom }) => oom)
}

/** The document with only these events, and the findings that concern one of them, or none at all. */
export function restrict(
  document: Document,
  ids: ReadonlySet<string>,
  { types, ...selection }: Selection = {},
): Document {
  const { events, findings } = document
  const filter = new FindingFilter()
  if (isOfOoms(selection)) for (const event of events) filter.see(event, ids.has(event.id))
  return {
    ...document,
    events: events.filter(({ id, type }) => ids.has(id) && types?.includes(type) !== false),
    findings: findings.filter(
      (finding) =>
        (finding.events.length === 0 || finding.events.some((id) => ids.has(id))) && filter.isWanted(finding),
    ),
  }
}

/** The document with only what is asked for. */
export function selectEvents(document: Document, selection: Selection): Document {
  return restrict(document, selectedIds(document.events, selection), selection)
}
