import { describe, expect, it } from 'vitest'
import type { CgroupIdentity, PodSpec } from '../../../record/index.js'
import { caseOf } from '../../case.js'
import { API, CONTAINER, event, POD_UID } from '../../events.fixture.js'
import { podSpecOf, specLimitOf } from './pod-spec.js'

const HASH = '0123456789abcdef0123456789abcdef'
const OTHER = 'f'.repeat(64)
const spec = (fields: Partial<PodSpec>) =>
  event('pod-spec', API, undefined, { pod: 'ranker', containers: [], ...fields })

describe('podSpecOf', () => {
  const byUid = spec({ podUid: POD_UID })
  const byHash = spec({ configHash: HASH })
  const byContainer = spec({
    podUid: 'another',
    containers: [{ name: 'side' }, { name: 'main', containerId: CONTAINER }],
  })
  const nameless = spec({ containers: [{ name: 'main' }] })
  const one = caseOf([byUid, byHash, byContainer, nameless], [])

  it.each<[string, Partial<CgroupIdentity>, PodSpec | undefined]>([
    ['by its uid', { podUid: POD_UID }, byUid],
    ['by the hash of a static pod', { staticPodHash: HASH }, byHash],
    ['by one of its containers', { containerId: CONTAINER }, byContainer],
    ['not by another uid', { podUid: 'b'.repeat(36) }, undefined],
    ['not by another hash', { staticPodHash: 'f'.repeat(32) }, undefined],
    ['not by another container', { containerId: OTHER }, undefined],
    ['not by the lack of all three', {}, undefined],
  ])('finds a pod %s', (_, owner, expected) => {
    expect(podSpecOf(one, { kind: 'kubernetes-container', ...owner })).toBe(expected)
  })

  it('takes the last one that was read', () => {
    const later = spec({ podUid: POD_UID })
    expect(podSpecOf(caseOf([byUid, later, byHash], []), { kind: 'kubernetes-pod', podUid: POD_UID })).toBe(
      later,
    )
  })
})

describe('specLimitOf', () => {
  const limit = (containers: PodSpec['containers'], owner: Partial<CgroupIdentity> = {}, hitBytes = 300) =>
    specLimitOf(spec({ containers }), { kind: 'kubernetes-container', ...owner }, hitBytes)
  const main = { name: 'main', containerId: CONTAINER, memoryLimitBytes: 100 }
  const side = { name: 'side', containerId: OTHER, memoryLimitBytes: 300 }

  it('is that of the container itself, whatever limit was hit', () => {
    expect(limit([side, main], { containerId: CONTAINER })).toBe(100)
    expect(
      limit([side, { name: 'main', containerId: CONTAINER }], { containerId: CONTAINER }),
    ).toBeUndefined()
  })

  it('is the limit that was hit where a container has it and the own one is gone', () => {
    expect(limit([main, side], { containerId: 'e'.repeat(64) })).toBe(300)
    expect(limit([{ name: 'init' }, main, side])).toBe(300)
  })

  it('is that of the only container, and unknown among several', () => {
    expect(limit([main], { containerId: 'e'.repeat(64) })).toBe(100)
    expect(limit([main, { name: 'side' }], { containerId: 'e'.repeat(64) })).toBeUndefined()
    expect(limit([])).toBeUndefined()
  })

  it('is the sum for a pod, where each of its containers has one', () => {
    const pod = { kind: 'kubernetes-pod' } as const
    expect(limit([main, side], pod)).toBe(400)
    expect(limit([main, { name: 'side' }], pod)).toBeUndefined()
    expect(limit([], pod)).toBeUndefined()
  })

  it('is unknown without a spec', () => {
    expect(specLimitOf(undefined, { kind: 'kubernetes-pod' }, 300)).toBeUndefined()
  })
})
