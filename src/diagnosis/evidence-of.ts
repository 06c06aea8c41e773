import type { Event, Finding } from '../record/index.js'

/** The line of an event that a rule of your own rests on: its first line where none is given. */
export function evidenceOf(event: Event, says: string, line?: number): Finding['evidence'][number] {
  return { input: event.source.input, line: line ?? event.source.firstLine, at: event.at, says }
}
