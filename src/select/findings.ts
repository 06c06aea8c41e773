import type { Event, Finding } from '../record/index.js'
import { isDump } from '../record/is-dump.js'

/**
 * Which findings are about the dumps that are asked for. One on dumps that are all left out says nothing of these,
 * whatever else it names: a change of a file, a start.
 */
export class FindingFilter {
  /** Whether each dump is asked for. */
  readonly #dumps = new Map<string, boolean>()

  see(event: Event, isAsked: boolean): void {
    if (isDump(event)) this.#dumps.set(event.id, isAsked)
  }

  isLeftOut(id: string): boolean {
    return this.#dumps.get(id) === false
  }

  isWanted({ events }: Finding): boolean {
    const dumps = events.flatMap((id) => this.#dumps.get(id) ?? [])
    return dumps.length === 0 || dumps.includes(true)
  }
}
