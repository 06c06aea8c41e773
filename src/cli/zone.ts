/** A zone as it was typed, in the form that the clocks take; undefined where there is none of that name. */
export function zoneOf(typed: string): string | undefined {
  if (/^(?:z|utc|gmt)$/i.test(typed)) return 'UTC'
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(typed)
  if (offset !== null) {
    const [, sign, hours, minutes] = offset
    return Number(hours) <= 14 && Number(minutes) < 60 ? `${sign}${hours}:${minutes}` : undefined
  }
  // Some versions of Node.js take offsets of their own forms (+0100, -01) for zones.
  if (!/^[a-z]/i.test(typed)) return undefined
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: typed })
    return typed
  } catch {
    return undefined
  }
}
