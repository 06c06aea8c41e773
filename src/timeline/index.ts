import type { Input } from '../record/document.js'
import type { FoundEvent } from '../record/event.js'
import type { Reading } from '../record/reading.js'
import { fullness } from '../sameness/index.js'
import type { Entry } from './entry.js'
import { oneHost, sameMachine } from './host.js'
import { joinReadings } from './merge.js'
import { inOrder } from './order.js'
import { recordOf } from './record.js'
import { aroundSteps } from './set-back.js'
import { uncertainNeighbours } from './uncertain.js'

export { sameNode } from './host.js'

/** Which machine an input's event is of, with the host that its line names. */
export type MachineOf = (input: number, host?: string) => string

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
export function buildTimeline(readings: readonly Reading[], machineOf?: MachineOf): Timeline {
  const entries = readings.flatMap((reading, input) => entriesOf(reading, input, machineOf))
  const names = readings.map(({ input }) => input.name)
  const oneMachine = isOneMachine(entries)
  const clusters = joinReadings(entries, names, oneMachine)
  const items = clusters.map((cluster) => {
    const { event, entry } = recordOf(cluster)
    return { event, entries: [entry, ...cluster.entries.filter((one) => one !== entry)] }
  })
  const timeline = inOrder(aroundSteps(items, (one, other) => oneMachine || sameMachine(one, other)))
  const neighbours = uncertainNeighbours(timeline)
  return {
    events: timeline.map(({ event }, index) => ({ event, uncertainWith: neighbours[index] ?? [] })),
    inputs: readings.map(({ input }) => input),
  }
}

/** Readers hand on a series when it ends: lines tell the order. */
function entriesOf(
  { input: { framing }, events }: Reading,
  input: number,
  machineOf: MachineOf | undefined,
): Entry[] {
  const received = framing === 'journal-short-monotonic'
  return [...events]
    .sort((a, b) => a.source.firstLine - b.source.firstLine)
    .map((event, index) => {
      const machine = machineOf?.(input, event.host)
      const entry = { event, input, index, received, fullness: fullness(event) }
      return machine === undefined ? entry : { ...entry, machine }
    })
}

function isOneMachine(entries: readonly Entry[]): boolean {
  const hosts = new Set<string>()
  const machines = new Set<string | undefined>()
  for (const { event, machine } of entries) {
    if (event.host !== undefined) hosts.add(event.host)
    machines.add(machine)
  }
  return oneHost(hosts) || (machines.size === 1 && !machines.has(undefined))
}
