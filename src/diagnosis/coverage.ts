import type { At, Event, Input } from '../record/index.js'
import type { Case } from './case.js'
import { lacksChanges } from './not-kept.js'
import { uncertaintyOf } from './order.js'

/** Claims of one happening in two logs are so far apart at most. */
export const CLAIM_WINDOW_MS = 60_000

/** By so much the clocks of two logs of one machine differ at most. */
const CLOCK_SLACK_MS = 5_000

/** The kernel kills first: its log must hold the minute before the claim. */
export function kernelLogAround(one: Case, at: At): Input | undefined {
  if (one.notKept.has('oom')) return undefined
  return coveringInput(one, 'kernel-log', at, CLAIM_WINDOW_MS, CLOCK_SLACK_MS)
}

/** The runtime hears of it later: its log must hold the minute after the kill. `isIts`: which logs are its. */
export function runtimeLogAround(one: Case, at: At, isIts: (input: Input) => boolean): Input | undefined {
  if (one.notKept.has('runtime-oom')) return undefined
  return coveringInput(one, 'runtime-log', at, CLOCK_SLACK_MS, CLAIM_WINDOW_MS, isIts)
}

/** A gap has no time, so an input with a gap proves no absence. */
function coveringInput(
  one: Case,
  kind: string,
  at: At,
  beforeMs: number,
  afterMs: number,
  isIts: (input: Input) => boolean = () => true,
): Input | undefined {
  return one.inputs.find(
    (input) =>
      input.kinds.includes(kind) &&
      input.gaps.length === 0 &&
      coversSpan(input, at, beforeMs, afterMs) &&
      isIts(input),
  )
}

function coversSpan(input: Input, at: At, beforeMs: number, afterMs: number): boolean {
  const from = input.covers?.from
  const to = input.covers?.to
  if (at.epochMs === undefined || from?.epochMs === undefined || to?.epochMs === undefined) return false
  const uncertainty = uncertaintyOf(at)
  return (
    from.epochMs + uncertaintyOf(from) <= at.epochMs - beforeMs - uncertainty &&
    to.epochMs - uncertaintyOf(to) >= at.epochMs + afterMs + uncertainty
  )
}

export function hasInput(one: Case, kind: string): boolean {
  return one.inputs.some(({ kinds }) => kinds.includes(kind))
}

/** True where an input that an event was read from also covers a later moment, and lost nothing. */
export function coversFrom(one: Case, { source, alsoIn }: Event, until: At): boolean {
  if (lacksChanges(one)) return false
  const inputs = new Set([source, ...(alsoIn ?? [])].map(({ input }) => input))
  return one.inputs.some(
    (input) => inputs.has(input.name) && input.gaps.length === 0 && coversSpan(input, until, 0, 0),
  )
}

/** True where one of these inputs covers all from one event to another, and lost nothing. */
export function coversBetween(one: Case, inputs: ReadonlySet<string>, from: Event, to: Event): boolean {
  if (lacksChanges(one)) return false
  return one.inputs.some(
    (input) =>
      inputs.has(input.name) &&
      input.gaps.length === 0 &&
      [from, to].every((event) => isIn(input, event) || coversSpan(input, event.at, 0, 0)),
  )
}

function isIn({ name }: Input, { source, alsoIn = [] }: Event): boolean {
  return source.input === name || alsoIn.some(({ input }) => input === name)
}
