import { describe, expect, it } from 'vitest'
import { identifyCgroup } from '../../../cgroup/index.js'
import type { OomEvent } from '../../../record/index.js'
import { caseOf } from '../../case.js'
import {
  atOfClock,
  CONTAINER,
  CONTAINER_PATH,
  oom,
  POD_PATH,
  POD_UID,
  RUNTIME,
} from '../../events.fixture.js'
import { KernelKills } from './kernel-kills.js'

const OTHER = 'f'.repeat(64)
const OTHER_PATH = `/kubepods.slice/kubepods-podbbbbbbbb_a6ec_4734_996e_ab3b278312c9.slice/cri-containerd-${OTHER}.scope`
const at = (clock: string) => atOfClock(clock, RUNTIME)
const kills = (...ooms: OomEvent[]) => new KernelKills(caseOf(ooms, []))
const ofContainer = (clock: string | undefined) => oom(clock, CONTAINER_PATH, 1e6)

describe('a kill that is meant', () => {
  it.each([
    ['11:01:00', 'killed'],
    ['11:01:00.001', 'not-killed'],
    ['10:59:00', 'killed'],
    ['10:58:59.999', 'not-killed'],
  ])('is within a minute of the claim: %s', (clock, answer) => {
    expect(kills(ofContainer('11:00:00')).answer({ at: at(clock), containerId: CONTAINER })).toBe(answer)
  })

  it('can be any of several in one container', () => {
    const both = kills(ofContainer('11:00:00'), ofContainer('12:00:00'))
    for (const clock of ['11:00:05', '12:00:05'])
      expect(both.answer({ at: at(clock), containerId: CONTAINER })).toBe('killed')
    expect(both.answer({ at: at('11:30:00'), containerId: CONTAINER })).toBe('not-killed')
  })

  it('is that of another container of the pod, where the claim names the pod', () => {
    const one = kills(ofContainer('11:00:00'))
    const claim = { at: at('11:00:05'), containerId: OTHER }
    expect(one.answer({ ...claim, podUid: POD_UID })).toBe('killed')
    expect(one.answer({ ...claim, podUid: 'b'.repeat(36) })).toBe('not-killed')
    expect(one.answer(claim)).toBe('not-killed')
  })

  it('has the name as the owner of the limit or as the home of the victim', () => {
    const inner = kills(oom('11:00:00', CONTAINER_PATH, 1e6, OTHER_PATH))
    for (const containerId of [CONTAINER, OTHER])
      expect(inner.answer({ at: at('11:00:05'), containerId })).toBe('killed')
  })

  it('has the pid of one of the victims, at any time', () => {
    const two = kills(
      oom('11:00:00', CONTAINER_PATH, 1e6, CONTAINER_PATH, {
        victims: [
          { pid: 1055, comm: 'ranker' },
          { pid: 1056, comm: 'ranker' },
        ],
      }),
    )
    for (const pid of [1055, 1056]) expect(two.answer({ at: at('15:00:00'), pid })).toBe('killed')
    expect(two.answer({ at: at('15:00:00'), pid: 1057 })).toBe('not-killed')
  })

  it('can be one whose time is not known', () => {
    const untimed = kills(ofContainer(undefined))
    expect(untimed.answer({ at: at('11:00:00'), containerId: CONTAINER })).toBe('killed')
    expect(untimed.answer({ at: at('11:00:00'), containerId: OTHER })).toBe('perhaps')
  })
})

describe('a kill that may be meant', () => {
  const claim = { at: at('11:00:05'), containerId: OTHER }
  const answerOf = (fields: Partial<OomEvent>) =>
    kills({ ...ofContainer('11:00:00'), ...fields }).answer(claim)
  const owners = [
    ['a container', CONTAINER_PATH, 'not-killed'],
    ['a container of Docker', `/docker/${CONTAINER}`, 'not-killed'],
    ['a container of Podman', `/machine.slice/libpod-${CONTAINER}.scope`, 'not-killed'],
    ['a pod', POD_PATH, 'perhaps'],
    ['all pods', '/kubepods.slice', 'perhaps'],
    ['a slice', '/system.slice', 'perhaps'],
  ] as const

  it.each(owners)('at the limit of %s', (_, owner, answer) => {
    expect(kills(oom('11:00:00', owner, 1e6, CONTAINER_PATH)).answer(claim)).toBe(answer)
  })

  it('is one of the whole machine', () => {
    expect(answerOf({ scope: 'global' })).toBe('perhaps')
  })

  it('is in a dump that lost its victim or the cgroup of it', () => {
    const limitOwnerIdentity = identifyCgroup(CONTAINER_PATH)
    expect(answerOf({})).toBe('not-killed')
    expect(answerOf({ victims: [] })).toBe('perhaps')
    expect(answerOf({ cgroup: { limitOwner: CONTAINER_PATH, limitOwnerIdentity } })).toBe('perhaps')
    expect(answerOf({ cgroup: undefined })).toBe('perhaps')
  })

  it('is within a minute of the claim', () => {
    const global = kills({ ...ofContainer('11:00:00'), scope: 'global' })
    expect(global.answer({ at: at('11:01:00'), containerId: OTHER })).toBe('perhaps')
    expect(global.answer({ at: at('11:01:01'), containerId: OTHER })).toBe('not-killed')
    expect(global.answer({ at: { basis: 'none' }, containerId: OTHER })).toBe('not-killed')
  })
})
