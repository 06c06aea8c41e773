import { describe, expect, test } from 'vitest'
import { klogJson, said, saidIn } from './sample-lines.js'

const notice = (name: string, more: object = {}) => [{ type: 'kubelet-notice', notice: name, ...more }]

describe('the start of a kubelet', () => {
  const TABLE: readonly [message: string, says: object[]][] = [
    ['Version: v1.20.2', [{ type: 'kubelet-start', version: 'v1.20.2' }]],
    ['Version: v1.18.8-aliyun.1', [{ type: 'kubelet-start', version: 'v1.18.8-aliyun.1' }]],
    ['Version: v1.20.2+vendor', [{ type: 'kubelet-start', version: 'v1.20.2+vendor' }]],
    ['Version: v1.16.6-gke.100', [{ type: 'kubelet-start', version: 'v1.16.6-gke.100' }]],
    ['Version: v1.20.15-eks-fb459a0', [{ type: 'kubelet-start', version: 'v1.20.15-eks-fb459a0' }]],
    ['"Kubelet version" kubeletVersion="v1.32.13"', [{ type: 'kubelet-start', version: 'v1.32.13' }]],
    ['"Golang settings" GOGC="" GOMAXPROCS="" GOTRACEBACK=""', notice('golang-settings')],
    ['FLAG: --cgroup-root=""', [{ type: 'kubelet-flag', name: 'cgroup-root', value: '' }]],
    [
      'FLAG: --kube-reserved="cpu=100m,memory=1.5Gi"',
      [{ type: 'kubelet-flag', name: 'kube-reserved', value: 'cpu=100m,memory=1.5Gi' }],
    ],
    [
      'FLAG: --eviction-hard="imagefs.available<15%,memory.available<100Mi"',
      [
        {
          type: 'kubelet-flag',
          name: 'eviction-hard',
          value: 'imagefs.available<15%,memory.available<100Mi',
        },
      ],
    ],
    [
      'FLAG: --enforce-node-allocatable="[pods]"',
      [{ type: 'kubelet-flag', name: 'enforce-node-allocatable', value: '[pods]' }],
    ],
    ['FLAG: --node-labels="a=\\"b\\""', [{ type: 'kubelet-flag', name: 'node-labels', value: 'a="b"' }]],
    ['KubeletConfiguration: config.KubeletConfiguration{…}', notice('effective-configuration')],
    ['"KubeletConfiguration" configuration={EnableServer:true}', notice('effective-configuration')],
    [
      '"KubeletConfiguration" configuration=<\n\t{\n\t  "EnableServer": true\n\t}\n >',
      notice('effective-configuration'),
    ],
    ['Started kubelet', notice('started')],
    ['"Started kubelet"', notice('started')],
    ['Starting kubelet main sync loop.', notice('sync-loop-started')],
    ['"Starting kubelet main sync loop"', notice('sync-loop-started')],
    [
      'Failed to start ContainerManager cannot get rootfs info',
      notice('container-manager-failed', { error: 'cannot get rootfs info' }),
    ],
    [
      'Failed to start ContainerManager no rootfs\n\ngoroutine 1 [running]:\nmain.main()',
      notice('container-manager-failed', { error: 'no rootfs' }),
    ],
    [
      '"Failed to start ContainerManager" err="system validation failed"',
      notice('container-manager-failed', { error: 'system validation failed' }),
    ],
    [
      'skipping pod synchronization - [PLEG is not healthy: pleg has yet to be successful]',
      notice('sync-skipped', { error: '[PLEG is not healthy: pleg has yet to be successful]' }),
    ],
    [
      '"Skipping pod synchronization" err="PLEG is not healthy"',
      notice('sync-skipped', { error: 'PLEG is not healthy' }),
    ],
    [
      'After cpu setting is overwritten, KubeReserved="map[cpu:1 memory:1Gi]", SystemReserved="map[]"',
      [{ type: 'kubelet-config-change', what: 'reserved-cpus' }],
    ],
    [
      '"After cpu setting is overwritten" kubeReservedCPUs="map[cpu:1]" systemReservedCPUs="map[]"',
      [{ type: 'kubelet-config-change', what: 'reserved-cpus' }],
    ],
    [
      '"After cpu setting is overwritten" kubeReserved={"cpu":"1"} systemReserved={}',
      [{ type: 'kubelet-config-change', what: 'reserved-cpus' }],
    ],
    [
      '--cgroups-per-qos enabled, but --cgroup-root was not specified.  defaulting to /',
      notice('cgroup-root-default'),
    ],
    [
      '"--cgroups-per-qos enabled, but --cgroup-root was not specified.  defaulting to /"',
      notice('cgroup-root-default'),
    ],
    [
      '"--cgroups-per-qos enabled, but --cgroup-root was not specified.  Defaulting to /"',
      notice('cgroup-root-default'),
    ],
    [
      '"Using cgroup driver setting received from the CRI runtime" cgroupDriver="systemd"',
      notice('cgroup-driver-from-runtime', { cgroupDriver: 'systemd' }),
    ],
    [
      'Machine: {Timestamp:2026-11-23 19:25:02.62273691 +0100 CET m=+26.009433751 NumCores:2 MemoryCapacity:4124913664 NVMInfo:{MemoryModeCapacity:0} Topology:[{Id:0 Memory:4124913664}]}',
      notice('machine', { memoryCapacityBytes: 4124913664 }),
    ],
    ['Machine: {Timestamp:2026-11-23 19:25:02', notice('machine')],
  ]
  test.each(TABLE)('%s', (message, says) => {
    expect(said(message)).toEqual(says)
  })

  test('the JSON format says the same', () => {
    expect(saidIn(klogJson('Kubelet version', { kubeletVersion: 'v1.32.13' }))).toEqual([
      { type: 'kubelet-start', version: 'v1.32.13' },
    ])
    expect(saidIn(klogJson('Version: v1.20.2\n'))).toEqual([{ type: 'kubelet-start', version: 'v1.20.2' }])
    expect(saidIn(klogJson('FLAG: --cgroup-driver="cgroupfs"'))).toEqual([
      { type: 'kubelet-flag', name: 'cgroup-driver', value: 'cgroupfs' },
    ])
  })

  test.each([
    // cAdvisor's version of the machine, texts that only begin like a form, values that are cut.
    'Version: {KernelVersion:5.10.0-32-cloud-amd64 ContainerOsVersion:Debian}',
    'Version: v',
    '"Kubelet version" other="v1.32.13"',
    'FLAG: --kube-reserved="cpu=100m,mem',
    'FLAG: --__proto__ is none',
    'Started kubelet-like thing',
    'said: Version: v1.20.2',
    'Starting Kubelet Volume Manager',
  ])('nothing is read from: %s', (message) => {
    expect(said(message)).toEqual([])
  })
})
