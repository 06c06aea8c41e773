/**
 * `oomparse`: logs in, records, timeline and findings out. Nothing here needs Node.js; files are read by `oomparse/node`.
 *
 * @module
 */
export { identifyCgroup } from './cgroup/index.js'
export { correlate, type ReadLogOptions, readLog } from './correlate.js'
export { type DiagnoseOptions, type Diagnosis, diagnose, type RecordsToDiagnose } from './diagnose.js'
export {
  type Case,
  defineRule,
  evidenceOf,
  RULES,
  type Rule,
  type RuleDefinition,
  type Said,
} from './diagnosis/index.js'
export { frame } from './framing/index.js'
export type { BundleOptions, ParseOptions, StatedFile } from './options.js'
export { type NamedLog, parse, parseAll } from './parse.js'
export type { ClockFact } from './record/clock-fact.js'
export * from './record/index.js'
export type { Reading } from './record/reading.js'
export { stream } from './stream.js'
export { VERSION } from './version.js'
