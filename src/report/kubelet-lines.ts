import type { EventOf, EventType, Threshold } from '../record/index.js'
import { size } from './bytes.js'
import { CHANGES, NOTICES, PHASES, TARGETS } from './kubelet-words.js'
import type { Lines } from './line.js'
import { process } from './name.js'
import { bytes, container, limit, list, pod, series, shortName, told, words } from './phrases.js'

/** The kubelet in the timeline. */
export const KUBELET_LINES: Lines<Extract<EventType, `kubelet-${string}`>> = {
  'kubelet-start': {
    word: 'kubelet',
    says: ({ version, pid }) => list(`kubelet ${version} starts`, told('pid', pid)),
  },
  'kubelet-flag': { word: 'flag', says: ({ name, value }) => `--${name}=${value}` },
  'kubelet-node-config': {
    word: 'node-config',
    says: (event) =>
      list(
        event.phase === 'enforcing' ? 'limits about to be enforced' : 'limits computed',
        configured(event),
      ),
  },
  'kubelet-allocatable-enforced': {
    word: 'enforced',
    says: ({ target, cgroup, node }) =>
      list(`the kubelet set the limit of ${TARGETS[target]}`, shortName(cgroup), told('node', node)),
  },
  'kubelet-allocatable-failed': {
    word: 'enforce-fail',
    says: ({ target, cgroup, node, error }) =>
      list(
        `the kubelet could not set the limit of ${TARGETS[target]}`,
        shortName(cgroup),
        told('node', node),
        error,
      ),
  },
  'kubelet-enforcing': {
    word: 'enforcing',
    says: ({ target, cgroup, memoryBytes }) =>
      list(
        `about to limit ${TARGETS[target]}`,
        shortName(cgroup),
        memoryBytes === undefined ? '' : `memory ${limit(memoryBytes)}`,
      ),
  },
  'kubelet-config-change': {
    word: 'config-chg',
    says: ({ what, path }) => list(CHANGES[what], shortName(path)),
  },
  'kubelet-eviction': { word: 'eviction', says: eviction },
  'kubelet-system-oom': {
    word: 'kubelet-oom',
    says: (event) =>
      list(
        event.form === 'watcher-stopped' ? 'the OOM watcher stopped' : 'the kubelet saw an OOM',
        told('victim', process({ comm: event.victimComm, pid: event.victimPid })),
        told('limit of', shortName(event.limitCgroup)),
        told('victim in', shortName(event.taskCgroup)),
        event.constraint,
        told('node', event.node),
      ),
  },
  'kubelet-node-condition': {
    word: 'condition',
    says: ({ condition, status, reason, node }) =>
      list(status === undefined ? condition : `${condition ?? ''}=${status}`, reason, told('node', node)),
  },
  'kubelet-notice': {
    word: 'notice',
    says: (event) =>
      list(
        NOTICES[event.notice] ?? words(event.notice),
        event.pod === undefined ? '' : pod(event.pod),
        container(event.containerId),
        event.reason,
        bytes('RAM', event.memoryCapacityBytes),
        told('driver', event.cgroupDriver),
        event.gracePeriodSec === undefined ? '' : `grace period ${event.gracePeriodSec} s`,
        told('node', event.node),
        event.error,
      ),
  },
  'kubelet-config': {
    word: 'config',
    says: (event) => list(`configuration of the kubelet (${event.form})`, configured(event)),
  },
}

function eviction(event: EventOf<'kubelet-eviction'>): string {
  const { phase, signal, resource, pods = [] } = event
  return list(
    PHASES[phase] ?? words(phase),
    signal ?? resource,
    bytes('available', event.availableBytes),
    bytes('at least', event.leastAvailableBytes),
    bytes('threshold', event.thresholdBytes),
    bytes('of', event.capacityBytes),
    pods.slice(0, 3).map(pod).join(' '),
    pods.length > 3 ? `and ${pods.length - 3} more pods` : '',
    series(event),
    event.error,
  )
}

type Configured = Pick<
  EventOf<'kubelet-config'>,
  | 'cgroupDriver'
  | 'enforceNodeAllocatable'
  | 'kubeReservedMemoryBytes'
  | 'systemReservedMemoryBytes'
  | 'evictionHard'
>

/** What the limit of all pods is computed from. */
function configured(config: Configured): string {
  return list(
    bytes('kube-reserved', config.kubeReservedMemoryBytes),
    bytes('system-reserved', config.systemReservedMemoryBytes),
    told('hard eviction', config.evictionHard?.filter(isMemory).map(threshold).join(' ')),
    told('enforced for', config.enforceNodeAllocatable?.join(' ')),
    told('driver', config.cgroupDriver),
  )
}

function isMemory({ signal }: Threshold): boolean {
  return signal.includes('emory')
}

function threshold({ signal, bytes: amount, fraction, quantity }: Threshold): string {
  if (amount !== undefined) return `${signal}<${size(amount)}`
  return `${signal}<${fraction === undefined ? (quantity ?? '?') : `${Math.round(fraction * 1000) / 10}%`}`
}
