import { describe, expect, it } from 'vitest'
import { API, CONTAINER, event, input, KUBELET, oom, POD_UID, RUNTIME } from '../../events.fixture.js'
import { said, shown, verdicts } from './said.fixture.js'

const rule = 'event-without-kill'
const OTHER = 'f'.repeat(64)
const kernelLog = input('dmesg.txt', ['kernel-log'], '09:00:00', '13:00:00')
const shortLog = input('dmesg.txt', ['kernel-log'], '09:00:00', '11:00:00')
const references = ['https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files']
const ofRuntime = event('runtime-oom', RUNTIME, '12:00:00', { runtime: 'cri-o', containerId: OTHER })
const ofKubelet = event('kubelet-system-oom', KUBELET, '12:00:00', { form: 'watcher', victimPid: 77 })
const ofPod = event('container-oom-killed', API, '12:00:00', {
  pod: 'web-0',
  podUid: POD_UID,
  container: 'main',
  containerId: OTHER,
  reason: 'OOMKilled',
})
const spec = event('pod-spec', API, undefined, {
  pod: 'web-0',
  podUid: POD_UID,
  node: 'node-03',
  containers: [],
})
const onNode = [spec, event('boot', { ...RUNTIME, host: 'node-03' }, '09:00:00')]
const MOMENT = '12:00:00 (2021-03-12T12:00:00.000Z)'

it.each([
  ['the runtime', ofRuntime, [], 'cri-o', `container ${OTHER}`, `cri-o: OOM of container ${OTHER}`],
  ['the kubelet', ofKubelet, [], 'the kubelet', 'process 77', 'the kubelet: OOM of process 77'],
  [
    'the status of a pod',
    ofPod,
    onNode,
    'the status of the pod',
    'container main of pod web-0',
    'the status of the pod: an OOM (of container main of pod web-0)',
  ],
])('tells who reports it and of whom: %s', (_, claim, others, who, whom, line) => {
  expect(said(rule, [claim, ...others], [kernelLog])).toEqual([
    {
      rule,
      verdict: 'confirmed',
      title: 'An OOM is reported that the kernel knows nothing of',
      summary: `At ${MOMENT} ${who} reports an OOM of ${whom}; dmesg.txt covers the moment and has no such kill within a minute.`,
      events: [claim.id],
      evidence: [shown(claim, line)],
      missing: [],
      overturnedBy: 'a kill of that container in another log of the kernel',
      next: ['journalctl -k -g "Killed process|oom-kill"', 'crictl inspect <container>'],
      references,
    },
  ])
})

it('asks for the log of the kernel where the one that was read ends before', () => {
  expect(said(rule, [ofRuntime], [shortLog])).toEqual([
    {
      rule,
      verdict: 'cannot-tell',
      title: 'Whether the kernel killed there cannot be told',
      summary: `At ${MOMENT} cri-o reports an OOM of container ${OTHER}. No log of this node's kernel provably covers the minute before it.`,
      events: [ofRuntime.id],
      evidence: [shown(ofRuntime, `cri-o: OOM of container ${OTHER}`)],
      missing: ['kernel log: of the same node, without a gap, from a minute before the report on'],
      next: ['journalctl -k -g "Killed process|oom-kill"'],
      references,
    },
  ])
})

describe('reports', () => {
  it('of one container are told once, those of two each', () => {
    const again = { ...ofRuntime, id: 'again' }
    const second = { ...ofRuntime, id: 'second', containerId: 'e'.repeat(64) }
    const findings = said(rule, [ofRuntime, again, second], [kernelLog])
    expect(findings.map(({ events }) => events)).toEqual([[ofRuntime.id], ['second']])
  })

  it('of two processes are two', () => {
    const second = { ...ofKubelet, id: 'second', victimPid: 78 }
    expect(said(rule, [ofKubelet, second], [kernelLog])).toHaveLength(2)
  })

  it.each([
    ['a report without a container and a process', { ...ofRuntime, containerId: undefined }],
    ['a kubelet that does not name the process', { ...ofKubelet, victimPid: undefined }],
    ['a pod without the id of the container', { ...ofPod, containerId: undefined }],
    ['an end that is no OOM', { ...ofPod, reason: 'Error' }],
    ['a watcher that stopped', { ...ofKubelet, form: 'watcher-stopped' as const }],
  ])('are not those of %s', (_, claim) => {
    expect(said(rule, [claim, ...onNode], [kernelLog])).toEqual([])
  })

  it('count where they name the process only', () => {
    const bare = { ...ofRuntime, containerId: undefined, victimPid: 77 }
    expect(said(rule, [bare], [kernelLog])[0]?.summary).toContain('cri-o reports an OOM of process 77;')
  })

  it('are answered by a kill of the same process, however much later they come', () => {
    const kill = oom('10:00:00', `/docker/${CONTAINER}`, 1e6)
    expect(said(rule, [kill, { ...ofKubelet, victimPid: 1055 }], [kernelLog])).toEqual([])
    expect(said(rule, [kill, { ...ofRuntime, victimPid: 1055 }], [kernelLog])).toEqual([])
    expect(verdicts(said(rule, [kill, ofRuntime], [kernelLog]))).toEqual(['confirmed'])
  })

  it('of a pod are answered by a kill in another container of it', () => {
    const path = `/kubepods.slice/kubepods-pod${POD_UID.replaceAll('-', '_')}.slice/cri-containerd-${CONTAINER}.scope`
    const kill = oom('11:59:58', path, 1e6)
    expect(said(rule, [kill, ofPod, ...onNode], [kernelLog])).toEqual([])
    const stranger = { ...ofPod, podUid: 'b'.repeat(36) }
    expect(verdicts(said(rule, [kill, stranger], [kernelLog]))).toEqual(['cannot-tell'])
  })
})
