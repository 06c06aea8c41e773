import type { EventOf } from '../../record/index.js'
import { API, CAPTURE, event, FILES, JOURNAL, KUBELET, oom } from '../events.fixture.js'
import type { LimitInForce } from './chain.js'

export const MIB = 1024 ** 2
export const SLICE = '/kubepods.slice'

type Fields = Record<string, unknown>

/** The limit of all pods, 1000 MiB, hit at a time of day. */
export function hitAt(
  clock: string | undefined,
  fields: Fields = {},
): LimitInForce & { readonly event: EventOf<'oom'> } {
  const dump = oom(clock, SLICE, 1000 * MIB, SLICE, fields)
  return { event: dump, bytes: 1000 * MIB, owner: SLICE, pageBytes: 4096 }
}

export function enforced(clock: string): EventOf<'kubelet-allocatable-enforced'> {
  return event('kubelet-allocatable-enforced', KUBELET, clock, { target: 'pods' })
}

export function failed(clock: string): EventOf<'kubelet-allocatable-failed'> {
  return event('kubelet-allocatable-failed', KUBELET, clock, { target: 'pods' })
}

export function reloaded(clock: string, fields: Fields = {}): EventOf<'systemd-reload'> {
  return event('systemd-reload', JOURNAL, clock, { kind: 'reload', ...fields })
}

/** A file that the kubelet reads. */
export function changed(clock: string, fields: Fields = {}): EventOf<'config-file-modified'> {
  const path = '/etc/kubernetes/kubelet-customized-args.conf'
  return event('config-file-modified', FILES, clock, { path, basis: 'stat', ...fields })
}

export function machine(mib: number): EventOf<'kubelet-notice'> {
  return event('kubelet-notice', KUBELET, '08:00:00', { notice: 'machine', memoryCapacityBytes: mib * MIB })
}

export function nodeObject(
  clock: string,
  allocatableMib: number,
  node = 'node-03',
): EventOf<'node-allocatable'> {
  return event('node-allocatable', API, clock, { node, allocatableBytes: allocatableMib * MIB })
}

/** A limit that somebody read: of the cgroup, or what systemd holds. */
export function readLimit(
  clock: string,
  limitBytes: number,
  holder: 'cgroup' | 'systemd' | 'kubelet' = 'cgroup',
  fields: Fields = {},
): EventOf<'limit-observed'> {
  const property = holder === 'systemd' ? 'MemoryMax' : 'memory.max'
  return event('limit-observed', CAPTURE, clock, { cgroup: SLICE, holder, property, limitBytes, ...fields })
}
