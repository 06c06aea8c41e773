import { expect, test } from 'vitest'
import { klogJson, said, saidIn } from './sample-lines.js'

const CONDITION = { type: 'kubelet-node-condition', node: 'worker-3' }
const NOTICE = { type: 'kubelet-notice' }

test.each<[message: string, says: object]>([
  [
    'Recording NodeHasSufficientMemory event message for node worker-3',
    { ...CONDITION, reason: 'NodeHasSufficientMemory' },
  ],
  [
    '"Recording event message for node" node="worker-3" event="NodeHasInsufficientMemory"',
    { ...CONDITION, reason: 'NodeHasInsufficientMemory' },
  ],
  [
    'Node became not ready: {Type:Ready Status:False LastHeartbeatTime:2021-02-03 10:00:00 +0000 UTC m=+1.5 LastTransitionTime:2021-02-03 10:00:00 +0000 UTC m=+1.5 Reason:KubeletNotReady Message:PLEG is not healthy Reason:Forged}',
    { type: 'kubelet-node-condition', condition: 'Ready', status: 'False', reason: 'KubeletNotReady' },
  ],
  [
    '"Node became not ready" node="worker-3" condition={Type:Ready Status:False LastHeartbeatTime:2021-02-03 10:00:00 +0000 UTC LastTransitionTime:2021-02-03 10:00:00 +0000 UTC Reason:KubeletNotReady Message:down}',
    { ...CONDITION, condition: 'Ready', status: 'False', reason: 'KubeletNotReady' },
  ],
  [
    '"Node became not ready" node="worker-3" condition={"type":"Ready","status":"False","lastHeartbeatTime":"2026-11-23T18:00:00Z","reason":"KubeletNotReady","message":"down"}',
    { ...CONDITION, condition: 'Ready', status: 'False', reason: 'KubeletNotReady' },
  ],
  [
    '"Recording event message for node" node={"name":"worker-3"} event="NodeReady"',
    { ...CONDITION, reason: 'NodeReady' },
  ],
  ['Update capacity for example.com/gpu to 4', { ...NOTICE, notice: 'device-capacity' }],
  ['Update allocatable for example.com/gpu to 4', { ...NOTICE, notice: 'device-capacity' }],
  [
    '"Updated capacity for device plugin" plugin="example.com/gpu" capacity=4',
    { ...NOTICE, notice: 'device-capacity' },
  ],
  ['"Updated allocatable" device="example.com/gpu" allocatable=4', { ...NOTICE, notice: 'device-capacity' }],
  ['Attempting to register node worker-3', { ...NOTICE, notice: 'registering', node: 'worker-3' }],
  ['"Attempting to register node" node="worker-3"', { ...NOTICE, notice: 'registering', node: 'worker-3' }],
  ['Successfully registered node worker-3', { ...NOTICE, notice: 'registered', node: 'worker-3' }],
  ['"Successfully registered node" node="worker-3"', { ...NOTICE, notice: 'registered', node: 'worker-3' }],
  [
    'Node worker-3 was previously registered',
    { ...NOTICE, notice: 'previously-registered', node: 'worker-3' },
  ],
  [
    '"Node was previously registered" node="worker-3"',
    { ...NOTICE, notice: 'previously-registered', node: 'worker-3' },
  ],
])('%s', (message, says) => {
  expect(said(message)).toEqual([says])
})

test.each(
  [
    'NodeHasSufficientMemory NodeHasInsufficientMemory NodeHasNoDiskPressure NodeHasDiskPressure',
    'NodeHasSufficientPID NodeHasInsufficientPID NodeHasSufficientDisk NodeReady NodeNotReady',
    'NodeSchedulable NodeNotSchedulable',
  ].flatMap((reasons) => reasons.split(' ')),
)('%s, in the log and as an event', (reason) => {
  const says = [{ ...CONDITION, reason }]
  expect(said(`Recording ${reason} event message for node worker-3`)).toEqual(says)
  expect(said(`"Recording event message for node" node="worker-3" event="${reason}"`)).toEqual(says)
  const message = `Node worker-3 status is now: ${reason}`
  expect(
    said(`"Event occurred" object="worker-3" kind="Node" reason="${reason}" message="${message}"`),
  ).toEqual(says)
})

test('the JSON format', () => {
  const pairs = { node: 'worker-3', event: 'NodeHasDiskPressure' }
  expect(saidIn(klogJson('Recording event message for node', pairs))).toEqual([
    { ...CONDITION, reason: 'NodeHasDiskPressure' },
  ])
})

test.each([
  'Recording NodeHasSufficientMemory event message for node a b c',
  'Node worker-3 was deleted',
  '"Updated allocatable"',
])('nothing is read from: %s', (message) => {
  expect(said(message)).toEqual([])
})
