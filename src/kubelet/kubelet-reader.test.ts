import { describe, expect, test } from 'vitest'
import type { KlogEntry } from '../klog/index.js'
import { parseKlog } from '../klog/index.js'
import { eventSchema, type FoundEvent } from '../record/index.js'
import { KubeletReader } from './index.js'
import { eventsOf, klog, klogJson, said } from './sample-lines.js'

const ONE: KlogEntry = {
  format: 'text',
  severity: 'info',
  structured: false,
  message: 'Version: v1.20.2',
  pairs: [],
  stamp: '1123 19:24:43.624423',
  at: { printed: '1123 19:24:43.624423', basis: 'none' },
  firstLine: 7,
  lastLine: 8,
  raw: 'I1123 19:24:43.624423     424 server.go:1] Version: v1.20.2',
  problems: [],
  source: { firstLine: 7, lastLine: 8, framing: 'klog', text: '' },
}

function read(...entries: readonly KlogEntry[]): FoundEvent[] {
  const events: FoundEvent[] = []
  const reader = new KubeletReader({ input: 'a.log', sink: (event) => events.push(event) })
  for (const entry of entries) reader.push(entry)
  reader.end()
  return events
}

describe('when and where', () => {
  test('every event has the time, the host, the process and the lines of its entry', () => {
    const problems = [{ code: 'klog-entry-cut', message: 'cut' }]
    expect(read({ ...ONE, host: 'node-a17', pid: 424, problems })).toEqual([
      {
        type: 'kubelet-start',
        version: 'v1.20.2',
        at: { printed: '1123 19:24:43.624423', basis: 'none' },
        host: 'node-a17',
        pid: 424,
        source: { input: 'a.log', firstLine: 7, lastLine: 8 },
        message: 'Version: v1.20.2',
        problems,
      },
    ])
    const [bare] = read(ONE)
    expect(bare).not.toHaveProperty('host')
    expect(bare).not.toHaveProperty('pid')
  })

  test('the message is what was printed behind the header, with its pairs, and not endless', () => {
    const version = '"Kubelet version" kubeletVersion="v1.32.13"'
    expect(eventsOf(klog(version))).toMatchObject([{ message: version }])
    const long = `Machine: {${'a'.repeat(5000)}`
    expect(eventsOf(klog(long))).toMatchObject([{ message: long.slice(0, 1000) }])
    const json = klogJson('Kubelet version', { kubeletVersion: 'v1.32.13' })
    expect(eventsOf(json)).toMatchObject([{ message: json.trimEnd() }])
  })

  test('what is a problem of the statement names its line', () => {
    const [event] = eventsOf(
      klog('Started', '"Attempting to enforce Node Allocatable" config={"KubeReserved"'),
    )
    expect(event?.problems).toContainEqual({
      code: 'unreadable-value',
      message: 'the configuration of the node is cut or damaged: nothing of it is read',
      line: 2,
    })
  })

  test('every event is one that the schema knows', () => {
    const log = klog(
      'Version: v1.20.2',
      'FLAG: --a="b"',
      'Creating Container Manager object based on Node Config: {CgroupDriver:systemd KubeReserved:map[] HardEvictionThresholds:[]}',
      '"Event occurred" object="n" kind="Node" reason="NodeAllocatableEnforced" message="Updated Node Allocatable limit across pods"',
      '"Event occurred" object="n" kind="Node" reason="FailedNodeAllocatableEnforcement" message="Failed to update Node Allocatable Limits [\\"kubepods\\"]: x"',
      '"Event occurred" object="ns/p" kind="Pod" reason="Evicted" message="The node was low on resource: memory. "',
      '"Event occurred" object="ns/p" kind="Pod" reason="Killing" message="x"',
      '"Enforcing limits on cgroup" cgroupName=["kubepods"] memory=1',
      'Adding pod path: /etc/kubernetes/manifests',
      'eviction manager: created hard memory eviction threshold',
      'eviction manager: observations: signal=memory.available, available: 1Ki, capacity: 2Ki',
      'eviction manager: observations: signal=allocatableMemory.available, available: 1Ki, capacity: 2Ki',
      'Got sys oom event: &{1 a 2021-05-04 10:00:00 +0000 UTC / / }',
      'Recording NodeReady event message for node n',
      'Started kubelet',
    )
    const events = eventsOf(log)
    expect(events).toHaveLength(15)
    for (const event of events) {
      const { success, data } = eventSchema.safeParse({ id: 'x-1', ...event })
      expect(success).toBe(true)
      expect(data).toEqual({ id: 'x-1', ...event })
    }
  })
})

describe('whose lines', () => {
  test.each(['kube-apiserver', 'kube-proxy', 'kube-controller-manager', 'kube-scheduler'])(
    '%s is not the kubelet',
    (sender) => {
      expect(read({ ...ONE, sender })).toEqual([])
    },
  )

  test.each(['kubelet', 'hyperkube', 'kubenswrapper', 'k3s', 'atomic-openshift-node'])(
    '%s has one',
    (sender) => {
      expect(read({ ...ONE, sender })).toHaveLength(1)
    },
  )

  test('MicroShift names the component', () => {
    expect(read({ ...ONE, component: 'kubelet' })).toHaveLength(1)
    expect(read({ ...ONE, component: 'kube-apiserver' })).toEqual([])
  })
})

describe('hostile logs', () => {
  const TEMPLATE = [
    'Got sys oom event: &{1 a 2021-05-04 10:00:00 +0000 UTC / / }',
    'eviction manager: attempting to reclaim memory',
    'Version: v1.99.0',
  ]

  test.each(TEMPLATE)('a template inside another message is text: %s', (template) => {
    expect(said(`Container runtime status: ${template}`)).toEqual([])
    expect(said(` ${template}`)).toEqual([])
    expect(said(`"Failed" err="${template}"`)).toEqual([])
  })

  test('no beginning of a form followed by noise makes it throw', () => {
    const openings = [
      'Got sys oom event: &{',
      '"Got sys oom event" event={',
      'Event(v1.ObjectReference{Kind:"',
      "Server rejected event '&v1.Event{InvolvedObject:v1.ObjectReference{",
      'Creating Container Manager object based on Node Config: {A:map[b:[{',
      '"Creating Container Manager object based on Node Config" nodeConfig={"KubeReserved":[',
      'SyncLoop (PLEG): "',
      'SyncLoop (ADD, "file"): "',
      'eviction manager: pods ',
      'eviction manager: observations: signal=',
      'Node became not ready: {',
    ]
    const noise = [
      '',
      '}',
      ']}',
      '\u0000"\\',
      '{'.repeat(2000),
      ' a:'.repeat(2000),
      '"'.repeat(2000),
      ', '.repeat(2000),
    ]
    for (const opening of openings)
      for (const tail of noise) expect(() => eventsOf(klog(opening + tail))).not.toThrow()
  })

  test('lines of a megabyte are read in no time', () => {
    const megabyte = (part: string) => part.repeat(Math.ceil(1e6 / part.length))
    const messages = [
      `Got sys oom event: &{1 ${megabyte('2021-05-04 ')}}`,
      `eviction manager: pods ${megabyte(' evicted, waiting')}`,
      `eviction manager: pods ranked for eviction: ${megabyte('a_b(c), ')}`,
      `Event(v1.ObjectReference{${megabyte('Kind:"a", ')}`,
      `Server rejected event '&Event{${megabyte('InvolvedObject:ObjectReference{,},Reason:')}`,
      `Node became not ready: {Type:Ready Status:False ${megabyte(' Reason:a')}`,
      `Machine: {${megabyte(' MemoryCapacity:1')}`,
      `FLAG: --a="${megabyte('\\"')}`,
      `Killing container "${megabyte('a')}`,
      `Enforcing limits on cgroup [${megabyte('"a" ')}`,
    ]
    const entries = messages.map((message) => ({ ...ONE, message, raw: message }))
    const from = performance.now()
    read(...entries)
    expect(performance.now() - from).toBeLessThan(2000)
  })

  test('a million entries that say nothing cost little', () => {
    const [entry] = parseKlog(klog('Factory "containerd" was unable to handle container "/system.slice"'))
    const reader = new KubeletReader({ input: 'a.log', sink: () => expect.unreachable() })
    const from = performance.now()
    for (let count = 0; count < 1e6 && entry !== undefined; count++) reader.push(entry)
    expect(performance.now() - from).toBeLessThan(2000)
  })
})
