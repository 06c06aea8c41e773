import type { At } from '../record/at.js'

/** A time with what it says of itself. */
export interface Stamp {
  readonly printed: string
  /** Only where the stamp has a zone that is a number, or UTC. */
  readonly epochMs?: number
  /** Only where the zone is printed as a number. */
  readonly offsetMinutes?: number
  /** How exact it is printed: 1000 for whole seconds. */
  readonly resolutionMs: number
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const CLOCK = '(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?'
const ZONE = '(Z|[A-Z]{2,5}|[+-]\\d\\d(?::?\\d\\d)?)'

/** `2026-11-23T19:28:11,208811630+01:00`, `2026-11-23 19:27:19.608000000 +0100`, `Mon 2026-11-23 19:23:51 CET`. */
const ISO = new RegExp(`^(?:[A-Z][a-z]{2} )?(\\d{4})-(\\d\\d)-(\\d\\d)[T ]${CLOCK}(?: ?${ZONE})?$`)
/** `Mon Nov 23 19:37:30 CET 2026`, `Mon Nov 23 07:37:30 PM CET 2026`: `date`, in the locales C and en_US. */
const UNIX = new RegExp(`^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\\d{1,2}) ${CLOCK}( [AP]M)?(?: ${ZONE})? (\\d{4})$`)
/** `Mon 23 Nov 2026 07:37:30 PM CET`: en_US since glibc 2.29; `Mon, 23 Nov 2026 19:37:30 +0100`: RFC 2822. */
const DAY_FIRST = new RegExp(
  `^[A-Z][a-z]{2},? (\\d{1,2}) ([A-Z][a-z]{2}) (\\d{4}) ${CLOCK}( [AP]M)?(?: ${ZONE})?$`,
)
const EPOCH = /^(\d{9,10})\.(\d{9})$/

/**
 * Reads a time as `date`, `stat`, the API and their kin print it; nothing when the text is something else.
 *
 *     readStamp('2026-11-23T19:28:11+01:00')   // { epochMs: 1795458491000, offsetMinutes: 60, resolutionMs: 1000, … }
 *     readStamp('Mon Nov 23 19:28:10 CET 2026')   // no epochMs: CET is a name, and names of zones are not unique
 */
export function readStamp(text: string): Stamp | undefined {
  if (text.length < 19 || text.length > 48) return undefined
  const iso = ISO.exec(text)
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, fraction, zone] = iso
    return stamp(text, [year, Number(month), day, hour, minute, second], fraction, zone)
  }
  const unix = UNIX.exec(text)
  if (unix !== null) {
    const [, month = '', day, hour, minute, second, fraction, half, zone, year] = unix
    return stamp(text, [year, monthOf(month), day, in24(hour, half), minute, second], fraction, zone)
  }
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst !== null) {
    const [, day, month = '', year, hour, minute, second, fraction, half, zone] = dayFirst
    return stamp(text, [year, monthOf(month), day, in24(hour, half), minute, second], fraction, zone)
  }
  const epoch = EPOCH.exec(text)
  if (epoch === null) return undefined
  const epochMs = Number(epoch[1]) * 1000 + millis(epoch[2])
  return { printed: text, epochMs, resolutionMs: 1 }
}

/** The moment of a stamp, with what it rests on. */
export function atOf(stamp: Stamp, basis: At['basis']): At {
  const { printed, epochMs, resolutionMs } = stamp
  if (epochMs === undefined) return { printed, basis }
  return { printed, epochMs, iso: new Date(epochMs).toISOString(), basis, uncertaintyMs: resolutionMs }
}

type Field = string | number | undefined

function stamp(
  printed: string,
  fields: readonly [Field, Field, Field, Field, Field, Field],
  fraction: string | undefined,
  zone: string | undefined,
): Stamp | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields.map(Number)
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)))
  // Date.UTC takes the 31st of February for the 3rd of March, and the year 50 for 1950.
  if (local.getUTCDate() !== day || local.getUTCMonth() !== month - 1) return undefined
  if (local.getUTCFullYear() !== year) return undefined
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const resolutionMs = fraction === undefined ? 1000 : fraction.length >= 3 ? 1 : 10 ** (3 - fraction.length)
  const offsetMinutes = minutesOf(zone)
  if (offsetMinutes === undefined) return { printed, resolutionMs }
  const epochMs = local.getTime() + millis(fraction) - offsetMinutes * 60_000
  const numeric = zone !== undefined && /^[+-]/.test(zone)
  return { printed, epochMs, resolutionMs, ...(numeric ? { offsetMinutes } : {}) }
}

function minutesOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return 0
  const groups = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)
  if (groups === null) return undefined
  const [, sign, hours, minutes = '0'] = groups
  const total = Number(hours) * 60 + Number(minutes)
  // 14 hours is the farthest that a zone lies from UTC.
  if (total > 14 * 60) return undefined
  return sign === '-' && total > 0 ? -total : total
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name) + 1
}

function in24(hour: string | undefined, half: string | undefined): Field {
  if (half === undefined) return hour
  const in12 = Number(hour) % 12
  return half === ' PM' ? in12 + 12 : in12
}

function millis(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3))
}
