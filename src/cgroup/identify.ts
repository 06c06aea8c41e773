import type { CgroupIdentity } from '../record/cgroup.js'
import { batchOwner } from './batch.js'
import { containerOwner } from './container.js'
import { kubernetesOwner } from './kubernetes.js'
import { machineOwner } from './machine.js'
import type { Owner, ReadOwner } from './owner.js'
import { type Place, placeOf } from './place.js'
import { systemdOwner } from './systemd.js'
import { unitsEnd } from './systemd-unit.js'

const READERS: readonly ReadOwner[] = [kubernetesOwner, batchOwner, machineOwner, containerOwner]

/** Containers in containers in containers: deeper than this is a joke, and its outermost owners are dropped. */
const NESTING_MAX = 8

/**
 * Walks the path from the root. Each owner found is nested in the one before, so the last one, the innermost, is the
 * answer: a pod of a kubelet in a Docker container is first of all a pod.
 */
export function identify(path: string): CgroupIdentity {
  if (path === '/') return { kind: 'root' }
  const place = placeOf(path)
  if (!place) return { kind: 'other' }
  const owners: Owner[] = []
  let from = 0
  for (let at = 0; at < place.parts.length; at++) {
    const owner = firstOwner(place, at, from)
    if (!owner) continue
    const unit = owners.length === 0 ? hostUnit(place, at, owner) : undefined
    if (unit) owners.push(unit)
    owners.push(owner)
    from = owner.end
    at = owner.end - 1
  }
  return nest([...owners, ...rest(place, owners.at(-1))].slice(-NESTING_MAX), place)
}

function firstOwner(place: Place, at: number, from: number): Owner | undefined {
  for (const read of READERS) {
    const owner = read({ place, at, from })
    if (owner) return owner
  }
  return undefined
}

/** A kubelet below a service or in a user's session (rootless) is not the host's kubelet: that is worth saying. */
function hostUnit(place: Place, at: number, { identity }: Owner): Owner | undefined {
  if (!identity.kind.startsWith('kubernetes') || identity.driver === undefined) return undefined
  const unit = systemdOwner(place, 0, at)
  if (!unit || unit.kind === 'systemd-slice') return undefined
  return { identity: unit, end: at }
}

/**
 * What follows the last owner. Below a pod or a container everything is still theirs; only groups right below the
 * kubepods root or a QoS level are somebody else's.
 */
function rest(place: Place, last: Owner | undefined): Owner[] {
  const end = place.parts.length
  const from = last?.end ?? 0
  if (from === end) return []
  const kind = last?.identity.kind
  if (kind !== undefined && kind !== 'kubernetes-node' && kind !== 'kubernetes-qos') return []
  return [{ identity: systemdOwner(place, from, end) ?? { kind: 'other' }, end }]
}

function nest(owners: readonly Owner[], place: Place): CgroupIdentity {
  let identity: CgroupIdentity = { kind: 'other' }
  let outer: CgroupIdentity | undefined
  for (const owner of owners) {
    identity = { ...owner.identity, ...(outer ? { nestedIn: outer } : {}) }
    outer = identity
  }
  const innerUnit = owners.length > 0 ? unitInside(place, owners.at(-1)) : undefined
  return innerUnit === undefined ? identity : { ...identity, innerUnit }
}

/** A systemd in the container names its units as any other does: the container stays the owner, the unit is extra. */
function unitInside(place: Place, owner: Owner | undefined): string | undefined {
  if (!owner || !ownsSystemd(owner.identity)) return undefined
  // nspawn has `payload`, crun `container`, Kubernetes in Docker `init`: one directory between, made by the runtime.
  for (const from of [owner.end, owner.end + 1]) {
    const end = unitsEnd(place, from, place.parts.length)
    if (end > from) return place.parts[end - 1]
  }
  return undefined
}

function ownsSystemd({ kind, containerId }: CgroupIdentity): boolean {
  return containerId !== undefined || kind === 'lxc' || kind === 'machine'
}
