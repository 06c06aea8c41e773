import { type Level, levelsOf } from './envelope.js'
import type { ClockPair } from './pair.js'
import { firstIndex } from './search.js'

/** What lies between a message and its stamp on a machine that has other things to do. */
const DELAY_MS = 250
/** The kernel speeds a clock up or slows it down by at most 500 ppm (MAXFREQ of timex.h). */
const SLEW_MS_PER_SEC = 0.5

/** An instant that the kernel's clock tells, as `At` has it. */
export interface KernelInstant {
  readonly epochMs: number
  readonly uncertaintyMs: number
  readonly inferred?: ('year' | 'zone')[]
}

/** The wall clock of one boot, by the kernel's clock. */
export class KernelClock {
  readonly levels: readonly Level[]
  readonly #hulls: readonly (readonly ClockPair[])[]

  /** @param pairs at least one */
  constructor(pairs: readonly ClockPair[]) {
    this.levels = levelsOf(pairs)
    this.#hulls = this.levels.map(({ knots }) => lowerHull(slewed(knots)))
  }

  /** The instant at which the kernel's clock showed this. */
  at(monotonicSec: number): KernelInstant {
    const index = this.#levelAt(monotonicSec)
    const level = this.levels[index]
    const next = this.levels[index + 1]
    const edge = edgeAt(this.#hulls[index] ?? [], monotonicSec)
    const spread = level === undefined ? 0 : edge.bootMs - level.bootMs
    let uncertaintyMs = Math.max(edge.resolutionMs, spread + DELAY_MS)
    // Between the last pair before a step and the first behind it, the step can be anywhere.
    if (level && next && monotonicSec > level.to.monotonicSec)
      uncertaintyMs = Math.max(uncertaintyMs, Math.abs(next.bootMs - level.bootMs) + edge.resolutionMs)
    const epochMs = edge.bootMs - edge.resolutionMs + monotonicSec * 1000
    return { epochMs, uncertaintyMs, ...(edge.inferred.length > 0 && { inferred: edge.inferred }) }
  }

  #levelAt(monotonicSec: number): number {
    return Math.max(0, firstIndex(this.levels, ({ from }) => from.monotonicSec > monotonicSec) - 1)
  }
}

/**
 * The knots, each no higher than its neighbours allow: what is above came late. A log often ends so, with an OOM that
 * nobody had the time to read.
 */
function slewed(knots: readonly ClockPair[]): ClockPair[] {
  const found = [...knots]
  for (let at = 1; at < found.length; at++) found[at] = allowed(found[at], found[at - 1])
  for (let at = found.length - 2; at >= 0; at--) found[at] = allowed(found[at], found[at + 1])
  return found
}

function allowed(knot: ClockPair | undefined, neighbour: ClockPair | undefined): ClockPair {
  const { monotonicSec, bootMs } = knot as ClockPair
  const { resolutionMs, inferred, ...other } = neighbour as ClockPair
  const highest = other.bootMs + Math.abs(monotonicSec - other.monotonicSec) * SLEW_MS_PER_SEC
  return bootMs <= highest
    ? (knot as ClockPair)
    : { ...(knot as ClockPair), bootMs: highest, resolutionMs, inferred }
}

/** The knots below which there is none: between two of them the edge is straight. */
function lowerHull(knots: readonly ClockPair[]): ClockPair[] {
  const hull: ClockPair[] = []
  for (const knot of knots) {
    while (hull.length > 1 && isAbove(hull.at(-2), hull.at(-1), knot)) hull.pop()
    hull.push(knot)
  }
  return hull
}

function isAbove(left: ClockPair | undefined, middle: ClockPair | undefined, right: ClockPair): boolean {
  if (left === undefined || middle === undefined) return false
  const slope = (right.bootMs - left.bootMs) * (middle.monotonicSec - left.monotonicSec)
  return (middle.bootMs - left.bootMs) * (right.monotonicSec - left.monotonicSec) >= slope
}

/** The height of the edge here, and what the knots on both sides rest on. */
function edgeAt(hull: readonly ClockPair[], monotonicSec: number) {
  const after = firstIndex(hull, (knot) => knot.monotonicSec >= monotonicSec)
  const left = hull[Math.max(0, after - 1)] as ClockPair
  const right = hull[Math.min(after, hull.length - 1)] as ClockPair
  const width = right.monotonicSec - left.monotonicSec
  const part = width > 0 ? (monotonicSec - left.monotonicSec) / width : 0
  return {
    bootMs: left.bootMs + (right.bootMs - left.bootMs) * part,
    resolutionMs: Math.max(left.resolutionMs, right.resolutionMs),
    inferred: [...new Set([...left.inferred, ...right.inferred])].sort(),
  }
}
