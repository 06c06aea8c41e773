import type { Event } from '../record/index.js'
import { isMinor } from './minor.js'
import { type Change, Readings } from './readings.js'

/** A run of fewer minor events is shown: folding it would win no line worth the loss. */
const SHORTEST_RUN = 3

/** One event, or minor ones that follow each other. */
export type Row =
  | { readonly event: Event; readonly change?: Change }
  | { readonly run: readonly [Event, ...Event[]] }

/**
 * The events as rows: runs of minor ones of a host together, whatever their types, and readings that say what the one
 * before said among them.
 *
 * @param isAskedFor whether the reader asked for this type by name
 */
export function fold(events: readonly Event[], isAskedFor: (event: Event) => boolean): Row[] {
  const readings = new Readings()
  const rows: Row[] = []
  let run: Event[] = []
  const end = () => {
    const [first, ...others] = run
    if (first !== undefined && run.length >= SHORTEST_RUN) rows.push({ run: [first, ...others] })
    else for (const event of run) rows.push({ event, ...(isMinor(event) ? {} : { change: 'same' as const }) })
    run = []
  }
  for (const event of events) {
    const change = readings.see(event)
    const isFolded = !isAskedFor(event) && (isMinor(event) || change === 'same')
    if (run.length > 0 && !(isFolded && run[0]?.host === event.host)) end()
    if (isFolded) run.push(event)
    else rows.push(change === undefined ? { event } : { event, change })
  }
  end()
  return rows
}
