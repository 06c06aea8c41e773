import type { Rule } from '../../rule.js'
import { WHAT_FILLED_RULES } from './what-filled.js'
import { WHO_DIED_RULES } from './who-died.js'

/** What hit which limit, and who died of it: the kernel log alone answers. */
export const LIMIT_RULES: readonly Rule[] = [...WHAT_FILLED_RULES, ...WHO_DIED_RULES]
