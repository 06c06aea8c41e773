import type { Document, DumpEvent } from '../../src/record/index.js'
import { isDump } from '../../src/record/is-dump.js'

/** The kernel's dumps of a document, without the boots, reloads and other events beside them. */
export function dumpEvents({ events }: Document): DumpEvent[] {
  return events.filter(isDump)
}
