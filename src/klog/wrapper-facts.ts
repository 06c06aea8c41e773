import { readStamp, type StampParts, wallMsOf } from './stamp.js'

/** A change of the difference by less than this is a pipe that is slow. */
const STEP_MS = 30_000
const EVERY = 1000
const MOST_STREAMS = 64
/** Names can be made up by the million: so many facts are enough for any clock. */
const MOST_FACTS = 20_000
const DAY_MS = 86_400_000
const HALF_YEAR_MS = 183 * DAY_MS

/** Which entries of a stream tell how klog's clock stands to the wrapper's: the first, each change, one now and then. */
export class WrapperFacts {
  readonly #streams = new Map<string, { apartMs: number; lines: number }>()
  #facts = 0
  /** The day of the line before, as both clocks have it: reckoning with dates costs more than all the rest. */
  #day = { utc: Number.NaN, month: 0, day: 0, midnightMs: 0 as number | undefined }

  isNews(stream: string, epochMs: number, stamp: string): boolean {
    if (this.#facts >= MOST_FACTS) return false
    const parts = readStamp(stamp)
    const midnightMs = parts && this.#midnightOf(parts, epochMs)
    if (parts === undefined || midnightMs === undefined) return false
    const wallMs = midnightMs + parts.ms
    const apartMs = withoutYear(wallMs - epochMs)
    const known = this.#streams.get(stream)
    if (known !== undefined && Math.abs(apartMs - known.apartMs) < STEP_MS && ++known.lines < EVERY)
      return false
    if (known === undefined && this.#streams.size >= MOST_STREAMS) this.#forgetOldest()
    this.#streams.set(stream, { apartMs, lines: 0 })
    this.#facts++
    return true
  }

  #midnightOf({ month, day }: StampParts, epochMs: number): number | undefined {
    const utc = Math.floor(epochMs / DAY_MS)
    const known = this.#day
    if (known.utc === utc && known.day === day && known.month === month) return known.midnightMs
    const year = new Date(epochMs).getUTCFullYear()
    const midnightMs = wallMsOf({ month, day, ms: 0, micros: 0 }, year)
    this.#day = { utc, month, day, midnightMs }
    return midnightMs
  }

  #forgetOldest(): void {
    for (const oldest of this.#streams.keys()) {
      this.#streams.delete(oldest)
      return
    }
  }
}

/** The last hours of a year in one zone are the first of the next in another. */
function withoutYear(apartMs: number): number {
  const yearMs = 365 * DAY_MS
  if (apartMs > HALF_YEAR_MS) return apartMs - yearMs
  return apartMs < -HALF_YEAR_MS ? apartMs + yearMs : apartMs
}
