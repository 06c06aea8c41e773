import type { At } from '../record/index.js'
import { readStamp } from './stamp.js'

/** The zones of the world differ by multiples of it. */
const QUARTER_MS = 900_000
/** Further apart it could be another clock and not a delay. */
const LONGEST_DELAY_MS = 5000

/**
 * A wrapper's time made exact by klog's: the instant nearest to it at which a clock of any zone shows klog's minutes,
 * seconds and fraction. Where klog's clock is further away, the wrapper's time stays, and is as uncertain as that:
 * a busy pipe delays lines, and clocks of two machines differ.
 *
 *     exactly({ epochMs: 1795458283000, … }, '1123 19:24:43.624423').epochMs   // 1795458283624
 */
export function exactly(at: At, stamp: string): At {
  const parts = readStamp(stamp)
  const wrapperMs = at.epochMs
  if (parts === undefined || wrapperMs === undefined) return at
  const apart = modulo(parts.ms - wrapperMs + QUARTER_MS / 2, QUARTER_MS) - QUARTER_MS / 2
  if (Math.abs(apart) > LONGEST_DELAY_MS) return { ...at, uncertaintyMs: Math.abs(apart) }
  const epochMs = wrapperMs + apart
  return { ...at, epochMs, iso: new Date(epochMs).toISOString(), uncertaintyMs: 1 }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
