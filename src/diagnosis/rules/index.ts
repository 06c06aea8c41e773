import type { Rule } from '../rule.js'
import { LIMIT_RULES } from './limit/index.js'
import { NODE_RULES } from './node/index.js'
import { SHORTAGE_RULES } from './shortage/index.js'

/** All rules: how a limit came about is told before what hit it. */
export const RULES: readonly Rule[] = [...NODE_RULES, ...LIMIT_RULES, ...SHORTAGE_RULES]
