import type { Event, FoundEvent } from './record/event.js'

/** Numbers the events of a document by their type: `oom-1`, `systemd-reload-3`. */
export class Ids {
  readonly #counts = new Map<Event['type'], number>()

  next(type: Event['type']): string {
    const count = (this.#counts.get(type) ?? 0) + 1
    this.#counts.set(type, count)
    return `${type}-${count}`
  }

  /** The event with its id; one that was handed out before keeps the id that it has. */
  give(event: FoundEvent | Event): Event {
    if ('id' in event) return event
    // Which event of the union it is, the type says; spreading loses that.
    return { id: this.next(event.type), ...event } as Event
  }
}
