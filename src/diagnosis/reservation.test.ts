import { describe, expect, it } from 'vitest'
import type { Event } from '../record/index.js'
import { caseOf } from './case.js'
import { event, FILES, JOURNAL, KUBELET, nodeConfig } from './events.fixture.js'
import { askedFor, reservationsOf, startsOf, sumOf } from './reservation.js'

const MIB = 1024 ** 2
const of = (...events: Event[]) => caseOf(events, [])
const flag = (clock: string, name: string, value: string, fields = {}) =>
  event('kubelet-flag', KUBELET, clock, { name, value, ...fields })
const file = (fields: object) => event('kubelet-config', FILES, undefined, { ...fields })
const pointer = { kubeReserved: { memory: {} }, kubeReservedMemoryBytes: undefined }

describe('what a start of the kubelet reserves', () => {
  it('is what its configuration has, with the text and the line of each amount', () => {
    const config = nodeConfig('10:00:00', 600 * MIB, {
      kubeReserved: { memory: { bytes: 600 * MIB, text: '600Mi' } },
      systemReserved: { memory: { bytes: 100 * MIB, text: '100Mi' } },
      systemReservedMemoryBytes: 100 * MIB,
    })
    const line = config.source.firstLine
    expect(reservationsOf(of(config))).toEqual([
      {
        event: config,
        kubeBytes: 600 * MIB,
        systemBytes: 100 * MIB,
        kube: { bytes: 600 * MIB, event: config, text: '600Mi', line },
        system: { bytes: 100 * MIB, event: config, text: '100Mi', line },
        podsEnforced: true,
      },
    ])
    expect(reservationsOf(of(config)).map(sumOf)).toEqual([700 * MIB])
  })

  it('is nothing where a map was read that has no memory, and has no amount to quote then', () => {
    const config = nodeConfig('10:00:00', 0, { kubeReserved: {}, kubeReservedMemoryBytes: undefined })
    expect(reservationsOf(of(config))).toEqual([
      { event: config, kubeBytes: 0, systemBytes: 0, podsEnforced: true },
    ])
  })

  it.each([
    ['kubeReserved', { kubeReserved: undefined, kubeReservedMemoryBytes: undefined }],
    ['systemReserved', { systemReserved: undefined }],
    ['the memory of kubeReserved', pointer],
  ])('is not known where %s was not read', (_, fields) => {
    expect(reservationsOf(of(nodeConfig('10:00:00', 0, fields)))).toEqual([])
  })

  it.each([
    [undefined, true],
    [['pods'], true],
    [['system-reserved', 'pods'], true],
    [['system-reserved'], false],
    [[], false],
  ])('with enforceNodeAllocatable %j the pods are enforced: %s', (enforceNodeAllocatable, podsEnforced) => {
    const config = nodeConfig('10:00:00', MIB, { enforceNodeAllocatable })
    expect(reservationsOf(of(config))[0]?.podsEnforced).toBe(podsEnforced)
  })
})

describe('an amount that the dump has behind a pointer', () => {
  const config = (fields = {}) => nodeConfig('10:00:01', 0, { ...pointer, pid: 7, ...fields })
  const kubeOf = (...events: Event[]) => reservationsOf(of(...events)).map(({ kube }) => kube)

  it('is read from the flag of the same start', () => {
    const said = flag('10:00:00', 'kube-reserved', 'cpu=1,memory=1.5Gi', { pid: 7 })
    expect(kubeOf(said, config())).toEqual([
      { bytes: 1536 * MIB, event: said, text: 'cpu=1,memory=1.5Gi', line: said.source.firstLine },
    ])
  })

  it('of the system too', () => {
    const said = flag('10:00:00', 'system-reserved', 'memory=1Gi', { pid: 7 })
    const start = nodeConfig('10:00:01', MIB, { systemReserved: { memory: {} }, pid: 7 })
    expect(reservationsOf(of(said, start))).toMatchObject([{ systemBytes: 1024 * MIB, kubeBytes: MIB }])
  })

  it.each<[string, Event[]]>([
    ['another flag', [flag('10:00:00', 'system-reserved', 'memory=1Gi', { pid: 7 }), config()]],
    ['the flag of another process', [flag('10:00:00', 'kube-reserved', 'memory=1Gi', { pid: 8 }), config()]],
    ['the flag of a later start', [config(), flag('10:00:02', 'kube-reserved', 'memory=1Gi', { pid: 7 })]],
    ['a flag without memory', [flag('10:00:00', 'kube-reserved', 'cpu=1', { pid: 7 }), config()]],
  ])('is not read from %s', (_, events) => {
    expect(kubeOf(...events)).toEqual([])
  })

  it('is that of the last flag', () => {
    const flags = ['memory=1Gi', 'memory=2Gi'].map((value) =>
      flag('10:00:00', 'kube-reserved', value, { pid: 7 }),
    )
    expect(kubeOf(...flags, config())).toMatchObject([{ bytes: 2048 * MIB }])
  })
})

describe('what a configuration file asks for', () => {
  it('is inferred to be what the kubelet runs with', () => {
    const both = file({
      kubeReserved: { memory: { bytes: MIB } },
      kubeReservedMemoryBytes: MIB,
      systemReserved: { memory: { bytes: 2 * MIB } },
      systemReservedMemoryBytes: 2 * MIB,
    })
    expect(askedFor(of(both))).toMatchObject([
      { kubeBytes: MIB, systemBytes: 2 * MIB, inferred: 'that the kubelet runs with this configuration' },
    ])
  })

  it.each([
    ['kube', 'system', { systemReserved: { memory: {} }, systemReservedMemoryBytes: MIB }],
    ['system', 'kube', { kubeReserved: { memory: {} }, kubeReservedMemoryBytes: MIB }],
  ])('without %s-reserved: that too is inferred', (left, read, fields) => {
    const [found, ...others] = askedFor(of(file(fields)))
    expect(others).toEqual([])
    expect(found).toMatchObject({
      [`${read}Bytes`]: MIB,
      [`${left}Bytes`]: 0,
      inferred: `that the kubelet runs with this configuration, and that nothing else sets the ${left}-reserved it leaves out`,
    })
    expect(found).not.toHaveProperty(left)
  })

  it('is nothing where it has neither', () => {
    expect(askedFor(of(file({ enforceNodeAllocatable: ['pods'] })))).toEqual([])
  })
})

describe('the starts of the kubelet', () => {
  const unit = (fields: object, state: 'started' | 'stopped' = 'started') =>
    event('systemd-unit-state', JOURNAL, '10:00:00', { state, ...fields })

  it('are its version lines, its computed configurations and what systemd says, in timeline order', () => {
    const started = unit({ unit: 'kubelet.service' })
    const version = event('kubelet-start', KUBELET, '10:00:01')
    const computed = nodeConfig('10:00:02', MIB)
    const enforcing = nodeConfig('10:00:03', MIB, { phase: 'enforcing' })
    expect(startsOf(of(started, version, computed, enforcing))).toEqual([started, version, computed])
  })

  it.each([
    'kubelet',
    'k3s',
    'k3s-agent',
    'rke2-server',
    'rke2-agent',
    'k0scontroller',
    'k0sworker',
    'microshift',
    'snap.microk8s.daemon-kubelite',
    'atomic-openshift-node',
    'origin-node',
  ])('%s.service is one', (name) => {
    expect(startsOf(of(unit({ unit: `${name}.service` })))).toHaveLength(1)
  })

  it.each([
    [{ unit: 'kubelet-exporter.service' }],
    [{ unit: 'my-kubelet.service' }],
    [{ unit: 'k3sXservice' }],
    [{ unit: 'containerd.service', description: 'kubelet' }],
    [{ description: 'kubeletish' }],
    [{ description: 'The lightweight kubernetes' }],
    [{}],
  ])('%j is none', (fields) => {
    expect(startsOf(of(unit(fields)))).toEqual([])
  })

  it.each([
    'kubelet: The Kubernetes Node Agent',
    'Kubernetes Kubelet Server',
    'Lightweight Kubernetes',
    'Rancher Kubernetes Engine v2 (agent)',
    'k0s - Zero Friction Kubernetes',
    'MicroShift',
  ])('where systemd has no unit name, "%s" is one', (description) => {
    expect(startsOf(of(unit({ description })))).toHaveLength(1)
  })

  it('a stop is none', () => {
    expect(startsOf(of(unit({ unit: 'kubelet.service' }, 'stopped')))).toEqual([])
  })
})
