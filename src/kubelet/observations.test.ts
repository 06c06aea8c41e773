import { describe, expect, test } from 'vitest'
import { eventsOf, klog, klogJson, said, saidIn } from './sample-lines.js'

const LIMIT = {
  type: 'limit-observed',
  cgroup: '/kubepods',
  holder: 'kubelet',
  property: 'allocatableMemory.available',
  limitBytes: 3390910464,
  availableBytes: 3390898176,
  leastAvailableBytes: 3390898176,
  printed: { limitBytes: '3311436Ki', availableBytes: '3311424Ki', leastAvailableBytes: '3311424Ki' },
}
const MEMORY = {
  type: 'kubelet-eviction',
  phase: 'observation',
  signal: 'memory.available',
  capacityBytes: 4124913664,
  availableBytes: 4027826176,
  leastAvailableBytes: 4027826176,
  printed: { capacityBytes: '4028236Ki', availableBytes: '3933424Ki', leastAvailableBytes: '3933424Ki' },
}
const THRESHOLD = {
  type: 'kubelet-eviction',
  phase: 'threshold-observed',
  signal: 'memory.available',
  thresholdBytes: 314572800,
  availableBytes: 195796992,
  leastAvailableBytes: 195796992,
  printed: { thresholdBytes: '300Mi', availableBytes: '191208Ki', leastAvailableBytes: '191208Ki' },
}

const observation = (signal: string, available: string, capacity: string) =>
  `eviction manager: observations: signal=${signal}, available: ${available}, capacity: ${capacity}, time: 2026-11-23 19:25:51.4602995 +0100 CET m=+74.846997521`
const pods = (available: string, capacity: string) =>
  observation('allocatableMemory.available', available, capacity)

describe('measurements of the eviction manager', () => {
  test.each<[message: string, says: object]>([
    [pods('3311424Ki', '3311436Ki'), LIMIT],
    [
      'eviction manager: observations: signal=allocatableMemory.available, available: 3311424Ki, capacity: 3311436Ki',
      LIMIT,
    ],
    // 1.21 to 1.24: the amount stands under the key of the resource.
    [
      '"Eviction manager:" log="observations" signal="allocatableMemory.available" resourceName="3311424Ki" capacity="3311436Ki" time="2021-05-04 10:00:00 +0000 UTC"',
      LIMIT,
    ],
    [
      '"Eviction manager:" log="observations" signal="allocatableMemory.available" resourceName="memory" available="3311424Ki" capacity="3311436Ki"',
      LIMIT,
    ],
    [observation('memory.available', '3933424Ki', '4028236Ki'), MEMORY],
    [
      '"Eviction manager:" log="observations" signal="memory.available" resourceName="3933424Ki" capacity="4028236Ki"',
      MEMORY,
    ],
    [
      'eviction manager: thresholds - ignoring grace period: threshold [signal=memory.available, quantity=300Mi] observed 191208Ki',
      THRESHOLD,
    ],
    [
      '"Eviction manager: threshold observed resource" log="thresholds - ignoring grace period" signal="memory.available" quantity="300Mi" resource="191208Ki"',
      THRESHOLD,
    ],
    [
      '"Eviction manager: threshold observed resource" log="thresholds - ignoring grace period" signal="memory.available" resourceName="memory" quantity="300Mi" available="191208Ki"',
      THRESHOLD,
    ],
    [
      'eviction manager: thresholds - ignoring grace period: threshold [signal=nodefs.inodesFree, quantity=16384] observed 100',
      { type: 'kubelet-eviction', phase: 'threshold-observed', signal: 'nodefs.inodesFree' },
    ],
    [
      'eviction manager: thresholds - ignoring grace period: threshold [signal=allocatableMemory.available, quantity=300Mi] observed 191208Ki',
      { ...THRESHOLD, signal: 'allocatableMemory.available' },
    ],
    ...['nodefs', 'imagefs', 'containerfs', 'allocatableNodeFs'].map((name): [string, object] => [
      `"Eviction manager: threshold observed resource" log="thresholds - ignoring grace period" signal="${name}.available" quantity="300Mi" available="191208Ki"`,
      { ...THRESHOLD, signal: `${name}.available` },
    ]),
    ...['imagefs.inodesFree', 'containerfs.inodesFree', 'pid.available'].map((signal): [string, object] => [
      `"Eviction manager: threshold observed resource" log="thresholds - ignoring grace period" signal="${signal}" quantity="16384" available="100"`,
      { type: 'kubelet-eviction', phase: 'threshold-observed', signal },
    ]),
    // The available amount is no quantity: it is not read, the capacity is.
    [
      '"Eviction manager:" log="observations" signal="memory.available" resourceName="memory" capacity="4028236Ki"',
      {
        type: 'kubelet-eviction',
        phase: 'observation',
        signal: 'memory.available',
        capacityBytes: 4124913664,
        printed: { capacityBytes: '4028236Ki' },
      },
    ],
  ])('%s', (message, says) => {
    expect(said(message)).toEqual([says])
  })

  test('the JSON format', () => {
    const pairs = {
      log: 'observations',
      signal: 'allocatableMemory.available',
      resourceName: 'memory',
      available: '3311424Ki',
      capacity: '3311436Ki',
    }
    expect(saidIn(klogJson('Eviction manager:', pairs))).toEqual([LIMIT])
  })

  test.each([
    'thresholds - reclaim not satisfied',
    'thresholds - grace periods satisfied',
    'thresholds - grace periods satisified',
    'thresholds - updated stats',
    'thresholds after resource reclaim - ignoring grace period',
  ])('%s repeats what "ignoring grace period" said', (prefix) => {
    const old = `eviction manager: ${prefix}: threshold [signal=memory.available, quantity=300Mi] observed 191208Ki`
    expect(said(old)).toEqual([])
    expect(
      said(
        `"Eviction manager: threshold observed resource" log="${prefix}" signal="memory.available" quantity="300Mi" available="191208Ki"`,
      ),
    ).toEqual([])
  })

  test.each([
    observation('nodefs.available', '4215044Ki', '5074592Ki'),
    observation('pid.available', '4194204', '4194304'),
    pods('1Ki', '<nil>'),
    'eviction manager: observations after resource reclaim: signal=memory.available, available: 1Ki, capacity: 2Ki',
    '"Eviction manager:" log="observations after resource reclaim" signal="memory.available" available="1Ki" capacity="2Ki"',
    'eviction manager: thresholds - reclaim not satisfied: threshold [signal=memory.available, quantity=1Mi] observed 1Ki',
    '"Eviction manager: threshold observed resource" log="thresholds - updated stats" signal="memory.available" quantity="300Mi" available="1Ki"',
  ])('no measurement of the memory: %s', (message) => {
    expect(said(message)).toEqual([])
  })

  test.each([
    ['/', 'systemd', '/kubepods.slice'],
    ['/', 'cgroupfs', '/kubepods'],
    ['/kubelet', 'systemd', '/kubelet.slice/kubelet-kubepods.slice'],
    ['/a/b-c', 'cgroupfs', '/a/b-c/kubepods'],
  ])('the cgroup of the pods below %s with %s is %s', (root, driver, cgroup) => {
    const config = `"Creating Container Manager object based on Node Config" nodeConfig={"CgroupRoot":"${root}","CgroupDriver":"${driver}"}`
    expect(saidIn(klog(config, pods('1Ki', '2Ki')))[1]).toMatchObject({ type: 'limit-observed', cgroup })
  })
})

describe('series', () => {
  test('equal capacities are one event, a changed one begins another', () => {
    const log = klog(
      pods('3311424Ki', '3311436Ki'),
      pods('3311000Ki', '3311436Ki'),
      pods('3311100Ki', '3311436Ki'),
      pods('3925832Ki', '3925836Ki'),
      pods('3311000Ki', '3311436Ki'),
    )
    expect(eventsOf(log)).toMatchObject([
      {
        ...LIMIT,
        leastAvailableBytes: 3390464000,
        printed: { ...LIMIT.printed, leastAvailableBytes: '3311000Ki' },
        lines: { limitBytes: 1, availableBytes: 1, leastAvailableBytes: 2 },
        count: 3,
        source: { firstLine: 1, lastLine: 3 },
        lastAt: { printed: '1123 19:24:43.624423' },
      },
      { limitBytes: 4020056064, source: { firstLine: 4, lastLine: 4 } },
      { limitBytes: 3390910464, source: { firstLine: 5, lastLine: 5 } },
    ])
    const [, single] = eventsOf(log)
    expect(single).not.toHaveProperty('lines')
    expect(single).not.toHaveProperty('count')
    expect(single).not.toHaveProperty('lastAt')
  })

  test('lines between do not end a series; memory and pods are apart', () => {
    const memory = (available: string) => observation('memory.available', available, '4028236Ki')
    const log = klog(memory('9Ki'), pods('5Ki', '8Ki'), 'Started kubelet', memory('3Ki'), pods('6Ki', '8Ki'))
    expect(saidIn(log)).toMatchObject([
      { notice: 'started' },
      { phase: 'observation', availableBytes: 9216, leastAvailableBytes: 3072, count: 2 },
      { type: 'limit-observed', availableBytes: 5120, leastAvailableBytes: 5120, count: 2 },
    ])
  })

  test('another kubelet of the host ends them', () => {
    const log = klog(pods('1Ki', '8Ki'), 'Version: v1.20.2', pods('1Ki', '8Ki'))
    expect(saidIn(log).map((event) => (event as { type: string }).type)).toEqual([
      'limit-observed',
      'kubelet-start',
      'limit-observed',
    ])
  })

  test('two processes are two series', () => {
    const log = klog(pods('1Ki', '8Ki')) + klog(pods('1Ki', '8Ki')).replace('    424', '    662')
    expect(eventsOf(log)).toMatchObject([{ pid: 424 }, { pid: 662 }])
  })

  test('a threshold that was no longer met is another one', () => {
    const met = (quantity: string, available: string) =>
      `eviction manager: thresholds - ignoring grace period: threshold [signal=memory.available, quantity=${quantity}] observed ${available}`
    const relieved = 'eviction manager: no resources are starved'
    expect(saidIn(klog(met('9Ki', '5Ki'), met('9Ki', '4Ki'), relieved, met('9Ki', '6Ki')))).toMatchObject([
      { thresholdBytes: 9216, availableBytes: 5120, leastAvailableBytes: 4096, count: 2 },
      { thresholdBytes: 9216, availableBytes: 6144 },
    ])
    expect(saidIn(klog(met('9Ki', '5Ki'), met('8Ki', '5Ki')))).toHaveLength(2)
  })

  test('of thousands of processes only some are kept open, and none is lost', () => {
    const line = klog(pods('1Ki', '8Ki'))
    const log = Array.from({ length: 1000 }, (_, pid) => line.replace('    424', String(pid + 1).padStart(7)))
    const events = eventsOf(log.join(''))
    expect(events).toHaveLength(1000)
    expect(events[0]).toMatchObject({ pid: 1 })
  })
})
