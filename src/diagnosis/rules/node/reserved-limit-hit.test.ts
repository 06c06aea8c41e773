import { describe, expect, it } from 'vitest'
import { event, KUBELET, nodeConfig, oom } from '../../events.fixture.js'
import { said, shown, verdicts } from './said.fixture.js'

const rule = 'reserved-limit-hit'
const MIB = 1024 ** 2
const references = ['https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/']
const overturnedBy = 'somebody other than the kubelet having set this limit'
const WHO = 'systemd-cgtop -m  # who uses the memory of the slice'
const config = (fields: Record<string, unknown>) => nodeConfig('10:00:00', 0, fields)
const kube = (fields: Record<string, unknown> = {}) =>
  config({
    kubeReservedCgroup: '/kube.slice',
    kubeReserved: { memory: { bytes: 600 * MIB, text: '600Mi' } },
    kubeReservedMemoryBytes: 600 * MIB,
    enforceNodeAllocatable: ['pods', 'kube-reserved'],
    ...fields,
  })

it('tells a limit that is another one than the reservation', () => {
  const reserved = kube()
  const hit = oom('11:00:00', '/kube.slice', 512 * MIB)
  const again = oom('11:10:00', '/kube.slice', 512 * MIB)
  expect(said(rule, [reserved, hit, again])).toEqual([
    {
      rule,
      verdict: 'possible',
      title: 'The limit of what is kube-reserved was hit',
      summary:
        '/kube.slice hit its limit of 524288 KiB (512 MiB) 2 times. It is the cgroup that the kubelet limits to kube-reserved, 614400 KiB (600 MiB); the limit is another one, so somebody else may have set it.',
      events: [hit.id, again.id],
      evidence: [
        shown(reserved, 'limited to kube-reserved, 600Mi (/kube.slice)'),
        shown(hit, 'OOM: the limit of 524288 kB (512 MiB) was hit (/kube.slice)'),
        shown(again, 'OOM: the limit of 524288 kB (512 MiB) was hit (/kube.slice)'),
      ],
      missing: [],
      overturnedBy,
      next: ['raise --kube-reserved, or take kube-reserved out of enforceNodeAllocatable', WHO],
      references,
    },
  ])
})

it('asks for the amount where only the enforcement was read', () => {
  const enforced = event('kubelet-allocatable-enforced', KUBELET, '10:00:00', {
    target: 'system-reserved',
    cgroup: '/system.slice',
  })
  const hit = oom('11:00:00', '/system.slice', 512 * MIB)
  expect(said(rule, [enforced, hit])).toEqual([
    {
      rule,
      verdict: 'likely',
      title: 'The limit of what is system-reserved was hit',
      summary:
        '/system.slice hit its limit of 524288 KiB (512 MiB) once. It is the cgroup that the kubelet limits to system-reserved; how much that is was not read.',
      events: [hit.id],
      evidence: [
        shown(enforced, 'limited to system-reserved (/system.slice)'),
        shown(hit, 'OOM: the limit of 524288 kB (512 MiB) was hit (/system.slice)'),
      ],
      missing: ['kubelet log: how much is system-reserved'],
      overturnedBy,
      next: ['raise --system-reserved, or take system-reserved out of enforceNodeAllocatable', WHO],
      references,
    },
  ])
})

it('asks for both where the configuration has neither amount nor enforcement', () => {
  const bare = config({ systemReservedCgroup: '/system', enforceNodeAllocatable: undefined })
  const [finding] = said(rule, [bare, oom('11:00:00', '/system.slice', 512 * MIB)])
  expect(finding?.verdict).toBe('likely')
  expect(finding?.missing).toEqual([
    'kubelet log: how much is system-reserved',
    'kubelet log: whether system-reserved is in enforceNodeAllocatable',
  ])
})

it('takes a limit within one page for the reservation', () => {
  const at = (limitBytes: number) =>
    verdicts(said(rule, [kube(), oom('11:00:00', '/kube.slice', limitBytes)]))
  expect(at(600 * MIB - 4095)).toEqual(['confirmed'])
  expect(at(600 * MIB - 4096)).toEqual(['possible'])
})

describe('OOMs', () => {
  it('at two limits or in two cgroups are told apart', () => {
    const hits = [
      oom('11:00:00', '/kube.slice', 600 * MIB),
      oom('11:10:00', '/kube.slice', 512 * MIB),
      oom('11:20:00', '/system.slice', 512 * MIB),
    ]
    expect(verdicts(said(rule, [kube(), ...hits]))).toEqual(['confirmed', 'possible', 'cannot-tell'])
  })

  it('without a limit, without an owner, or below the slice say nothing', () => {
    expect(said(rule, [kube(), oom('11:00:00', '/kube.slice', undefined)])).toEqual([])
    expect(said(rule, [kube(), { ...oom('11:00:00', '/', 1), cgroup: undefined }])).toEqual([])
    expect(said(rule, [kube(), oom('11:00:00', '/kube.slice/kubelet.service', 1e8)])).toEqual([])
  })

  it('are shown up to twelve', () => {
    const hits = Array.from({ length: 13 }, (_, index) =>
      oom(`11:${index + 10}:00`, '/kube.slice', 600 * MIB),
    )
    const [finding] = said(rule, [kube(), ...hits])
    expect(finding?.events).toHaveLength(13)
    expect(finding?.evidence).toHaveLength(13)
    const [open] = said(rule, hits)
    expect(open?.events).toHaveLength(13)
    expect(open?.evidence).toHaveLength(12)
  })

  it('in a cgroup that is no slice are told where the configuration names it', () => {
    const runtime = kube({ kubeReservedCgroup: '/runtime' })
    const hit = oom('11:00:00', '/runtime', 600 * MIB)
    expect(verdicts(said(rule, [runtime, hit]))).toEqual(['confirmed'])
    expect(said(rule, [hit])).toEqual([])
  })
})
