import type { Event, Finding } from '../../record/index.js'
import type { LimitPoint } from './limit-point.js'
import { concludedReloads, knownOf } from './limit-told.js'
import { placeOf } from './marks.js'
import { type Known, type Piece, piecesOf } from './step-line.js'
import type { Clock } from './ticks.js'

/** The limit of all pods of one machine over time. */
export interface LimitPlot {
  readonly points: readonly LimitPoint[]
  readonly inForce: readonly Piece[]
  readonly held: readonly Piece[]
  readonly allocatable: readonly Piece[]
}

/** What was read and what follows from it; undefined where there is nothing to compare. */
export function limitPlotOf(
  events: readonly Event[],
  findings: readonly Finding[],
  clock: Clock,
  span: { readonly fromMs: number; readonly toMs: number },
): LimitPlot | undefined {
  const at = (event: Event) => placeOf(event.at, clock)
  const points: LimitPoint[] = []
  const inForce: Known[] = []
  const held: Known[] = []
  const reloads = concludedReloads(events, findings)
  for (const event of events) {
    const atMs = at(event)
    if (atMs === undefined) continue
    const known = knownOf(events, event, reloads)
    if (known === undefined) continue
    const { bytes, kind } = known
    const untilMs = 'lastAt' in event && event.lastAt !== undefined ? placeOf(event.lastAt, clock) : undefined
    if (bytes !== undefined && kind !== 'put-back') points.push({ id: event.id, atMs, bytes, kind })
    if (known.isStep)
      (kind === 'held' ? held : inForce).push({
        atMs,
        ...(bytes === undefined ? {} : { bytes }),
        ...(untilMs === undefined ? {} : { untilMs }),
        isRead: kind === 'hit' || kind === 'read' || kind === 'held',
      })
  }
  if (!isTelling(points, inForce)) return undefined
  return {
    points,
    inForce: piecesOf(inForce, span.toMs),
    held: piecesOf(held, span.toMs),
    allocatable: allocatableOf(events, at, span),
  }
}

/** A limit that was read or hit, or one that changed. */
function isTelling(points: readonly LimitPoint[], inForce: readonly Known[]): boolean {
  const levels = new Set(inForce.flatMap(({ bytes }) => bytes ?? []))
  return levels.size > 1 || points.some(({ kind }) => kind === 'hit' || kind === 'read' || kind === 'held')
}

/** Allocatable holds from the last configuration before it was read to the next: a start computes it anew. */
function allocatableOf(
  events: readonly Event[],
  at: (event: Event) => number | undefined,
  span: { readonly fromMs: number; readonly toMs: number },
): Piece[] {
  const configs = events.flatMap((event) =>
    event.type === 'kubelet-node-config' && event.phase === 'computed' ? (at(event) ?? []) : [],
  )
  return events.flatMap((event): Piece[] => {
    const atMs = at(event)
    if (event.type !== 'node-allocatable' || event.allocatableBytes === undefined || atMs === undefined)
      return []
    const fromMs = configs.findLast((one) => one <= atMs) ?? span.fromMs
    const toMs = configs.find((one) => one > atMs) ?? span.toMs
    return [{ fromMs, toMs, bytes: event.allocatableBytes, isRead: false }]
  })
}
