import type { FoundEvent } from '../record/event.js'
import type { Likeness } from './likeness.js'

/** A run of equal statements that is one event. Windows of a log have shorter runs of the same series. */
export type Series = Extract<
  FoundEvent,
  { type: 'limit-observed' | 'kubelet-eviction' | 'kubelet-node-condition' | 'kubelet-config-change' }
>

export function isSeries(event: FoundEvent): event is Series {
  switch (event.type) {
    case 'limit-observed':
      return event.holder === 'kubelet'
    case 'kubelet-eviction':
      return event.phase === 'observation' || event.phase === 'threshold-observed'
    case 'kubelet-node-condition':
    case 'kubelet-config-change':
      return true
    default:
      return false
  }
}

export function asSeries(event: FoundEvent): Series | undefined {
  return isSeries(event) ? event : undefined
}

/**
 * What is stated again and again: equal in every part of the series. Whose limit it is is not: the kubelet does not print
 * it, its configuration tells, and a window of the log may lack that.
 */
export function seriesOf(event: Series): string {
  switch (event.type) {
    case 'limit-observed':
      return JSON.stringify([event.type, event.property, event.limitBytes])
    case 'kubelet-eviction':
      return JSON.stringify([
        event.type,
        event.phase,
        event.signal,
        event.capacityBytes,
        event.thresholdBytes,
      ])
    case 'kubelet-node-condition':
      return JSON.stringify([event.type, event.reason, event.condition, event.status, event.node])
    case 'kubelet-config-change':
      return JSON.stringify([event.type, event.what, event.path, event.message])
    default:
      return event satisfies never
  }
}

/** Equal statements of one process; whether they are of one series, the times tell. */
export function likenessOfSeries(first: Series, second: Series): Likeness['verdict'] {
  const sameProcess = first.pid === undefined || second.pid === undefined || first.pid === second.pid
  return sameProcess && seriesOf(first) === seriesOf(second) ? 'same' : 'different'
}
