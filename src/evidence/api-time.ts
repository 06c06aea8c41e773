import type { At } from '../record/at.js'
import { UNKNOWN } from './findings.js'
import { atOf, readStamp } from './stamp.js'

/** A time of the API: RFC 3339 in UTC, whole seconds or microseconds. Nothing known where there is none. */
export function apiAt(time: string | undefined): At {
  const stamp = time === undefined ? undefined : readStamp(time)
  return stamp === undefined ? UNKNOWN : atOf(stamp, 'api')
}
