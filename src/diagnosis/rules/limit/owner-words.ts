import type { CgroupIdentity } from '../../../record/index.js'

/** A cgroup in the words of a title: what it is and, where several share it, that they do. */
export interface OwnerWords {
  readonly subject: string
  readonly its: 'its own' | 'their'
}

export function ownerWords(identity: CgroupIdentity | undefined, path: string): OwnerWords {
  switch (identity?.kind) {
    case 'kubernetes-node':
      return { subject: 'All pods of the node together', its: 'their' }
    case 'kubernetes-qos':
      return { subject: `All ${qosOf(identity)} pods together`, its: 'their' }
    default:
      return { subject: subjectOf(identity) ?? cgroupAt(path), its: 'its own' }
  }
}

function subjectOf(identity: CgroupIdentity | undefined): string | undefined {
  if (identity === undefined) return undefined
  const { kind, containerId } = identity
  switch (kind) {
    case 'kubernetes-pod':
      return 'A pod as a whole'
    case 'kubernetes-container':
      return 'A container'
    case 'docker':
      return containerId === undefined ? 'Docker as a whole' : 'A Docker container'
    case 'podman':
      return containerId === undefined ? 'A Podman pod' : 'A Podman container'
    case 'lxc':
      return 'An LXC container'
    case 'systemd-service':
      return containerId === undefined ? unitOf(identity, 'service') : 'A container'
    case 'systemd-slice':
      return unitOf(identity, 'slice')
    case 'systemd-scope':
      return containerId === undefined ? unitOf(identity, 'scope') : 'A container'
    case 'user-session':
      return identity.uid === undefined ? 'A session' : `A session or service of user ${identity.uid}`
    case 'slurm':
      return identity.jobId === undefined ? 'Slurm' : 'A Slurm job'
    case 'machine':
      return 'A virtual machine or container'
    default:
      return containerId === undefined ? undefined : 'A container'
  }
}

function cgroupAt(path: string): string {
  return /^\/[\w.@:/-]{0,27}$/.test(path) ? `Cgroup ${path}` : 'A cgroup'
}

/** Names are chosen by others: a title has room for a short one, and for plain letters. */
function unitOf({ unit }: CgroupIdentity, kind: string): string {
  return unit !== undefined && /^[\w.@:-]{1,28}$/.test(unit)
    ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${unit}`
    : `A systemd ${kind}`
}

function qosOf({ qos }: CgroupIdentity): string {
  return qos === 'besteffort' ? 'best-effort' : (qos ?? 'such')
}

/** The same for the middle of a sentence: where the killed process lived. */
export function homeWords(identity: CgroupIdentity | undefined): string {
  switch (identity?.kind) {
    case 'kubernetes-container':
      return identity.podUid === undefined ? 'a container' : `a container of pod ${identity.podUid}`
    case 'kubernetes-pod':
      return identity.podUid === undefined ? 'a pod' : `pod ${identity.podUid}`
    case 'docker':
    case 'podman':
    case 'lxc':
      return 'a container'
    case 'systemd-service':
    case 'systemd-scope':
      return identity.containerId === undefined ? 'a systemd unit' : 'a container'
    default:
      return 'a cgroup'
  }
}
