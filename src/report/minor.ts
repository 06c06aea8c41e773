import type { Event } from '../record/index.js'

/** Units whose life is part of the story of a node. */
const IMPORTANT_UNIT =
  /^(?:kubelet|containerd|crio|cri-o|docker|podman|systemd-oomd|earlyoom|kubepods\.slice|k3s|rke2|microk8s)/
const IMPORTANT_NOTICES: ReadonlySet<string> = new Set([
  'started',
  'container-manager-failed',
  'cgroup-create-failed',
  'qos-update-failed',
  'node-shutdown',
])
/** Reasons of node conditions that say that all is well. */
const WELL = /^(?:NodeHas(?:Sufficient|No)|NodeReady$|KubeletReady$)/
const QUIET_PHASES: ReadonlySet<string> = new Set([
  'observation',
  'threshold-observed',
  'notified',
  'notifier-created',
])
/** Of a unit's life the begin and the end are told; what is between them, and what it has used, is detail. */
const QUIET_STATES: ReadonlySet<string> = new Set([
  'starting',
  'stopping',
  'deactivated',
  'resources-consumed',
])

/** Events that nobody reads one by one unless looking for them. */
export function isMinor(event: Event): boolean {
  switch (event.type) {
    case 'kubelet-flag':
    case 'pod-spec':
    case 'kubernetes-event':
    case 'cgroup-usage':
    case 'node-memory':
      return true
    case 'container-exit':
      return event.exitCode !== 137
    case 'kubelet-config-change':
      return event.what === 'static-pods'
    case 'kubelet-notice':
      return !IMPORTANT_NOTICES.has(event.notice)
    case 'kubelet-node-condition':
      return WELL.test(event.reason ?? '')
    case 'kubelet-eviction':
      return QUIET_PHASES.has(event.phase)
    case 'systemd-unit-state':
      return (
        QUIET_STATES.has(event.state) ||
        (event.state !== 'failed' &&
          !IMPORTANT_UNIT.test((event.unit ?? event.description ?? '').toLowerCase()))
      )
    default:
      return false
  }
}
