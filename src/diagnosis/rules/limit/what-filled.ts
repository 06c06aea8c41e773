import type { Rule } from '../../rule.js'
import { kernelMemory } from './kernel-memory.js'
import { limitComposition } from './limit-composition.js'
import { limitOwner } from './limit-owner.js'
import { pageCache } from './page-cache.js'
import { rssBelowLimit } from './rss-below-limit.js'
import { swapState } from './swap-state.js'
import { tmpfsHeld } from './tmpfs-held.js'

/** Whose limit was hit, and what filled it. */
export const WHAT_FILLED_RULES: readonly Rule[] = [
  limitOwner,
  limitComposition,
  rssBelowLimit,
  tmpfsHeld,
  kernelMemory,
  pageCache,
  swapState,
]
