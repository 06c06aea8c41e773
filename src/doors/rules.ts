/**
 * `oomparse/rules`: the questions that are asked of records, alone: for records that were read elsewhere or before.
 *
 * @module
 */
export { type DiagnoseOptions, type Diagnosis, diagnose, type RecordsToDiagnose } from '../diagnose.js'
export {
  type Case,
  defineRule,
  evidenceOf,
  RULES,
  type Rule,
  type RuleDefinition,
  type Said,
} from '../diagnosis/index.js'
export type { Document, Event, EventOf, EventType, Finding, Input, Problem } from '../record/index.js'
