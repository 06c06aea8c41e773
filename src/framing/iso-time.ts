/** `2026-11-23T19:16:20` with or without fraction and zone; the captures are the parts. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|[+-]\d\d:?\d\d))?$/

/** `2026-11-23T19:16:20` */
const SECOND_LENGTH = 19

/**
 * Unix time in milliseconds of a stamp that has both year and zone; nothing for any other.
 *
 *     epochOfIso('2026-11-23T19:16:20,5+01:00')   // 1795457780500
 */
export function epochOfIso(stamp: string): number | undefined {
  // A busy log has many lines in a second: of theirs only the fraction is new.
  if (latest === undefined) return read(stamp)
  const { second, zone, secondMs } = latest
  if (!stamp.startsWith(second) || !stamp.endsWith(zone)) return read(stamp)
  const from = second.length
  const to = stamp.length - zone.length
  if (to === from) return secondMs
  return isFraction(stamp, from, to)
    ? secondMs + Number(`0.${stamp.slice(from + 1, to)}`) * 1000
    : read(stamp)
}

/** The latest second that was read. */
let latest: { readonly second: string; readonly zone: string; readonly secondMs: number } | undefined

/** `.123456`, and nothing else: a blank before the zone is not looked at. */
function isFraction(stamp: string, from: number, to: number): boolean {
  const mark = stamp.charCodeAt(from)
  if ((mark !== 46 && mark !== 44) || to - from < 2 || to - from > 10) return false
  for (let at = from + 1; at < to; at++) {
    const code = stamp.charCodeAt(at)
    if (code < 48 || code > 57) return false
  }
  return true
}

function read(stamp: string): number | undefined {
  const parts = ISO.exec(stamp)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = parts
  if (zone === undefined) return undefined
  const whole = utcOf(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))
  if (whole === undefined || !isZone(zone)) return undefined
  const secondMs = whole - zoneMs(zone)
  latest = { second: stamp.slice(0, SECOND_LENGTH), zone, secondMs }
  return secondMs + (fraction === undefined ? 0 : Number(`0.${fraction}`) * 1000)
}

/** Nothing for a time that no calendar has: `Date.UTC` makes the 2nd of March of the 30th of February. A leap second is one. */
function utcOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return undefined
  const midnight = new Date(Date.UTC(year, month - 1, day))
  if (midnight.getUTCDate() !== day || midnight.getUTCFullYear() !== year) return undefined
  return midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000
}

/** Clocks are at most 14 hours ahead of Greenwich and 12 behind. */
function isZone(zone: string): boolean {
  return zone === 'Z' || (Math.abs(zoneMs(zone)) <= 14 * 3_600_000 && Number(zone.slice(-2)) < 60)
}

/** `+01:00`, `-0500`, `Z` as milliseconds east of Greenwich. */
function zoneMs(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
