import type { At, Event } from '../../record/index.js'
import { cellsOf, firstOf, type Row } from '../../report/index.js'
import { type Lane, laneOf, type Shape, shapeOf } from './kinds.js'
import type { Clock } from './ticks.js'

/** Minor, plain, notable, loud: which one is drawn where several fall on one place. */
export type Level = 0 | 1 | 2 | 3

const LEVELS: Readonly<Record<string, Level>> = { dim: 0, yellow: 2, bold: 2, red: 3 }

/** A row of the timeline that has a place on the axis. */
export interface Mark {
  /** The id of its event, or of the first of its run. */
  readonly id: string
  readonly row: Row
  readonly lane: Lane
  readonly shape: Shape
  readonly level: Level
  readonly atMs: number
  /** The last of equal readings, or of a run. */
  readonly untilMs?: number
  /** How far the truth can be from `atMs`, before and after. */
  readonly slackMs: number
  /** The year or the zone was not printed. */
  readonly isInferred: boolean
  readonly isOrderUncertain: boolean
  readonly word: string
  readonly says: string
}

/** The rows of one machine as marks; those without a moment on this clock are left out. */
export function marksOf(rows: readonly Row[], clock: Clock): Mark[] {
  return rows.flatMap((row) => markOf(row, clock) ?? []).sort((a, b) => a.atMs - b.atMs)
}

export function markOf(row: Row, clock: Clock): Mark | undefined {
  const first = firstOf(row)
  const atMs = placeOf(first.at, clock)
  if (atMs === undefined) return undefined
  const { word, says, style } = cellsOf(row)
  const untilMs = 'run' in row ? lastOf(row.run, clock) : endOf(first, clock)
  const { uncertaintyMs = 0, inferred = [] } = first.at
  return {
    id: first.id,
    row,
    lane: 'run' in row ? commonLane(row.run) : laneOf(first),
    shape: 'run' in row ? 'run' : shapeOf(first),
    level: style === undefined ? 1 : (LEVELS[style] ?? 1),
    atMs,
    ...(untilMs === undefined || untilMs <= atMs ? {} : { untilMs }),
    slackMs: clock === 'utc' ? uncertaintyMs : 0,
    isInferred: clock === 'utc' && inferred.length > 0,
    isOrderUncertain: (first.orderUncertain ?? []).length > 0,
    word,
    says,
  }
}

/** Milliseconds on an axis: since 1970, or since the boot. */
export function placeOf({ epochMs, monotonicSec }: At, clock: Clock): number | undefined {
  if (clock === 'utc') return epochMs
  return monotonicSec === undefined ? undefined : monotonicSec * 1000
}

function endOf(event: Event, clock: Clock): number | undefined {
  return 'lastAt' in event && event.lastAt !== undefined ? placeOf(event.lastAt, clock) : undefined
}

function lastOf(run: readonly Event[], clock: Clock): number | undefined {
  return run.reduce<number | undefined>((last, { at }) => {
    const place = placeOf(at, clock)
    return place === undefined || (last !== undefined && last > place) ? last : place
  }, undefined)
}

/** The lane that most of a run is in. */
function commonLane(run: readonly [Event, ...Event[]]): Lane {
  const counts = new Map<Lane, number>()
  for (const event of run) counts.set(laneOf(event), (counts.get(laneOf(event)) ?? 0) + 1)
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0]
}

/** The events that a mark stands for. */
export function idsOf({ row }: Mark): string[] {
  return eventsOf(row).map(({ id }) => id)
}

export function eventsOf(row: Row): readonly [Event, ...Event[]] {
  return 'run' in row ? row.run : [row.event]
}
