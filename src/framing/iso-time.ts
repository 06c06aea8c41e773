/** `2026-11-23T19:16:20` with or without fraction and zone; the captures are the parts. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|[+-]\d\d:?\d\d))?$/

/**
 * Unix time in milliseconds of a stamp that has both year and zone; nothing for any other.
 *
 *     epochOfIso('2026-11-23T19:16:20,5+01:00')   // 1795457780500
 */
export function epochOfIso(stamp: string): number | undefined {
  // A busy log has many lines in a second.
  if (stamp !== latest.stamp) latest = { stamp, epochMs: read(stamp) }
  return latest.epochMs
}

let latest: { readonly stamp: string; readonly epochMs: number | undefined } = {
  stamp: '',
  epochMs: undefined,
}

function read(stamp: string): number | undefined {
  const parts = ISO.exec(stamp)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = parts
  if (zone === undefined) return undefined
  const whole = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  return whole - zoneMs(zone) + (fraction === undefined ? 0 : Number(`0.${fraction}`) * 1000)
}

/** `+01:00`, `-0500`, `Z` as milliseconds east of Greenwich. */
function zoneMs(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
