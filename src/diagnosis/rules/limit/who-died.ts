import type { Rule } from '../../rule.js'
import { groupKill } from './group-kill.js'
import { invokerNotVictim } from './invoker-not-victim.js'
import { partialContainerKill } from './partial-container-kill.js'
import { repeat } from './repeat.js'
import { sandboxKilled } from './sandbox-killed.js'
import { victimNotLargest } from './victim-not-largest.js'

/** Who died, who did not, and whether it happens again. */
export const WHO_DIED_RULES: readonly Rule[] = [
  victimNotLargest,
  invokerNotVictim,
  groupKill,
  partialContainerKill,
  sandboxKilled,
  repeat,
]
