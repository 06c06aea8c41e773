import { describe, expect, test } from 'vitest'
import { klogJson, said, saidIn } from './sample-lines.js'

const LONG = 'web-0_default(2b2edfdb-2678)'
const POD = { name: 'web-0', namespace: 'default' }
const POD_UID = { ...POD, uid: '2b2edfdb-2678' }
const OTHER = { name: 'join', namespace: 'batch' }

/** A phase, its message until 1.20 and from 1.21 on. */
const BOTH: readonly [phase: string, old: string, structured: string, oldSays: object, says: object][] = [
  [
    'threshold-met',
    'eviction manager: attempting to reclaim ephemeral-storage',
    '"Eviction manager: attempting to reclaim" resourceName="memory"',
    { resource: 'ephemeral-storage' },
    { resource: 'memory' },
  ],
  [
    'must-evict',
    'eviction manager: must evict pod(s) to reclaim memory',
    '"Eviction manager: must evict pod(s) to reclaim" resourceName="memory"',
    { resource: 'memory' },
    { resource: 'memory' },
  ],
  [
    'reclaimed-without-eviction',
    'eviction manager: able to reduce ephemeral-storage pressure without evicting pods.',
    '"Eviction manager: able to reduce resource pressure without evicting pods." resourceName="memory"',
    { resource: 'ephemeral-storage' },
    { resource: 'memory' },
  ],
  [
    'ranked',
    `eviction manager: pods ranked for eviction: ${LONG}, join_batch(77)`,
    '"Eviction manager: pods ranked for eviction" pods=["default/web-0",null,"batch/join"]',
    { pods: [POD_UID, { ...OTHER, uid: '77' }] },
    { pods: [POD, OTHER] },
  ],
  [
    'evicted',
    `eviction manager: pod ${LONG} is evicted successfully`,
    '"Eviction manager: pod is evicted successfully" pod="default/web-0"',
    { pods: [POD_UID] },
    { pods: [POD] },
  ],
  [
    'evict-failed',
    `eviction manager: pod ${LONG} failed to evict timeout waiting to kill pod`,
    '"Eviction manager: pod failed to evict" err="timeout waiting to kill pod" pod="default/web-0"',
    { pods: [POD_UID], error: 'timeout waiting to kill pod' },
    { pods: [POD], error: 'timeout waiting to kill pod' },
  ],
  [
    'critical-pod-skipped',
    `eviction manager: cannot evict a critical static pod ${LONG}`,
    '"Eviction manager: cannot evict a critical pod" pod="default/web-0"',
    { pods: [POD_UID] },
    { pods: [POD] },
  ],
  [
    'nothing-to-evict',
    'eviction manager: unable to evict any pods from the node',
    '"Eviction manager: unable to evict any pods from the node"',
    {},
    {},
  ],
  [
    'nothing-to-evict',
    'eviction manager: eviction thresholds have been met, but no pods are active to evict',
    '"Eviction manager: eviction thresholds have been met, but no pods are active to evict"',
    {},
    {},
  ],
  [
    'waiting-for-cleanup',
    `eviction manager: pods ${LONG} evicted, waiting for pod to be cleaned up`,
    '"Eviction manager: pods evicted, waiting for pod to be cleaned up" pods=[default/web-0 batch/join]',
    { pods: [POD_UID] },
    { pods: [POD, OTHER] },
  ],
  [
    'cleaned-up',
    `eviction manager: pods ${LONG} successfully cleaned up`,
    '"Eviction manager: pods successfully cleaned up" pods="[default/web-0]"',
    { pods: [POD_UID] },
    { pods: [POD] },
  ],
  [
    'cleanup-timed-out',
    `eviction manager: timed out waiting for pods ${LONG} to be cleaned up`,
    '"Eviction manager: timed out waiting for pods to be cleaned up" pods=["default/web-0"]',
    { pods: [POD_UID] },
    { pods: [POD] },
  ],
  [
    'failed',
    'eviction manager: unexpected error when attempting to reduce nodefs pressure: no disk',
    '"Eviction manager: unexpected error when attempting to reduce resource pressure" err="no disk" resourceName="memory"',
    { resource: 'nodefs', error: 'no disk' },
    { resource: 'memory', error: 'no disk' },
  ],
  [
    'blind',
    'eviction manager: no observation found for eviction signal allocatableMemory.available',
    '"Eviction manager: no observation found for eviction signal" signal="memory.available"',
    { signal: 'allocatableMemory.available' },
    { signal: 'memory.available' },
  ],
  [
    'blind',
    'eviction manager: failed to get get summary stats: failed to get node info',
    '"Eviction manager: failed to get summary stats" err="failed to get node info"',
    { error: 'failed to get node info' },
    { error: 'failed to get node info' },
  ],
  [
    'grace-period',
    'eviction manager: eviction criteria not yet met for threshold(signal=memory.available, operator=LessThan, value={200Mi 0}, gracePeriod=1m30s), duration: 10s',
    '"Eviction manager: eviction criteria not yet met" threshold="threshold(signal=memory.available, operator=LessThan, value={<nil> 0.1}, gracePeriod=1m30s)" duration="10s"',
    { signal: 'memory.available', thresholdBytes: 209715200 },
    { signal: 'memory.available' },
  ],
  [
    'notifier-created',
    'eviction manager: created hard allocatable memory eviction threshold',
    '"Eviction manager: created memoryThresholdNotifier" notifier="hard memory eviction threshold"',
    {},
    {},
  ],
  [
    'notified',
    'eviction manager: hard memory eviction threshold crossed',
    '"eviction manager: soft allocatable memory eviction threshold crossed"',
    {},
    {},
  ],
]

describe('the eviction manager', () => {
  test.each(BOTH)('%s', (phase, old, structured, oldSays, says) => {
    expect(said(old)).toEqual([{ type: 'kubelet-eviction', phase, ...oldSays }])
    expect(said(structured)).toEqual([{ type: 'kubelet-eviction', phase, ...says }])
  })

  test.each<[message: string, says: object]>([
    [
      'eviction manager: cannot evict a critical pod kube-proxy-x_kube-system(1)',
      { phase: 'critical-pod-skipped', pods: [{ name: 'kube-proxy-x', namespace: 'kube-system', uid: '1' }] },
    ],
    ['eviction manager: failed to get summary stats: no', { phase: 'blind', error: 'no' }],
    ['hard memory eviction threshold crossed at <100Mi available', { phase: 'notified' }],
    ['soft memory eviction threshold crossed at <100Mi available', { phase: 'notified' }],
    [
      `Failed to admit pod ${LONG} - node has conditions: [MemoryPressure]`,
      { phase: 'admission-refused', pods: [POD_UID], error: 'MemoryPressure' },
    ],
    [
      '"Failed to admit pod to node" pod="default/web-0" nodeCondition=[MemoryPressure DiskPressure]',
      { phase: 'admission-refused', pods: [POD], error: 'MemoryPressure, DiskPressure' },
    ],
    [
      '"Failed to admit pod to node" pod="default/web-0" nodeCondition=["MemoryPressure"]',
      { phase: 'admission-refused', pods: [POD], error: 'MemoryPressure' },
    ],
    [
      `Predicate failed on Pod: ${LONG}, for reason: Node didn't have enough resource: memory`,
      { phase: 'admission-refused', pods: [POD_UID], error: "Node didn't have enough resource: memory" },
    ],
    [
      '"Predicate failed on Pod" pod="default/web-0" err="not enough memory"',
      { phase: 'admission-refused', pods: [POD], error: 'not enough memory' },
    ],
  ])('%s', (message, says) => {
    expect(said(message)).toEqual([{ type: 'kubelet-eviction', ...says }])
  })

  test.each(['hard', 'soft'].flatMap((hardness) => [`${hardness} memory`, `${hardness} allocatable memory`]))(
    'the notifier of the %s eviction threshold',
    (which) => {
      const created = [{ type: 'kubelet-eviction', phase: 'notifier-created' }]
      const crossed = [{ type: 'kubelet-eviction', phase: 'notified' }]
      const threshold = `${which} eviction threshold`
      expect(said(`eviction manager: created ${threshold}`)).toEqual(created)
      expect(said(`"Eviction manager: created memoryThresholdNotifier" notifier="${threshold}"`)).toEqual(
        created,
      )
      expect(said(`eviction manager: ${threshold} crossed`)).toEqual(crossed)
      expect(said(`"eviction manager: ${threshold} crossed"`)).toEqual(crossed)
    },
  )

  test('"Evicting pod" says whom and why', () => {
    const pairs = {
      pod: { name: 'web-0', namespace: 'default' },
      podUID: '2b2edfdb',
      message: 'The node was low on resource: memory. Threshold quantity: 300Mi, available: 191208Ki. ',
    }
    const says = [
      {
        type: 'pod-evicted',
        pod: 'web-0',
        namespace: 'default',
        podUid: '2b2edfdb',
        resource: 'memory',
        thresholdBytes: 314572800,
        availableBytes: 195796992,
        printed: { thresholdBytes: '300Mi', availableBytes: '191208Ki' },
      },
    ]
    expect(said(`"Evicting pod" pod="default/web-0" podUID="2b2edfdb" message="${pairs.message}"`)).toEqual(
      says,
    )
    expect(saidIn(klogJson('Evicting pod', pairs))).toEqual(says)
  })

  test.each([
    'eviction manager: synchronize housekeeping',
    'eviction manager: no resources are starved',
    '"Eviction manager: starting control loop"',
    '"Eviction manager: node conditions - observed" nodeCondition=["MemoryPressure"]',
    'eviction manager: attempting to reclaim memory and more',
    'eviction manager: pod a b is evicted successfully',
    'Failed to admit pod',
    '"Evicting pod" pod="default/web-0"',
    'not the eviction manager: attempting to reclaim memory',
  ])('nothing is read from: %s', (message) => {
    expect(said(message)).toEqual([])
  })
})
