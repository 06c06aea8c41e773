import type { Finding } from '../record/index.js'
import type { Case } from './case.js'

/** One question that people bring to an incident, and how the records of one node answer it. */
export interface Rule {
  /** In small letters with dashes: `stale-node-limit`. */
  readonly id: string
  readonly question: string
  /** What the rule reads, in words: types of events and kinds of inputs. */
  readonly needs: readonly string[]
  /** All that the rule can say, `cannot-tell` included. Reads records only, never text; never throws. */
  decide(one: Case): Finding[]
}
