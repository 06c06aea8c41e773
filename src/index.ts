export { identifyCgroup } from './cgroup/index.js'
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
export * from './record/index.js'
export { stream } from './stream.js'
export { VERSION } from './version.js'
