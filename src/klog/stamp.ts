const STAMP = /^(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6})$/

/** klog's stamp in its parts; it has neither year nor zone. */
export interface StampParts {
  readonly month: number
  readonly day: number
  /** Since midnight. */
  readonly ms: number
  /** Beyond the millisecond. */
  readonly micros: number
}

/** `1123 19:24:43.624423`; `undefined` where no clock shows it. */
export function readStamp(stamp: string): StampParts | undefined {
  const groups = STAMP.exec(stamp)
  if (groups === null) return undefined
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0, fraction = 0] = groups.slice(1).map(Number)
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const ms = (hour * 3600 + minute * 60 + second) * 1000 + Math.floor(fraction / 1000)
  return { month, day, ms, micros: fraction % 1000 }
}

/** The wall clock as milliseconds of UTC, in a year; `undefined` for a day that the year does not have. */
export function wallMsOf({ month, day, ms }: StampParts, year: number): number | undefined {
  const midnight = Date.UTC(year, month - 1, day)
  return new Date(midnight).getUTCMonth() === month - 1 ? midnight + ms : undefined
}
