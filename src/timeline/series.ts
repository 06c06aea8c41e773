import type { At } from '../record/at.js'
import type { FoundEvent } from '../record/event.js'
import { keysOf, likenessOf } from '../sameness/index.js'
import { Cluster, type Entry } from './entry.js'
import { sameMachine } from './host.js'
import { DELAY_MS, uncertaintyOf } from './moment.js'

/** An input has few runs of one capacity. The limit bounds what an endless number of them costs. */
const LOOKED_AT_MAX = 64

interface Span {
  from: number
  to: number
}

interface Run {
  readonly cluster: Cluster
  readonly clock: 'epochMs' | 'monotonicSec' | undefined
  readonly span: Span
}

/**
 * Joins runs of equal measurements. A window of a log has a shorter run of the same series, so what has to agree is what
 * was measured, by which process, and that the spans of time overlap.
 */
export function joinSeries(entries: readonly Entry[], oneHost: boolean): Cluster[] {
  const clusters: Cluster[] = []
  const known = new Map<string, Run[]>()
  for (const entry of byBeginning(entries)) {
    const key = keysOf(entry.event).asked[0] ?? ''
    const runs = known.get(key) ?? []
    known.set(key, runs)
    const run = runOf(entry)
    const found = bestOf(
      runs.slice(-LOOKED_AT_MAX).filter((one) => belongs(entry, run, one, oneHost)),
      run,
    )
    if (found === undefined) {
      runs.push(run)
      clusters.push(run.cluster)
    } else {
      found.cluster.add(entry, false)
      found.span.to = Math.max(found.span.to, run.span.to)
    }
  }
  return clusters
}

/** The run that has most of its time in common with this one. */
function bestOf(runs: readonly Run[], { span: { from, to } }: Run): Run | undefined {
  const common = ({ span }: Run) => Math.min(span.to, to) - Math.max(span.from, from)
  return runs.reduce<Run | undefined>(
    (best, run) => (best === undefined || common(run) > common(best) ? run : best),
    undefined,
  )
}

/** By beginning, so that a third run that joins two others comes between them. Those without a time last. */
function byBeginning(entries: readonly Entry[]): Entry[] {
  const start = ({ event: { at } }: Entry) => at.epochMs ?? at.monotonicSec ?? Number.POSITIVE_INFINITY
  return entries
    .map((entry) => ({ entry, start: start(entry) }))
    .sort(byStart)
    .map(({ entry }) => entry)
}

function byStart(a: { start: number }, b: { start: number }): number {
  return a.start === b.start ? 0 : a.start < b.start ? -1 : 1
}

function runOf(entry: Entry): Run {
  const { at } = entry.event
  const lastAt = lastOf(entry.event)
  for (const clock of ['epochMs', 'monotonicSec'] as const) {
    const from = at[clock]
    const to = lastAt[clock]
    if (from === undefined || to === undefined) continue
    const open = clock === 'epochMs' ? uncertaintyOf(at) + DELAY_MS / 2 : 0
    return { cluster: new Cluster(entry), clock, span: { from: from - open, to: to + open } }
  }
  return { cluster: new Cluster(entry), clock: undefined, span: { from: 0, to: 0 } }
}

function belongs(entry: Entry, run: Run, found: Run, oneHost: boolean): boolean {
  const { cluster } = found
  if (cluster.has(entry.input)) return false
  const { event } = entry
  const sameMaker = cluster.entries.every(
    (other) => likenessOf(other.event, event).verdict === 'same' && (oneHost || sameMachine(entry, other)),
  )
  if (!sameMaker) return false
  if (run.clock !== undefined && run.clock === found.clock)
    return run.span.from <= found.span.to && found.span.from <= run.span.to
  return cluster.entries.some(({ event: other }) => isCopy(event, other))
}

/** Without a common clock only a copy is known again. */
function isCopy(first: FoundEvent, second: FoundEvent): boolean {
  return (
    first.at.printed === second.at.printed &&
    lastOf(first).printed === lastOf(second).printed &&
    countOf(first) === countOf(second)
  )
}

export function lastOf(event: FoundEvent): At {
  return ('lastAt' in event ? event.lastAt : undefined) ?? event.at
}

function countOf(event: FoundEvent): number | undefined {
  return 'count' in event ? event.count : undefined
}
