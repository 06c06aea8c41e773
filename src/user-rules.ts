import { defineRule, type Rule, type RuleDefinition } from './diagnosis/index.js'

/**
 * The rules of a module that its author wrote without or with `defineRule`.
 *
 * @param exported one rule or a list of them
 * @throws TypeError for what is no rule
 */
export function userRules(exported: unknown): Rule[] {
  const all: unknown[] = Array.isArray(exported) ? exported : [exported]
  return all.map((one) => defineRule(one as RuleDefinition))
}
