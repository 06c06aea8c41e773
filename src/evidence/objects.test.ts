import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { readEvidence } from './index.js'

const read = (text: string) => readEvidence({ name: 'x', text })
const json = (value: unknown) => `${JSON.stringify(value, null, 4)}\n`
const list = (...items: unknown[]) => ({ apiVersion: 'v1', items, kind: 'List', metadata: {} })

const NODE = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'worker-7' },
  status: {
    allocatable: { memory: '2537652Ki' },
    capacity: { 'hugepages-1Gi': '0', 'hugepages-2Mi': '4Mi', memory: '3049652Ki' },
    conditions: [
      { lastHeartbeatTime: '2026-11-23T18:56:10Z', type: 'MemoryPressure' },
      { lastHeartbeatTime: '2026-11-23T18:56:11Z', type: 'Ready' },
    ],
    nodeInfo: {
      bootID: 'f579dc55',
      containerRuntimeVersion: 'containerd://1.7.24',
      kernelVersion: '6.12.117',
      kubeletVersion: 'v1.32.13',
    },
  },
}
const ALLOCATABLE = {
  type: 'node-allocatable',
  node: 'worker-7',
  capacityBytes: 3122843648,
  allocatableBytes: 2598555648,
  hugepagesBytes: 4194304,
  kubeletVersion: 'v1.32.13',
  kernelVersion: '6.12.117',
  containerRuntimeVersion: 'containerd://1.7.24',
  bootId: 'f579dc55',
  message: 'capacity memory 3049652Ki, allocatable memory 2537652Ki',
  printed: { capacityBytes: '3049652Ki', allocatableBytes: '2537652Ki' },
  problems: [],
}

describe('Node', () => {
  const at = {
    printed: '2026-11-23T18:56:11Z',
    epochMs: 1795460171000,
    iso: '2026-11-23T18:56:11.000Z',
    basis: 'api',
    uncertaintyMs: 1000,
  }

  test.each([
    ['JSON', json(NODE), 33, { capacityBytes: 14, allocatableBytes: 9 }],
    ['YAML', stringify(NODE), 21, { capacityBytes: 11, allocatableBytes: 7 }],
    ['YAML of must-gather', `---\n${stringify(NODE)}`, 22, { capacityBytes: 12, allocatableBytes: 8 }],
  ])('%s', (_, text, lastLine, lines) => {
    const firstLine = text.startsWith('---') ? 2 : 1
    expect(read(text)).toEqual({
      kinds: ['node-object'],
      events: [{ ...ALLOCATABLE, lines, at, source: { input: 'x', firstLine, lastLine } }],
      facts: [],
      problems: [],
    })
  })

  test('what is missing or of another type is left out', () => {
    const odd = {
      ...NODE,
      status: { capacity: [], allocatable: { memory: {} }, conditions: 'x', nodeInfo: null },
    }
    expect(read(json(odd))?.events).toEqual([
      {
        type: 'node-allocatable',
        node: 'worker-7',
        message: 'capacity memory not given, allocatable memory not given',
        lines: {},
        at: { basis: 'none' },
        source: { input: 'x', firstLine: 1, lastLine: 15 },
        problems: [],
      },
    ])
  })
})

const ENDED = {
  exitCode: 137,
  reason: 'OOMKilled',
  startedAt: '2026-11-23T18:59:00Z',
  finishedAt: '2026-11-23T19:00:00Z',
  containerID: 'containerd://dead',
}
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'ranker-1',
    namespace: 'default',
    uid: '5bc9',
    annotations: { 'kubernetes.io/config.hash': 'b0ca' },
  },
  spec: {
    nodeName: 'worker-7',
    initContainers: [{ name: 'init' }],
    containers: [
      { name: 'main', resources: { limits: { memory: '320Mi' }, requests: { cpu: '1', memory: '128Mi' } } },
    ],
  },
  status: {
    qosClass: 'Burstable',
    containerStatuses: [
      {
        name: 'main',
        containerID: 'containerd://c8ec',
        restartCount: 1,
        lastState: { terminated: ENDED },
        state: { running: {} },
      },
    ],
    initContainerStatuses: [
      {
        name: 'init',
        containerID: 'cri-o://1234',
        state: { terminated: { exitCode: 137, reason: 'Error', finishedAt: null } },
      },
    ],
  },
}
const NAMES = { pod: 'ranker-1', namespace: 'default', podUid: '5bc9' }

describe('Pod', () => {
  test('what it asks for, and how its containers ended', () => {
    const events = read(json(POD))?.events.map(({ source, problems, ...event }) => event)
    expect(events).toEqual([
      {
        type: 'pod-spec',
        ...NAMES,
        configHash: 'b0ca',
        node: 'worker-7',
        qosClass: 'Burstable',
        containers: [
          { name: 'init', containerId: '1234' },
          { name: 'main', containerId: 'c8ec', memoryLimitBytes: 335544320, memoryRequestBytes: 134217728 },
        ],
        message: 'Pod default/ranker-1',
        lines: { 'containers.1.memoryLimitBytes': 24 },
        printed: { 'containers.1.memoryLimitBytes': '320Mi' },
        at: { basis: 'none' },
      },
      {
        type: 'container-oom-killed',
        ...NAMES,
        container: 'init',
        containerId: '1234',
        runtime: 'cri-o',
        reason: 'Error',
        exitCode: 137,
        message: 'Error, exit code 137',
        lines: { exitCode: 61 },
        at: { basis: 'none' },
      },
      {
        type: 'container-oom-killed',
        ...NAMES,
        container: 'main',
        containerId: 'dead',
        runtime: 'containerd',
        reason: 'OOMKilled',
        exitCode: 137,
        startedAt: '2026-11-23T18:59:00Z',
        finishedAt: '2026-11-23T19:00:00Z',
        restartCount: 1,
        message: 'OOMKilled, exit code 137',
        lines: { exitCode: 43 },
        at: {
          printed: '2026-11-23T19:00:00Z',
          epochMs: 1795460400000,
          iso: '2026-11-23T19:00:00.000Z',
          basis: 'api',
          uncertaintyMs: 1000,
        },
      },
    ])
  })

  test('OOMKilled with another exit code counts, an end without either does not', () => {
    const ends = (terminated: object) =>
      read(
        json({ ...POD, status: { containerStatuses: [{ name: 'main', state: { terminated } }] } }),
      )?.events.slice(1)
    expect(ends({ reason: 'OOMKilled', exitCode: 0 })).toMatchObject([{ exitCode: 0, reason: 'OOMKilled' }])
    expect(ends({ reason: 'Completed', exitCode: 0 })).toEqual([])
    expect(ends({ reason: 'Error', exitCode: 143 })).toEqual([])
  })

  test('evicted', () => {
    const message =
      'The node was low on resource: memory. Threshold quantity: 300Mi, available: 254488Ki. Container main was using 2314928Ki, request is 128Mi, has larger consumption of memory. '
    const conditions = [{ type: 'DisruptionTarget', lastTransitionTime: '2026-11-23T18:56:44Z' }]
    const text = json({ ...POD, status: { phase: 'Failed', reason: 'Evicted', message, conditions } })
    expect(read(text)?.events[1]).toMatchObject({
      type: 'pod-evicted',
      ...NAMES,
      node: 'worker-7',
      reason: 'Evicted',
      resource: 'memory',
      thresholdBytes: 314572800,
      availableBytes: 260595712,
      containers: [{ name: 'main', usageBytes: 2370486272, requestBytes: 134217728 }],
      message,
      at: { epochMs: 1795460204000, basis: 'api', uncertaintyMs: 60_000 },
    })
  })
})

describe('lists', () => {
  test.each([
    ['JSON', json(list(NODE, POD))],
    ['JSON in one line', JSON.stringify(list(NODE, POD))],
    ['YAML', stringify(list(NODE, POD))],
    ['YAML, dashes at the margin', stringify(list(NODE, POD), { indentSeq: false })],
    ['two documents in JSON', json(NODE) + json(POD)],
    ['two documents in YAML', `${stringify(NODE)}---\n${stringify(POD)}`],
  ])('%s', (_, text) => {
    const found = read(text)
    expect(found?.kinds).toEqual(['node-object', 'pod-object'])
    expect(found?.events.map(({ type }) => type)).toEqual([
      'node-allocatable',
      'pod-spec',
      'container-oom-killed',
      'container-oom-killed',
    ])
    expect(found?.problems).toEqual([])
  })

  test('the lines are those of the item', () => {
    const node = json(NODE).trimEnd().split('\n').length
    expect(
      read(json(list(NODE, POD)))
        ?.events.slice(0, 2)
        .map(({ source }) => [source.firstLine, source.lastLine]),
    ).toEqual([
      [4, 3 + node],
      [4 + node, 3 + node + json(POD).trimEnd().split('\n').length],
    ])
    const yaml = stringify(list(NODE, POD), { indentSeq: false })
    const lines = yaml.split('\n')
    expect(
      read(yaml)
        ?.events.slice(0, 2)
        .map(({ source }) => [source.firstLine, source.lastLine]),
    ).toEqual([
      [3, lines.lastIndexOf('- apiVersion: v1')],
      [lines.lastIndexOf('- apiVersion: v1') + 1, lines.indexOf('kind: List')],
    ])
  })

  test('items of a typed list have no kind', () => {
    const { kind, apiVersion, ...bare } = NODE
    const typed = { kind: 'NodeList', apiVersion: 'v1', metadata: {}, items: [bare] }
    expect(read(JSON.stringify(typed))?.events).toMatchObject([ALLOCATABLE])
    expect(read(stringify(typed))?.events).toMatchObject([ALLOCATABLE])
    expect(read(stringify({ apiVersion: 'v1', items: [bare], kind: 'NodeList' }))?.events).toMatchObject([
      ALLOCATABLE,
    ])
    expect([kind, apiVersion]).toEqual(['Node', 'v1'])
  })

  test('an empty list, and objects that say nothing here', () => {
    expect(read(json(list()))).toBeUndefined()
    expect(read('apiVersion: v1\nitems: []\nkind: List\n')).toBeUndefined()
    expect(read(json({ apiVersion: 'v1', kind: 'ConfigMap', data: {} }))).toBeUndefined()
    expect(read(json({ apiVersion: 'apps/v1', kind: 'Deployment' }))).toBeUndefined()
  })

  test('a list that is cut gives its whole items', () => {
    const text = json(list(NODE, POD))
    expect(read(text.slice(0, text.indexOf('OOMKilled')))).toMatchObject({
      kinds: ['node-object'],
      events: [ALLOCATABLE],
      problems: [{ code: 'json-damaged', line: 1 }],
    })
    const yaml = stringify(list(NODE, POD), { indentSeq: false })
    expect(read(`${yaml.slice(0, yaml.indexOf('OOMKilled'))}"`)).toMatchObject({
      kinds: ['node-object'],
      events: [ALLOCATABLE],
      problems: [{ code: 'yaml-damaged' }],
    })
  })

  test('an item that is broken costs the others nothing', () => {
    const text = json(list(POD, NODE)).replace('"Burstable",', '"Burstable"')
    expect(read(text)).toMatchObject({ events: [ALLOCATABLE], problems: [{ code: 'json-damaged', line: 4 }] })
  })
})

describe('hostile objects', () => {
  const HEAD = 'apiVersion: v1\nkind: Node\n'
  test.each([
    ['aliases of aliases', `${HEAD}a: &a [x,x]\nb: &b [*a,*a]\nc: [${'*b,'.repeat(200)}]\n`],
    ['brackets', `${HEAD}a: ${'['.repeat(5000)}\n`],
    ['dashes', `${HEAD}a:\n${'- '.repeat(20_000)}\n`],
    ['an unknown alias', `${HEAD}a: *b\n`],
    ['a tab', `${HEAD}\ta: b\n`],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ events: [], problems: [{ code: 'yaml-damaged', line: 1 }] })
  })

  test('a document that is too large is not parsed', () => {
    const text = `${HEAD}a:\n${`- ${'x'.repeat(1000)}\n`.repeat(9000)}`
    expect(read(text)).toMatchObject({ events: [], problems: [{ code: 'yaml-too-large', line: 1 }] })
  })

  test('a million items, whole or broken', () => {
    const many = (item: string) =>
      `{"apiVersion":"v1","items":[${`${item},`.repeat(200_000)}{}],"kind":"NodeList"}`
    expect(read(many('{}'))).toMatchObject({ kinds: ['node-object'], events: [] })
    expect(read(many('{x}'))?.problems).toHaveLength(100)
  })

  test('deep JSON, keys of the prototype, lone surrogates', () => {
    expect(read(`{"apiVersion":"v1","kind":"Node","a":${'['.repeat(200_000)}`)?.problems).toMatchObject([
      { code: 'json-damaged' },
    ])
    const text = '{"apiVersion":"v1","kind":"Node","__proto__":{"metadata":{"name":"evil"}}}'
    expect(read(text)?.events).toEqual([])
    expect(read('{"apiVersion":"v1","kind":"Node","metadata":{"name":"\\ud800"}}')?.events).toHaveLength(1)
  })
})

describe('a dump behind objects', () => {
  const far = `${'\n'.repeat(5000)}java invoked oom-killer: gfp_mask=0x0, order=0, oom_score_adj=0\n`
  const item = '{"kind":"Node","metadata":{"name":"a"}}'
  test.each([
    'apiVersion: v1\nitems:\n- kind: Node\n  metadata:\n    name: a\nkind: List\n',
    'apiVersion: v1\nkind: Node\nmetadata:\n  name: a\n',
    `{"apiVersion":"v1","kind":"List","items":[\n${item},\n`,
    `{"apiVersion":"v1","kind":"List","items":[\n${item}]}\n`,
  ])('%j is not swallowed: the file is a log', (head) => {
    expect(read(head)?.kinds).toEqual(['node-object'])
    expect(read(head + far)).toBeUndefined()
  })

  test('a message that quotes one is no line of its own', () => {
    const message = 'kernel: java invoked oom-killer: gfp_mask=0x0'
    const event = { apiVersion: 'v1', kind: 'Event', reason: 'OOMKilling', message, metadata: {} }
    expect(read(JSON.stringify(event, null, 2))?.kinds).toEqual(['kubernetes-events'])
    expect(read(stringify(event))?.kinds).toEqual(['kubernetes-events'])
  })
})
