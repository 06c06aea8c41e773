import type { Finding, OomEvent } from '../../record/index.js'
import { outcome } from '../outcome.js'
import { around, type Timeline } from './around.js'
import { composition } from './composition.js'
import { inline } from './escape.js'
import { facts } from './facts.js'
import { findingList } from './findings.js'
import { part } from './part.js'
import { taskTable, victimTables } from './tasks.js'
import { zoneTable } from './zones.js'

export interface OomContext {
  /** The findings on this OOM and no other. */
  readonly about: readonly Finding[]
  readonly timeline: Timeline
  readonly top: number
}

/** One OOM for a ticket: what it was, what follows from that and by which lines, and the figures. */
export function oomSection(event: OomEvent, { about, timeline, top }: OomContext): string[] {
  const { verdict, who } = outcome(event)
  return [
    `## ${event.id}: ${inline(`${verdict}${event.victims.length > 0 ? '' : ':'} ${who}`)}`,
    '',
    ...facts(event),
    ...part('What follows', findingList(about)),
    ...part('What filled it', composition(event)),
    ...part('Zones and their watermarks', zoneTable(event)),
    ...victimTables(event),
    ...part('Who held the memory', taskTable(event, top)),
    ...part('Before and after', around(event, timeline)),
  ]
}
