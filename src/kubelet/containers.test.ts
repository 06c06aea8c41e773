import { expect, test } from 'vitest'
import { klogJson, said, saidIn } from './sample-lines.js'

const UID = '397b1b4e-70f7-4418-91af-50b917fe31f7'
const ID = '44d3336c959e6b2544dfc88e6f0580938bbf382e33db3205bb876f85845823a3'
const POD = { name: 'web-0', namespace: 'default', uid: UID }
const DIED = {
  type: 'kubelet-notice',
  notice: 'container-died',
  pod: POD,
  containerId: ID,
  reason: 'ContainerDied',
}
const KILLING = { type: 'kubelet-notice', notice: 'killing-container' }

test.each<[message: string, says: object]>([
  [
    `SyncLoop (PLEG): "web-0_default(${UID})", event: &pleg.PodLifecycleEvent{ID:"${UID}", Type:"ContainerDied", Data:"${ID}"}`,
    DIED,
  ],
  [
    `"SyncLoop (PLEG): event for pod" pod="default/web-0" event=&{ID:${UID} Type:ContainerDied Data:${ID}}`,
    DIED,
  ],
  [
    `"SyncLoop (PLEG): event for pod" pod="default/web-0" event={"ID":"${UID}","Type":"ContainerDied","Data":"${ID}"}`,
    DIED,
  ],
  [
    `"SyncLoop (PLEG): event for pod" pod="default/web-0" event={"ID":"${UID}","Type":"ContainerStarted","Data":"${ID}"}`,
    { ...DIED, notice: 'pod-lifecycle', reason: 'ContainerStarted' },
  ],
  ...['ContainerRemoved', 'ContainerChanged'].flatMap((reason): [string, object][] => {
    const says = { ...DIED, notice: 'pod-lifecycle', reason }
    return [
      [
        `SyncLoop (PLEG): "web-0_default(${UID})", event: &pleg.PodLifecycleEvent{ID:"${UID}", Type:"${reason}", Data:"${ID}"}`,
        says,
      ],
      [
        `"SyncLoop (PLEG): event for pod" pod="default/web-0" event=&{ID:${UID} Type:${reason} Data:${ID}}`,
        says,
      ],
    ]
  }),
  [
    `"SyncLoop (PLEG): event for pod" pod="default/web-0" event=&{ID:${UID} Type:PodSync Data:<nil>}`,
    { type: 'kubelet-notice', notice: 'pod-lifecycle', pod: POD, reason: 'PodSync' },
  ],
  [
    `"SyncLoop (PLEG): event for pod" pod="default/web-0" event={"ID":"${UID}","Type":"PodSync","Data":null}`,
    { type: 'kubelet-notice', notice: 'pod-lifecycle', pod: POD, reason: 'PodSync' },
  ],
  [
    `SyncLoop (PLEG): "web-0_default(${UID})", event: &pleg.PodLifecycleEvent{ID:"${UID}", Type:"PodSync", Data:interface {}(nil)}`,
    { type: 'kubelet-notice', notice: 'pod-lifecycle', pod: POD, reason: 'PodSync' },
  ],
  [
    `"Generic (PLEG): container finished" podID="${UID}" containerID="${ID}" exitCode=137`,
    { type: 'kubelet-notice', notice: 'container-died', containerId: ID, exitCode: 137 },
  ],
  [
    `Killing container "docker://${ID}" with 30 second grace period`,
    { ...KILLING, containerId: ID, gracePeriodSec: 30 },
  ],
  [
    `Killing container "${ID}" with a 30 second grace period`,
    { ...KILLING, containerId: ID, gracePeriodSec: 30 },
  ],
  ['Killing container with a 0 second grace period', { ...KILLING, gracePeriodSec: 0 }],
  [
    `"Killing container with a grace period" pod="default/web-0" podUID="${UID}" containerName="web" containerID="containerd://${ID}" gracePeriod=2`,
    { ...KILLING, pod: { name: 'web-0', namespace: 'default' }, containerId: ID, gracePeriodSec: 2 },
  ],
  [
    '[ContainerManager]: Failed to update QoS cgroup configuration',
    { type: 'kubelet-notice', notice: 'qos-update-failed' },
  ],
  [
    '"Failed to update QoS cgroup configuration" err="device or resource busy"',
    { type: 'kubelet-notice', notice: 'qos-update-failed', error: 'device or resource busy' },
  ],
  [
    '[Container Manager] burstable pod requests total 2147483648 bytes (reserve 100%)',
    { type: 'kubelet-notice', notice: 'qos-reserved' },
  ],
])('%s', (message, says) => {
  expect(said(message)).toEqual([says])
})

test('the JSON format', () => {
  const pairs = {
    pod: { name: 'web-0', namespace: 'default' },
    event: { ID: UID, Type: 'ContainerDied', Data: ID },
  }
  expect(saidIn(klogJson('SyncLoop (PLEG): event for pod', pairs))).toEqual([DIED])
})

test.each([
  `SyncLoop (PLEG): ignore irrelevant event: &pleg.PodLifecycleEvent{ID:"${UID}", Type:"ContainerDied", Data:"${ID}"}`,
  `"SyncLoop (PLEG): event for pod" pod="default/web-0" event={"ID":"${UID}","Type":"Other","Data":"${ID}"}`,
  '"SyncLoop (PLEG): event for pod"',
  `"Killing container with a grace period override" pod="default/web-0" containerID="containerd://${ID}" gracePeriod=5`,
  '[Container Manager] anything else',
  '[ContainerManager]: Updated QoS cgroup configuration',
])('nothing is read from: %s', (message) => {
  expect(said(message)).toEqual([])
})
