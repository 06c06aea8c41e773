import type { At } from '../record/at.js'
import type { Moment } from './moments.js'

/** A wall clock and the kernel's clock, read at one moment. */
export interface ClockPair {
  readonly monotonicSec: number
  readonly epochMs: number
  /** The wall clock was somewhere from `epochMs` to this much later. */
  readonly resolutionMs: number
  /** The latest that the boot can have been: lines are stamped late, never early. */
  readonly bootMs: number
  readonly inferred: readonly ('year' | 'zone')[]
  readonly moment?: Moment
}

export function pairOf(monotonicSec: number, wall: At, moment: Moment): ClockPair | undefined {
  if (wall.epochMs === undefined) return undefined
  const resolutionMs = Math.max(1, wall.uncertaintyMs ?? 1000)
  return {
    monotonicSec,
    epochMs: wall.epochMs,
    resolutionMs,
    bootMs: wall.epochMs + resolutionMs - monotonicSec * 1000,
    inferred: wall.inferred ?? [],
    moment,
  }
}

/** The time of boot as /proc/stat or the caller has it. */
export function pairOfBoot(
  epochMs: number,
  resolutionMs: number,
  inferred: readonly ('year' | 'zone')[] = [],
): ClockPair {
  return { monotonicSec: 0, epochMs, resolutionMs, bootMs: epochMs + resolutionMs, inferred }
}
