import { describe, expect, it } from 'vitest'
import type { Event, KubeletEviction } from '../../../record/index.js'
import { caseOf } from '../../case.js'
import { API, event, inTimelineOrder, KUBELET } from '../../events.fixture.js'
import { episodesOf } from './eviction-episodes.js'

const step = (clock: string | undefined, phase: KubeletEviction['phase'], resource?: string) =>
  event('kubelet-eviction', KUBELET, clock, { phase, ...(resource === undefined ? {} : { resource }) })
const evicted = (clock: string | undefined, resource?: string) => step(clock, 'evicted', resource)
const ofPod = (clock: string | undefined, resource?: string) =>
  event('pod-evicted', API, clock, { pod: 'web-0', ...(resource === undefined ? {} : { resource }) })
const episodes = (...events: Event[]) => episodesOf(caseOf(inTimelineOrder(events), []))

describe('an eviction is for memory', () => {
  it('where it says so', () => {
    const both = [ofPod('11:00:00', 'memory'), evicted('11:00:05', 'memory')]
    expect(episodes(...both)).toEqual([{ evictions: both }])
    expect(episodes(ofPod('11:00:00', 'nodefs'), ofPod('11:00:01'), evicted('11:00:05', 'nodefs'))).toEqual(
      [],
    )
  })

  it.each(['threshold-met', 'must-evict'] as const)(
    'where the kubelet reclaims memory before it: %s',
    (phase) => {
      const shortage = step('11:00:00', phase, 'memory')
      const one = evicted('11:00:05')
      expect(episodes(shortage, one)).toEqual([{ evictions: [one], shortage }])
    },
  )

  it('not where it says another resource in a shortage of memory', () => {
    expect(episodes(step('11:00:00', 'threshold-met', 'memory'), evicted('11:00:05', 'nodefs'))).toEqual([])
  })

  it('not where no shortage was read before it', () => {
    expect(episodes(evicted('11:00:05'), step('11:00:10', 'threshold-met', 'memory'))).toEqual([])
  })

  it('not where the kubelet turned to another resource', () => {
    const turned = step('11:00:01', 'must-evict', 'ephemeral-storage')
    expect(episodes(step('11:00:00', 'threshold-met', 'memory'), turned, evicted('11:00:05'))).toEqual([])
  })

  it('even where a line on another resource tells of no shortage', () => {
    const shortage = step('11:00:00', 'threshold-met', 'memory')
    const relieved = step('11:00:01', 'reclaimed-without-eviction', 'nodefs')
    const one = evicted('11:00:05')
    expect(episodes(shortage, relieved, one)).toEqual([{ evictions: [one], shortage }])
  })

  it('once it is done', () => {
    expect(episodes(step('11:00:00', 'must-evict', 'memory'))).toEqual([])
    expect(
      episodes(
        step('11:00:00', 'must-evict', 'memory'),
        step('11:00:05', 'evicting'),
        step('11:00:06', 'ranked'),
      ),
    ).toEqual([])
    expect(episodes(step('11:00:05', 'evicting', 'memory'))).toEqual([])
  })
})

it('the first line of a shortage stands for it', () => {
  const first = step('11:00:00', 'threshold-met', 'memory')
  const one = evicted('11:00:05')
  expect(episodes(first, step('11:00:01', 'must-evict', 'memory'), one)).toEqual([
    { evictions: [one], shortage: first },
  ])
})

describe('the shortage of an episode', () => {
  const short = (clock: string) => step(clock, 'must-evict', 'memory')

  it('is its own, not that of the one before', () => {
    const [first, second] = [short('11:00:00'), short('12:00:00')]
    const [a, b] = [evicted('11:00:05'), evicted('12:00:05')]
    expect(episodes(first, a, second, b)).toEqual([
      { evictions: [a], shortage: first },
      { evictions: [b], shortage: second },
    ])
  })

  it('goes on as long as the kubelet says it at least every ten minutes', () => {
    const [first, last] = [short('11:00:00'), short('11:20:00')]
    const one = evicted('11:20:05')
    expect(episodes(first, short('11:10:00'), last, one)).toEqual([{ evictions: [one], shortage: first }])
    expect(episodes(first, last, one)).toEqual([{ evictions: [one], shortage: last }])
  })

  it('that was over ten minutes ago is the reason of an eviction only where that does not name memory', () => {
    const old = short('11:00:00')
    const [named, nameless] = [evicted('11:10:01', 'memory'), evicted('11:10:01')]
    expect(episodes(old, named)).toEqual([{ evictions: [named] }])
    expect(episodes(old, nameless)).toEqual([{ evictions: [nameless], shortage: old }])
    const inTime = evicted('11:10:00', 'memory')
    expect(episodes(old, inTime)).toEqual([{ evictions: [inTime], shortage: old }])
  })

  it('may be told after its first eviction', () => {
    const told = short('11:00:05')
    const both = [ofPod('11:00:00', 'memory'), evicted('11:00:10', 'memory')]
    expect(episodes(...both, told)).toEqual([{ evictions: both, shortage: told }])
  })
})

describe('one episode', () => {
  const count = (...clocks: (string | undefined)[]) =>
    episodes(...clocks.map((clock) => ofPod(clock, 'memory'))).map(({ evictions }) => evictions.length)

  it('has evictions of which each is at most ten minutes after the one before', () => {
    expect(count('11:00:00', '11:10:00', '11:20:00')).toEqual([3])
    expect(count('11:00:00', '11:10:00.001')).toEqual([1, 1])
    expect(count('11:00:00', '11:10:00.001', '11:15:00')).toEqual([1, 2])
  })

  it('has those whose time is not known', () => {
    expect(count('11:00:00', undefined)).toEqual([2])
    expect(count(undefined, undefined)).toEqual([2])
  })

  it('has what the kubelet and the API say in the order of time', () => {
    const [a, b, c] = [
      evicted('11:00:00', 'memory'),
      ofPod('11:05:00', 'memory'),
      evicted('11:06:00', 'memory'),
    ]
    expect(episodes(b, c, a)).toEqual([{ evictions: [a, b, c] }])
  })
})
