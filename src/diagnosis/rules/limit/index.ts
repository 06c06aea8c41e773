import type { Rule } from '../../rule.js'

/** What hit which limit, and who died of it: the kernel log alone answers. */
export const LIMIT_RULES: readonly Rule[] = []
