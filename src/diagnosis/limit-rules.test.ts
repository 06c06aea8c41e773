import { describe, expect, it } from 'vitest'
import type { Event, Finding } from '../record/index.js'
import {
  API,
  atOfClock,
  CAPTURE,
  CONTAINER_PATH,
  event,
  FILES,
  input,
  inTimelineOrder,
  JOURNAL,
  KUBELET,
  nodeConfig,
  oom,
  POD_PATH,
  POD_UID,
} from './events.fixture.js'
import { CAPTURED, capturedIncident, foundingIncident } from './incidents.fixture.js'
import { diagnose } from './index.js'
import { isOfNode } from './of-node.fixture.js'
import { expectWhole } from './whole.fixture.js'

function found(
  rule: string,
  events: readonly Event[],
  inputs = [input('kubelet.log', ['kubelet-log'])],
): Finding[] {
  const all = diagnose({ inputs, events: inTimelineOrder(events) }, { cannotTell: true }).findings
  for (const finding of all) expectWhole(finding)
  return all.filter((finding) => finding.rule === rule)
}

const verdicts = (findings: readonly Finding[]) => findings.map(({ verdict }) => verdict)
const { staleBytes, rightBytes, capacityBytes } = CAPTURED

describe('limit-overwritten-by-systemd', () => {
  const rule = 'limit-overwritten-by-systemd'

  it('names systemd where its property is the limit that was hit', () => {
    const [finding] = found(rule, capturedIncident())
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.events).toHaveLength(2)
    expect(finding?.summary).toContain(
      '/kubepods.slice had a limit of 3925836 KiB (3.74 GiB), and the OOM hit 3311436 KiB (3.15 GiB): exactly what systemd holds as MemoryLimit.',
    )
  })

  it('is likely without the reload, and cannot be told without the property', () => {
    expect(verdicts(found(rule, capturedIncident('systemd journal')))).toEqual(['likely'])
    expect(verdicts(found(rule, capturedIncident('node facts')))).toEqual(['cannot-tell'])
  })

  it('says nothing where systemd holds another value, or nobody read a higher limit', () => {
    const read = (clock: string, holder: 'cgroup' | 'systemd', limitBytes: number) =>
      event('limit-observed', CAPTURE, clock, {
        cgroup: '/kubepods.slice',
        holder,
        property: holder === 'systemd' ? 'MemoryLimit' : 'memory.limit_in_bytes',
        limitBytes,
      })
    const hit = oom('11:00:00', '/kubepods.slice', staleBytes)
    expect(
      found(rule, [read('10:00:00', 'cgroup', rightBytes), read('10:30:00', 'systemd', 5e9), hit]),
    ).toEqual([])
    expect(found(rule, [read('10:30:00', 'systemd', staleBytes), hit])).toEqual([])
  })
})

describe('eviction-at-stale-limit', () => {
  const rule = 'eviction-at-stale-limit'
  const observed = (limitBytes: number) =>
    event('limit-observed', KUBELET, '10:10:00', {
      cgroup: '/kubepods.slice',
      holder: 'kubelet',
      property: 'allocatableMemory.available',
      limitBytes,
    })
  const base = [
    event('kubelet-notice', KUBELET, '10:00:00', { notice: 'machine', memoryCapacityBytes: capacityBytes }),
    nodeConfig('10:00:01', 104857600),
  ]
  const evictions = [
    event('kubelet-eviction', KUBELET, '10:11:00', { phase: 'threshold-met', resource: 'memory' }),
    event('kubelet-eviction', KUBELET, '10:11:01', { phase: 'ranked', pods: [{ name: 'web-0' }] }),
  ]
  const spare = event('kubelet-eviction', KUBELET, '10:10:50', {
    phase: 'observation',
    signal: 'memory.available',
    availableBytes: 900e6,
    leastAvailableBytes: 800e6,
    lastAt: event('boot', KUBELET, '10:11:10').at,
  })

  it('is confirmed where the whole node had memory to spare', () => {
    const [finding] = found(rule, [...base, observed(staleBytes), spare, ...evictions])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.events).toHaveLength(2)
    expect(finding?.summary).toContain(
      'measured against a limit of 3311436 KiB (3.15 GiB) for all pods, 614400 KiB (600 MiB) below the 3925836 KiB (3.74 GiB)',
    )
  })

  it('is likely where the memory of the whole node was not logged', () => {
    const [finding] = found(rule, [...base, observed(staleBytes), ...evictions])
    expect(finding?.verdict).toBe('likely')
    expect(finding?.missing).toEqual(['kubelet log: observations of memory.available (verbosity 3 and up)'])
  })

  it('says nothing at the right limit, or of evictions for disk', () => {
    expect(found(rule, [...base, observed(rightBytes), ...evictions])).toEqual([])
    const disk = event('kubelet-eviction', KUBELET, '10:11:00', {
      phase: 'threshold-met',
      resource: 'ephemeral-storage',
    })
    expect(found(rule, [...base, observed(staleBytes), disk])).toEqual([])
  })

  it('cannot tell without observations', () => {
    expect(verdicts(found(rule, [...base, ...evictions]))).toEqual(['cannot-tell'])
  })
})

describe('config-not-loaded', () => {
  const rule = 'config-not-loaded'
  const start = event('kubelet-start', KUBELET, '10:00:00', { version: 'v1.20.2' })
  const changed = (clock: string, path = '/var/lib/kubelet/config.yaml') =>
    event('config-file-modified', FILES, clock, { path, basis: 'stat' })
  const hit = oom('12:00:00', '/kubepods.slice', staleBytes)
  const covered = [input('kubelet.log', ['kubelet-log'], '09:00:00', '13:00:00')]

  it('is confirmed where the log of the kubelet goes on past the OOM', () => {
    const [finding] = found(rule, [start, changed('11:00:00'), hit], covered)
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('/var/lib/kubelet/config.yaml changed at 11:00:00')
  })

  it('is likely where a later start could have been lost', () => {
    expect(verdicts(found(rule, [start, changed('11:00:00'), hit]))).toEqual(['likely'])
    const gap = covered.map((one) => ({ ...one, gaps: [{ line: 3, reason: 'lost' }] }))
    expect(verdicts(found(rule, [start, changed('11:00:00'), hit], gap))).toEqual(['likely'])
  })

  it('says nothing of a change that a start read, one after the OOM, or an OOM at a limit of its own', () => {
    expect(found(rule, [changed('09:00:00'), start, hit], covered)).toEqual([])
    const again = event('kubelet-start', KUBELET, '11:30:00', { version: 'v1.20.2' })
    expect(found(rule, [start, changed('11:00:00'), again, hit], covered)).toEqual([])
    expect(found(rule, [start, hit, changed('12:30:00')], covered)).toEqual([])
    const unit = { state: 'started', description: 'kubelet: The Kubernetes Node Agent' } as const
    const started = event('systemd-unit-state', JOURNAL, '11:30:00', unit)
    expect(found(rule, [start, changed('11:00:00'), started, hit], covered)).toEqual([])
    expect(found(rule, [start, changed('11:00:00'), oom('12:00:00', CONTAINER_PATH, 1e6)], covered)).toEqual(
      [],
    )
    expect(found(rule, [start, changed('11:00:00', '/var/log/kubelet.log'), hit], covered)).toEqual([])
  })

  it('cannot tell without a start', () => {
    expect(verdicts(found(rule, [changed('11:00:00'), hit]))).toEqual(['cannot-tell'])
  })
})

describe('config-raced-start', () => {
  const rule = 'config-raced-start'

  it('tells the founding incident by the 52 seconds', () => {
    const [finding] = found(rule, foundingIncident())
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('changed 52.000 s later')
    expect(finding?.summary).toContain('The OOM hit the limit computed then, 27968328 KiB (26.67 GiB).')
    expect(found('config-not-loaded', foundingIncident())).toEqual([])
  })

  it('is likely where the capacity was not read', () => {
    expect(verdicts(found(rule, foundingIncident('node facts')))).toEqual(['likely'])
  })

  it.each([
    ['config-file-modified', 'file times: with year and zone'],
    ['kubelet-node-config', 'kubelet log: with year and zone'],
  ])('cannot tell without the time of %s', (type, missing) => {
    const events = foundingIncident().map((one) =>
      one.type === type ? ({ ...one, at: { basis: 'none', printed: '17:35:18' } } as Event) : one,
    )
    const [finding, ...others] = found(rule, events)
    expect(others).toEqual([])
    expect(finding?.verdict).toBe('cannot-tell')
    expect(finding?.missing.map((one) => one.split(' (')[0])).toEqual([missing])
  })

  it('says nothing of a change that the clocks put before the computation', () => {
    const events = foundingIncident().map((one) =>
      one.type === 'config-file-modified'
        ? ({ ...one, at: { ...atOfClock('17:34:25', FILES), uncertaintyMs: 2000 } } as Event)
        : one,
    )
    expect(found(rule, events)).toEqual([])
  })

  it('says nothing of a change minutes later, without an OOM, or at another limit', () => {
    expect(found(rule, capturedIncident())).toEqual([])
    expect(found(rule, foundingIncident('kernel log'))).toEqual([])
    const other = foundingIncident('kernel log')
    expect(found(rule, [...other, oom('19:10:44', '/kubepods.slice', 4096)])).toEqual([])
  })
})

describe('reserved-limit-hit', () => {
  const rule = 'reserved-limit-hit'
  const config = (fields: Record<string, unknown> = {}) =>
    nodeConfig('10:00:00', 0, {
      systemReservedCgroup: '/system',
      systemReservedMemoryBytes: 1073741824,
      enforceNodeAllocatable: ['pods', 'system-reserved'],
      ...fields,
    })
  const hit = oom('11:00:00', '/system.slice', 1073741824, '/system.slice/sshd.service')

  it('is confirmed where the limit is the reservation', () => {
    const [finding] = found(rule, [config(), hit])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('/system.slice hit its limit of 1048576 KiB (1.00 GiB) once.')
  })

  it('is possible at another limit, and nothing where the kubelet does not enforce it', () => {
    expect(verdicts(found(rule, [config({ systemReservedMemoryBytes: 5e8 }), hit]))).toEqual(['possible'])
    expect(found(rule, [config({ enforceNodeAllocatable: ['pods'] }), hit])).toEqual([])
  })

  it('is likely where it was not read whether the kubelet enforces it, which it does not by default', () => {
    const [finding] = found(rule, [config({ enforceNodeAllocatable: undefined }), hit])
    expect(finding?.verdict).toBe('likely')
    expect(finding?.missing).toEqual(['kubelet log: whether system-reserved is in enforceNodeAllocatable'])
  })

  it('goes by the configuration at the time of the OOM', () => {
    const later = { ...config({ enforceNodeAllocatable: ['pods'] }), at: oom('12:00:00', '/', 1).at }
    expect(verdicts(found(rule, [config(), hit, later]))).toEqual(['confirmed'])
    const after = { ...config(), at: later.at }
    expect(verdicts(found(rule, [hit, after]))).toEqual(['cannot-tell'])
  })

  it('is likely where only the enforcement names the cgroup', () => {
    const enforced = event('kubelet-allocatable-enforced', KUBELET, '10:00:00', {
      target: 'system-reserved',
      cgroup: '/system.slice',
    })
    expect(verdicts(found(rule, [enforced, hit]))).toEqual(['likely'])
  })

  it('cannot tell without a configuration, and does not ask for services', () => {
    expect(verdicts(found(rule, [hit]))).toEqual(['cannot-tell'])
    expect(found(rule, [oom('11:00:00', '/system.slice/sshd.service', 1e6)])).toEqual([])
  })
})

describe('pod-at-own-limit', () => {
  const rule = 'pod-at-own-limit'
  const spec = (limits: (number | undefined)[]) =>
    event('pod-spec', API, undefined, {
      pod: 'ranker',
      namespace: 'default',
      podUid: POD_UID,
      containers: limits.map((memoryLimitBytes, index) => ({
        name: `c${index}`,
        ...(memoryLimitBytes === undefined ? {} : { memoryLimitBytes }),
      })),
    })
  const hit = oom('11:00:00', CONTAINER_PATH, 393216 * 1024)

  it('is all that a plain log with a container at its limit gives', () => {
    const findings = diagnose({
      inputs: [],
      events: [hit, oom('11:05:00', CONTAINER_PATH, 393216 * 1024)],
    }).findings.filter(isOfNode)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      rule,
      verdict: 'likely',
      title: 'The container reached its own limit: nothing is wrong with the node',
    })
    expect(findings[0]?.missing[0]).toContain('spec not given')
    expect(findings[0]?.summary).toContain('hit its own limit of 393216 KiB (384 MiB) 2 times')
  })

  it('is confirmed by the spec of a container, and of a pod by the sum of its containers', () => {
    expect(found(rule, [hit, spec([393216 * 1024])])[0]).toMatchObject({ verdict: 'confirmed', missing: [] })
    const atPod = oom('11:00:00', POD_PATH, 3e6 * 4096)
    expect(verdicts(found(rule, [atPod, spec([1e6 * 4096, 2e6 * 4096])]))).toEqual(['confirmed'])
  })

  it('is only possible at another limit than the spec says, and likely where a container has none', () => {
    const [finding] = found(rule, [hit, spec([1e9])])
    expect(finding?.verdict).toBe('possible')
    expect(finding?.summary).toContain('the pod may have been resized')
    const atPod = oom('11:00:00', POD_PATH, 3e6 * 4096)
    expect(verdicts(found(rule, [atPod, spec([3e6 * 4096, undefined])]))).toEqual(['likely'])
  })

  it('cannot tell where the dump lost the limit', () => {
    const cut = oom('11:00:00', CONTAINER_PATH, undefined)
    const [finding, ...others] = found(rule, [cut, spec([393216 * 1024])])
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      verdict: 'cannot-tell',
      events: [cut.id],
      missing: ['kernel log: the limit that was hit ("memory: usage …, limit …")'],
    })
    const unlimited = oom('11:00:00', CONTAINER_PATH, undefined)
    const memory = { usageBytes: 1, limitBytes: 'unlimited' as const }
    expect(found(rule, [{ ...unlimited, cgroup: { ...unlimited.cgroup, memory } } as Event])).toEqual([])
  })

  it('does not take the spec of another pod', () => {
    const other = { ...spec([393216 * 1024]), podUid: 'another' }
    expect(verdicts(found(rule, [hit, other]))).toEqual(['likely'])
  })

  it('says nothing of a global OOM, a Docker container or the limit of all pods', () => {
    const global = oom('11:00:00', '/', undefined, CONTAINER_PATH, { scope: 'global', cgroup: {} })
    expect(diagnose({ inputs: [], events: [global] }).findings.filter(isOfNode)).toEqual([])
    expect(found(rule, [oom('11:00:00', `/docker/${'a'.repeat(64)}`, 1e6)])).toEqual([])
    expect(found(rule, [oom('11:00:00', '/kubepods.slice', 1e6, CONTAINER_PATH)])).toEqual([])
  })
})
