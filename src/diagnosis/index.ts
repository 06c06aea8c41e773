import type { DumpEvent, Event, EventType, Finding, Input, Problem } from '../record/index.js'
import { type Case, caseOf } from './case.js'
import { defineRule, type RuleDefinition } from './define-rule.js'
import { isDumpRule } from './dump-rule.js'
import { foldOpen } from './fold-open.js'
import { casesOf } from './node.js'
import { ofThoseKept } from './not-kept.js'
import type { Rule } from './rule.js'
import { RULES } from './rules/index.js'

export { defineRule, type RuleDefinition, type Said } from './define-rule.js'
export { evidenceOf } from './evidence-of.js'
export type { Rule } from './rule.js'
export { type Case, RULES }

export interface DiagnoseOptions {
  /** Also what cannot be told, with what would decide it. */
  readonly cannotTell?: boolean
  /** Rules of the caller's, asked after ours. */
  readonly rules?: readonly Rule[]
  /** The rules on single dumps were asked already: `diagnoseDump`. */
  readonly dumpsDone?: boolean
  /** Types of which the document has not all events that were read. */
  readonly notKept?: ReadonlySet<EventType>
}

/** What the rules say. */
export interface Diagnosis {
  readonly findings: Finding[]
  /** Rules of the caller's that failed. */
  readonly problems: Problem[]
}

/** Verdicts in the order in which a reader wants them. */
const WEIGHT: Record<Finding['verdict'], number> = { confirmed: 0, likely: 1, possible: 2, 'cannot-tell': 3 }

const DUMP_RULES = RULES.filter(isDumpRule)

/**
 * Answers the questions of the rules from typed records alone, node by node. The firmest findings come first.
 *
 * @param document events in timeline order with their times resolved, and the inputs with what they cover
 *
 * @example
 * diagnose(document).findings[0]?.title   // "The limit that was hit is older than the kubelet's configuration"
 */
export function diagnose(
  document: { readonly inputs: readonly Input[]; readonly events: readonly Event[] },
  options: DiagnoseOptions = {},
): Diagnosis {
  const cases = casesOf(document.events, document.inputs, options.notKept)
  const problems: Problem[] = []
  const findings = cases.flatMap((one) => [
    ...saidByOurs(one, options).flatMap(foldOpen),
    ...(options.rules ?? []).flatMap((rule) => {
      try {
        // A list of its own: one that it sorts or empties is not the document's.
        return defineRule(rule as RuleDefinition).decide(caseOf([...one.events], [...one.inputs]))
      } catch (error) {
        problems.push({ code: 'rule-failed', message: `${rule.id}: ${reasonOf(error)}` })
        return []
      }
    }),
  ])
  return { findings: inOrder(findings, options), problems }
}

/** What each of our rules says. All that look at single dumps are asked of one before the next: they ask for the same figures. */
function saidByOurs(one: Case, { dumpsDone }: DiagnoseOptions): Finding[][] {
  const byRule = RULES.map((rule) => ({
    rule,
    said: isDumpRule(rule) ? [] : ofThoseKept(one, rule, rule.decide(one)),
  }))
  if (dumpsDone !== true)
    for (const dump of [...one.of('oom'), ...one.of('page-allocation-failure')])
      for (const { rule, said } of byRule) if (isDumpRule(rule)) said.push(...rule.decideDump(dump))
  return byRule.map(({ said }) => said)
}

/** What can be said of one dump alone, as soon as it is read. */
export function diagnoseDump(dump: DumpEvent, options: DiagnoseOptions = {}): Finding[] {
  return inOrder(
    DUMP_RULES.flatMap((rule) => rule.decideDump(dump)),
    options,
  )
}

function inOrder(findings: readonly Finding[], { cannotTell }: DiagnoseOptions): Finding[] {
  return findings
    .filter(({ verdict }) => cannotTell === true || verdict !== 'cannot-tell')
    .sort((a, b) => WEIGHT[a.verdict] - WEIGHT[b.verdict])
}

function reasonOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : String(error)
  } catch {
    // Not everything that can be thrown can be written.
    return 'an error without a text'
  }
}
