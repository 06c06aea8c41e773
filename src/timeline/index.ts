import type { Input } from '../record/document.js'
import type { FoundEvent } from '../record/event.js'
import type { Reading } from '../record/reading.js'
import { fullness } from '../sameness/index.js'
import type { Entry } from './entry.js'
import { oneHost } from './host.js'
import { joinReadings } from './merge.js'
import { inOrder } from './order.js'
import { recordOf } from './record.js'
import { uncertainNeighbours } from './uncertain.js'

export { sameNode } from './host.js'

/** An event of the timeline, and the indexes of those beside it whose order to it cannot be known. */
export interface TimelineEvent {
  readonly event: FoundEvent
  readonly uncertainWith: number[]
}

export interface Timeline {
  readonly events: TimelineEvent[]
  /** One per reading, in the order given. */
  readonly inputs: Input[]
}

/**
 * Lays the readings of all inputs on one line of time. The same event out of several inputs becomes one: the fullest
 * reading is the record, the others are its `alsoIn`, and values that they read otherwise are its problem
 * `readings-differ`. Two events of one input are never joined.
 *
 * Times have to be resolved before, as far as they can be.
 *
 * @example
 * const { events } = buildTimeline([fromDmesg, fromJournal, fromConsole])
 */
export function buildTimeline(readings: readonly Reading[]): Timeline {
  const entries = readings.flatMap(entriesOf)
  const names = readings.map(({ input }) => input.name)
  const clusters = joinReadings(entries, names, oneHost(hostsOf(entries)))
  const items = clusters.map((cluster) => {
    const { event, entry } = recordOf(cluster)
    return { event, entries: [entry, ...cluster.entries.filter((one) => one !== entry)] }
  })
  const timeline = inOrder(items)
  const neighbours = uncertainNeighbours(timeline)
  return {
    events: timeline.map(({ event }, index) => ({ event, uncertainWith: neighbours[index] ?? [] })),
    inputs: readings.map(({ input }) => input),
  }
}

/** Readers hand on a series when it ends: lines tell the order. */
function entriesOf({ input: { framing }, events }: Reading, input: number): Entry[] {
  const received = framing === 'journal-short-monotonic'
  return [...events]
    .sort((a, b) => a.source.firstLine - b.source.firstLine)
    .map((event, index) => ({ event, input, index, received, fullness: fullness(event) }))
}

function hostsOf(entries: readonly Entry[]): Set<string> {
  const hosts = new Set<string>()
  for (const { event } of entries) if (event.host !== undefined) hosts.add(event.host)
  return hosts
}
