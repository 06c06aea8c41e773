import type { DumpEvent, EventType } from './event.js'

/** Whether an event is a dump of the kernel. (No schema is loaded for asking.) */
export function isDump<One extends { readonly type: EventType }>(event: One): event is One & DumpEvent {
  return event.type === 'oom' || event.type === 'page-allocation-failure'
}
