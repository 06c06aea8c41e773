import type { Event } from '../record/index.js'
import type { Selection, TimeBound } from './selection.js'

/**
 * Whether an event is of the hosts and in the span of time that are asked for. An event without an instant is in no span,
 * one without a host is of no host.
 */
export function isInside(
  events: readonly Event[],
  { since, until, hosts }: Selection,
): (event: Event) => boolean {
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
