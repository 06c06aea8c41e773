import { describe, expect, it } from 'vitest'
import { API, event, KUBELET } from '../../events.fixture.js'
import { said, shown, verdicts } from './said.fixture.js'

const rule = 'node-pressure-eviction'
const references = ['https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/']
const overturnedBy = 'an eviction for another resource, or a kill by the kernel at the same time'
const next = [
  'kubectl get pods -A --field-selector status.phase=Failed',
  'kubectl describe node <node>  # conditions and events',
]
const INFERRED = 'pod status: the resource that this eviction was for; inferred from the shortage before it'
const step = (clock: string, phase: string, fields: Record<string, unknown> = {}) =>
  event('kubelet-eviction', KUBELET, clock, { phase, ...fields } as Record<string, unknown>)
const ofPod = (clock: string, pod: string, fields: Record<string, unknown> = {}) =>
  event('pod-evicted', API, clock, { pod, resource: 'memory', ...fields })
const short = step('11:00:00', 'threshold-met', { resource: 'memory' })
const figures = {
  availableBytes: 195796992,
  thresholdBytes: 314572800,
  printed: { availableBytes: '191208Ki', thresholdBytes: '300Mi' },
}
const BELOW = '191208Ki (186 MiB) available, below the threshold of 300Mi'
const UNREAD = 'because the node was low on memory. Threshold and available amount were not read.'

it('infers the resource from the shortage before it', () => {
  const one = step('11:00:02', 'evicted', { pods: [{ name: 'a' }, { name: 'b', namespace: 'default' }] })
  expect(said(rule, [short, one])).toEqual([
    {
      rule,
      verdict: 'likely',
      title: 'Evicted by the kubelet for memory, not OOM-killed: 2 pods',
      summary: `The kubelet evicted a, default/b from 11:00:02 (2021-03-12T11:00:02.000Z) on, ${UNREAD}`,
      events: [one.id],
      evidence: [shown(short, 'the kubelet reclaims memory'), shown(one, 'evicted: a, default/b')],
      missing: [INFERRED],
      overturnedBy,
      next,
      references,
    },
  ])
})

it('says so where the name of the pod was not read', () => {
  const one = step('11:00:02', 'evicted')
  expect(said(rule, [short, one])).toMatchObject([
    {
      title: 'Evicted by the kubelet for memory, not OOM-killed: an unnamed pod',
      summary: `The kubelet evicted an unnamed pod from 11:00:02 (2021-03-12T11:00:02.000Z) on, ${UNREAD}`,
      evidence: [shown(short, 'the kubelet reclaims memory'), shown(one, 'evicted')],
    },
  ])
})

it('names the pod in the line that has it, and the amounts in theirs', () => {
  const one = ofPod('11:00:02', 'a', {
    namespace: 'default',
    ...figures,
    source: { input: API.input, firstLine: 100, lastLine: 130 },
    lines: { pod: 111, availableBytes: 118, thresholdBytes: 118 },
  })
  expect(said(rule, [one])).toEqual([
    {
      rule,
      verdict: 'confirmed',
      title: 'Evicted by the kubelet for memory, not OOM-killed: 1 pod',
      summary: `The kubelet evicted default/a from 11:00:02 (2021-03-12T11:00:02.000Z) on, because the node was low on memory: ${BELOW}.`,
      events: [one.id],
      evidence: [shown(one, 'evicted: a (namespace default)', 111), shown(one, BELOW, 118)],
      missing: [],
      overturnedBy,
      next,
      references,
    },
  ])
})

it('says in brackets what no line has', () => {
  const one = ofPod('11:00:02', 'a', { namespace: 'default', lines: { resource: 120 } })
  expect(said(rule, [one])[0]?.evidence).toEqual([shown(one, 'evicted (a)')])
  const bare = ofPod('11:00:02', 'a')
  expect(said(rule, [bare])[0]?.evidence).toEqual([shown(bare, 'evicted: a')])
})

it('names five pods, and that there are others', () => {
  const pods = ['a', 'b', 'c', 'd', 'e'].map((pod) => ofPod('11:00:02', pod, { namespace: 'x' }))
  expect(said(rule, pods)[0]?.summary).toContain('The kubelet evicted x/a, x/b, x/c, x/d, x/e from ')
  const [six] = said(rule, [...pods, ofPod('11:00:03', 'f')])
  expect(six?.title).toContain(': 6 pods')
  expect(six?.summary).toContain('The kubelet evicted x/a, x/b, x/c, x/d, x/e and others from ')
})

it('shows twelve of thirteen evictions', () => {
  const pods = Array.from({ length: 13 }, (_, index) => ofPod('11:00:02', `web-${index}`))
  const [finding] = said(rule, pods)
  expect(finding?.evidence).toHaveLength(12)
  expect(finding?.events).toHaveLength(13)
})

it('is confirmed where one of several evictions names memory', () => {
  const named = ofPod('11:00:03', 'b')
  const one = step('11:00:02', 'evicted', { pods: [{ name: 'a' }] })
  expect(verdicts(said(rule, [short, one, named]))).toEqual(['confirmed'])
})

describe('the amounts', () => {
  const one = step('11:00:02', 'evicted', { pods: [{ name: 'a' }] })
  const measured = (clock: string, fields: Record<string, unknown> = {}) =>
    step(clock, 'threshold-observed', { signal: 'memory.available', ...figures, ...fields })
  const summaryWith = (...events: ReturnType<typeof step>[]) =>
    said(rule, [short, one, ...events])[0]?.summary

  it.each(['memory.available', 'allocatableMemory.available'])(
    'are those that the kubelet measured before: %s',
    (signal) => {
      const look = measured('10:59:59', { signal })
      const [finding] = said(rule, [look, short, one])
      expect(finding?.summary).toContain(`because the node was low on memory: ${BELOW}.`)
      expect(finding?.evidence).toEqual([
        shown(look, BELOW),
        shown(short, 'the kubelet reclaims memory'),
        shown(one, 'evicted: a'),
      ])
    },
  )

  it('are the last ones before the first eviction', () => {
    const least = { availableBytes: 104857600, printed: { availableBytes: '100Mi', thresholdBytes: '300Mi' } }
    expect(summaryWith(measured('10:59:40'), measured('10:59:50', least), measured('11:00:05'))).toContain(
      ': 100Mi available, below the threshold of 300Mi.',
    )
  })

  it.each([
    ['of another signal', measured('10:59:59', { signal: 'nodefs.available' })],
    ['of no signal', measured('10:59:59', { signal: undefined })],
    ['in another line', measured('10:59:59', { phase: 'observation' })],
    ['after the eviction', measured('11:00:03')],
    ['more than ten minutes before', measured('10:50:01.999')],
    ['without a threshold', measured('10:59:59', { thresholdBytes: undefined })],
    ['without what was available', measured('10:59:59', { availableBytes: undefined })],
  ])('are not those %s', (_, look) => {
    expect(summaryWith(look)).toContain(UNREAD)
  })

  it('can be ten minutes old', () => {
    expect(summaryWith(measured('10:50:02'))).toContain(BELOW)
  })

  it('are those of the first eviction that has both', () => {
    const half = ofPod('11:00:03', 'b', { availableBytes: 4096 })
    const whole = ofPod('11:00:04', 'c', figures)
    const other = ofPod('11:00:05', 'd', { ...figures, availableBytes: 8192, printed: {} })
    expect(said(rule, [half, whole, other])[0]?.summary).toContain(`: ${BELOW}.`)
  })
})

describe('evictions of which nothing says for what', () => {
  it('are one open question', () => {
    const one = ofPod('11:00:02', 'a', { resource: undefined })
    const two = step('11:00:03', 'evicted', { pods: [{ name: 'b' }] })
    expect(said(rule, [one, two])).toEqual([
      {
        rule,
        verdict: 'cannot-tell',
        title: 'What the pods were evicted for cannot be told',
        summary: 'The kubelet evicted pods. Which resource was short was not read.',
        events: [one.id, two.id],
        evidence: [shown(one, 'evicted: a'), shown(two, 'evicted: b')],
        missing: [
          'kubelet log: which resource was short ("attempting to reclaim memory")',
          'pod status: the message of the eviction',
        ],
        next: ['kubectl get pods -A --field-selector status.phase=Failed -o yaml'],
        references,
      },
    ])
  })

  it('are not those that the kubelet explains elsewhere, nor what is no eviction', () => {
    const disk = step('11:00:00', 'threshold-met', { resource: 'nodefs' })
    const one = step('11:00:03', 'evicted', { pods: [{ name: 'b' }] })
    expect(said(rule, [disk, one])).toEqual([])
    expect(said(rule, [step('11:00:03', 'evict-failed', { pods: [{ name: 'b' }] })])).toEqual([])
    const open = ofPod('11:00:02', 'a', { resource: undefined })
    expect(said(rule, [disk, one, open]).map(({ events }) => events)).toEqual([[open.id]])
  })

  it('are shown up to twelve', () => {
    const pods = Array.from({ length: 13 }, (_, index) =>
      ofPod('11:00:02', `web-${index}`, { resource: undefined }),
    )
    const [finding] = said(rule, pods)
    expect(finding?.evidence).toHaveLength(12)
    expect(finding?.events).toHaveLength(13)
  })
})
