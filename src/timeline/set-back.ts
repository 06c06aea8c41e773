import type { FoundEvent } from '../record/event.js'
import type { Entry } from './entry.js'
import { uncertaintyOf } from './moment.js'
import type { Item } from './order.js'

type Step = Item & { readonly event: Extract<FoundEvent, { type: 'clock-step' }> }

/** More steps than that are a clock that is of no use. */
const MOST_STEPS = 16

/**
 * The order of events around a clock that was set back: the same times came twice. What came before the step is put
 * before it, by the kernel's clock or by its place in a log; where neither tells, it may be either, and `doubtMs` says
 * so. All that the machine did before is moved alike, so that its own order stays.
 *
 * @param isOfOne whether two readings are of one machine
 */
export function aroundSteps(
  items: readonly Item[],
  isOfOne: (first: Entry, second: Entry) => boolean,
): readonly Item[] {
  const steps = items.filter(isSetBack).slice(0, MOST_STEPS)
  if (steps.length === 0) return items
  const breaks = steps.map((step) => breaksOf(items, step))
  return items.map((item) => {
    let shiftMs = 0
    let doubtMs = 0
    for (const [index, step] of steps.entries()) {
      const [first, other] = [item.entries[0], step.entries[0]]
      if (item === step || !first || !other || !isOfOne(first, other)) continue
      const side = sideOf(item, step, breaks[index] ?? new Map())
      if (side === 'before') shiftMs += step.event.stepMs
      if (side === 'unknown') doubtMs = Math.max(doubtMs, -step.event.stepMs)
    }
    return shiftMs === 0 && doubtMs === 0 ? item : { ...item, shiftMs, doubtMs }
  })
}

function isSetBack(item: Item): item is Step {
  const { event } = item
  return (
    event.type === 'clock-step' && event.kind === 'set' && event.stepMs < 0 && event.at.epochMs !== undefined
  )
}

function sideOf(
  { event: { at }, entries }: Item,
  { event: { at: step, stepMs } }: Step,
  breaks: ReadonlyMap<number, number>,
): 'before' | 'after' | 'unknown' {
  const { epochMs, monotonicSec } = at
  if (epochMs === undefined || step.epochMs === undefined) return 'unknown'
  if (monotonicSec !== undefined && step.monotonicSec !== undefined) {
    // How much earlier the machine booted by this clock than by that of behind the step.
    const apart = epochMs - monotonicSec * 1000 - (step.epochMs - step.monotonicSec * 1000)
    if (Math.abs(apart + stepMs) < -stepMs / 2) return 'before'
    if (Math.abs(apart) < -stepMs / 2) return 'after'
  }
  if (epochMs < step.epochMs) return 'before'
  if (epochMs > step.epochMs - stepMs + uncertaintyOf(at)) return 'after'
  for (const { input, index } of entries) {
    const first = breaks.get(input)
    if (first !== undefined) return index < first ? 'before' : 'after'
  }
  return 'unknown'
}

/** In each input the first event behind the step: where its times go back by about as much. */
function breaksOf(items: readonly Item[], { event: { at, stepMs } }: Step): Map<number, number> {
  const from = (at.epochMs ?? 0) + stepMs
  const to = (at.epochMs ?? 0) - 2 * stepMs
  const around = new Map<number, Entry[]>()
  for (const { entries } of items)
    for (const entry of entries) {
      const { epochMs } = entry.event.at
      if (epochMs === undefined || epochMs < from || epochMs > to) continue
      const known = around.get(entry.input) ?? []
      around.set(entry.input, known)
      known.push(entry)
    }
  const breaks = new Map<number, number>()
  for (const [input, entries] of around) {
    entries.sort((a, b) => a.index - b.index)
    const first = entries.find((entry, index) => {
      const before = entries[index - 1]?.event.at.epochMs
      return before !== undefined && before - (entry.event.at.epochMs ?? 0) > Math.min(2000, -stepMs / 2)
    })
    if (first !== undefined) breaks.set(input, first.index)
  }
  return breaks
}
