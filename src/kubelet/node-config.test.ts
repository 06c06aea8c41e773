import { describe, expect, test } from 'vitest'
import { klog, klogJson, said, saidIn } from './sample-lines.js'

const MEMORY_700 = 'memory:{i:{value:734003200 scale:0} d:{Dec:<nil>} s:700Mi Format:BinarySI}'
const CPU = 'cpu:{i:{value:100 scale:-3} d:{Dec:<nil>} s:100m Format:DecimalSI}'
const HARD =
  'HardEvictionThresholds:[{Signal:memory.available Operator:LessThan Value:{Quantity:100Mi Percentage:0} GracePeriod:0s MinReclaim:<nil>} {Signal:nodefs.available Operator:LessThan Value:{Quantity:<nil> Percentage:0.1} GracePeriod:0s MinReclaim:<nil>}]'

const allocatable = (kube: string, system: string) =>
  `{KubeReservedCgroupName: SystemReservedCgroupName:/system.slice ReservedSystemCPUs: EnforceNodeAllocatable:map[pods:{} system-reserved:{}] KubeReserved:map[${kube}] SystemReserved:map[${system}] ${HARD}}`
const whole = (kube: string, system = '') =>
  `{RuntimeCgroupsName: SystemCgroupsName: KubeletCgroupsName: ContainerRuntime:remote CgroupsPerQOS:true CgroupRoot:/ CgroupDriver:systemd KubeletRootDir:/var/lib/kubelet ProtectKernelDefaults:false NodeAllocatableConfig:${allocatable(kube, system)} QOSReserved:map[] ExperimentalCPUManagerPolicy:none}`

const COMMON = {
  type: 'kubelet-node-config',
  systemReservedCgroup: '/system.slice',
  enforceNodeAllocatable: ['pods', 'system-reserved'],
  kubeReserved: { cpu: { text: '100m' }, memory: { text: '700Mi', bytes: 734003200 } },
  systemReserved: {},
  kubeReservedMemoryBytes: 734003200,
  evictionHard: [
    { signal: 'memory.available', bytes: 104857600, text: '100Mi' },
    { signal: 'nodefs.available', fraction: 0.1 },
  ],
}
const COMPUTED = {
  ...COMMON,
  phase: 'computed',
  cgroupRoot: '/',
  cgroupDriver: 'systemd',
  cgroupsPerQos: true,
}
const ENFORCING = { ...COMMON, phase: 'enforcing' }

const JSON_ALLOCATABLE = {
  KubeReservedCgroupName: '',
  SystemReservedCgroupName: '/system.slice',
  ReservedSystemCPUs: {},
  EnforceNodeAllocatable: { pods: {}, 'system-reserved': {} },
  KubeReserved: { cpu: '100m', memory: '700Mi' },
  SystemReserved: null,
  HardEvictionThresholds: [
    { Signal: 'memory.available', Operator: 'LessThan', Value: { Quantity: '100Mi', Percentage: 0 } },
    { Signal: 'nodefs.available', Operator: 'LessThan', Value: { Quantity: null, Percentage: 0.1 } },
  ],
}
const JSON_WHOLE = {
  NodeName: 'worker-3',
  CgroupsPerQOS: true,
  CgroupRoot: '/',
  CgroupDriver: 'systemd',
  ...JSON_ALLOCATABLE,
  QOSReserved: {},
  CgroupVersion: 2,
}

const TITLE = 'Creating Container Manager object based on Node Config'
const ATTEMPT = 'Attempting to enforce Node Allocatable'

describe('the configuration of a node', () => {
  test.each<[title: string, log: string, says: object]>([
    ['until 1.20', klog(`${TITLE}: ${whole(`${CPU} ${MEMORY_700}`)}`), COMPUTED],
    ['1.21 to 1.27', klog(`"${TITLE}" nodeConfig=${whole(`${CPU} ${MEMORY_700}`)}`), COMPUTED],
    [
      'from 1.28 on',
      klog(`"${TITLE}" nodeConfig=${JSON.stringify(JSON_WHOLE)}`),
      { ...COMPUTED, nodeName: 'worker-3', cgroupVersion: 2 },
    ],
    [
      'in the JSON format',
      klogJson(TITLE, { nodeConfig: JSON_WHOLE }),
      { ...COMPUTED, nodeName: 'worker-3', cgroupVersion: 2 },
    ],
    [
      'enforced, until 1.20',
      klog(`${ATTEMPT} with config: ${allocatable(`${CPU} ${MEMORY_700}`, '')}`),
      ENFORCING,
    ],
    [
      'enforced, 1.21 to 1.27',
      klog(`"${ATTEMPT}" config=${allocatable(`${CPU} ${MEMORY_700}`, '')}`),
      ENFORCING,
    ],
    ['enforced, from 1.28 on', klog(`"${ATTEMPT}" config=${JSON.stringify(JSON_ALLOCATABLE)}`), ENFORCING],
  ])('%s', (_title, log, says) => {
    expect(saidIn(log)).toEqual([says])
  })

  test('an amount behind a pointer is not read, though its value is printed as 0', () => {
    const fraction = 'memory:{i:{value:0 scale:0} d:{Dec:0xc0004f90e0} s: Format:BinarySI}'
    const [event] = said(`${TITLE}: ${whole(fraction)}`)
    expect(event).toMatchObject({ kubeReserved: { memory: {} }, systemReserved: {} })
    expect(event).not.toHaveProperty('kubeReservedMemoryBytes')
  })

  test('a quantity without its text is its value times the power of ten', () => {
    const computed = 'memory:{i:{value:2 scale:9} d:{Dec:<nil>} s: Format:DecimalSI}'
    expect(said(`${TITLE}: ${whole('', computed)}`)).toMatchObject([
      {
        systemReserved: { memory: { text: '2e9', bytes: 2e9 } },
        systemReservedMemoryBytes: 2e9,
        kubeReserved: {},
      },
    ])
  })

  test('amounts of what is no memory have no bytes; a threshold that is no memory is as printed', () => {
    const config = {
      KubeReserved: { cpu: '1', pid: '1000', 'ephemeral-storage': '2Gi', 'hugepages-2Mi': '4Mi' },
      HardEvictionThresholds: [
        { Signal: 'nodefs.available', Value: { Quantity: '1Gi', Percentage: 0 } },
        { Signal: 'pid.available', Value: { Quantity: '500', Percentage: 0 } },
      ],
    }
    expect(said(`"${ATTEMPT}" config=${JSON.stringify(config)}`)).toEqual([
      {
        type: 'kubelet-node-config',
        phase: 'enforcing',
        kubeReserved: {
          cpu: { text: '1' },
          pid: { text: '1000' },
          'ephemeral-storage': { text: '2Gi', bytes: 2147483648 },
          'hugepages-2Mi': { text: '4Mi', bytes: 4194304 },
        },
        evictionHard: [
          { signal: 'nodefs.available', quantity: '1Gi' },
          { signal: 'pid.available', quantity: '500' },
        ],
      },
    ])
  })

  test('cut JSON is told, and nothing of it is read', () => {
    const cut = JSON.stringify(JSON_WHOLE).slice(0, 120)
    const [event] = saidIn(klog(`"${TITLE}" nodeConfig=${cut}`)) as { problems?: string[] }[]
    expect(event).toMatchObject({ type: 'kubelet-node-config', phase: 'computed' })
    expect(event?.problems).toContain('unreadable-value')
    expect(event).not.toHaveProperty('cgroupDriver')
  })

  test('a cut `%+v` gives what stands whole in it, and no map that is not whole', () => {
    const full = `${TITLE}: ${whole(`${CPU} ${MEMORY_700}`)}`
    const [event] = said(full.slice(0, full.indexOf(' s:700Mi')))
    expect(event).toMatchObject({
      cgroupDriver: 'systemd',
      enforceNodeAllocatable: ['pods', 'system-reserved'],
    })
    expect(event).not.toHaveProperty('kubeReserved')
    expect(event).not.toHaveProperty('kubeReservedMemoryBytes')
  })

  test('names of resources cannot reach into a record', () => {
    const [event] = said(`"${ATTEMPT}" config={"KubeReserved":{"__proto__":"1Gi","memory":"1Gi"}}`)
    expect(event).toMatchObject({ kubeReserved: { memory: { text: '1Gi', bytes: 1073741824 } } })
    expect(Object.keys((event as { kubeReserved: object }).kubeReserved)).toEqual(['memory'])
  })
})
