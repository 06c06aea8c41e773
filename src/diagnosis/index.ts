import type { Event, Finding, Input } from '../record/index.js'
import { foldOpen } from './fold-open.js'
import { casesOf } from './node.js'
import { RULES } from './rules/index.js'

export interface DiagnoseOptions {
  /** Also what cannot be told, with what would decide it. */
  readonly cannotTell?: boolean
}

/** Verdicts in the order in which a reader wants them. */
const WEIGHT: Record<Finding['verdict'], number> = { confirmed: 0, likely: 1, possible: 2, 'cannot-tell': 3 }

/**
 * Answers the questions of the rules from typed records alone, node by node. The firmest findings come first.
 *
 * @param document events in timeline order with their times resolved, and the inputs with what they cover
 *
 * @example
 * diagnose(document)[0]?.title   // "The limit that was hit is older than the kubelet's configuration"
 */
export function diagnose(
  document: { readonly inputs: readonly Input[]; readonly events: readonly Event[] },
  options: DiagnoseOptions = {},
): Finding[] {
  return casesOf(document.events, document.inputs)
    .flatMap((one) => RULES.flatMap((rule) => foldOpen(rule.decide(one))))
    .filter(({ verdict }) => options.cannotTell === true || verdict !== 'cannot-tell')
    .sort((a, b) => WEIGHT[a.verdict] - WEIGHT[b.verdict])
}
