import type { Event } from '../record/index.js'
import {
  API,
  CAPTURE,
  event,
  FILES,
  inTimelineOrder,
  JOURNAL,
  KUBELET,
  nodeConfig,
  oom,
} from './events.fixture.js'

/** Which evidence a folder holds, to leave out one at a time. */
export type Evidence = 'kernel log' | 'kubelet log' | 'systemd journal' | 'file times' | 'node facts'

const KI = 1024

/** The figures of the founding incident. The capacity is chosen so that the first computation gives the limit. */
export const FOUNDING = {
  limitBytes: 27968328 * KI,
  allocatableBytes: 31273800 * KI,
  capacityBytes: 31478600 * KI,
  firstReservedBytes: (31478600 - 27968328) * KI,
  laterReservedBytes: 100 * 1024 * KI,
}

export function foundingIncident(without?: Evidence, fields: { readonly version?: string } = {}): Event[] {
  const all: [Evidence, Event][] = [
    ['kubelet log', event('kubelet-start', KUBELET, '17:34:20', { version: fields.version ?? 'v1.20.4' })],
    ['kubelet log', nodeConfig('17:34:26', FOUNDING.firstReservedBytes)],
    [
      'file times',
      event('config-file-modified', FILES, '17:35:18', {
        path: '/etc/kubernetes/kubelet-customized-args.conf',
        basis: 'stat',
      }),
    ],
    ['kubelet log', event('kubelet-allocatable-enforced', KUBELET, '17:35:18.402', { target: 'pods' })],
    ['systemd journal', event('systemd-reload', JOURNAL, '17:52:03', { kind: 'reload' })],
    [
      'kernel log',
      oom('19:10:44', '/kubepods.slice', FOUNDING.limitBytes, '/kubepods.slice/kubepods-burstable.slice', {
        victims: [{ pid: 4711, comm: 'ranker_service' }],
      }),
    ],
    [
      'node facts',
      event('node-allocatable', API, '19:30:00', {
        node: 'node-03',
        capacityBytes: FOUNDING.capacityBytes,
        allocatableBytes: FOUNDING.allocatableBytes,
      }),
    ],
  ]
  return inTimelineOrder(all.filter(([from]) => from !== without).map(([, one]) => one))
}

/** The figures of a run with kubelet 1.20.2, systemd 247 and cgroup v1: the bug twice, then the stop-gap. */
export const CAPTURED = {
  capacityBytes: 4124913664,
  staleBytes: 3390910464,
  rightBytes: 4020056064,
  firstReservedBytes: 734003200,
  laterReservedBytes: 104857600,
}

export function capturedIncident(without?: Evidence): Event[] {
  const { capacityBytes, staleBytes, rightBytes, firstReservedBytes, laterReservedBytes } = CAPTURED
  const all: [Evidence, Event][] = []
  const add = (from: Evidence, ...events: Event[]) => {
    for (const one of events) all.push([from, one])
  }
  const machine = (clock: string) =>
    event('kubelet-notice', KUBELET, clock, { notice: 'machine', memoryCapacityBytes: capacityBytes })
  const start = (clock: string) => event('kubelet-start', KUBELET, clock, { version: 'v1.20.2' })
  const enforced = (clock: string) =>
    event('kubelet-allocatable-enforced', KUBELET, clock, { target: 'pods' })
  const measured = (clock: string, until: string, limitBytes: number) =>
    event('limit-observed', KUBELET, clock, {
      cgroup: '/kubepods.slice',
      holder: 'kubelet',
      property: 'allocatableMemory.available',
      limitBytes,
      availableBytes: limitBytes - 12288,
      leastAvailableBytes: 8192,
      count: 7,
      lastAt: event('boot', KUBELET, until).at,
    })
  const read = (clock: string, holder: 'cgroup' | 'systemd', limitBytes: number) =>
    event('limit-observed', CAPTURE, clock, {
      cgroup: '/kubepods.slice',
      holder,
      property: holder === 'cgroup' ? 'memory.limit_in_bytes' : 'MemoryLimit',
      limitBytes,
    })
  add(
    'kubelet log',
    start('19:24:56.275'),
    machine('19:25:02.625'),
    nodeConfig('19:25:03.163', firstReservedBytes),
  )
  add('kubelet log', enforced('19:25:49.438'), measured('19:25:51.471', '19:27:31', staleBytes))
  add('node facts', read('19:25:57', 'cgroup', staleBytes), read('19:25:57', 'systemd', staleBytes))
  add(
    'file times',
    event('config-file-modified', FILES, '19:22:52.646', {
      path: '/var/lib/kubelet/kubeadm-flags.env',
      basis: 'stat',
    }),
    event('config-file-modified', FILES, '19:27:19.608', {
      path: '/etc/kubernetes/kubelet-customized-args.conf',
      basis: 'stat',
    }),
  )
  add(
    'kubelet log',
    start('19:27:43.314'),
    machine('19:27:49.394'),
    nodeConfig('19:27:49.589', laterReservedBytes),
  )
  add('kubelet log', enforced('19:28:07.503'), measured('19:28:07.905', '19:34:01', rightBytes))
  add('node facts', read('19:28:11', 'cgroup', rightBytes), read('19:28:11', 'systemd', staleBytes))
  add('systemd journal', event('systemd-reload', JOURNAL, '19:33:51', { kind: 'reload' }))
  add('node facts', read('19:34:13', 'cgroup', staleBytes), read('19:34:13', 'systemd', staleBytes))
  add('kubelet log', measured('19:34:21.475', '19:38:10', staleBytes))
  add('kernel log', oom('19:37:15.897', '/kubepods.slice', staleBytes))
  add(
    'kubelet log',
    start('19:38:26.843'),
    machine('19:38:32.750'),
    nodeConfig('19:38:32.775', laterReservedBytes),
  )
  add('kubelet log', enforced('19:38:58.434'), measured('19:39:02.470', '19:39:38', rightBytes))
  add('node facts', read('19:39:02', 'cgroup', rightBytes), read('19:39:02', 'systemd', staleBytes))
  add('systemd journal', event('systemd-reload', JOURNAL, '19:39:30', { kind: 'reload' }))
  add('kubelet log', measured('19:39:49.094', '19:43:36', staleBytes))
  add('kernel log', oom('19:42:36.641', '/kubepods.slice', staleBytes))
  add('systemd journal', event('systemd-reload', JOURNAL, '19:43:46', { kind: 'reload' }))
  add('kubelet log', measured('19:43:46.273', '19:49:00', rightBytes))
  add('node facts', read('19:44:18', 'cgroup', rightBytes), read('19:44:18', 'systemd', rightBytes))
  return inTimelineOrder(all.filter(([from]) => from !== without).map(([, one]) => one))
}
