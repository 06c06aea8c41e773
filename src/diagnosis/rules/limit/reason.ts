import type { Finding, Task, Victim } from '../../../record/index.js'
import type { SaidLine } from '../../dump-rule.js'

/** A victim, and those that hold more than it. */
export interface Chosen {
  readonly victim: Victim
  readonly row: Task
  /** The largest first; one at least. */
  readonly larger: readonly Task[]
}

/** Why it was that one. */
export interface Reason extends Pick<Finding, 'verdict' | 'title'> {
  readonly sentence: string
  readonly lines: readonly SaidLine[]
  readonly figures?: Record<string, number>
  readonly missing?: readonly string[]
  readonly next?: string
}
