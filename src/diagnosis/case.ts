import type { Event, EventOf, EventType, Input } from '../record/index.js'

/** All that is known of one node, in timeline order. */
export interface Case {
  readonly events: readonly Event[]
  readonly inputs: readonly Input[]
  /** Of these types not all events that were read are here: the log had more than there is room for. */
  readonly notKept: ReadonlySet<EventType>
  /** The events of one type, in timeline order. */
  of<Type extends EventType>(type: Type): readonly EventOf<Type>[]
  /** Where an event stands in the timeline. */
  position(event: Event): number
}

export function caseOf(
  events: readonly Event[],
  inputs: readonly Input[],
  notKept: ReadonlySet<EventType> = new Set(),
): Case {
  const byType = new Map<EventType, Event[]>()
  const positions = new Map<Event, number>()
  for (const event of events) {
    positions.set(event, positions.size)
    const same = byType.get(event.type)
    if (same === undefined) byType.set(event.type, [event])
    else same.push(event)
  }
  return {
    events,
    inputs,
    notKept,
    of: <Type extends EventType>(type: Type) => (byType.get(type) ?? []) as unknown as EventOf<Type>[],
    position: (event) => positions.get(event) ?? events.length,
  }
}
