import type { Draft } from './framing.js'

/** Counts the kernel's records: a step in their numbers is a loss. */
export class Sequence {
  #last = -1

  /** Whether records are numbered: then a line that is left out would look like a loss. */
  get isCounting(): boolean {
    return this.#last >= 0
  }

  /**
   * Notes on the record how many were lost before it. netconsole delivers out of order, and a file can begin anew: only
   * a step forward is a loss.
   */
  count(found: Draft): void {
    if (found.sequence === undefined) return
    const lost = found.sequence - this.#last - 1
    if (this.#last >= 0 && lost > 0) found.lostBefore = lost
    this.#last = found.sequence
  }
}
