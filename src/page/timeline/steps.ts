import type { Event, Finding } from '../../record/index.js'
import { inOrder } from '../../report/index.js'

/** A step of what a finding tells: an event and the lines of it that are evidence. */
export interface Step {
  readonly number: number
  readonly event: Event
  readonly evidence: Finding['evidence']
}

/** The findings whose evidence is in several events: those that a drawing can show, the surest first. */
export function drawnFindings(findings: readonly Finding[], events: readonly Event[]): Finding[] {
  return inOrder(findings, false).filter((finding) => stepsOf(finding, events).length > 1)
}

/** The events that a finding rests on, numbered in the order in which it tells them. */
export function stepsOf({ evidence }: Finding, events: readonly Event[]): Step[] {
  const steps = new Map<Event, Finding['evidence']>()
  for (const one of evidence) {
    const event = events.find((candidate) => isAt(candidate, one))
    if (event !== undefined) steps.set(event, [...(steps.get(event) ?? []), one])
  }
  return [...steps].map(([event, lines], index) => ({ number: index + 1, event, evidence: lines }))
}

/** True when a finding names a line of the event. */
export function isEvidence({ evidence }: Finding, event: Event): boolean {
  return evidence.some((one) => isAt(event, one))
}

/** Several events can be read from one line: then the moment decides. */
function isAt({ source, alsoIn = [], at }: Event, one: Finding['evidence'][number]): boolean {
  if (one.at !== undefined && (one.at.epochMs !== at.epochMs || one.at.monotonicSec !== at.monotonicSec))
    return false
  return [source, ...alsoIn].some(
    ({ input, firstLine, lastLine }) => input === one.input && firstLine <= one.line && one.line <= lastLine,
  )
}
