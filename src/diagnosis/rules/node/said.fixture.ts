import type { Event, Finding, Input } from '../../../record/index.js'
import { inTimelineOrder } from '../../events.fixture.js'
import { diagnose } from '../../index.js'
import { expectWhole } from '../../whole.fixture.js'

/** What one rule says of events of one node, what cannot be told included. */
export function said(rule: string, events: readonly Event[], inputs: readonly Input[] = []): Finding[] {
  const all = diagnose({ inputs, events: inTimelineOrder(events) }, { cannotTell: true }).findings
  for (const finding of all) expectWhole(finding)
  return all.filter((finding) => finding.rule === rule)
}

/** A line of evidence: the first of an event, or another one. */
export function shown(
  { source, at }: Event,
  says: string,
  line = source.firstLine,
): Finding['evidence'][number] {
  return { input: source.input, line, at, says }
}

export function verdicts(findings: readonly Finding[]): Finding['verdict'][] {
  return findings.map(({ verdict }) => verdict)
}
