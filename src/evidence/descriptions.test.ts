import { expect, test } from 'vitest'
import { readEvidence } from './index.js'

const NODE = `Name:               worker-7
Roles:              <none>
Labels:             kubernetes.io/os=linux
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  MemoryPressure   False   Mon, 23 Nov 2026 14:05:40 -0500   Mon, 23 Nov 2026 14:05:41 -0500   KubeletHasSufficientMemory   x
  Ready            True    Mon, 23 Nov 2026 14:05:41 -0500   Mon, 23 Nov 2026 13:55:05 -0500   KubeletReady                 x
Capacity:
  cpu:                2
  hugepages-2Mi:      4Mi
  memory:             3049652Ki
Allocatable:
  memory:             2537652Ki
System Info:
  Boot ID:                    f579dc55-67a9-41d5-ac8c-426c4e65eed5
  Kernel Version:             6.12.117
  Container Runtime Version:  containerd://1.7.24
  Kubelet Version:            v1.32.13
Allocated resources:
  memory             64Mi (2%)  64Mi (2%)
Events:
  Type     Reason     Age   From     Message
  Warning  SystemOOM  30s   kubelet  System OOM encountered, victim process: backup_agent, pid: 2109
`

test('describe node', () => {
  expect(readEvidence({ name: 'x', text: NODE })).toEqual({
    kinds: ['node-description'],
    events: [
      {
        type: 'node-allocatable',
        node: 'worker-7',
        capacityBytes: 3122843648,
        allocatableBytes: 2598555648,
        hugepagesBytes: 4194304,
        kubeletVersion: 'v1.32.13',
        kernelVersion: '6.12.117',
        containerRuntimeVersion: 'containerd://1.7.24',
        bootId: 'f579dc55-67a9-41d5-ac8c-426c4e65eed5',
        message: 'capacity memory 3049652Ki, allocatable memory 2537652Ki',
        lines: { capacityBytes: 12, allocatableBytes: 14 },
        printed: { capacityBytes: '3049652Ki', allocatableBytes: '2537652Ki' },
        at: {
          printed: 'Mon, 23 Nov 2026 14:05:41 -0500',
          epochMs: 1795460741000,
          iso: '2026-11-23T19:05:41.000Z',
          basis: 'api',
          uncertaintyMs: 1000,
        },
        source: { input: 'x', firstLine: 1, lastLine: 24 },
        problems: [],
      },
    ],
    facts: [],
    problems: [],
  })
})

test('several nodes, and one that is cut before its memory', () => {
  const text = `${NODE}\n\n${NODE.replace('worker-7', 'worker-8')}\n${NODE.slice(0, 60).replace('worker-7', 'worker-9')}`
  expect(readEvidence({ name: 'x', text })?.events).toMatchObject([
    { node: 'worker-7', source: { firstLine: 1, lastLine: 24 } },
    { node: 'worker-8', source: { firstLine: 27, lastLine: 50 } },
  ])
  expect(readEvidence({ name: 'x', text: NODE.slice(0, 60) })).toBeUndefined()
})

const POD = `Name:         ranker-1
Namespace:    default
Node:         worker-7/10.0.2.15
Status:       Failed
Reason:       Evicted
Message:      The node was low on resource: memory. 
Containers:
  main:
    Container ID:  containerd://c8ec
    Command:
      /ranker_service
    State:          Running
      Started:      Mon, 23 Nov 2026 14:01:21 -0500
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Mon, 23 Nov 2026 13:59:55 -0500
      Finished:     Mon, 23 Nov 2026 14:01:00 -0500
    Restart Count:  1
    Limits:
      memory:  320Mi
    Requests:
      memory:     128Mi
    Environment:  <none>
QoS Class:                    Burstable
Events:
  Normal  Pulled   2m19s                kubelet  Container image: present
`

test('describe pod', () => {
  expect(readEvidence({ name: 'x', text: POD })).toMatchObject({
    kinds: ['pod-description'],
    events: [
      {
        type: 'pod-spec',
        pod: 'ranker-1',
        namespace: 'default',
        node: 'worker-7',
        qosClass: 'Burstable',
        containers: [
          { name: 'main', containerId: 'c8ec', memoryLimitBytes: 335544320, memoryRequestBytes: 134217728 },
        ],
        source: { firstLine: 1, lastLine: 27 },
      },
      { type: 'pod-evicted', pod: 'ranker-1', resource: 'memory', at: { basis: 'none' } },
      {
        type: 'container-oom-killed',
        container: 'main',
        reason: 'OOMKilled',
        exitCode: 137,
        restartCount: 1,
        finishedAt: 'Mon, 23 Nov 2026 14:01:00 -0500',
        at: { epochMs: 1795460460000, basis: 'api' },
      },
    ],
  })
})

test('an ended container is the one that is described', () => {
  const ended = POD.replace('State:          Running', 'State:          Terminated\n      Exit Code:    137')
  expect(readEvidence({ name: 'x', text: ended })?.events.at(-1)).toMatchObject({
    containerId: 'c8ec',
    exitCode: 137,
  })
})

test('anything else with a name and a namespace is none', () => {
  const text = 'Name:   web\nNamespace:  default\nSelector: app=web\n'
  expect(readEvidence({ name: 'x', text })).toBeUndefined()
})
