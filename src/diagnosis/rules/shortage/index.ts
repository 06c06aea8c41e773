import type { Rule } from '../../rule.js'
import { cmaOnly } from './cma-only.js'
import { fragmentation } from './fragmentation.js'
import { hugepageReserve } from './hugepage-reserve.js'
import { manual } from './manual.js'
import { nodeExhausted } from './node-exhausted.js'
import { panicPolicy } from './panic-policy.js'
import { protectedRule } from './protected.js'
import { unaccounted } from './unaccounted.js'
import { watermark } from './watermark.js'
import { zoneMismatch } from './zone-mismatch.js'

/** Free memory, and still an OOM: Mem-Info answers. */
export const SHORTAGE_RULES: readonly Rule[] = [
  nodeExhausted,
  zoneMismatch,
  cmaOnly,
  fragmentation,
  watermark,
  unaccounted,
  hugepageReserve,
  protectedRule,
  panicPolicy,
  manual,
]
