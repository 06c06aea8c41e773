import { expect, it } from 'vitest'
import type { Event, EventOf, EventType } from '../record/index.js'
import { eventLine, eventWord } from './event-line.js'
import { at, base, oom } from './sample-events.js'

type Own<Type extends EventType> = Omit<EventOf<Type>, keyof ReturnType<typeof base> | 'type'>

function line<Type extends EventType>(type: Type, own: Own<Type>): [string, string, Event] {
  const event = { ...base('x-1', 0), type, ...own } as unknown as Event
  return [type, '', event]
}

function says<Type extends EventType>(type: Type, own: Own<Type>, text: string): [string, string, Event] {
  const [name, , event] = line(type, own)
  return [name, text, event]
}

const GIB = 2 ** 30

it.each([
  says('kubelet-start', { version: 'v1.20.2', pid: 1055 }, 'kubelet v1.20.2 starts, pid 1055'),
  says('kubelet-flag', { name: 'v', value: '4' }, '--v=4'),
  says(
    'kubelet-node-config',
    {
      phase: 'computed',
      kubeReservedMemoryBytes: 734003200,
      evictionHard: [
        { signal: 'memory.available', bytes: 104857600 },
        { signal: 'nodefs.available', fraction: 0.1 },
      ],
      enforceNodeAllocatable: ['pods'],
      cgroupDriver: 'systemd',
    },
    'limits computed, kube-reserved 700 MiB, hard eviction memory.available<100 MiB, enforced for pods, driver systemd',
  ),
  says(
    'kubelet-allocatable-enforced',
    { target: 'system-reserved', cgroup: '/system.slice' },
    'the kubelet set the limit of the system-reserved cgroup, /system.slice',
  ),
  says(
    'kubelet-allocatable-failed',
    { target: 'pods', error: 'read-only file system' },
    'the kubelet could not set the limit of all pods, read-only file system',
  ),
  says(
    'kubelet-enforcing',
    { target: 'node-allocatable', memoryBytes: 4 * GIB },
    'about to limit all pods, memory 4.00 GiB (4194304 kB)',
  ),
  says('kubelet-config-change', { what: 'static-pods', path: '/etc/m' }, 'static pods read, /etc/m'),
  says(
    'kubelet-eviction',
    {
      phase: 'observation',
      signal: 'memory.available',
      availableBytes: 2 * GIB,
      leastAvailableBytes: GIB,
      capacityBytes: 4 * GIB,
      count: 12,
      lastAt: at(1000),
    },
    'measured, memory.available, available 2.00 GiB, at least 1.00 GiB, of 4.00 GiB, 12 readings, the last 2024-11-23T12:00:01Z',
  ),
  says(
    'kubelet-eviction',
    { phase: 'evicting', pods: ['a', 'b', 'c', 'd'].map((name) => ({ name, namespace: 'n' })) },
    'evicting, n/a n/b n/c, and 1 more pods',
  ),
  says(
    'kubelet-system-oom',
    { form: 'watcher', victimComm: 'web', victimPid: 7, limitCgroup: '/kubepods' },
    'the kubelet saw an OOM, victim web (pid 7), limit of /kubepods',
  ),
  says(
    'kubelet-node-condition',
    { condition: 'MemoryPressure', status: 'True', node: 'n1' },
    'MemoryPressure=True, node n1',
  ),
  says(
    'kubelet-notice',
    { notice: 'container-died', pod: { name: 'p', namespace: 'n' }, containerId: 'a'.repeat(64) },
    'container died, n/p, container aaaaaaaaaaaa',
  ),
  says(
    'kubelet-config',
    { form: 'yaml', systemReservedMemoryBytes: GIB },
    'configuration of the kubelet (yaml), system-reserved 1.00 GiB',
  ),
  says('systemd-reload', { kind: 'reexec', rejected: true }, 'systemd daemon-reexec refused'),
  says(
    'systemd-unit-state',
    { unit: 'a.service', state: 'failed', result: 'oom-kill', memoryPeak: '1.5G' },
    'a.service failed, oom-kill, memory peak 1.5G',
  ),
  says('systemd-unit-state', { description: 'Session 1', state: 'started' }, 'Session 1 started'),
  says(
    'systemd-unit-oom',
    { unit: 'a.service', by: 'kernel', form: 'process-killed' },
    'a process of a.service killed, by the kernel',
  ),
  says(
    'userspace-oom-kill',
    {
      killer: 'systemd-oomd',
      stage: 'killed',
      cgroup: '/a',
      reason: 'memory-pressure',
      pressurePercent: 61.2,
    },
    'systemd-oomd killed, /a, for memory pressure, pressure 61.2%',
  ),
  says(
    'runtime-oom',
    { runtime: 'containerd', containerId: 'b'.repeat(64) },
    'containerd saw an OOM, container bbbbbbbbbbbb',
  ),
  says(
    'container-exit',
    { runtime: 'containerd', containerId: 'b'.repeat(64), exitCode: 137 },
    'container bbbbbbbbbbbb ended, exit code 137, says containerd',
  ),
  says(
    'config-file-modified',
    { path: '/etc/a.conf', sizeBytes: 100, basis: 'live-file' },
    '/etc/a.conf was changed, 100 B, says this machine',
  ),
  says(
    'limit-observed',
    { cgroup: '/kubepods.slice', holder: 'systemd', property: 'MemoryLimit', limitBytes: 'unlimited' },
    'unlimited MemoryLimit of /kubepods.slice, says systemd',
  ),
  says('cgroup-usage', { cgroup: '/a', failcnt: 3, oomKills: 0 }, '/a, failcnt 3, oom_kill 0'),
  says(
    'node-allocatable',
    { node: 'n1', allocatableBytes: GIB, kubeletVersion: 'v1.32' },
    'allocatable 1.00 GiB, node n1, kubelet v1.32',
  ),
  says('node-memory', { memTotalBytes: 4 * GIB }, 'RAM 4.00 GiB'),
  says('pod-evicted', { pod: 'p', namespace: 'n', resource: 'memory' }, 'n/p, short of memory'),
  says(
    'pod-spec',
    { pod: 'p', containers: [{ name: 'c' }], qosClass: 'Burstable' },
    'p, Burstable, 1 container',
  ),
  says(
    'container-oom-killed',
    { pod: 'p', container: 'c', reason: 'OOMKilled', exitCode: 137 },
    'OOMKilled: c of p, exit code 137',
  ),
  says(
    'kubernetes-event',
    { reason: 'SystemOOM', kind: 'Node', name: 'n1', count: 3, component: 'kubelet' },
    'SystemOOM, n1, 3 times, by kubelet',
  ),
  says('boot', { form: 'kernel-banner', kernelRelease: '5.10' }, 'the machine boots, kernel 5.10'),
  says('clock-step', { stepMs: 90500, kind: 'suspend' }, 'the machine slept for 90.5 s'),
  says('clock-step', { stepMs: -3000, kind: 'set' }, 'the wall clock was set by -3 s'),
])('%s: %s', (_, text, event) => {
  expect(eventLine(event).replaceAll('\u00a0', ' ')).toBe(text)
})

it('tells an OOM by victim, place and limit', () => {
  expect(eventLine(oom('oom-1', 0)).replaceAll('\u00a0', ' ')).toBe(
    'oom-1 killed ranker_service (pid 185), 3.15 GiB limit of all pods of the node',
  )
  expect(eventLine(oom('oom-2', 0, { scope: 'global', cgroup: {} })).replaceAll('\u00a0', ' ')).toBe(
    'oom-2 killed ranker_service (pid 185), short of the whole machine',
  )
  expect(eventWord('oom')).toBe('OOM')
})
