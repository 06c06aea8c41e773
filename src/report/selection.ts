import type { Document, Event, EventType } from '../record/index.js'

/** An end of a span of time: an instant, or so long before the last event of the document. */
export type TimeBound = { readonly epochMs: number } | { readonly beforeLastMs: number }

/** Which events are asked for; what is missing leaves nothing out. */
export interface Selection {
  readonly since?: TimeBound | undefined
  readonly until?: TimeBound | undefined
  readonly types?: readonly EventType[] | undefined
  readonly hosts?: readonly string[] | undefined
}

/**
 * The document with only the events that are asked for, and the findings that concern one of their time and host. An
 * event without an instant is in no span of time, one without a host is of no host.
 */
export function selectEvents(document: Document, selection: Selection): Document {
  const { types } = selection
  const isInside = insideOf(document.events, selection)
  const events = document.events.filter(isInside)
  const ids = new Set(events.map(({ id }) => id))
  return {
    ...document,
    events: types === undefined ? events : events.filter(({ type }) => types.includes(type)),
    findings: document.findings.filter((finding) => isAbout(ids, finding.events)),
  }
}

function isAbout(ids: ReadonlySet<string>, events: readonly string[]): boolean {
  return events.length === 0 || events.some((id) => ids.has(id))
}

function insideOf(events: readonly Event[], { since, until, hosts }: Selection): (event: Event) => boolean {
  const last = events.reduce((most, { at }) => Math.max(most, at.epochMs ?? most), Number.NEGATIVE_INFINITY)
  const from = since === undefined ? undefined : instantOf(since, last)
  const to = until === undefined ? undefined : instantOf(until, last)
  return ({ at: { epochMs, uncertaintyMs = 0 }, host }) => {
    if (hosts !== undefined && (host === undefined || !hosts.includes(host))) return false
    if (from === undefined && to === undefined) return true
    if (epochMs === undefined) return false
    // What may be inside is shown.
    if (from !== undefined && epochMs + uncertaintyMs < from) return false
    return to === undefined || epochMs - uncertaintyMs <= to
  }
}

function instantOf(bound: TimeBound, last: number): number {
  return 'epochMs' in bound ? bound.epochMs : last - bound.beforeLastMs
}
