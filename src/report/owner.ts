import type { CgroupIdentity } from '../record/index.js'
import { unbroken } from './sheet.js'

/** As `docker ps` and `crictl ps` show it; both take it for the whole. */
const SHORT_ID = 12

/** Whose cgroup it is, in words: `all pods of the node`, `container 3602c07d7840 of pod 8541e6b5-…`. */
export function owner(identity: CgroupIdentity): string {
  const words = own(identity)
  const { nestedIn } = identity
  return nestedIn === undefined ? words : `${words}, inside ${owner(nestedIn)}`
}

/** What the table of several OOMs has room for. */
export function shortOwner(identity: CgroupIdentity): string {
  const { kind, containerId } = identity
  if (kind === 'kubernetes-container') return `container ${short(containerId)}`
  if (kind.startsWith('systemd-') && containerId === undefined && identity.unit !== undefined)
    return identity.unit
  return own(identity, false)
}

function own(identity: CgroupIdentity, details = true): string {
  const { kind } = identity
  switch (kind) {
    case 'kubernetes-node':
      return 'all pods of the node'
    case 'kubernetes-qos':
      return `all ${qos(identity)} pods`
    case 'kubernetes-pod':
      return pod(identity) + (details ? inBrackets(qos(identity)) : '')
    case 'kubernetes-container':
      return `container ${short(identity.containerId)} of ${pod(identity)}${inBrackets(qos(identity), identity.runtime)}`
    case 'docker':
      return identity.containerId
        ? `Docker container ${short(identity.containerId)}`
        : 'all Docker containers'
    case 'podman':
      return identity.containerId ? `Podman container ${short(identity.containerId)}` : 'a Podman pod'
    case 'lxc':
      return `LXC container ${identity.name ?? ''}${identity.monitor === true ? ' (its monitor)' : ''}`.trimEnd()
    case 'systemd-service':
    case 'systemd-slice':
    case 'systemd-scope':
      return unit(identity)
    case 'user-session':
      return `session of user ${identity.uid ?? '?'}${inBrackets(identity.unit)}`
    case 'slurm':
      return slurm(identity)
    case 'machine':
      return `machine ${identity.name ?? identity.unit ?? ''}${inBrackets(identity.runtime)}`
    case 'root':
      return 'the root cgroup'
    case 'other':
      return other(identity)
    default:
      return kind satisfies never
  }
}

function unit({ kind, unit: name, containerId, runtime }: CgroupIdentity): string {
  if (containerId !== undefined) return `container ${short(containerId)}${inBrackets(runtime)}`
  return `systemd ${kind.slice('systemd-'.length)} ${unbroken(name ?? '')}`.trimEnd()
}

function other({ runtime, name, jobId, containerId }: CgroupIdentity): string {
  if (containerId !== undefined) return `container ${short(containerId)}${inBrackets(runtime)}`
  if (jobId !== undefined) return `${runtime ?? 'job'} ${jobId}${inBrackets(name)}`
  return name ?? 'a cgroup'
}

function slurm({ jobId, stepId }: CgroupIdentity): string {
  const job = jobId === undefined ? 'Slurm' : `Slurm job ${jobId}`
  return stepId === undefined ? job : `${job}, step ${stepId}`
}

function pod({ podUid, staticPodHash }: CgroupIdentity): string {
  if (podUid !== undefined) return `pod ${podUid}`
  return staticPodHash === undefined ? 'a pod' : `static pod ${staticPodHash}`
}

function qos(identity: CgroupIdentity): string | undefined {
  return identity.qos === 'besteffort' ? 'best-effort' : identity.qos
}

function short(id: string | undefined): string {
  return id?.slice(0, SHORT_ID) ?? '?'
}

function inBrackets(...words: readonly (string | undefined)[]): string {
  const known = words.filter((word) => word !== undefined)
  return known.length === 0 ? '' : ` (${known.join(', ')})`
}
