import { tz } from '@date-fns/tz'
import { parseISO } from 'date-fns/parseISO'
import type { TimeBound } from './select/index.js'

/** The forms of ISO 8601 that people type; parseISO takes weeks and years alone as well. */
const ISO =
  /^\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):\d\d(?::\d\d(?:\.\d{1,9})?)?)? ?(?:[Zz]|[+-](?:0\d|1[0-4]):?\d\d)?$/
const UNITS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, min: 6e4, h: 36e5, d: 864e5 }

/**
 * A time as a person types it, in milliseconds since 1970. Without a zone it is in the one given.
 *
 *     instantOf('2024-11-23 19:16', 'Europe/Berlin')   // 1732385760000
 *
 * @returns undefined for anything that is no time, the 30th of February included
 */
export function instantOf(typed: string, zone: string): number | undefined {
  if (!ISO.test(typed)) return undefined
  // A blank between date and time is fine, one before the zone is not.
  const [date = '', time = '', offset = ''] = typed.toUpperCase().split(/[T ]/)
  const told = parseISO(time === '' ? date : `${date}T${time}${offset}`, { in: tz(zone) }).getTime()
  return Number.isNaN(told) ? undefined : told
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
