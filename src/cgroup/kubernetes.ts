import type { CgroupIdentity } from '../record/cgroup.js'
import { containerName } from './container-name.js'
import type { Owner } from './owner.js'
import { believableDirectory, isReservedSlice, type Stand } from './place.js'
import { believableSlice } from './systemd-unit.js'

type Qos = NonNullable<CgroupIdentity['qos']>

/** What one component says by itself. With the systemd driver each level repeats the names above it. */
interface Level {
  readonly root: string
  readonly qos?: Qos
  readonly pod?: { podUid: string } | { staticPodHash: string }
}

const UID_DASHES = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const UID_UNDERSCORES = /^[0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12}$/
const HASH = /^[0-9a-f]{32}$/
// A kubelet with the systemd driver over a runtime with cgroupfs: runc takes `slice:prefix:id` for one directory.
const MIXED = /^([^:/]{1,255}\.slice):([a-z-]{1,32}):([0-9a-f]{64})$/

/** Reads from a kubepods root on: node, QoS level, pod, container. */
export function kubernetesOwner(stand: Stand): Owner | undefined {
  const owner = mixed(stand) ?? withSystemd(stand) ?? withCgroupfs(stand)
  return owner !== undefined && isMadeByUser(stand, owner) ? undefined : owner
}

/** Every user may have a `kubepods.slice` of the own manager: the pods of the node are not there. */
function isMadeByUser({ place, at }: Stand, { identity: { kind } }: Owner): boolean {
  const isShared = kind === 'kubernetes-node' || kind === 'kubernetes-qos'
  return isShared && /^user@\d{1,10}\.service$/.test(place.parts[at - 1] ?? '')
}

function withSystemd(stand: Stand): Owner | undefined {
  const { place, at } = stand
  const first = sliceLevel(place.parts[at] ?? '')
  if (first === undefined || !believableSlice(place, at)) return undefined
  if (isReservedSlice(`${first.root}.slice`)) return undefined
  if (!place.relative && (first.qos || first.pod)) return undefined
  const levels = [first]
  let next = at + 1
  for (let level = levelBelow(stand, next, levels); level; level = levelBelow(stand, next, levels)) {
    levels.push(level)
    next++
  }
  const unit = place.parts[next - 1] ?? ''
  return finish(stand, next, { ...levelIdentity(levels.at(-1) ?? first), driver: 'systemd', unit })
}

function levelBelow({ place }: Stand, at: number, above: readonly Level[]): Level | undefined {
  const parent = above.at(-1)
  const level = sliceLevel(place.parts[at] ?? '')
  if (!level || !parent || parent.pod || level.root !== parent.root) return undefined
  if (!level.pod) return parent.qos || !level.qos ? undefined : level
  return level.qos === parent.qos ? level : undefined
}

function sliceLevel(name: string): Level | undefined {
  if (!name.endsWith('.slice')) return undefined
  const words = name.slice(0, -'.slice'.length).split('-')
  const start = words.lastIndexOf('kubepods')
  if (start < 0) return undefined
  const root = words.slice(0, start + 1).join('-')
  const [first, second, ...more] = words.slice(start + 1)
  if (more.length > 0) return undefined
  if (first === undefined) return { root }
  const qos = qosOf(first)
  const podName = qos ? second : first
  if (podName === undefined) return qos ? { root, qos } : undefined
  if (!qos && second !== undefined) return undefined
  const pod = podOf(podName, UID_UNDERSCORES)
  return pod && { root, pod, ...(qos ? { qos } : {}) }
}

function withCgroupfs(stand: Stand): Owner | undefined {
  const { place, at } = stand
  const { parts } = place
  if (place.relative && parts.length === 1) {
    const pod = podOf(parts[0] ?? '', UID_DASHES)
    if (pod) return { end: 1, identity: { kind: 'kubernetes-pod', ...pod, driver: 'cgroupfs' } }
  }
  if (parts[at] !== 'kubepods' || !believableDirectory(stand)) return undefined
  const qos = qosOf(parts[at + 1] ?? '')
  const podAt = at + (qos ? 2 : 1)
  const pod = podOf(parts[podAt] ?? '', UID_DASHES)
  const level: Level = { root: 'kubepods', ...(qos ? { qos } : {}), ...(pod ? { pod } : {}) }
  return finish(stand, pod ? podAt + 1 : podAt, { ...levelIdentity(level), driver: 'cgroupfs' })
}

/** `/system.slice/containerd.service/kubepods-burstable-pod….slice:cri-containerd:{id}` */
function mixed({ place, at }: Stand): Owner | undefined {
  const found = MIXED.exec(place.parts[at] ?? '')
  const level = sliceLevel(found?.[1] ?? '')
  const container = containerName(`${found?.[2]}-${found?.[3]}`)
  if (!level?.pod || !container?.runtime) return undefined
  return { end: at + 1, identity: { ...levelIdentity(level), kind: 'kubernetes-container', ...container } }
}

function finish({ place }: Stand, next: number, identity: CgroupIdentity): Owner {
  const name = place.parts[next]
  const container = identity.kind === 'kubernetes-pod' && name !== undefined && containerName(name)
  if (!container) return { end: next, identity }
  const unit = name.endsWith('.scope') ? { unit: name } : {}
  return { end: next + 1, identity: { ...identity, kind: 'kubernetes-container', ...container, ...unit } }
}

/** A pod that no QoS level stands above is guaranteed. */
function levelIdentity({ qos, pod }: Level): CgroupIdentity {
  if (pod) return { kind: 'kubernetes-pod', qos: qos ?? 'guaranteed', ...pod }
  return qos ? { kind: 'kubernetes-qos', qos } : { kind: 'kubernetes-node' }
}

function qosOf(name: string): Qos | undefined {
  return name === 'burstable' || name === 'besteffort' ? name : undefined
}

function podOf(name: string, uid: RegExp): Level['pod'] {
  if (!name.startsWith('pod')) return undefined
  const id = name.slice('pod'.length)
  if (HASH.test(id)) return { staticPodHash: id }
  return uid.test(id) ? { podUid: id.replaceAll('_', '-') } : undefined
}
