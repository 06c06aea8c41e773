import type { Form } from './form.js'

/** `Europe/Berlin`, `UTC`, `Etc/GMT+3`. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]{0,31}(?:\/[A-Za-z0-9_+-]{1,31}){0,2}$/
const DATABASE = '/usr/share/zoneinfo/'

/** Where /etc/localtime leads, and the one word of /etc/timezone: the zone of the machine's local times. */
export const zoneLink: Form = {
  kind: 'time-zone',
  opens: ({ only, bare }) => only !== undefined && zoneOf(only, bare) !== undefined,
  read({ only = '', bare, lines }, found) {
    const zone = zoneOf(only, bare)
    if (zone === undefined) return false
    found.fact({ kind: 'zone', zone }, lines.findIndex((line) => line.trim() === only) + 1)
    return true
  },
}

/** The zone that the target of a link to the time zone database names. */
export function linkedZone(target: string): string | undefined {
  const at = target.indexOf(DATABASE)
  const zone = at < 0 ? undefined : target.slice(at + DATABASE.length).replace(/'$/, '')
  return zone === undefined ? undefined : zoneName(zone)
}

export function zoneName(text: string): string | undefined {
  return ZONE_NAME.test(text) ? text : undefined
}

function zoneOf(line: string, bare: string): string | undefined {
  if (line.includes('/etc/localtime') || line.startsWith(DATABASE)) return linkedZone(line)
  return bare === 'timezone' ? zoneName(line) : undefined
}
