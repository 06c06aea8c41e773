import { describe, expect, it } from 'vitest'
import type { OomEvent } from '../../../record/index.js'
import { API, CONTAINER, CONTAINER_PATH, event, input, oom, POD_UID, RUNTIME } from '../../events.fixture.js'
import { said, shown, verdicts } from './said.fixture.js'

const rule = 'kill-without-event'
const OTHER = 'f'.repeat(64)
const runtimeLog = input('containerd.log', ['runtime-log'], '09:00:00', '13:00:00')
const references = ['https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files']
const kill = (clock: string, fields: Partial<OomEvent> = {}) =>
  oom(clock, CONTAINER_PATH, 1e6, CONTAINER_PATH, fields)
const talks = event('container-exit', RUNTIME, '10:00:00', {
  runtime: 'containerd',
  containerId: OTHER,
  exitCode: 0,
})
const report = (clock: string | undefined, containerId: string | undefined = CONTAINER) =>
  event('runtime-oom', RUNTIME, clock, { runtime: 'containerd', containerId })

it('tells how often the kernel killed there, each kill in the line that names the cgroup', () => {
  const first = kill('11:00:00')
  const cgroup = { ...first.cgroup, ownerLine: 9000 }
  const named = { ...first, cgroup }
  const second = kill('11:10:00')
  expect(said(rule, [talks, named, second], [runtimeLog])).toEqual([
    {
      rule,
      verdict: 'confirmed',
      title: 'The kernel killed in a container, and the runtime says nothing',
      summary: `The kernel killed in container ${CONTAINER} 2 times, at 2021-03-12T11:00:00.000Z first; containerd.log covers the moment and has no OOM of that container within a minute.`,
      events: [first.id, second.id],
      evidence: [
        shown(first, `killed in container ${CONTAINER}`, 9000),
        shown(second, `killed in container ${CONTAINER}`),
      ],
      missing: [],
      overturnedBy: 'a report of the runtime under another id or at another time',
      next: [`crictl inspect ${CONTAINER}  # reason and exit code`],
      references,
    },
  ])
})

it('is only possible where each kill was for the whole machine', () => {
  const one = kill('11:00:00', { scope: 'global' })
  const [finding, ...others] = said(rule, [talks, one], [runtimeLog])
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    verdict: 'possible',
    summary: `The kernel killed in container ${CONTAINER} once, at 2021-03-12T11:00:00.000Z; containerd.log covers the moment and has no OOM of that container within a minute. With cgroup v1 the runtime is not told of an OOM of the whole host, so this can be as it should be.`,
    missing: ['node facts: the version of cgroups'],
  })
  expect(verdicts(said(rule, [talks, one, kill('11:10:00')], [runtimeLog]))).toEqual(['confirmed'])
})

it('asks for the log of the runtime where the one that was read ends before', () => {
  const one = kill('11:00:00')
  const short = input('containerd.log', ['runtime-log'], '09:00:00', '11:00:30')
  expect(said(rule, [talks, one], [short])).toEqual([
    {
      rule,
      verdict: 'cannot-tell',
      title: 'Whether the runtime noticed the kill cannot be told',
      summary: `The kernel killed a process of container ${CONTAINER}. No log of its runtime that tells of the ends of containers provably covers the minute after it.`,
      events: [one.id],
      evidence: [shown(one, `killed in container ${CONTAINER}`)],
      missing: ['runtime log: of containerd, without a gap, from before the kill until a minute after it'],
      next: ['journalctl -u containerd'],
      references,
    },
  ])
  expect(said(rule, [talks, one], [{ ...short, kinds: ['kernel-log'] }])).toEqual([])
})

it('tells of each container, and of one with a kill whose minute the log has not', () => {
  const path = CONTAINER_PATH.replace(CONTAINER, 'e'.repeat(64))
  const late = kill('12:59:30')
  const findings = said(rule, [talks, kill('11:00:00'), oom('11:30:00', path, 1e6), late], [runtimeLog])
  expect(verdicts(findings)).toEqual(['confirmed', 'confirmed', 'cannot-tell'])
  expect(findings[2]?.events).toEqual([late.id])
})

it('shows twelve of thirteen kills', () => {
  const kills = Array.from({ length: 13 }, (_, index) => kill(`11:${index + 10}:00`))
  const [finding] = said(rule, [talks, ...kills], [runtimeLog])
  expect(finding?.evidence).toHaveLength(12)
  expect(finding?.events).toHaveLength(13)
  expect(finding?.summary).toContain(' 13 times, ')
})

it('says nothing of an OOM that killed nobody, or that has no container', () => {
  expect(said(rule, [talks, kill('11:00:00', { outcome: 'panic' })], [runtimeLog])).toEqual([])
  expect(said(rule, [talks, kill('11:00:00', { cgroup: undefined })], [runtimeLog])).toEqual([])
  expect(said(rule, [talks, kill('11:00:00', { cgroup: {} })], [runtimeLog])).toEqual([])
})

describe('a report', () => {
  it.each([
    ['within a minute', report('11:01:00'), []],
    ['later than that', report('11:01:01'), ['confirmed']],
    ['without a time', report(undefined), []],
    ['of nobody, within a minute', { ...report('11:01:00'), containerId: undefined }, []],
    ['of nobody, later than that', { ...report('11:01:01'), containerId: undefined }, ['confirmed']],
    ['of another container', report('11:00:05', OTHER), ['confirmed']],
  ])('%s', (_, heard, expected) => {
    expect(verdicts(said(rule, [talks, kill('11:00:00'), heard], [runtimeLog]))).toEqual(expected)
  })

  it('is any of several of one container', () => {
    const both = [report('10:30:00'), report('11:00:05')]
    expect(said(rule, [talks, kill('11:00:00'), ...both], [runtimeLog])).toEqual([])
    expect(said(rule, [talks, kill('10:30:00'), kill('11:00:00'), ...both], [runtimeLog])).toEqual([])
    expect(verdicts(said(rule, [talks, kill('11:00:00'), kill('12:00:00'), ...both], [runtimeLog]))).toEqual([
      'confirmed',
    ])
  })

  it('is one of the pod status where that says OOMKilled', () => {
    const status = (reason: string) =>
      event('container-oom-killed', API, '11:00:05', {
        pod: 'web-0',
        podUid: POD_UID,
        container: 'main',
        containerId: CONTAINER,
        reason,
        exitCode: 137,
      })
    expect(said(rule, [talks, kill('11:00:00'), status('OOMKilled')], [runtimeLog])).toEqual([])
    expect(verdicts(said(rule, [talks, kill('11:00:00'), status('Error')], [runtimeLog]))).toEqual([
      'confirmed',
    ])
  })
})

describe('that a log would have told of it', () => {
  it.each([
    ['an OOM of another container', report('10:00:00', OTHER), 'confirmed'],
    [
      'an end that another log has as well',
      { ...talks, source: { ...talks.source, input: 'other.log' }, alsoIn: [talks.source] },
      'confirmed',
    ],
    ['an end in another runtime', { ...talks, runtime: 'cri-o' as const }, 'cannot-tell'],
    ['an end in another log', { ...talks, source: { ...talks.source, input: 'other.log' } }, 'cannot-tell'],
  ])('shows in %s', (_, told, verdict) => {
    expect(verdicts(said(rule, [told, kill('11:00:00')], [runtimeLog]))).toEqual([verdict])
  })
})

describe('the command', () => {
  const commandFor = (containerId: string) => {
    const one = kill('11:00:00')
    const victimIdentity = { kind: 'kubernetes-container', runtime: 'containerd', containerId } as const
    const [finding] = said(rule, [talks, { ...one, cgroup: { ...one.cgroup, victimIdentity } }], [runtimeLog])
    return finding?.next
  }

  it.each([
    ['a'.repeat(12), 'a'.repeat(12)],
    ['a'.repeat(11), '<container>'],
    ['a'.repeat(65), '<container>'],
    [`${'a'.repeat(64)};`, '<container>'],
    [`x${'a'.repeat(20)}`, '<container>'],
  ])('names %s as %s', (containerId, shownAs) => {
    expect(commandFor(containerId)).toEqual([`crictl inspect ${shownAs}  # reason and exit code`])
  })
})
