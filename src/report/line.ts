import type { Event, EventOf, EventType } from '../record/index.js'

/** How one type of event looks in the timeline: a word to find it by, and what it says. */
export interface Line<One extends Event> {
  readonly word: string
  says(event: One): string
}

export type Lines<Types extends EventType> = { readonly [Type in Types]: Line<EventOf<Type>> }
