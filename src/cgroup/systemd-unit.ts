import type { Place } from './place.js'

const UNIT = /^[A-Za-z0-9:_.\\@-]+$/
const TYPES = ['service', 'scope', 'slice', 'socket', 'mount', 'swap'] as const
const ESCAPE = /\\x([0-9a-f]{2})/g
const UNIT_NAME_MAX = 255

export type UnitType = (typeof TYPES)[number]

/** `service` for `nginx.service`; undefined for what systemd would not accept as a name. */
export function unitType(name: string): UnitType | undefined {
  if (name.length > UNIT_NAME_MAX || name.startsWith('.')) return undefined
  return UNIT.test(name) ? TYPES.find((type) => name.endsWith(`.${type}`)) : undefined
}

/** `a\x2db` → `a-b`: systemd writes everything but letters, digits and `:_.` so, since `-` separates slices. */
export function unescapeUnit(text: string): string {
  return text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/**
 * Stands the slice at `at` where systemd would put it? `a-b.slice` lies in `a.slice` and nowhere else, and a name
 * without a dash lies at the root of a manager. So `/user.slice/kubepods.slice` is no unit, whoever made it.
 */
export function believableSlice(place: Place, at: number): boolean {
  const name = place.parts[at]
  if (name === undefined || unitType(name) !== 'slice') return false
  const words = name.slice(0, -'.slice'.length).split('-')
  if (words.some((word) => word === '')) return false
  for (let count = words.length - 1, up = at - 1; count > 0; count--, up--) {
    if (up < 0) return place.relative
    if (place.parts[up] !== `${words.slice(0, count).join('-')}.slice`) return false
  }
  return unitType(place.parts[at - words.length] ?? '') !== 'slice'
}

/**
 * The end of the run of units that systemd itself can have nested from `from` on: slices, then one service or scope,
 * and after `user@1000.service` the same once more for the user's own manager.
 */
export function unitsEnd(place: Place, from: number, to: number): number {
  let at = from
  while (at < to) {
    const part = place.parts[at] ?? ''
    const type = unitType(part)
    if (type === undefined) return at
    if (type === 'slice' && !believableSlice(place, at)) return at
    at++
    if (type !== 'slice' && !isUserManager(part)) return at
  }
  return at
}

export function isUserManager(name: string): boolean {
  return /^user@\d{1,10}\.service$/.test(name)
}
