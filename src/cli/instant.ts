import { TZDate } from '@date-fns/tz'
import type { TimeBound } from '../report/index.js'

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)? ?(?:([Zz])|([+-]\d\d):?(\d\d))?$/
const UNITS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, min: 6e4, h: 36e5, d: 864e5 }

/**
 * A time as a person types it, in milliseconds since 1970. Without a zone it is in the one given.
 *
 *     instantOf('2024-11-23 19:16', 'Europe/Berlin')   // 1732385760000
 *
 * @returns undefined for anything that is no time, the 30th of February included
 */
export function instantOf(typed: string, zone: string): number | undefined {
  const found = ISO.exec(typed)
  if (found === null) return undefined
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0))
  const milli = Math.floor(Number(`0.${found[7] ?? 0}`) * 1000)
  const parts = [year ?? 0, (month ?? 0) - 1, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0, milli] as const
  const asUtc = Date.UTC(...parts)
  const told = new Date(asUtc)
  // A day or an hour that does not exist rolls over into the next.
  if (told.getUTCMonth() !== parts[1] || told.getUTCDate() !== parts[2] || parts[3] > 23) return undefined
  if (parts[4] > 59 || parts[5] > 59) return undefined
  if (found[8] !== undefined) return asUtc
  if (found[9] === undefined) return new TZDate(...parts, zone).getTime()
  const hours = Number(found[9])
  const minutes = Number(found[10])
  if (Math.abs(hours) > 14 || minutes > 59) return undefined
  return asUtc - (hours * 60 + (found[9].startsWith('-') ? -minutes : minutes)) * 60_000
}

/** An end of a span of time: an instant, or `-2h` for two hours before the last event. */
export function boundOf(typed: string, zone: string): TimeBound | undefined {
  const [, amount, unit] = /^-(\d{1,9})(s|m|min|h|d)$/.exec(typed) ?? []
  if (amount !== undefined && unit !== undefined)
    return { beforeLastMs: Number(amount) * (UNITS[unit] ?? Number.NaN) }
  const epochMs = instantOf(typed, zone)
  return epochMs === undefined ? undefined : { epochMs }
}

/** When the machine booted: btime of /proc/stat (seconds since 1970), or a time. */
export function bootTimeOf(typed: string, zone: string): number | undefined {
  if (/^\d{1,10}(?:\.\d{1,9})?$/.test(typed)) return Math.round(Number(typed) * 1000)
  return instantOf(typed, zone)
}
