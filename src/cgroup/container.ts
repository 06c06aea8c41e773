import type { CgroupIdentity } from '../record/cgroup.js'
import { containerName } from './container-name.js'
import type { Owner } from './owner.js'
import { believableDirectory, type Stand } from './place.js'
import { sessionUser } from './systemd.js'
import { unitsEnd, unitType } from './systemd-unit.js'

const PODMAN_POD = /^(?:machine|user)-libpod_pod_[0-9a-f]{64}\.slice$/
const NAMESPACES: ReadonlySet<string> = new Set(['default', 'k8s.io'])

/** Docker, Podman and plain containerd; what Kubernetes owns is read before. */
export function containerOwner(stand: Stand): Owner | undefined {
  return prefixed(stand) ?? dockerDirectory(stand) ?? podmanPod(stand) ?? namespaced(stand) ?? bare(stand)
}

/** `docker-{id}.scope`, `libpod-{id}.scope`, and `libpod-payload-{id}` below the service that runs it. */
function prefixed(stand: Stand): Owner | undefined {
  const { place, at, from } = stand
  const name = place.parts[at] ?? ''
  const container = containerName(name)
  if (!container?.runtime) return undefined
  const scope = name.endsWith('.scope')
  if (scope ? !scopePlace(stand) : !believableDirectory(stand)) return undefined
  const above = unitsEnd(place, from, at)
  const service = above > from ? place.parts[above - 1] : undefined
  const unit = scope ? name : unitType(service ?? '') === 'service' ? service : undefined
  const kind = kindOf(container.runtime, place.relative && place.parts.length === 1)
  return {
    end: at + 1,
    identity: {
      kind: kind === 'systemd-scope' && !scope ? 'other' : kind,
      ...container,
      driver: scope ? 'systemd' : 'cgroupfs',
      ...(unit === undefined ? {} : { unit }),
      ...sessionUser(place, from, above),
    },
  }
}

/** A scope lies in a slice, at the root of a manager, or in something that is no unit at all. */
function scopePlace({ place, at, from }: Stand): boolean {
  return (
    at === from ||
    unitsEnd(place, from, at + 1) === at + 1 ||
    unitType(place.parts[at - 1] ?? '') === undefined
  )
}

/** Only Kubernetes runs cri-containerd and CRI-O, so their name alone is enough where the path is missing. */
function kindOf(runtime: string, alone: boolean): CgroupIdentity['kind'] {
  if (runtime === 'docker' || runtime === 'podman') return runtime
  const cri = runtime === 'containerd' || runtime === 'cri-o'
  return cri && alone ? 'kubernetes-container' : 'systemd-scope'
}

/** `/docker/{id}`; `/docker` alone is the group that all of them share. */
function dockerDirectory(stand: Stand): Owner | undefined {
  const { place, at } = stand
  if (place.parts[at] !== 'docker' || !believableDirectory(stand)) return undefined
  const container = containerName(place.parts[at + 1] ?? '')
  const identity: CgroupIdentity = { kind: 'docker', runtime: 'docker', driver: 'cgroupfs' }
  if (!container || container.runtime) return { end: at + 1, identity }
  return { end: at + 2, identity: { ...identity, containerId: container.containerId } }
}

function podmanPod({ place, at, from }: Stand): Owner | undefined {
  const unit = place.parts[at] ?? ''
  if (!PODMAN_POD.test(unit) || at + 1 < place.parts.length) return undefined
  if (!place.relative && unitsEnd(place, from, at + 1) !== at + 1) return undefined
  const user = sessionUser(place, from, at)
  return { end: at + 1, identity: { kind: 'podman', runtime: 'podman', driver: 'systemd', unit, ...user } }
}

/** `/{namespace}/{id}`: containerd without CRI. Docker with a cgroup-parent looks the same: no runtime is named then. */
function namespaced({ place, at, from }: Stand): Owner | undefined {
  const name = place.parts[at] ?? ''
  const container = containerName(place.parts[at + 1] ?? '')
  if (at !== from || !container || container.runtime || unitType(name) !== undefined) return undefined
  const runtime = NAMESPACES.has(name) ? { runtime: 'containerd' } : {}
  return { end: at + 2, identity: { kind: 'other', ...container, ...runtime, driver: 'cgroupfs' } }
}

/** 64 hex digits alone: some container's group, seen in the cpuset line. */
function bare({ place, at }: Stand): Owner | undefined {
  const container = containerName(place.parts[at] ?? '')
  if (!place.relative || place.parts.length > 1 || !container) return undefined
  return { end: at + 1, identity: { kind: 'other', containerId: container.containerId } }
}
