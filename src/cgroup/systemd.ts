import type { CgroupIdentity } from '../record/cgroup.js'
import type { Place } from './place.js'
import { unitsEnd, unitType } from './systemd-unit.js'

const USER_SLICE = /^user-(\d{1,10})\.slice$/
const USER_MANAGER = /^user@(\d{1,10})\.service$/
const SESSION = /^session-[a-z]?\d+\.scope$/
const SNAP =
  /^snap\.([A-Za-z0-9_.-]+?)(?:[.-][0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?\.(?:service|scope)$/

/**
 * The unit that owns `parts[from..to)`, or undefined where systemd would not have made the first of them. What a
 * service makes below itself is still the service.
 */
export function systemdOwner(place: Place, from: number, to: number): CgroupIdentity | undefined {
  const end = unitsEnd(place, from, to)
  const unit = place.parts[end - 1]
  if (end === from || unit === undefined) return undefined
  const type = unitType(unit)
  // A directory right in a slice is not the slice's: somebody made it by hand.
  if (type === 'slice' && end < to) return undefined
  const session = sessionUser(place, from, end)
  const uid = session?.uid ?? sliceUser(unit)
  return {
    kind: session ? 'user-session' : kindOf(type),
    unit,
    ...(uid === undefined ? {} : { uid }),
    ...snapName(unit),
  }
}

/** The uid in the path of a user's units: `/user.slice/user-1000.slice/user@1000.service/…`. */
export function sessionUser(place: Place, from: number, end: number): { uid?: number } | undefined {
  const [top, slice, login] = place.parts.slice(from, end)
  if (place.relative && end - from === 1) return relativeSession(top ?? '')
  if (top !== 'user.slice' || slice === undefined || login === undefined) return undefined
  const uid = sliceUser(slice)
  if (uid === undefined) return undefined
  const manager = USER_MANAGER.exec(login)
  return SESSION.test(login) || (manager && Number(manager[1]) === uid) ? { uid } : undefined
}

function relativeSession(name: string): { uid?: number } | undefined {
  const manager = USER_MANAGER.exec(name)
  if (manager) return { uid: Number(manager[1]) }
  return SESSION.test(name) ? {} : undefined
}

function sliceUser(unit: string): number | undefined {
  const found = USER_SLICE.exec(unit)
  return found ? Number(found[1]) : undefined
}

function kindOf(type: ReturnType<typeof unitType>): CgroupIdentity['kind'] {
  if (type === 'service') return 'systemd-service'
  if (type === 'scope') return 'systemd-scope'
  return type === 'slice' ? 'systemd-slice' : 'other'
}

function snapName(unit: string): { name?: string } {
  const name = SNAP.exec(unit)?.[1]
  return name === undefined ? {} : { name }
}
