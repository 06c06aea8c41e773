import { tzOffset } from '@date-fns/tz'

const OFFSET = /^([+-])(\d\d):?(\d\d)$/

/** What a stamp without year and zone means in a zone. */
export interface Instant {
  readonly epochMs: number
  /** Where the clock was put back, an hour exists twice: how far the other reading is. */
  readonly otherMs?: number
}

/** From a local wall clock (as milliseconds of UTC) to the instants that it stands for. */
export type LocalClock = (wallMs: number) => Instant | undefined

/**
 * The clock of a zone: `Europe/Berlin`, or an offset such as `+01:00`.
 *
 *     localClock('Europe/Berlin')(Date.UTC(2026, 10, 23, 19, 24))   // { epochMs: Date.UTC(2026, 10, 23, 18, 24) }
 *
 * Throws a `RangeError` for a zone that the platform does not know.
 */
export function localClock(zone: string): LocalClock {
  const fixed = OFFSET.exec(zone)
  if (fixed !== null) {
    const minutes = (Number(fixed[2]) * 60 + Number(fixed[3])) * (fixed[1] === '-' ? -1 : 1)
    return (wallMs) => ({ epochMs: wallMs - minutes * 60_000 })
  }
  const offsetAt = offsetsOf(zone)
  return (wallMs) => {
    const day = 86_400_000
    const candidates = [offsetAt(wallMs - day), offsetAt(wallMs + day)]
      .map((offset) => wallMs - offset)
      .filter((epochMs) => epochMs + offsetAt(epochMs) === wallMs)
    const [epochMs, other] = [...new Set(candidates)].sort((a, b) => a - b)
    if (epochMs === undefined) return undefined
    return other === undefined ? { epochMs } : { epochMs, otherMs: other - epochMs }
  }
}

function offsetsOf(zone: string): (epochMs: number) => number {
  if (Number.isNaN(tzOffset(zone, new Date(0)))) throw new RangeError(`no such time zone: ${zone}`)
  return (epochMs) => tzOffset(zone, new Date(epochMs)) * 60_000
}
