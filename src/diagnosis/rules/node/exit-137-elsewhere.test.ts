import { describe, expect, it } from 'vitest'
import type { Event } from '../../../record/index.js'
import {
  API,
  atOfClock,
  CONTAINER,
  event,
  input,
  JOURNAL,
  KUBELET,
  oom,
  POD_UID,
  RUNTIME,
} from '../../events.fixture.js'
import { said, shown, verdicts } from './said.fixture.js'

const rule = 'exit-137-elsewhere'
const OTHER = 'f'.repeat(64)
const kernelLog = input('dmesg.txt', ['kernel-log'], '09:00:00', '13:00:00')
const shortLog = input('dmesg.txt', ['kernel-log'], '09:00:00', '11:00:00')
const MOMENT = '12:00:00 (2021-03-12T12:00:00.000Z)'
const overturnedBy = 'a kill of that container in another log of the kernel'
const next = [
  'kubectl describe pod <pod>  # events: Killing, probes, deletion',
  'journalctl -u systemd-oomd -u earlyoom',
]
const references = ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination']
const UNNAMED = 'whom the killer of user space killed: its record does not name the container'

const exit = event('container-exit', RUNTIME, '12:00:00', {
  runtime: 'containerd',
  containerId: OTHER,
  pid: 900,
  exitCode: 137,
})
const status = event('container-oom-killed', API, '12:00:00', {
  pod: 'web-0',
  podUid: POD_UID,
  container: 'main',
  containerId: OTHER,
  reason: 'Error',
  exitCode: 137,
  source: { input: API.input, firstLine: 400, lastLine: 440 },
  lines: { exitCode: 411 },
})
const spec = event('pod-spec', API, undefined, {
  pod: 'web-0',
  podUid: POD_UID,
  node: 'node-03',
  containers: [{ name: 'side' }, { name: 'main', containerId: OTHER }],
})
const logged = event('boot', { ...RUNTIME, host: 'node-03' }, '09:00:00')
const onNode = [spec, logged]
const stopping = (clock: string, containerId: string | undefined = OTHER) =>
  event('kubelet-notice', KUBELET, clock, { notice: 'killing-container', containerId })
const killer = (clock: string, fields: Record<string, unknown> = {}) =>
  event('userspace-oom-kill', JOURNAL, clock, { killer: 'earlyoom', stage: 'killed', ...fields })

describe('an end of which nobody says who caused it', () => {
  it('is told with the names that the API has, in the line of the exit code', () => {
    expect(said(rule, [status, ...onNode], [kernelLog])).toEqual([
      {
        rule,
        verdict: 'confirmed',
        title: 'Ended with 137, and not by the kernel',
        summary: `Container main of pod web-0 ended with 137 (SIGKILL) at ${MOMENT}; dmesg.txt covers the moment and has no kill of it. Somebody in user space sent the signal; who was not read.`,
        events: [status.id],
        evidence: [shown(status, 'ended with 137 (Container main of pod web-0)', 411)],
        missing: [],
        overturnedBy,
        next,
        references,
      },
    ])
  })

  it('is told at the first line where no line has the exit code', () => {
    const [finding] = said(rule, [{ ...status, lines: { pod: 402 } }, ...onNode], [kernelLog])
    expect(finding?.evidence).toEqual([shown(status, 'an end by SIGKILL (Container main of pod web-0)')])
  })

  it('is that of a container where a spec names it', () => {
    const [finding] = said(rule, [exit, spec], [kernelLog])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.evidence).toEqual([shown(exit, `ended with 137 (Container ${OTHER})`)])
    expect(
      said(rule, [exit, { ...spec, containers: [{ name: 'main', containerId: CONTAINER }] }], [kernelLog]),
    ).toEqual([])
    expect(said(rule, [exit, { ...spec, containers: [] }], [kernelLog])).toEqual([])
  })

  it('is that of a container, not of a command that was run in it', () => {
    expect(said(rule, [{ ...exit, execId: 'probe' }, spec], [kernelLog])).toEqual([])
    expect(verdicts(said(rule, [{ ...exit, execId: OTHER }, spec], [kernelLog]))).toEqual(['confirmed'])
  })

  it('is told once for each container', () => {
    const again = { ...status, id: 'again' }
    expect(said(rule, [status, again, exit, ...onNode], [kernelLog])).toHaveLength(1)
    const nameless = { ...status, containerId: undefined }
    const side = { ...nameless, id: 'side', container: 'side' }
    const findings = said(rule, [nameless, { ...nameless, id: 'again' }, side, ...onNode], [kernelLog])
    expect(findings.map(({ events }) => events[0])).toEqual([status.id, 'side'])
  })
})

describe('the log of the kernel', () => {
  it('is asked for where that which was read ends before', () => {
    expect(said(rule, [status, ...onNode], [shortLog])).toEqual([
      {
        rule,
        verdict: 'cannot-tell',
        title: 'Whether the kernel killed it cannot be told',
        summary: `Container main of pod web-0 ended with 137 at ${MOMENT}. No log of this node's kernel provably covers the minute before it.`,
        events: [status.id],
        evidence: [shown(status, 'ended with 137 (Container main of pod web-0)', 411)],
        missing: ['kernel log: of the same node, without a gap, from a minute before the end on'],
        next: ['journalctl -k -g "Killed process|oom-kill"'],
        references,
      },
    ])
  })

  it('proves nothing of a pod that may have run on another node', () => {
    expect(verdicts(said(rule, [status, spec], [kernelLog]))).toEqual(['cannot-tell'])
    expect(verdicts(said(rule, [status, ...onNode], [kernelLog]))).toEqual(['confirmed'])
  })

  it('is not asked for where none was read', () => {
    expect(said(rule, [status, ...onNode])).toEqual([])
  })

  it('may have the kill under the pid, the pod, or an owner above the container', () => {
    const path = `/kubepods.slice/kubepods-pod${POD_UID.replaceAll('-', '_')}.slice/cri-containerd-${CONTAINER}.scope`
    const inPod = oom('11:59:58', path, 1e6)
    const byPid = oom('10:00:00', `/docker/${CONTAINER}`, 1e6, `/docker/${CONTAINER}`, {
      victims: [{ pid: 900, comm: 'web' }],
    })
    const above = oom('11:59:58', '/kubepods.slice', 4e9, path)
    expect(said(rule, [inPod, status, ...onNode], [kernelLog])).toEqual([])
    expect(said(rule, [byPid, exit, spec], [kernelLog])).toEqual([])
    expect(said(rule, [above, exit, spec], [kernelLog])).toEqual([])
    const stranger = { ...byPid, victims: [{ pid: 901, comm: 'web' }] }
    expect(verdicts(said(rule, [stranger, exit, spec], [kernelLog]))).toEqual(['confirmed'])
  })
})

describe('the kubelet that stopped the container', () => {
  it('is named, and makes a container of what may have been a sandbox', () => {
    const stopped = stopping('11:59:30')
    expect(said(rule, [exit, stopped], [kernelLog])).toEqual([
      {
        rule,
        verdict: 'confirmed',
        title: 'Ended with 137, and not by the kernel',
        summary: `Container ${OTHER} ended with 137 (SIGKILL) at ${MOMENT}; dmesg.txt covers the moment and has no kill of it. The kubelet stopped the container itself at 11:59:30 (2021-03-12T11:59:30.000Z).`,
        events: [exit.id],
        evidence: [
          shown(stopped, 'the kubelet stopped the container itself'),
          shown(exit, `ended with 137 (Container ${OTHER})`),
        ],
        missing: [],
        overturnedBy,
        next,
        references,
      },
    ])
  })

  it.each<[string, Event]>([
    ['stopped another', stopping('11:59:30', CONTAINER)],
    ['did so more than a minute before', stopping('11:58:59')],
    ['says something else of it', { ...stopping('11:59:30'), notice: 'container-died' } as Event],
  ])('is not one that %s', (_, notice) => {
    expect(said(rule, [exit, notice], [kernelLog])).toEqual([])
  })

  it('is one that did so a minute before', () => {
    expect(verdicts(said(rule, [exit, stopping('11:59:00')], [kernelLog]))).toEqual(['confirmed'])
  })

  it('waits for the grace period that it gives', () => {
    const patient = (clock: string) => ({ ...stopping(clock), gracePeriodSec: 300 })
    expect(verdicts(said(rule, [exit, patient('11:54:00')], [kernelLog]))).toEqual(['confirmed'])
    expect(said(rule, [exit, patient('11:53:59')], [kernelLog])).toEqual([])
  })

  it('did not stop it after its end', () => {
    expect(said(rule, [exit, stopping('12:00:01')], [kernelLog])).toEqual([])
    const at = atOfClock('12:00:01', KUBELET, 2000)
    expect(verdicts(said(rule, [exit, { ...stopping('12:00:01'), at }], [kernelLog]))).toEqual(['confirmed'])
  })

  it('is not known by the lack of an id on both sides', () => {
    const nameless = { ...status, containerId: undefined }
    const notice = { ...stopping('11:59:30'), containerId: undefined }
    const [finding] = said(rule, [nameless, notice, ...onNode], [kernelLog])
    expect(finding?.summary).toContain('Somebody in user space sent the signal; who was not read.')
  })
})

describe('a killer of user space', () => {
  it('that names no container is only likely to have killed it', () => {
    const kill = killer('11:59:58', { cgroup: '/user.slice' })
    expect(said(rule, [exit, kill, spec], [kernelLog])).toEqual([
      {
        rule,
        verdict: 'likely',
        title: 'Ended with 137, and not by the kernel',
        summary: `Container ${OTHER} ended with 137 (SIGKILL) at ${MOMENT}; dmesg.txt covers the moment and has no kill of it. Earlyoom killed something at 11:59:58 (2021-03-12T11:59:58.000Z).`,
        events: [exit.id],
        evidence: [
          shown(kill, 'earlyoom killed something'),
          shown(exit, `ended with 137 (Container ${OTHER})`),
        ],
        missing: [UNNAMED],
        overturnedBy,
        next,
        references,
      },
    ])
  })

  it('does not show that what ended was a container, unless it names it', () => {
    expect(said(rule, [exit, killer('11:59:58')], [kernelLog])).toEqual([])
    const named = killer('11:59:58', { cgroup: `/kubepods.slice/cri-containerd-${OTHER}.scope` })
    expect(verdicts(said(rule, [exit, named], [kernelLog]))).toEqual(['confirmed'])
  })

  it('is sure by the pid of the first process', () => {
    const [finding] = said(rule, [exit, killer('11:59:58', { pid: 900 })], [kernelLog])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('Earlyoom killed it at 11:59:58')
    expect(said(rule, [exit, killer('11:59:58', { pid: 901 })], [kernelLog])).toEqual([])
    expect(said(rule, [{ ...exit, pid: undefined }, killer('11:59:58')], [kernelLog])).toEqual([])
  })

  it('that names the container goes before one that does not', () => {
    const sure = killer('11:59:50', { cgroup: `/kubepods.slice/cri-containerd-${OTHER}.scope` })
    const [finding] = said(rule, [exit, killer('11:59:40'), sure, killer('11:59:58')], [kernelLog])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('Earlyoom killed it at 11:59:50')
  })

  it.each([
    ['killed', 'likely'],
    ['escalated', 'likely'],
    ['warned', 'confirmed'],
    ['failed', 'confirmed'],
    ['dry-run', 'confirmed'],
  ])('counts once it has killed: %s', (stage, verdict) => {
    expect(verdicts(said(rule, [exit, killer('11:59:58', { stage }), spec], [kernelLog]))).toEqual([verdict])
  })

  it.each([
    ['11:59:00', 'likely'],
    ['11:58:59', 'confirmed'],
    ['12:00:00', 'likely'],
    ['12:00:01', 'confirmed'],
  ])('counts within the minute before: %s', (clock, verdict) => {
    expect(verdicts(said(rule, [exit, killer(clock), spec], [kernelLog]))).toEqual([verdict])
  })
})

describe('a runtime that had lost the container', () => {
  const lost = { ...status, reason: 'ContainerStatusUnknown' }

  it('explains a code that stands for no signal', () => {
    const [finding] = said(rule, [lost, ...onNode], [kernelLog])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.missing).toEqual([])
    expect(finding?.summary).toMatch(
      /has no kill of it\. The runtime had lost the container, and 137 stands for an unknown end at 12:00:00 \(2021-03-12T12:00:00\.000Z\)\.$/,
    )
  })

  it('comes after a killer that was read', () => {
    const [finding] = said(rule, [lost, killer('11:59:58'), ...onNode], [kernelLog])
    expect(finding?.verdict).toBe('likely')
    expect(finding?.summary).toContain('Earlyoom killed something')
  })
})
