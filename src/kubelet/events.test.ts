import { describe, expect, test } from 'vitest'
import { klogJson, said, saidIn } from './sample-lines.js'

const UPDATED = 'Updated Node Allocatable limit across pods'

const reference = (kind: string, namespace: string, name: string, tail: string) =>
  `Event(v1.ObjectReference{Kind:"${kind}", Namespace:"${namespace}", Name:"${name}", UID:"u-1", APIVersion:"", ResourceVersion:"", FieldPath:""}): ${tail}`
const syntax = (reason: string, message: string) =>
  `&v1.Event{TypeMeta:v1.TypeMeta{Kind:"", APIVersion:""}, ObjectMeta:v1.ObjectMeta{Name:"worker-3.16", Namespace:"default", Annotations:map[string]string(nil)}, InvolvedObject:v1.ObjectReference{Kind:"Node", Namespace:"", Name:"worker-3", UID:"worker-3", APIVersion:"", ResourceVersion:"", FieldPath:""}, Reason:"${reason}", Message:"${message}", Source:v1.EventSource{Component:"kubelet", Host:"worker-3"}, FirstTimestamp:v1.Time{Time:time.Time{wall:0xbf, ext:1, loc:(*time.Location)(0x7)}}, LastTimestamp:v1.Time{Time:time.Time{wall:0xbf, ext:1, loc:(*time.Location)(0x7)}}, Count:3, Type:"Warning", EventTime:v1.MicroTime{}}`
const stringer = (reason: string, message: string) =>
  `&Event{ObjectMeta:{worker-3.18eac17c310c1c14  default   576 0 0001-01-01 00:00:00 +0000 UTC <nil> <nil> map[] map[] [] [] []},InvolvedObject:ObjectReference{Kind:Node,Namespace:,Name:worker-3,UID:worker-3,APIVersion:,ResourceVersion:,FieldPath:,},Reason:${reason},Message:${message},Source:EventSource{Component:kubelet,Host:worker-3,},FirstTimestamp:2026-11-23 18:55:40 +0000 UTC,LastTimestamp:2026-11-23 19:01:39.006846744 +0000 UTC m=+1434.870295239,Count:4,Type:Warning,EventTime:0001-01-01 00:00:00 +0000 UTC,Series:nil,Action:,Related:nil,ReportingController:kubelet,ReportingInstance:worker-3,}`

const occurred = (reason: string, message: string, object = 'worker-3', kind = 'Node') =>
  `"Event occurred" object="${object}" fieldPath="" kind="${kind}" apiVersion="" type="Normal" reason="${reason}" message=${JSON.stringify(message)}`

const ENFORCED = { type: 'kubelet-allocatable-enforced', node: 'worker-3', target: 'pods' }
const FAILED = { type: 'kubelet-allocatable-failed', node: 'worker-3' }

describe('events in the log', () => {
  test.each<[message: string, says: object]>([
    // Every form of the same event.
    [
      reference('Node', '', 'worker-3', `type: 'Normal' reason: 'NodeAllocatableEnforced' ${UPDATED}`),
      ENFORCED,
    ],
    [
      `"Event occurred" object="worker-3" kind="Node" apiVersion="" type="Normal" reason="NodeAllocatableEnforced" message="${UPDATED}"`,
      ENFORCED,
    ],
    [occurred('NodeAllocatableEnforced', UPDATED), ENFORCED],
    [
      `Unable to write event: '${syntax('NodeAllocatableEnforced', UPDATED)}': 'Post "https://10.0.0.1": dial tcp' (may retry after sleeping)`,
      { ...ENFORCED, problems: ['late-event'] },
    ],
    [
      `Server rejected event '${syntax('NodeAllocatableEnforced', UPDATED)}': 'no' (will not retry!)`,
      { ...ENFORCED, problems: ['late-event'] },
    ],
    [
      `"Server rejected event (will not retry!)" err="Timeout" event="${stringer('NodeAllocatableEnforced', UPDATED)}"`,
      { ...ENFORCED, problems: ['late-event'] },
    ],
    [
      `"Unable to write event (may retry after sleeping)" err="refused" event="${stringer('Rebooted', 'Node worker-3 has been rebooted, boot id: 1')}"`,
      {
        type: 'kubernetes-event',
        reason: 'Rebooted',
        kind: 'Node',
        name: 'worker-3',
        component: 'kubelet',
        count: 4,
        firstAt: '2026-11-23 18:55:40 +0000 UTC',
        problems: ['late-event'],
      },
    ],
    [
      `Unable to write event: '${syntax('Rebooted', 'Node \\"worker-3\\" has been rebooted')}'`,
      {
        type: 'kubernetes-event',
        reason: 'Rebooted',
        kind: 'Node',
        name: 'worker-3',
        component: 'kubelet',
        count: 3,
        problems: ['late-event'],
      },
    ],
    // Until 1.18.
    [
      reference('Node', '', 'worker-3', "type: 'Warning' reason: 'SystemOOM' System OOM encountered"),
      { type: 'kubelet-system-oom', form: 'event', node: 'worker-3' },
    ],
    [
      reference(
        'Node',
        '',
        'worker-3',
        "type: 'Warning' reason: 'FailedNodeAllocatableEnforcement' Failed to update Node Allocatable Limits \"/kubepods\": device or resource busy",
      ),
      { ...FAILED, target: 'pods', error: 'device or resource busy' },
    ],
    [
      reference(
        'Node',
        '',
        'worker-3',
        "type: 'Warning' reason: 'EvictionThresholdMet' Attempting to reclaim memory",
      ),
      { type: 'kubelet-eviction', phase: 'threshold-met', resource: 'memory' },
    ],
    // The node's limits.
    [
      occurred('NodeAllocatableEnforced', 'Updated limits on system reserved cgroup /system.slice'),
      { ...ENFORCED, target: 'system-reserved', cgroup: '/system.slice' },
    ],
    [
      occurred('NodeAllocatableEnforced', 'Updated limits on kube reserved cgroup /runtime.slice'),
      { ...ENFORCED, target: 'kube-reserved', cgroup: '/runtime.slice' },
    ],
    [
      occurred(
        'FailedNodeAllocatableEnforcement',
        'Failed to update Node Allocatable Limits ["kubepods"]: failed to write 3390910464 to memory.limit_in_bytes: device or resource busy',
      ),
      {
        ...FAILED,
        target: 'pods',
        error: 'failed to write 3390910464 to memory.limit_in_bytes: device or resource busy',
      },
    ],
    [
      occurred(
        'FailedNodeAllocatableEnforcement',
        'Failed to enforce System Reserved Cgroup Limits on "/system.slice": "/system.slice" cgroup does not exist',
      ),
      {
        ...FAILED,
        target: 'system-reserved',
        cgroup: '/system.slice',
        error: '"/system.slice" cgroup does not exist',
      },
    ],
    [
      occurred(
        'FailedNodeAllocatableEnforcement',
        'Failed to enforce Kube Reserved Compressible Cgroup Limits on "/kube.slice": cgroup "/kube.slice" has some missing controllers: cpu',
      ),
      {
        ...FAILED,
        target: 'kube-reserved',
        cgroup: '/kube.slice',
        error: 'cgroup "/kube.slice" has some missing controllers: cpu',
      },
    ],
    [
      occurred(
        'FailedNodeAllocatableEnforcement',
        'Failed to enforce Kube Reserved Cgroup Limits on "/kube.slice": "/kube.slice" cgroup is not config properly',
      ),
      {
        ...FAILED,
        target: 'kube-reserved',
        cgroup: '/kube.slice',
        error: '"/kube.slice" cgroup is not config properly',
      },
    ],
    [
      occurred(
        'FailedNodeAllocatableEnforcement',
        'Failed to enforce System Reserved Compressible Cgroup Limits on "/system.slice": cgroup "/system.slice" has some missing paths: a, b',
      ),
      {
        ...FAILED,
        target: 'system-reserved',
        cgroup: '/system.slice',
        error: 'cgroup "/system.slice" has some missing paths: a, b',
      },
    ],
    // OOMs, evictions, conditions.
    [
      occurred('SystemOOM', 'System OOM encountered'),
      { type: 'kubelet-system-oom', form: 'event', node: 'worker-3' },
    ],
    [
      occurred('SystemOOM', 'System OOM encountered, victim process: backup_agent, pid: 2464'),
      {
        type: 'kubelet-system-oom',
        form: 'event',
        node: 'worker-3',
        victimComm: 'backup_agent',
        victimPid: 2464,
      },
    ],
    [
      occurred('SystemOOM', 'System OOM encountered, victim process: a, pid: 1, pid: 2464'),
      {
        type: 'kubelet-system-oom',
        form: 'event',
        node: 'worker-3',
        victimComm: 'a, pid: 1',
        victimPid: 2464,
      },
    ],
    [
      occurred('EvictionThresholdMet', 'Attempting to reclaim memory'),
      { type: 'kubelet-eviction', phase: 'threshold-met', resource: 'memory' },
    ],
    [
      occurred(
        'Evicted',
        'The node was low on resource: memory. Threshold quantity: 300Mi, available: 254488Ki. Container join was using 2314928Ki, request is 128Mi, has larger consumption of memory. ',
        'default/batch-join-6f7c8',
        'Pod',
      ),
      {
        type: 'pod-evicted',
        pod: 'batch-join-6f7c8',
        namespace: 'default',
        reason: 'Evicted',
        resource: 'memory',
        thresholdBytes: 314572800,
        availableBytes: 260595712,
        printed: { thresholdBytes: '300Mi', availableBytes: '254488Ki' },
        containers: [{ name: 'join', usageBytes: 2370486272, requestBytes: 134217728 }],
      },
    ],
    [
      reference(
        'Pod',
        'default',
        'web-0',
        "type: 'Warning' reason: 'Evicted' The node was low on resource: memory. ",
      ),
      {
        type: 'pod-evicted',
        pod: 'web-0',
        namespace: 'default',
        podUid: 'u-1',
        reason: 'Evicted',
        resource: 'memory',
      },
    ],
    [
      occurred('NodeHasInsufficientMemory', 'Node worker-3 status is now: NodeHasInsufficientMemory'),
      { type: 'kubelet-node-condition', reason: 'NodeHasInsufficientMemory', node: 'worker-3' },
    ],
    [
      occurred('KubeletConfigChanged', 'Kubelet restarting to use local config'),
      { type: 'kubelet-config-change', what: 'dynamic-config' },
    ],
  ])('%s', (message, says) => {
    expect(said(message)).toEqual([says])
  })

  test.each([
    'Starting',
    'Rebooted',
    'Shutdown',
    'InvalidDiskCapacity',
    'FreeDiskSpaceFailed',
    'ImageGCFailed',
    'ContainerGCFailed',
    'CgroupV1',
    'PossibleMemoryBackedVolumesOnDisk',
    'Preempting',
    'ExceededGracePeriod',
    'Killing',
    'BackOff',
    'ResizeCompleted',
    'ResizeStarted',
    'ResizeError',
    'ResizeDeferred',
    'ResizeInfeasible',
    // Known reasons with a message that is not the kubelet's.
    'NodeAllocatableEnforced',
    'FailedNodeAllocatableEnforcement',
    'SystemOOM',
    'EvictionThresholdMet',
  ])('%s is kept as it is', (reason) => {
    expect(said(occurred(reason, 'a text', 'ns/web-0', 'Pod'))).toEqual([
      { type: 'kubernetes-event', reason, kind: 'Pod', name: 'web-0', namespace: 'ns' },
    ])
  })

  test('the JSON format', () => {
    const pairs = {
      object: { name: 'web-0', namespace: 'ns' },
      fieldPath: 'spec.containers{web}',
      kind: 'Pod',
      apiVersion: 'v1',
      type: 'Normal',
      reason: 'Killing',
      message: 'Stopping container web',
    }
    expect(saidIn(klogJson('Event occurred', pairs))).toEqual([
      { type: 'kubernetes-event', reason: 'Killing', kind: 'Pod', name: 'web-0', namespace: 'ns' },
    ])
    expect(saidIn(klogJson('Event occurred'))).toEqual([])
  })

  test('a message that imitates another event stays a message', () => {
    const forged = `x" reason="SystemOOM" message="System OOM encountered`
    expect(said(occurred('Pulled', forged))).toEqual([])
    expect(
      said(reference('Pod', 'ns', 'a', `type: 'Normal' reason: 'Pulled' reason: 'SystemOOM' System OOM`)),
    ).toEqual([])
    expect(
      said(
        reference(
          `a\\"}): type: 'Normal' reason: 'SystemOOM' `,
          '',
          'n',
          `type: 'Normal' reason: 'Pulled' x`,
        ),
      ),
    ).toEqual([])
    const inner = `x,Source:EventSource{Component:kubelet,},InvolvedObject:ObjectReference{Kind:Node,},Reason:SystemOOM,Message:System OOM encountered`
    expect(said(`"Server rejected event (will not retry!)" event="${stringer('Pulled', inner)}"`)).toEqual([])
    expect(said(`Unable to write event: '${syntax('Pulled', '\\", Reason:\\"SystemOOM')}'`)).toEqual([])
  })

  test.each([
    'Event(v1.ObjectReference{Kind:"Node", Name:"worker',
    "Server rejected event '&v1.Event{' (will not retry!)",
    '"Unable to write event (may retry after sleeping)" event="&Event{InvolvedObject:ObjectReference{Kind:Node,"',
  ])('a cut event says nothing: %s', (message) => {
    expect(said(message)).toEqual([])
  })
})
