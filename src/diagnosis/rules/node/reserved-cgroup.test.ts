import { describe, expect, it } from 'vitest'
import type { Event } from '../../../record/index.js'
import { caseOf } from '../../case.js'
import { event, inTimelineOrder, KUBELET, nodeConfig, oom } from '../../events.fixture.js'
import { isReservedCgroup, reservedCgroup } from './reserved-cgroup.js'

const of = (...events: Event[]) => caseOf(inTimelineOrder(events), [])
const config = (fields: Record<string, unknown>, clock = '10:00:00') =>
  nodeConfig(clock, 0, {
    kubeReserved: {},
    kubeReservedMemoryBytes: undefined,
    enforceNodeAllocatable: undefined,
    ...fields,
  })
const enforced = (target: 'pods' | 'system-reserved' | 'kube-reserved', cgroup: string | undefined) =>
  event('kubelet-allocatable-enforced', KUBELET, '10:00:00', { target, cgroup })

describe('the configuration', () => {
  it('gives the amount as it spells it, and whether it is enforced', () => {
    const one = config({
      systemReservedCgroup: '/system',
      systemReserved: { memory: { bytes: 524288000, text: '500Mi' } },
      systemReservedMemoryBytes: 524288000,
      enforceNodeAllocatable: ['pods', 'system-reserved'],
    })
    expect(reservedCgroup(of(one), '/system.slice')).toEqual({
      which: 'system-reserved',
      event: one,
      isEnforced: true,
      bytes: 524288000,
      printed: { bytes: 524288000, event: one, text: '500Mi', line: one.source.firstLine },
    })
  })

  it('names the cgroup of Kubernetes as well', () => {
    const one = config({
      kubeReservedCgroup: '/kube.slice',
      systemReservedCgroup: '/system.slice',
      kubeReserved: { memory: { bytes: 104857600, text: '100Mi' } },
      kubeReservedMemoryBytes: 104857600,
      systemReservedMemoryBytes: 1,
      enforceNodeAllocatable: ['pods', 'system-reserved'],
    })
    expect(reservedCgroup(of(one), '/kube.slice')).toEqual({
      which: 'kube-reserved',
      event: one,
      isEnforced: false,
      bytes: 104857600,
      printed: { bytes: 104857600, event: one, text: '100Mi', line: one.source.firstLine },
    })
  })

  it('leaves out what it does not say', () => {
    const one = config({ systemReservedCgroup: '/system' })
    expect(reservedCgroup(of(one), '/system.slice')).toStrictEqual({ which: 'system-reserved', event: one })
  })

  it('is the last one before the OOM', () => {
    const first = config({ systemReservedCgroup: '/system' })
    const second = config({ systemReservedCgroup: '/system' }, '10:30:00')
    const later = config({ systemReservedCgroup: '/system' }, '11:30:00')
    const one = of(first, second, later)
    expect(reservedCgroup(one, '/system.slice', oom('11:00:00', '/system.slice', 1))?.event).toBe(second)
    expect(reservedCgroup(one, '/system.slice')?.event).toBe(later)
  })
})

describe('a name', () => {
  it.each([
    ['/system', '/system.slice', true],
    ['/system.slice', '/system.slice', true],
    ['system', '/system.slice', true],
    ['/system', '/system', true],
    ['a/b', '/a/b', true],
    ['/a.slice/b', '/a/b', false],
    ['/a.slice/b', '/a.slice/b', true],
    ['/system', '/user.slice', false],
    ['/runtime', '/system.slice/runtime', false],
    ['/', '/', false],
    ['', '/', false],
  ])('%s for the cgroup %s', (name, cgroup, same) => {
    expect(reservedCgroup(of(config({ systemReservedCgroup: name })), cgroup) !== undefined).toBe(same)
  })
})

describe('the enforcement', () => {
  it('names a cgroup that no configuration does', () => {
    const one = enforced('kube-reserved', '/kube.slice')
    const all = of(enforced('pods', '/kube.slice'), enforced('system-reserved', '/system.slice'), one)
    expect(reservedCgroup(all, '/kube.slice')).toEqual({
      which: 'kube-reserved',
      event: one,
      isEnforced: true,
    })
  })

  it('is not that of the pods, of no cgroup or of another', () => {
    expect(reservedCgroup(of(enforced('pods', '/kubepods.slice')), '/kubepods.slice')).toBeUndefined()
    expect(reservedCgroup(of(enforced('kube-reserved', undefined)), '/kube.slice')).toBeUndefined()
    expect(reservedCgroup(of(enforced('kube-reserved', '/kube.slice')), '/system.slice')).toBeUndefined()
  })

  it('comes after the configuration', () => {
    const one = config({ systemReservedCgroup: '/system' })
    expect(
      reservedCgroup(of(enforced('system-reserved', '/system.slice'), one), '/system.slice')?.event,
    ).toBe(one)
  })
})

it('a cgroup is reserved unless the kubelet is told not to limit it', () => {
  const judge = (enforceNodeAllocatable: string[] | undefined) =>
    isReservedCgroup(of(config({ systemReservedCgroup: '/system', enforceNodeAllocatable })), '/system.slice')
  expect(judge(['system-reserved'])).toBe(true)
  expect(judge(undefined)).toBe(true)
  expect(judge(['pods'])).toBe(false)
  expect(isReservedCgroup(of(), '/system.slice')).toBe(false)
})
