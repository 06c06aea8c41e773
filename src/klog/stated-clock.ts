import { type LocalClock, localClock } from './local-time.js'
import { readStamp, wallMsOf } from './stamp.js'

export interface StatedTime {
  readonly epochMs: number
  readonly uncertaintyMs: number
}

/** Dates the stamps of klog with a year and a zone that the caller knows. */
export class StatedClock {
  readonly #clock: LocalClock
  #year: number
  #month = 0

  /** `year` is that of the first stamp. */
  constructor(year: number, timezone: string) {
    this.#clock = localClock(timezone)
    this.#year = year
  }

  read(stamp: string): StatedTime | undefined {
    const parts = readStamp(stamp)
    if (parts === undefined) return undefined
    // December beside January: the year ended in between. Everything else may be files in another order.
    if (this.#month === 12 && parts.month === 1) this.#year++
    if (this.#month === 1 && parts.month === 12) this.#year--
    this.#month = parts.month
    const wallMs = wallMsOf(parts, this.#year)
    const instant = wallMs === undefined ? undefined : this.#clock(wallMs)
    return instant && { epochMs: instant.epochMs, uncertaintyMs: 1 + (instant.otherMs ?? 0) }
  }
}
