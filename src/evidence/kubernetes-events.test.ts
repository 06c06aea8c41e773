import { expect, test } from 'vitest'
import { readEvidence } from './index.js'

const AT = { printed: '2026-11-23T18:56:21Z', epochMs: 1795460181000, basis: 'api', uncertaintyMs: 1000 }
const POD = { kind: 'Pod', name: 'batch-join', namespace: 'default', uid: '48fb' }
const NODE = { kind: 'Node', name: 'worker-3', uid: 'worker-3' }

function read(event: object) {
  const whole = {
    apiVersion: 'v1',
    kind: 'Event',
    lastTimestamp: '2026-11-23T18:56:21Z',
    source: { component: 'kubelet', host: 'worker-3' },
    ...event,
  }
  return readEvidence({ name: 'events.json', text: JSON.stringify(whole) })?.events
}

test.each([
  [
    'Evicted',
    POD,
    'The node was low on resource: memory. Threshold quantity: 300Mi, available: 191208Ki.  ',
    {
      type: 'pod-evicted',
      pod: 'batch-join',
      namespace: 'default',
      podUid: '48fb',
      node: 'worker-3',
      resource: 'memory',
      thresholdBytes: 314572800,
      availableBytes: 195796992,
    },
  ],
  [
    'Evicted',
    POD,
    'Usage of EmptyDir volume "a" exceeds the limit "1Gi". ',
    { type: 'pod-evicted', reason: 'Evicted' },
  ],
  [
    'NodeAllocatableEnforced',
    NODE,
    'Updated Node Allocatable limit across pods',
    { type: 'kubelet-allocatable-enforced', target: 'pods', node: 'worker-3' },
  ],
  [
    'NodeAllocatableEnforced',
    NODE,
    'Updated limits on system reserved cgroup /system.slice',
    { type: 'kubelet-allocatable-enforced', target: 'system-reserved', cgroup: '/system.slice' },
  ],
  [
    'FailedNodeAllocatableEnforcement',
    NODE,
    'Failed to update Node Allocatable Limits "/kubepods": device or resource busy',
    { type: 'kubelet-allocatable-failed', target: 'pods', cgroup: '/kubepods' },
  ],
  [
    'FailedNodeAllocatableEnforcement',
    NODE,
    'Failed to enforce Kube Reserved Cgroup Limits on "/kube.slice": cgroup does not exist',
    { type: 'kubelet-allocatable-failed', target: 'kube-reserved', cgroup: '/kube.slice' },
  ],
  [
    'SystemOOM',
    NODE,
    'System OOM encountered, victim process: a, pid: 7, pid: 2464',
    { type: 'kubelet-system-oom', form: 'event', node: 'worker-3', victimComm: 'a, pid: 7', victimPid: 2464 },
  ],
  ['SystemOOM', NODE, 'System OOM encountered', { type: 'kubelet-system-oom', form: 'event' }],
  [
    'OOMKilling',
    NODE,
    'Memory cgroup out of memory: Killed process 1055 (ranker (1)), UID 0, total-vm:1kB, anon-rss:1kB',
    {
      type: 'runtime-oom',
      runtime: 'node-problem-detector',
      victimPid: 1055,
      victimComm: 'ranker (1)',
    },
  ],
  [
    'EvictionThresholdMet',
    NODE,
    'Attempting to reclaim memory',
    {
      type: 'kubernetes-event',
      reason: 'EvictionThresholdMet',
      kind: 'Node',
      name: 'worker-3',
      component: 'kubelet',
    },
  ],
  ['Starting', NODE, 'Starting kubelet.', { type: 'kubernetes-event', reason: 'Starting' }],
  ['NodeHasInsufficientMemory', NODE, 'x', { type: 'kubernetes-event', reason: 'NodeHasInsufficientMemory' }],
])('%s %#', (reason, involvedObject, message, said) => {
  expect(read({ reason, involvedObject, message })).toMatchObject([{ ...said, message, at: AT }])
})

test.each([
  ['Killed process 7 (a) b) total-vm:1kB, anon-rss:1kB', 7, 'a) b'],
  ['Kill process 7 (a) score 969 or sacrifice child', 7, 'a'],
  ['Out of memory', undefined, undefined],
])('the victim of OOMKilling: %s', (message, victimPid, victimComm) => {
  const [event] = read({ reason: 'OOMKilling', involvedObject: NODE, message }) ?? []
  const victim = event?.type === 'runtime-oom' ? [event.victimPid, event.victimComm] : event
  expect(victim).toEqual([victimPid, victimComm])
})

test.each([
  ['Pulled', 'kubelet'],
  ['Starting', 'kube-proxy'],
  ['Scheduled', 'default-scheduler'],
])('%s of %s says nothing', (reason, component) => {
  expect(read({ reason, involvedObject: POD, message: 'x', source: { component } })).toEqual([])
})

test('only the kubelet speaks for the kubelet', () => {
  const message = 'System OOM encountered'
  expect(
    read({ reason: 'SystemOOM', involvedObject: NODE, message, source: { component: 'someone' } }),
  ).toEqual([])
})

test('events.k8s.io/v1 has other names', () => {
  const event = {
    apiVersion: 'events.k8s.io/v1',
    lastTimestamp: undefined,
    source: undefined,
    reason: 'BackOff',
    note: 'Back-off restarting failed container',
    regarding: POD,
    reportingController: 'kubelet',
    reportingInstance: 'worker-3',
    eventTime: '2026-11-23T18:50:00.123456Z',
    series: { count: 7, lastObservedTime: '2026-11-23T18:56:21.654321Z' },
    deprecatedFirstTimestamp: '2026-11-23T18:50:00Z',
  }
  expect(read(event)).toMatchObject([
    {
      type: 'kubernetes-event',
      reason: 'BackOff',
      kind: 'Pod',
      name: 'batch-join',
      namespace: 'default',
      component: 'kubelet',
      count: 7,
      firstAt: '2026-11-23T18:50:00Z',
      message: 'Back-off restarting failed container',
      at: { epochMs: 1795460181654, uncertaintyMs: 1 },
    },
  ])
})
