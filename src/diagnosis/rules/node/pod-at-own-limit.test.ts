import { describe, expect, it } from 'vitest'
import { API, CONTAINER, CONTAINER_PATH, event, oom, POD_PATH, POD_UID } from '../../events.fixture.js'
import { said, shown, verdicts } from './said.fixture.js'

const rule = 'pod-at-own-limit'
const MIB = 1024 ** 2
const OTHER = 'f'.repeat(64)
const references = ['https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/']
const overturnedBy = 'a spec that gives another limit than the one that was hit'
const next = [
  'kubectl get pod -A -o yaml  # spec.containers[].resources.limits.memory',
  'find out what the container uses memory for before raising its limit',
]
const spec = (fields: Record<string, unknown> = {}) =>
  event('pod-spec', API, undefined, {
    pod: 'web-0',
    namespace: 'default',
    podUid: POD_UID,
    containers: [
      { name: 'main', containerId: CONTAINER, memoryLimitBytes: 384 * MIB },
      { name: 'side', containerId: OTHER, memoryLimitBytes: 128 * MIB },
      { name: 'twin', memoryLimitBytes: 384 * MIB },
    ],
    source: { input: API.input, firstLine: 500, lastLine: 600 },
    lines: {
      'containers.0.memoryLimitBytes': 510,
      'containers.1.memoryLimitBytes': 520,
      'containers.2.memoryLimitBytes': 530,
    },
    printed: {
      'containers.0.memoryLimitBytes': '384Mi',
      'containers.1.memoryLimitBytes': '131072Ki',
      'containers.2.memoryLimitBytes': '384Mi',
    },
    ...fields,
  })

it('shows the limit of the pod as the sum of those of its containers', () => {
  const hit = oom('11:00:00', POD_PATH, 896 * MIB, CONTAINER_PATH)
  const pod = spec()
  expect(said(rule, [hit, pod])).toEqual([
    {
      rule,
      verdict: 'confirmed',
      title: 'The pod reached its own limit: nothing is wrong with the node',
      summary:
        'Pod default/web-0 hit its own limit of 917504 KiB (896 MiB) once, which is what its spec says.',
      events: [hit.id],
      evidence: [
        shown(hit, "OOM: the pod's own limit of 917504 kB (896 MiB) was hit"),
        shown(pod, 'the spec gives the containers of the pod (917504 KiB, 896 MiB in sum)'),
        shown(pod, 'the spec gives the container 384Mi', 510),
        shown(pod, 'the spec gives the container 131072Ki (128 MiB)', 520),
        shown(pod, 'the spec gives the container 384Mi', 530),
      ],
      missing: [],
      overturnedBy,
      next,
      references,
    },
  ])
})

it('shows the limit of one container, and says where it is another', () => {
  const hit = oom('11:00:00', CONTAINER_PATH, 256 * MIB)
  const pod = spec()
  expect(said(rule, [hit, pod])).toEqual([
    {
      rule,
      verdict: 'possible',
      title: 'The container reached its own limit: nothing is wrong with the node',
      summary:
        'A container of pod default/web-0 hit its own limit of 262144 KiB (256 MiB) once, but its spec says 393216 KiB (384 MiB): the pod may have been resized, or a reload undid a resize.',
      events: [hit.id],
      evidence: [
        shown(hit, "OOM: the container's own limit of 262144 kB (256 MiB) was hit"),
        shown(pod, 'the spec gives the container 384Mi', 510),
      ],
      missing: [],
      overturnedBy,
      next,
      references,
    },
  ])
})

it('shows nothing of a spec without a limit', () => {
  const hit = oom('11:00:00', CONTAINER_PATH, 256 * MIB)
  const [finding] = said(rule, [hit, spec({ namespace: undefined, containers: [{ name: 'main' }] })])
  expect(finding?.verdict).toBe('likely')
  expect(finding?.summary).toBe(
    'A container of pod web-0 hit its own limit of 262144 KiB (256 MiB) once, as far as the cgroup path tells; what its spec says was not read.',
  )
  expect(finding?.missing).toEqual(['spec not given: the memory limits of the pod (kubectl get pod -o yaml)'])
  expect(finding?.evidence).toHaveLength(1)
})

it('takes a limit within one page for the one of the spec', () => {
  const at = (limitBytes: number) =>
    verdicts(said(rule, [oom('11:00:00', CONTAINER_PATH, limitBytes), spec()]))
  expect(at(384 * MIB - 4095)).toEqual(['confirmed'])
  expect(at(384 * MIB - 4096)).toEqual(['possible'])
})

describe('names', () => {
  const hash = '0123456789abcdef0123456789abcdef'
  const bare = `cri-containerd-${CONTAINER}.scope`

  it.each([
    ['a pod by its uid', POD_PATH, `Pod ${POD_UID} hit`],
    ['a container by that of its pod', CONTAINER_PATH, `A container of pod ${POD_UID} hit`],
    ['a static pod by its hash', `/kubepods.slice/kubepods-pod${hash}.slice`, `Pod ${hash} hit`],
    ['a container without the path of its pod', bare, 'A container of pod of unknown id hit'],
  ])('%s', (_, owner, subject) => {
    const [finding] = said(rule, [oom('11:00:00', owner, 256 * MIB)])
    expect(finding?.summary.startsWith(subject), finding?.summary).toBe(true)
  })
})

describe('OOMs', () => {
  const eventsOf = (...events: Parameters<typeof said>[1]) =>
    said(rule, events).map((one) => one.events.length)
  const other = POD_PATH.replaceAll('5bc9a4b7', 'bbbbbbbb')

  it('of one pod at one limit are one finding, of which twelve are shown', () => {
    const hits = Array.from({ length: 13 }, (_, index) =>
      oom(`11:${index + 10}:00`, CONTAINER_PATH, 256 * MIB),
    )
    const [finding, ...others] = said(rule, hits)
    expect(others).toEqual([])
    expect(finding?.events).toHaveLength(13)
    expect(finding?.evidence).toHaveLength(12)
    expect(finding?.summary).toContain(' (256 MiB) 13 times, ')
  })

  it('of restarted containers of one pod belong together, those of two pods do not', () => {
    const restarted = CONTAINER_PATH.replace(CONTAINER, OTHER)
    const at = (owner: string) => oom('11:00:00', owner, 256 * MIB)
    expect(eventsOf(at(CONTAINER_PATH), at(restarted))).toEqual([2])
    expect(eventsOf(at(POD_PATH), at(other))).toEqual([1, 1])
    expect(eventsOf(at(POD_PATH), at(CONTAINER_PATH))).toEqual([1, 1])
    expect(eventsOf(at(`cri-containerd-${CONTAINER}.scope`), at(`cri-containerd-${OTHER}.scope`))).toEqual([
      1, 1,
    ])
  })

  it('at two limits, or of containers with different limits, do not', () => {
    expect(
      eventsOf(oom('11:00:00', CONTAINER_PATH, 256 * MIB), oom('11:05:00', CONTAINER_PATH, 384 * MIB)),
    ).toEqual([1, 1])
    const side = oom('11:05:00', CONTAINER_PATH.replace(CONTAINER, OTHER), 256 * MIB)
    expect(eventsOf(oom('11:00:00', CONTAINER_PATH, 256 * MIB), side, spec())).toEqual([1, 1])
  })
})

describe('dumps that lost the limit', () => {
  it('are one open question', () => {
    const cuts = [oom('11:00:00', CONTAINER_PATH, undefined), oom('11:05:00', POD_PATH, undefined)]
    expect(said(rule, cuts)).toEqual([
      {
        rule,
        verdict: 'cannot-tell',
        title: 'Which limit a container or pod hit cannot be told',
        summary: 'An OOM at the limit of a container or pod was read 2 times without the limit itself.',
        events: cuts.map(({ id }) => id),
        evidence: cuts.map((cut) => shown(cut, 'OOM in a container or pod')),
        missing: ['kernel log: the limit that was hit ("memory: usage …, limit …")'],
        next: ['journalctl -k  # the whole dump'],
        references,
      },
    ])
  })

  it('are shown up to twelve', () => {
    const cuts = Array.from({ length: 13 }, (_, index) => oom(`11:${index + 10}:00`, POD_PATH, undefined))
    const [finding] = said(rule, cuts)
    expect(finding?.evidence).toHaveLength(12)
    expect(finding?.events).toHaveLength(13)
  })

  it('are not those of another owner', () => {
    expect(said(rule, [oom('11:00:00', '/kubepods.slice', undefined)])).toEqual([])
    expect(said(rule, [{ ...oom('11:00:00', '/', undefined), cgroup: undefined }])).toEqual([])
  })
})
