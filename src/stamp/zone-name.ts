/**
 * Whether this names a zone: an IANA name that the platform knows, or an offset.
 *
 *     isTimezone('Europe/Berlin')   // true
 *     isTimezone('+05:30')          // true
 *     isTimezone('CET/2')           // false
 */
export function isTimezone(text: string): boolean {
  if (isOffset(text)) return true
  try {
    // Some versions of Node.js take offsets of their own forms (-01) for zones.
    return /^[A-Za-z]/.test(text) && new Intl.DateTimeFormat('en-US', { timeZone: text }) !== undefined
  } catch {
    return false
  }
}

/** `+01:00` or `+0100`, up to the 14 hours that a zone lies from UTC. */
export function isOffset(text: string): boolean {
  return /^[+-](?:0\d|1[0-4]):?[0-5]\d$/.test(text)
}
