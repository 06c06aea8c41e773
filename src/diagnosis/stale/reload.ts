import type { Event, SystemdReload } from '../../record/index.js'
import type { LimitReading } from '../limits.js'
import { isBefore, type Placed, surelyBefore, uncertaintyOf } from '../order.js'
import type { LimitFacts } from './facts.js'

/** The eviction manager measures every 10 s, and cAdvisor's reading of the limit is up to 5 s old then. */
const SAMPLE_AGE_MS = 15_000

/**
 * The reload that can have put an old limit back: after the kubelet had set the right one, before the limit was hit,
 * and not before somebody still read the right one.
 */
export function reloadBetween(
  { reloads }: LimitFacts,
  since: Placed | undefined,
  until: Event,
  good: LimitReading | undefined,
): { readonly reload?: SystemdReload; readonly doubtful?: SystemdReload } {
  const seen = good === undefined ? undefined : lastSeen(good)
  let doubtful: SystemdReload | undefined
  // Asked for each OOM: what most reloads are sorted out by comes first, and none is looked at twice.
  for (const one of reloads) {
    const afterSince = since === undefined ? 'yes' : isBefore(since, one)
    if (afterSince === 'no' || (seen !== undefined && surelyBefore(one, seen))) continue
    const beforeUntil = isBefore(one, until)
    if (beforeUntil === 'no') continue
    if (beforeUntil === 'yes' && afterSince === 'yes') return { reload: one }
    doubtful ??= one
  }
  return doubtful === undefined ? {} : { doubtful }
}

/** When the right limit was surely in force for the last time. */
function lastSeen({ event }: LimitReading): Placed {
  const at = event.lastAt ?? event.at
  if (event.holder !== 'kubelet' || at.epochMs === undefined) return { at, source: event.source }
  return {
    at: { ...at, epochMs: at.epochMs - SAMPLE_AGE_MS, uncertaintyMs: uncertaintyOf(at) },
    // Its line comes up to that much later than what it says, so lines cannot put it in order.
    source: { input: '', firstLine: 0, lastLine: 0 },
  }
}
