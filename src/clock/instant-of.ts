import { localMs, readStamp } from '../stamp/index.js'
import { exactness } from './wall-clock.js'
import { zoneNamed } from './zones.js'

/** What a stamp does not say itself. */
export interface InstantOfOptions {
  /** The zone of a stamp that has none: an IANA name (`Europe/Berlin`) or an offset (`+01:00`). */
  readonly timezone?: string
  /** The year of a stamp that has none. */
  readonly year?: number
}

/** The instant that a stamp means. */
export interface StampInstant {
  /** Unix time in milliseconds. */
  readonly epochMs: number
  readonly iso: string
  /** How far the truth can be from `epochMs`, in milliseconds: what the stamp does not print, and what its zone leaves open. */
  readonly uncertaintyMs: number
  /** The second instant of a local time that is there twice: the hour in which summer time ends. */
  readonly againMs?: number
}

/**
 * The instant of a printed stamp, or `undefined` where its form is unknown or its year or zone is told neither by it nor
 * by the options. Seconds since boot are no instant.
 *
 * @throws RangeError for a time zone that does not exist
 *
 * @example
 * instantOf('Nov 23 19:16:20', { timezone: 'Europe/Berlin', year: 2026 })
 * // { epochMs: 1795457780000, iso: '2026-11-23T18:16:20.000Z', uncertaintyMs: 1000 }
 */
export function instantOf(
  printed: string,
  { timezone, year }: InstantOfOptions = {},
): StampInstant | undefined {
  const zone = timezone === undefined ? undefined : zoneNamed(timezone)
  if (timezone !== undefined && zone === undefined)
    throw new RangeError('options.timezone must be an IANA zone (Europe/Berlin) or an offset (+01:00)')
  const stamp = readStamp(printed)
  const shown = stamp?.year ?? year
  const local = stamp === undefined || shown === undefined ? undefined : localMs(stamp, shown)
  if (stamp === undefined || local === undefined) return undefined
  const instant =
    stamp.offsetMinutes === undefined
      ? zone?.instantOf(local)
      : { epochMs: local - stamp.offsetMinutes * 60_000, doubtMs: 0 }
  if (instant === undefined) return undefined
  const epochMs = Math.floor(instant.epochMs)
  const date = new Date(epochMs)
  if (Number.isNaN(date.getTime())) return undefined
  const uncertaintyMs = Math.ceil(exactness(stamp) + instant.doubtMs)
  const found = { epochMs, iso: date.toISOString(), uncertaintyMs }
  return instant.again === undefined ? found : { ...found, againMs: Math.floor(instant.again) }
}
