import { isTimezone } from './options.js'

/** A zone as it was typed, in the form that the clocks take; undefined where there is none of that name. */
export function zoneOf(typed: string): string | undefined {
  if (/^(?:z|utc|gmt)$/i.test(typed)) return 'UTC'
  if (!isTimezone(typed)) return undefined
  return typed.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
}
