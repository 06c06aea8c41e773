import type { Badness, JudgedTask } from './badness.js'

/** Where a task stands among those that could be chosen. */
export interface Standing {
  /**
   * `first` and `behind` whatever the dump leaves open, `first-with-least` if the tasks could have no more pages than
   * the dump proves (there is no swap), else `open`.
   */
  readonly place: 'first' | 'first-with-least' | 'open' | 'behind'
  /** The one with the most points among the others. */
  readonly rival?: JudgedTask
}

export function standingOf(one: JudgedTask, { ranked }: Badness): Standing {
  const rival = ranked[0] === one ? ranked[1] : ranked[0]
  return { place: placeOf(one, ranked), ...(rival === undefined ? {} : { rival }) }
}

function placeOf(one: JudgedTask, ranked: readonly JudgedTask[]): Standing['place'] {
  const mine = one.points
  let isFirst = true
  let isFirstWithLeast = true
  for (const other of ranked) {
    if (other === one) continue
    const theirs = other.points
    // Points grow evenly with the pages that there are: who is ahead at both ends is ahead between them.
    if (theirs.withLeast.least > mine.withLeast.most && theirs.withMost.least > mine.withMost.most)
      return 'behind'
    isFirstWithLeast &&= mine.withLeast.least >= theirs.withLeast.most
    isFirst &&= isFirstWithLeast && mine.withMost.least >= theirs.withMost.most
  }
  return isFirst ? 'first' : isFirstWithLeast ? 'first-with-least' : 'open'
}
