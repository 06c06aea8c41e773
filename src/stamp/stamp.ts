import { getDaysInMonth } from 'date-fns/getDaysInMonth'
/** Where a stamp comes from, as far as its form tells. */
export type StampForm = 'month' | 'klog' | 'dmesg' | 'date' | 'full' | 'iso' | 'slashes' | 'unix'

/** A printed stamp, taken apart. */
export interface Stamp {
  readonly form: StampForm
  readonly year?: number
  /** From 0. */
  readonly month: number
  readonly day: number
  readonly msOfDay: number
  /** Minutes east of Greenwich, where the stamp says it. A name like CET does not: there are three CSTs. */
  readonly offsetMinutes?: number
  /** How exact the stamp is: 1000 for whole seconds, 1 for microseconds. */
  readonly resolutionMs: number
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const TIME = '(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?'
const ZONE = '(Z|[A-Z]{2,6}|[+-]\\d\\d(?::?\\d\\d)?)'

/** `Nov 23 19:16:20.123456`, `Nov 23 19:16` of ls, `Nov23 19:16` of dmesg -e. */
const MONTH_FIRST = new RegExp(`^([A-Za-z]{3}) {0,2}(\\d{1,2}) ${TIME}$`)
/** `Nov 23  2025` of ls, for files older than half a year. */
const MONTH_YEAR = /^([A-Za-z]{3}) {1,2}(\d{1,2}) {1,2}(\d{4})$/
/** `1123 19:24:43.624423`. */
const KLOG = new RegExp(`^(\\d\\d)(\\d\\d) ${TIME}$`)
/** `Mon Nov 23 19:16:20 2026` of dmesg -T, `Mon Nov 23 07:16:20 PM CET 2026` of date; the weekday in any locale. */
const CTIME = new RegExp(
  `^[^\\s\\d]{1,16} ([A-Za-z]{3}) {1,2}(\\d{1,2}) ${TIME}( [AP]M)?(?: ${ZONE})? (\\d{4})$`,
)
/** `Mon 23 Nov 2026 07:16:20 PM CET` of date since glibc 2.29. */
const DAY_FIRST = new RegExp(
  `^[^\\s\\d]{1,16} (\\d{1,2}) ([A-Za-z]{3}) (\\d{4}) ${TIME}( [AP]M)?(?: ${ZONE})?$`,
)
/** `2026-11-23T19:16:20,5+01:00`, `Mon 2026-11-23 19:16:20 CET`, `2026/11/23 19:24:43`. */
const YEAR_FIRST = new RegExp(
  `^([^\\s\\d]{2,6} )?(\\d{4})([-/])(\\d\\d)\\3(\\d\\d)[T ]${TIME}(?: ?${ZONE})?$`,
)
/** `1795458231.347961`, `1795458231347961`. */
const UNIX = /^(\d{9,11})(?:\.(\d{1,9}))?$|^(\d{12,14})(?:\.\d{1,9})?$|^(\d{15,17})$/

/**
 * The parts of a stamp in any of the printed forms; nothing where the form is unknown or the date is none.
 *
 *     readStamp('Nov 23 19:16:20')   // { form: 'month', month: 10, day: 23, msOfDay: 69380000, resolutionMs: 1000 }
 */
export function readStamp(printed: string): Stamp | undefined {
  if (printed.length > 64) return undefined
  const stamp =
    readYearFirst(printed) ??
    readMonthFirst(printed) ??
    readKlog(printed) ??
    readCtime(printed) ??
    readDayFirst(printed) ??
    readUnix(printed) ??
    readMonthYear(printed)
  return stamp !== undefined && localMs(stamp, stamp.year ?? 2000) !== undefined ? stamp : undefined
}

/** The stamp's fields as if they were UTC; nothing where that year has no such day (February 29). */
export function localMs({ month, day, msOfDay }: Stamp, year: number): number | undefined {
  // Date.UTC takes the year 50 for 1950.
  if (year < 100 || day < 1 || day > getDaysInMonth(new Date(year, month))) return undefined
  return Date.UTC(year, month, day) + msOfDay
}

function readYearFirst(printed: string): Stamp | undefined {
  const found = YEAR_FIRST.exec(printed)
  if (found === null) return undefined
  const [, weekday, year, dash, month, day, hour, minute, second, fraction, zone] = found
  const form = dash === '/' ? 'slashes' : weekday === undefined ? 'iso' : 'full'
  return inZone(made(form, Number(month) - 1, day, [hour, minute, second, fraction], Number(year)), zone)
}

function readMonthFirst(printed: string): Stamp | undefined {
  const found = MONTH_FIRST.exec(printed)
  if (found === null) return undefined
  const [, month = '', day, ...time] = found
  return made('month', MONTHS.indexOf(month.toLowerCase()), day, time)
}

function readKlog(printed: string): Stamp | undefined {
  const found = KLOG.exec(printed)
  if (found === null) return undefined
  const [, month, day, ...time] = found
  return made('klog', Number(month) - 1, day, time)
}

function readCtime(printed: string): Stamp | undefined {
  const found = CTIME.exec(printed)
  if (found === null) return undefined
  const [, month = '', day, hour, minute, second, fraction, half, zone, year] = found
  const time = [in24(hour, half), minute, second, fraction]
  const form = half === undefined && zone === undefined ? 'dmesg' : 'date'
  return inZone(made(form, MONTHS.indexOf(month.toLowerCase()), day, time, Number(year)), zone)
}

function readDayFirst(printed: string): Stamp | undefined {
  const found = DAY_FIRST.exec(printed)
  if (found === null) return undefined
  const [, day, month = '', year, hour, minute, second, fraction, half, zone] = found
  const time = [in24(hour, half), minute, second, fraction]
  return inZone(made('date', MONTHS.indexOf(month.toLowerCase()), day, time, Number(year)), zone)
}

function in24(hour: string | undefined, half: string | undefined): string | undefined {
  if (half === undefined) return hour
  return String((Number(hour) % 12) + (half === ' PM' ? 12 : 0))
}

function readMonthYear(printed: string): Stamp | undefined {
  const found = MONTH_YEAR.exec(printed)
  if (found === null) return undefined
  const [, month = '', day, year] = found
  const stamp = made('month', MONTHS.indexOf(month.toLowerCase()), day, ['00', '00'], Number(year))
  return stamp && { ...stamp, resolutionMs: 86_400_000 }
}

function readUnix(printed: string): Stamp | undefined {
  const found = UNIX.exec(printed)
  if (found === null) return undefined
  const [, seconds, fraction, millis, micros] = found
  const ms = seconds !== undefined ? Number(printed) * 1000 : Number(millis ?? Number(micros) / 1000)
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return undefined
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
  return {
    form: 'unix',
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    msOfDay: ms - midnight,
    offsetMinutes: 0,
    resolutionMs: seconds === undefined ? 1 : resolutionOf(fraction),
  }
}

type Time = readonly (string | undefined)[]

function made(
  form: StampForm,
  month: number,
  day: string | undefined,
  [hour, minute, second, fraction]: Time,
  year?: number,
): Stamp | undefined {
  const hours = Number(hour)
  const minutes = Number(minute)
  const seconds = Number(second ?? 0)
  // 60 is a leap second.
  if (month < 0 || month > 11 || hours > 23 || minutes > 59 || seconds > 60) return undefined
  const msOfDay = (hours * 3600 + minutes * 60 + seconds) * 1000 + Number(`0.${fraction ?? 0}`) * 1000
  const resolutionMs = second === undefined ? 60_000 : resolutionOf(fraction)
  const known = year === undefined ? {} : { year }
  return { form, ...known, month, day: Number(day), msOfDay, resolutionMs }
}

function inZone(stamp: Stamp | undefined, zone: string | undefined): Stamp | undefined {
  const offsetMinutes = zone === undefined ? undefined : minutesOf(zone)
  return stamp === undefined || offsetMinutes === undefined ? stamp : { ...stamp, offsetMinutes }
}

function resolutionOf(fraction: string | undefined): number {
  return Math.max(1, 10 ** (3 - (fraction ?? '').length))
}

/** `Z`, `UTC`, `+01:00`, `-0500`, `-03` as minutes east of Greenwich; nothing for other names. */
export function minutesOf(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return 0
  const found = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)
  if (found === null) return undefined
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0)
  // 14 hours is the farthest that a zone lies from UTC.
  if (minutes > 14 * 60) return undefined
  return found[1] === '-' && minutes > 0 ? -minutes : minutes
}
