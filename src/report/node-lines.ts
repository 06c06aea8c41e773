import type { EventOf, EventType } from '../record/index.js'
import { counted, size } from './bytes.js'
import type { Lines } from './line.js'
import { bytes, container, limit, list, podOf, series, shortName, told } from './phrases.js'

/** What is not a log in the timeline: files, the objects of the API, the cgroups. */
export const NODE_LINES: Lines<Extract<EventType, NodeType>> = {
  'config-file-modified': {
    word: 'file',
    says: ({ path, sizeBytes, basis }) =>
      list(
        `${shortName(path)} was changed`,
        sizeBytes === undefined ? '' : size(sizeBytes),
        WITNESSES[basis],
      ),
  },
  'limit-observed': {
    word: 'limit',
    says: (event) =>
      list(
        `${limit(event.limitBytes)} ${event.property} of ${shortName(event.cgroup)}`,
        told('says', HOLDERS[event.holder]),
        bytes('available', event.availableBytes),
        bytes('at least', event.leastAvailableBytes),
        series(event),
      ),
  },
  'cgroup-usage': {
    word: 'usage',
    says: (event) =>
      list(
        shortName(event.cgroup),
        bytes('usage', event.usageBytes),
        bytes('peak', event.peakBytes),
        told('failcnt', event.failcnt),
        told('oom_kill', event.oomKills),
        event.highBytes === undefined ? '' : `high ${limit(event.highBytes)}`,
      ),
  },
  'node-allocatable': {
    word: 'allocatable',
    says: (event) =>
      list(
        bytes('allocatable', event.allocatableBytes),
        bytes('capacity', event.capacityBytes),
        told('node', event.node),
        told('kubelet', event.kubeletVersion),
        told('kernel', event.kernelVersion),
      ),
  },
  'node-memory': {
    word: 'memory',
    says: (event) =>
      list(
        bytes('RAM', event.memTotalBytes),
        bytes('available', event.memAvailableBytes),
        bytes('free', event.memFreeBytes),
        bytes('swap', event.swapTotalBytes),
      ),
  },
  'pod-evicted': {
    word: 'evicted',
    says: (event) =>
      list(
        podOf(event),
        event.reason,
        told('short of', event.resource),
        bytes('threshold', event.thresholdBytes),
        bytes('available', event.availableBytes),
      ),
  },
  'pod-spec': {
    word: 'pod',
    says: (event) => list(podOf(event), event.qosClass, counted(event.containers.length, 'container')),
  },
  'container-oom-killed': {
    word: 'terminated',
    says: (event) =>
      list(
        `${event.reason ?? 'no reason given'}: ${event.container} of ${podOf(event)}`,
        told('exit code', event.exitCode),
        told('restarts', event.restartCount),
        container(event.containerId),
      ),
  },
  'kubernetes-event': {
    word: 'event',
    says: (event) =>
      list(
        event.reason,
        event.name === undefined ? event.kind : podOf({ ...event, pod: event.name }),
        event.count === undefined || event.count < 2 ? '' : counted(event.count, 'time'),
        told('by', event.component),
      ),
  },
  boot: { word: 'boot', says: boot },
  'clock-step': {
    word: 'clock',
    says: ({ stepMs, kind }) =>
      kind === 'suspend'
        ? `the machine slept for ${seconds(stepMs)}`
        : `the wall clock was ${kind === 'set' ? 'set' : 'off'} by ${seconds(stepMs)}`,
  },
}

type NodeType =
  | 'config-file-modified'
  | 'limit-observed'
  | 'cgroup-usage'
  | 'node-allocatable'
  | 'node-memory'
  | 'pod-evicted'
  | 'pod-spec'
  | 'container-oom-killed'
  | 'kubernetes-event'
  | 'boot'
  | 'clock-step'

const WITNESSES = {
  stat: 'says stat',
  ls: 'says ls',
  'live-file': 'says this machine',
  stated: 'as stated',
  archive: 'says the archive',
} as const
const HOLDERS = { cgroup: 'the cgroup', systemd: 'systemd', kubelet: 'the kubelet' } as const

function boot({ kernelRelease, bootId }: EventOf<'boot'>): string {
  return list('the machine boots', told('kernel', kernelRelease), told('boot', shortName(bootId)))
}

function seconds(ms: number): string {
  return `${ms / 1000} s`
}
