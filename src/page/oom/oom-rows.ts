import type { OomEvent } from '../../record/index.js'
import { groupsOf, limitSize, outcome, process, shortMoment, shortPlace } from '../../report/index.js'
import type { Sortable } from './order.js'

/** An OOM as a row of the table of many. */
export interface OomRow {
  readonly event: OomEvent
  /** Its place in the order of time. */
  readonly index: number
  readonly when: string
  readonly victim: string
  readonly place: string
  readonly limit: string
  readonly verdict: string
  /** Which of how many of one victim's name at one limit. */
  readonly nth: number
  readonly of: number
  /** All of it in small letters, for the filter. */
  readonly text: string
}

export type OomKey = 'when' | 'host' | 'victim' | 'place' | 'limit' | 'verdict' | 'repeated'

export function oomRows(ooms: readonly OomEvent[]): OomRow[] {
  const places = new Map<string, { nth: number; of: number }>()
  for (const { ooms: same } of groupsOf(ooms))
    for (const [index, { id }] of same.entries()) places.set(id, { nth: index + 1, of: same.length })
  return ooms.map((event, index) => {
    const { nth, of } = places.get(event.id) ?? { nth: 1, of: 1 }
    const limit = event.scope === 'memcg' ? event.cgroup?.memory?.limitBytes : undefined
    const row = {
      when: shortMoment(event.at),
      victim: victimOf(event),
      place: shortPlace(event),
      limit: limit === undefined ? '' : limitSize(limit),
      verdict: outcome(event).verdict,
    }
    const text = [event.id, event.host ?? '', ...Object.values(row)].join('\n').toLowerCase()
    return { event, index, ...row, nth, of, text }
  })
}

export function oomsMatching(rows: readonly OomRow[], text: string): readonly OomRow[] {
  const words = text.toLowerCase().split(' ').filter(Boolean)
  return words.length === 0 ? rows : rows.filter((row) => words.every((word) => row.text.includes(word)))
}

/** What a column is sorted by. */
export function oomValue({ event, index, victim, place, verdict, of }: OomRow, key: OomKey): Sortable {
  switch (key) {
    case 'when':
      return index
    case 'host':
      return event.host
    case 'victim':
      return victim === '' ? undefined : victim
    case 'place':
      return place
    case 'limit': {
      const bytes = event.scope === 'memcg' ? event.cgroup?.memory?.limitBytes : undefined
      return bytes === 'unlimited' ? Number.POSITIVE_INFINITY : bytes
    }
    case 'verdict':
      return verdict
    case 'repeated':
      return of
    default:
      return key satisfies never
  }
}

function victimOf({ victims: [first, ...others], constraint }: OomEvent): string {
  if (first !== undefined) return `${process(first)}${others.length === 0 ? '' : ` +${others.length}`}`
  return constraint?.task === undefined ? '' : process({ comm: constraint.task, pid: constraint.pid })
}
