import { describe, expect, test } from 'vitest'
import { klog, klogJson, said, saidIn } from './sample-lines.js'

const LIMITS = 'map[memory:{i:{value:1073741824 scale:0} d:{Dec:<nil>} s:1Gi Format:BinarySI}]'
const enforcing = (target: string, more: object) => [{ type: 'kubelet-enforcing', target, ...more }]

describe('limits that the kubelet writes', () => {
  test.each<[message: string, says: object[]]>([
    [
      `Enforcing System reserved on cgroup "/system.slice" with limits: ${LIMITS}`,
      enforcing('system-reserved', { cgroup: '/system.slice', memoryBytes: 1073741824 }),
    ],
    [
      `Enforcing kube reserved on cgroup "/runtime.slice" with limits: ${LIMITS}`,
      enforcing('kube-reserved', { cgroup: '/runtime.slice', memoryBytes: 1073741824 }),
    ],
    [
      `"Enforcing system reserved on cgroup" cgroupName="/system.slice" limits=${LIMITS}`,
      enforcing('system-reserved', { cgroup: '/system.slice', memoryBytes: 1073741824 }),
    ],
    [
      '"Enforcing kube reserved on cgroup" cgroupName="/runtime.slice" limits={"cpu":"1","memory":"1536Mi"}',
      enforcing('kube-reserved', { cgroup: '/runtime.slice', memoryBytes: 1610612736 }),
    ],
    [
      '"Enforcing system reserved compressible on cgroup" cgroupName="/system.slice" limits={"cpu":"1","memory":"1Gi"}',
      enforcing('system-reserved', { cgroup: '/system.slice' }),
    ],
    [
      '"Enforcing kube reserved compressible on cgroup" cgroupName="/kube.slice" limits={"memory":"1Gi"}',
      enforcing('kube-reserved', { cgroup: '/kube.slice' }),
    ],
    [
      'Enforcing limits on cgroup "/kubepods" with 1945 cpu shares and 824634932480 bytes of memory',
      enforcing('pods', { cgroup: '/kubepods' }),
    ],
    [
      'Enforcing limits on cgroup ["kubepods"] with 824634932488 cpu shares, 824634932480 bytes of memory, and 824634932496 processes',
      enforcing('pods', { cgroup: '/kubepods' }),
    ],
    [
      '"Enforcing limits on cgroup" cgroupName=[kubepods] cpuShares=0xc000315ae0 memory=0xc000315ae8 pidsLimit=<nil>',
      enforcing('pods', { cgroup: '/kubepods' }),
    ],
    [
      '"Enforcing limits on cgroup" cgroupName=["kubepods","burstable"] cpuShares=2 memory=3390910464 pidsLimit=null',
      enforcing('cgroup', { cgroup: '/kubepods/burstable', memoryBytes: 3390910464 }),
    ],
    [
      '"Enforcing limits on cgroup" cgroupName=["kubepods"] cpuShares=null memory=null pidsLimit=null',
      enforcing('pods', { cgroup: '/kubepods' }),
    ],
    [
      'Enforcing limits on cgroup ["kubepods"] with 824634932488 cpu shares and 824634932480 bytes of memory',
      enforcing('pods', { cgroup: '/kubepods' }),
    ],
    ['Failed to create ["kubepods"] cgroup', [{ type: 'kubelet-notice', notice: 'cgroup-create-failed' }]],
    ['Failed to create "/kubepods" cgroup', [{ type: 'kubelet-notice', notice: 'cgroup-create-failed' }]],
    [
      '"Failed to create cgroup" err="permission denied" cgroupName=["kubepods"]',
      [{ type: 'kubelet-notice', notice: 'cgroup-create-failed', error: 'permission denied' }],
    ],
    [
      'Failed to start ContainerManager Invalid Node Allocatable configuration. Resource "memory" has an allocatable of {{8 9} {<nil>} BinarySI}, capacity of 1Gi',
      [
        {
          type: 'kubelet-notice',
          notice: 'container-manager-failed',
          error:
            'Invalid Node Allocatable configuration. Resource "memory" has an allocatable of {{8 9} {<nil>} BinarySI}, capacity of 1Gi',
        },
        {
          type: 'kubelet-allocatable-failed',
          target: 'configuration',
          error:
            'Invalid Node Allocatable configuration. Resource "memory" has an allocatable of {{8 9} {<nil>} BinarySI}, capacity of 1Gi',
        },
      ],
    ],
    [
      '"Failed to start ContainerManager" err="invalid Node Allocatable configuration. Resource \\"memory\\" has a reservation of 9Gi but capacity of 4Gi. Expected capacity >= reservation."',
      [
        {
          type: 'kubelet-notice',
          notice: 'container-manager-failed',
          error:
            'invalid Node Allocatable configuration. Resource "memory" has a reservation of 9Gi but capacity of 4Gi. Expected capacity >= reservation.',
        },
        {
          type: 'kubelet-allocatable-failed',
          target: 'configuration',
          error:
            'invalid Node Allocatable configuration. Resource "memory" has a reservation of 9Gi but capacity of 4Gi. Expected capacity >= reservation.',
        },
      ],
    ],
    [
      'invalid Node Allocatable configuration. Resource "memory" is too much',
      [
        {
          type: 'kubelet-allocatable-failed',
          target: 'configuration',
          error: 'invalid Node Allocatable configuration. Resource "memory" is too much',
        },
      ],
    ],
  ])('%s', (message, says) => {
    expect(said(message)).toEqual(says)
  })

  test('the JSON format prints what the pointers point to', () => {
    const pairs = { cgroupName: ['kubepods'], cpuShares: 1945, memory: 3390910464, pidsLimit: null }
    expect(saidIn(klogJson('Enforcing limits on cgroup', pairs))).toEqual(
      enforcing('pods', { cgroup: '/kubepods', memoryBytes: 3390910464 }),
    )
  })

  test('the path is the one of the driver and the root that the kubelet started with', () => {
    const config = (root: string, driver: string) =>
      `"Creating Container Manager object based on Node Config" nodeConfig={"CgroupRoot":"${root}","CgroupDriver":"${driver}"}`
    const line = '"Enforcing limits on cgroup" cgroupName=["my-root","kubepods"] memory=1'
    expect(saidIn(klog(config('/my-root', 'systemd'), line)).at(-1)).toEqual(
      enforcing('pods', { cgroup: '/my_root.slice/my_root-kubepods.slice', memoryBytes: 1 })[0],
    )
    expect(saidIn(klog(config('/my-root', 'cgroupfs'), line)).at(-1)).toMatchObject({
      cgroup: '/my-root/kubepods',
    })
  })

  test.each([
    'Failed to create sandbox for pod "a"',
    'Enforcing limits on cgroup kubepods with no brackets',
    '"Enforcing system reserved on cgroup"',
    '"Failed to create sandbox for pod" err="no"',
  ])('nothing is read from: %s', (message) => {
    expect(said(message)).toEqual([])
  })
})
