import type { Document, Finding, OomEvent } from '../../record/index.js'
import { findings } from '../findings.js'
import { oomFigures } from '../oom-block.js'
import type { Sheet } from '../sheet.js'
import { around } from './around.js'
import { chunks } from './chunks.js'
import { composition } from './composition.js'
import { trace } from './trace.js'
import { zones } from './zones.js'

export interface DetailOptions {
  /** The findings that concern the OOM. */
  readonly about: readonly Finding[]
  /** How many tasks of the table. */
  readonly top: number
}

/** All that the dump says, for whoever wants to see it: its figures, its lists, and what the findings on it rest on. */
export function details(
  sheet: Sheet,
  event: OomEvent,
  document: Document,
  { about, top }: DetailOptions,
): string[] {
  const own = about.filter(({ events }) => events.length === 1)
  const parts = [
    oomFigures(sheet, event, top),
    composition(sheet, event),
    [
      ...zones(sheet, event),
      ...chunks(sheet, event.memInfo?.buddy ?? []),
      ...trace(sheet, event.callTrace ?? []),
    ],
    ...findings(sheet, own, { cannotTell: true, all: true }),
    around(sheet, event, document),
  ]
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : ['', ...part]))
}
