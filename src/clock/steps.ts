import type { FoundEvent } from '../record/event.js'
import type { ClockStep } from '../record/node-facts.js'
import type { Level } from './envelope.js'
import type { KernelClock } from './kernel-clock.js'
import type { ClockPair } from './pair.js'

const LEAST_STEP_MS = 2000
const LEAST_SUSPEND_MS = 10_000
const LEAST_DRIFT_MS = 1000
/** Fewer readings than this show no drift: they may as well be late. */
const MANY_KNOTS = 8

export type StepEvent = Extract<FoundEvent, { type: 'clock-step' }>

/** Where wall clock and kernel clock of one boot went apart: at once, or by and by. */
export function stepsOf(clock: KernelClock): StepEvent[] {
  const steps: StepEvent[] = []
  for (const [index, level] of clock.levels.entries()) {
    const before = clock.levels[index - 1]
    const step = before === undefined ? undefined : stepBetween(before, level)
    if (step !== undefined) steps.push(step)
    const drift = driftOf(level)
    if (drift !== undefined) steps.push(drift)
  }
  return steps
}

function stepBetween(before: Level, after: Level): StepEvent | undefined {
  const last = before.knots.at(-1)
  const first = after.knots[0]
  if (last === undefined || first === undefined) return undefined
  const stepMs = Math.round(first.bootMs - first.resolutionMs - (last.bootMs - last.resolutionMs))
  if (Math.abs(stepMs) <= Math.max(LEAST_STEP_MS, 5 * Math.min(first.resolutionMs, last.resolutionMs))) {
    return undefined
  }
  return step(stepMs, stepMs > LEAST_SUSPEND_MS ? 'suspend' : 'set', before.to, after.from)
}

/** The lower edges of the first and the last quarter: one late line moves neither. */
function driftOf({ knots, from, to }: Level): StepEvent | undefined {
  if (knots.length < MANY_KNOTS) return undefined
  const quarter = Math.floor(knots.length / 4)
  const first = lowest(knots.slice(0, quarter))
  const middle = lowest(knots.slice(quarter, -quarter))
  const last = lowest(knots.slice(-quarter))
  const stepMs = Math.round(last.bootMs - first.bootMs)
  const least = Math.max(LEAST_DRIFT_MS, 2 * first.resolutionMs, 2 * last.resolutionMs)
  const gradual =
    (middle.bootMs - first.bootMs) * stepMs >= 0 && Math.abs(middle.bootMs - first.bootMs) <= Math.abs(stepMs)
  return Math.abs(stepMs) > least && gradual ? step(stepMs, 'drift', from, to) : undefined
}

function lowest(knots: readonly ClockPair[]): ClockPair {
  return knots.reduce((least, knot) => (knot.bootMs < least.bootMs ? knot : least))
}

function step(
  stepMs: number,
  kind: ClockStep['kind'],
  before: ClockPair,
  after: ClockPair,
): StepEvent | undefined {
  const moment = after.moment ?? before.moment
  if (moment === undefined) return undefined
  const at = {
    ...moment.at,
    uncertaintyMs: Math.max(moment.at.uncertaintyMs ?? 0, after.epochMs - before.epochMs),
  }
  const { source, host } = moment
  const word = stepMs > 0 ? 'gained' : 'lost'
  const span = `from ${before.monotonicSec} s to ${after.monotonicSec} s since boot`
  const message = `the wall clock ${word} ${Math.abs(stepMs)} ms on the kernel clock ${span}`
  return {
    type: 'clock-step',
    at,
    ...(host === undefined ? {} : { host }),
    source,
    message,
    stepMs,
    kind,
    problems: [],
  }
}
