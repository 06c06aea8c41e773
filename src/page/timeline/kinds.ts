import type { Event, EventType } from '../../record/index.js'

export const LANES = ['files', 'kubelet', 'systemd', 'runtime', 'cluster', 'readings', 'kernel'] as const
export type Lane = (typeof LANES)[number]

export const SHAPES = [
  'kill',
  'failure',
  'boot',
  'start',
  'stop',
  'computed',
  'enforced',
  'reload',
  'file',
  'change',
  'eviction',
  'reading',
  'object',
  'note',
  'run',
] as const
export type Shape = (typeof SHAPES)[number]

const KINDS: Readonly<Record<EventType, readonly [Lane, Shape]>> = {
  oom: ['kernel', 'kill'],
  'page-allocation-failure': ['kernel', 'failure'],
  boot: ['kernel', 'boot'],
  'clock-step': ['kernel', 'change'],
  'kubelet-start': ['kubelet', 'start'],
  'kubelet-flag': ['kubelet', 'note'],
  'kubelet-node-config': ['kubelet', 'computed'],
  'kubelet-allocatable-enforced': ['kubelet', 'enforced'],
  'kubelet-allocatable-failed': ['kubelet', 'failure'],
  'kubelet-enforcing': ['kubelet', 'computed'],
  'kubelet-config-change': ['kubelet', 'change'],
  'kubelet-eviction': ['kubelet', 'eviction'],
  'kubelet-system-oom': ['kubelet', 'kill'],
  'kubelet-node-condition': ['kubelet', 'object'],
  'kubelet-notice': ['kubelet', 'note'],
  'kubelet-config': ['files', 'file'],
  'config-file-modified': ['files', 'file'],
  'systemd-reload': ['systemd', 'reload'],
  'systemd-unit-state': ['systemd', 'note'],
  'systemd-unit-oom': ['systemd', 'kill'],
  'userspace-oom-kill': ['runtime', 'kill'],
  'runtime-oom': ['runtime', 'kill'],
  'container-exit': ['runtime', 'stop'],
  'container-oom-killed': ['cluster', 'kill'],
  'pod-evicted': ['cluster', 'eviction'],
  'pod-spec': ['cluster', 'object'],
  'kubernetes-event': ['cluster', 'note'],
  'node-allocatable': ['cluster', 'object'],
  'limit-observed': ['readings', 'reading'],
  'cgroup-usage': ['readings', 'reading'],
  'node-memory': ['readings', 'reading'],
}

const STATES: Readonly<Record<string, Shape>> = {
  started: 'start',
  'slice-created': 'start',
  stopped: 'stop',
  'slice-removed': 'stop',
  exited: 'stop',
  failed: 'failure',
}

/** Whose words an event is: who wrote the line, or from which command it was read. */
export function laneOf({ type }: Event): Lane {
  return KINDS[type][0]
}

/** What it is drawn as: colour alone says nothing to many readers. */
export function shapeOf(event: Event): Shape {
  if (event.type === 'systemd-unit-state') return STATES[event.state] ?? 'note'
  return KINDS[event.type][1]
}
