import type { Rule } from '../../rule.js'
import { manual } from './manual.js'

/** Free memory, and still an OOM: Mem-Info answers. */
export const SHORTAGE_RULES: readonly Rule[] = [manual]
