import { describe, expect, it } from 'vitest'
import type { Event, Finding, Input } from '../record/index.js'
import {
  API,
  CONTAINER,
  CONTAINER_PATH,
  event,
  input,
  inTimelineOrder,
  JOURNAL,
  KUBELET,
  nodeConfig,
  oom,
  POD_UID,
  RUNTIME,
} from './events.fixture.js'
import { diagnose } from './index.js'
import { expectWhole } from './whole.fixture.js'

function found(rule: string, events: readonly Event[], inputs: readonly Input[] = []): Finding[] {
  const all = diagnose({ inputs, events: inTimelineOrder(events) }, { cannotTell: true }).findings
  for (const finding of all) expectWhole(finding)
  return all.filter((finding) => finding.rule === rule)
}

const verdicts = (findings: readonly Finding[]) => findings.map(({ verdict }) => verdict)
const OTHER = 'f'.repeat(64)
const kernelLog = input('dmesg.txt', ['kernel-log'], '09:00:00', '13:00:00')
const runtimeLog = input('containerd.log', ['runtime-log'], '09:00:00', '13:00:00')
const gapped = (one: Input): Input => ({ ...one, gaps: [{ line: 7, reason: 'printk-dropped' }] })
const kill = oom('11:00:00', CONTAINER_PATH, 393216 * 1024)

describe('node-pressure-eviction', () => {
  const rule = 'node-pressure-eviction'
  const evicted = (clock: string, pod: string, fields: Record<string, unknown> = {}) =>
    event('pod-evicted', API, clock, {
      pod,
      namespace: 'default',
      reason: 'Evicted',
      resource: 'memory',
      ...fields,
    })

  it('tells threshold and available amount, and each pod once', () => {
    const [finding, ...others] = found(rule, [
      evicted('11:00:00', 'batch-0', {
        thresholdBytes: 314572800,
        availableBytes: 195796992,
        printed: { thresholdBytes: '300Mi', availableBytes: '191208Ki' },
      }),
      event('kubelet-eviction', KUBELET, '11:00:02', {
        phase: 'evicted',
        resource: 'memory',
        pods: [{ namespace: 'default', name: 'batch-0' }],
      }),
    ])
    expect(others).toEqual([])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.title).toContain(': 1 pod')
    expect(finding?.summary).toContain('191208Ki (186 MiB) available, below the threshold of 300Mi.')
  })

  it('takes evictions more than ten minutes apart for two shortages', () => {
    expect(
      found(rule, [evicted('11:00:00', 'a'), evicted('11:09:00', 'b'), evicted('11:20:00', 'c')]),
    ).toHaveLength(2)
  })

  it('is likely where the shortage before it tells the resource', () => {
    const events = [
      event('kubelet-eviction', KUBELET, '11:00:00', { phase: 'threshold-met', resource: 'memory' }),
      event('kubelet-eviction', KUBELET, '11:00:02', { phase: 'evicted', pods: [{ name: 'a' }] }),
    ]
    expect(verdicts(found(rule, events))).toEqual(['likely'])
  })

  it('says nothing of evictions for disk', () => {
    expect(found(rule, [evicted('11:00:00', 'a', { resource: 'ephemeral-storage' })])).toEqual([])
    const events = [
      event('kubelet-eviction', KUBELET, '11:00:00', {
        phase: 'threshold-met',
        resource: 'ephemeral-storage',
      }),
      event('kubelet-eviction', KUBELET, '11:00:02', { phase: 'evicted', pods: [{ name: 'a' }] }),
    ]
    expect(found(rule, events)).toEqual([])
  })

  it('cannot tell where no resource was read', () => {
    expect(
      verdicts(found(rule, [event('kubelet-eviction', KUBELET, '11:00:00', { phase: 'evicted' })])),
    ).toEqual(['cannot-tell'])
  })
})

describe('eviction-too-late', () => {
  const rule = 'eviction-too-late'
  const config = nodeConfig('10:00:00', 0)
  const look = (clock: string, until: string, leastAvailableBytes: number) =>
    event('limit-observed', KUBELET, clock, {
      cgroup: '/kubepods.slice',
      holder: 'kubelet',
      property: 'allocatableMemory.available',
      limitBytes: 4e9,
      availableBytes: 3e9,
      leastAvailableBytes,
      lastAt: event('boot', KUBELET, until).at,
    })
  const hit = oom('11:00:00', '/kubepods.slice', 4e9)

  it('is confirmed where the last look was seconds ago and above the threshold', () => {
    const [finding] = found(rule, [config, look('10:30:00', '10:59:54', 209715200), hit])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain(
      'At its last look, 6.0 s before the OOM, the eviction manager had never seen less than 204800 KiB (200 MiB)',
    )
  })

  it('is likely where the run of looks goes on past the OOM', () => {
    const run = look('10:58:30', '11:00:30', 209715200)
    const [steady] = found(rule, [config, { ...run, count: 13 }, hit])
    expect(steady?.verdict).toBe('likely')
    expect(steady?.summary).toMatch(/the memory was used up between two looks\.$/)
    const [late] = found(rule, [config, { ...run, count: 4 }, hit])
    expect(late?.summary).toMatch(/between two looks, which came 40\.0 s apart on average\.$/)
  })

  it('measures the whole node for a global OOM', () => {
    const global = oom('11:00:00', '/', undefined, '/system.slice/backup.service', {
      scope: 'global',
      cgroup: {},
    })
    const whole = event('kubelet-eviction', KUBELET, '10:59:50', {
      phase: 'observation',
      signal: 'memory.available',
      availableBytes: 209715200,
    })
    expect(verdicts(found(rule, [config, whole, global]))).toEqual(['confirmed'])
  })

  it('takes a share of the capacity for a threshold, as exact as the kubelet does', () => {
    const share = nodeConfig('10:00:00', 0, {
      evictionHard: [{ signal: 'memory.available', fraction: 0.05 }],
    })
    const machine = event('kubelet-notice', KUBELET, '09:59:59', {
      notice: 'machine',
      memoryCapacityBytes: 32 * 1024 ** 3,
    })
    const above = look('10:30:00', '10:59:54', 1_717_986_945)
    const [finding] = found(rule, [machine, share, above, hit])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.evidence.map(({ says }) => says)).toContain(
      'evictionHard memory.available below 0.05 of the capacity (1717986944 bytes, 1.60 GiB)',
    )
    expect(found(rule, [machine, share, look('10:30:00', '10:59:54', 1_717_986_944), hit])).toEqual([])
    expect(found(rule, [share, above, hit])).toEqual([])
  })

  it('says nothing below the threshold, long before, or for a container at its own limit', () => {
    expect(found(rule, [config, look('10:30:00', '10:59:54', 1e6), hit])).toEqual([])
    expect(found(rule, [config, look('10:30:00', '10:59:00', 209715200), hit])).toEqual([])
    expect(found(rule, [config, look('10:30:00', '10:59:54', 209715200), kill])).toEqual([])
  })

  it('cannot tell without observations', () => {
    expect(verdicts(found(rule, [config, hit]))).toEqual(['cannot-tell'])
  })
})

describe('kill-without-event', () => {
  const rule = 'kill-without-event'
  /** That it told of another end shows that it would have told. */
  const talks = event('container-exit', RUNTIME, '10:00:00', {
    runtime: 'containerd',
    containerId: OTHER,
    exitCode: 0,
  })
  const heard = event('runtime-oom', RUNTIME, '11:00:03', { runtime: 'containerd', containerId: CONTAINER })

  it('is confirmed where the log of the runtime holds the moment and is silent', () => {
    const [finding] = found(rule, [talks, kill], [runtimeLog])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('containerd.log covers the moment')
    const again = found(rule, [talks, kill, oom('11:10:00', CONTAINER_PATH, 393216 * 1024)], [runtimeLog])
    expect(again.map(({ events }) => events.length)).toEqual([2])
  })

  it('says nothing where the runtime or the pod status tells it, or the victim was no container', () => {
    expect(found(rule, [talks, kill, heard], [runtimeLog])).toEqual([])
    const status = event('container-oom-killed', API, undefined, {
      pod: 'ranker',
      container: 'main',
      containerId: CONTAINER,
      reason: 'OOMKilled',
    })
    expect(found(rule, [talks, kill, status], [runtimeLog])).toEqual([])
    const service = oom('11:00:00', '/system.slice/sshd.service', 1e6)
    expect(found(rule, [talks, service], [runtimeLog])).toEqual([])
    expect(found(rule, [talks, kill])).toEqual([])
  })

  it.each([
    ['CRI-O', CONTAINER_PATH.replace('cri-containerd-', 'crio-')],
    ['Docker in a pod', CONTAINER_PATH.replace('cri-containerd-', 'docker-')],
    ['Docker', `/docker/${CONTAINER}`],
    ['Podman', `/machine.slice/libpod-${CONTAINER}.scope`],
  ])('says nothing of %s, which logs no OOM', (_, path) => {
    expect(found(rule, [talks, oom('11:00:00', path, 1e6)], [runtimeLog])).toEqual([])
  })

  it('cannot tell where the log of another program, or one of errors only, holds the moment', () => {
    expect(verdicts(found(rule, [kill], [runtimeLog]))).toEqual(['cannot-tell'])
    const elsewhere = { ...talks, source: { input: 'node-b.log', firstLine: 1, lastLine: 1 } }
    expect(verdicts(found(rule, [elsewhere, kill], [runtimeLog]))).toEqual(['cannot-tell'])
  })

  it('needs an end of the container itself where the path does not name the runtime', () => {
    const bare = oom('11:00:00', `/kubepods/pod${POD_UID}/${CONTAINER}`, 1e6)
    const end = event('container-exit', RUNTIME, '11:00:04', {
      runtime: 'containerd',
      containerId: CONTAINER,
      exitCode: 137,
    })
    expect(verdicts(found(rule, [talks, bare], [runtimeLog]))).toEqual(['cannot-tell'])
    expect(verdicts(found(rule, [bare, end], [runtimeLog]))).toEqual(['confirmed'])
  })

  it('a report of another container or of another hour does not count', () => {
    const other = event('runtime-oom', RUNTIME, '11:00:03', { runtime: 'containerd', containerId: OTHER })
    const late = event('runtime-oom', RUNTIME, '12:00:03', { runtime: 'containerd', containerId: CONTAINER })
    expect(verdicts(found(rule, [talks, kill, other, late], [runtimeLog]))).toEqual(['confirmed'])
  })

  it('cannot tell where the log ends too soon or has a gap', () => {
    const short = input('containerd.log', ['runtime-log'], '09:00:00', '11:00:30')
    expect(verdicts(found(rule, [talks, kill], [short]))).toEqual(['cannot-tell'])
    expect(verdicts(found(rule, [talks, kill], [gapped(runtimeLog)]))).toEqual(['cannot-tell'])
  })
})

it('what cannot be told for one reason is said once', () => {
  const kills = Array.from({ length: 30 }, (_, index) => oom(`11:00:${index + 10}`, CONTAINER_PATH, 1e6))
  const [finding, ...others] = found('kill-without-event', kills, [gapped(runtimeLog)])
  expect(others).toEqual([])
  expect(finding?.events).toHaveLength(30)
  expect(finding?.evidence).toHaveLength(12)
  expect(finding?.summary).toContain('The same holds for 29 more.')
})

describe('event-without-kill', () => {
  const rule = 'event-without-kill'
  const claim = event('runtime-oom', RUNTIME, '12:00:00', { runtime: 'containerd', containerId: OTHER })

  it('is confirmed where the log of the kernel holds the moment and has no such kill', () => {
    const [finding] = found(rule, [kill, claim], [kernelLog])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('containerd reports an OOM of container ffff')
  })

  it('says nothing of a claim that the kernel has, or that an OOM above explains', () => {
    const heard = event('runtime-oom', RUNTIME, '11:00:03', { runtime: 'containerd', containerId: CONTAINER })
    expect(found(rule, [kill, heard], [kernelLog])).toEqual([])
    expect(
      found(rule, [oom('11:59:50', '/kubepods.slice', 4e9, CONTAINER_PATH), claim], [kernelLog]),
    ).toEqual([])
  })

  it('takes a repeated report of the kubelet for the same OOM', () => {
    const again = event('kubelet-system-oom', KUBELET, '11:40:00', { form: 'watcher', victimPid: 1055 })
    expect(found(rule, [kill, again], [kernelLog])).toEqual([])
    const other = event('kubelet-system-oom', KUBELET, '11:40:00', { form: 'watcher', victimPid: 7 })
    expect(verdicts(found(rule, [kill, other], [kernelLog]))).toEqual(['confirmed'])
  })

  it('cannot tell without proof that the log holds the moment, or that the pod is on this node', () => {
    expect(verdicts(found(rule, [claim], [gapped(kernelLog)]))).toEqual(['cannot-tell'])
    expect(verdicts(found(rule, [claim], [input('dmesg.txt', ['kernel-log'])]))).toEqual(['cannot-tell'])
    const elsewhere = event('container-oom-killed', API, '12:00:00', {
      pod: 'web',
      podUid: 'b'.repeat(36),
      container: 'main',
      containerId: OTHER,
      reason: 'OOMKilled',
      exitCode: 137,
    })
    expect(verdicts(found(rule, [elsewhere], [kernelLog]))).toEqual(['cannot-tell'])
    expect(found(rule, [claim])).toEqual([])
  })
})

describe('exit-137-elsewhere', () => {
  const rule = 'exit-137-elsewhere'
  const ended = event('container-oom-killed', API, '12:00:00', {
    pod: 'web',
    podUid: POD_UID,
    container: 'main',
    containerId: OTHER,
    reason: 'Error',
    exitCode: 137,
  })
  const exit = event('container-exit', RUNTIME, '12:00:00', {
    runtime: 'containerd',
    containerId: OTHER,
    pid: 900,
    exitCode: 137,
  })

  it('is confirmed where the log of the kernel has no kill of it', () => {
    const [finding, ...others] = found(rule, [ended, exit], [kernelLog])
    expect(others).toEqual([])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('Container main of pod web ended with 137 (SIGKILL)')
    expect(finding?.summary).toContain('Somebody in user space sent the signal')
  })

  it('names the killer of user space: sure with the container in its record, likely without', () => {
    const oomd = (cgroup: string) =>
      event('userspace-oom-kill', JOURNAL, '11:59:58', { killer: 'systemd-oomd', stage: 'killed', cgroup })
    const [sure] = found(
      rule,
      [ended, exit, oomd(`/kubepods.slice/cri-containerd-${OTHER}.scope`)],
      [kernelLog],
    )
    expect(sure?.verdict).toBe('confirmed')
    expect(sure?.summary).toContain('Systemd-oomd killed it at')
    expect(verdicts(found(rule, [ended, exit, oomd('/user.slice')], [kernelLog]))).toEqual(['likely'])
  })

  it('names the kubelet that ends the grace period', () => {
    const stopping = event('kubelet-notice', KUBELET, '11:59:30', {
      notice: 'killing-container',
      containerId: OTHER,
      gracePeriodSec: 30,
    })
    expect(found(rule, [exit, stopping], [kernelLog])[0]?.summary).toContain(
      'The kubelet stopped the container itself at',
    )
  })

  it('says nothing of a kernel kill, another code, or a sandbox', () => {
    const killed = oom('11:59:58', CONTAINER_PATH.replace(CONTAINER, OTHER), 1e6)
    expect(found(rule, [ended, exit, killed], [kernelLog])).toEqual([])
    expect(found(rule, [{ ...exit, exitCode: 1 }], [kernelLog])).toEqual([])
    expect(found(rule, [exit], [kernelLog])).toEqual([])
    expect(found(rule, [{ ...ended, reason: 'OOMKilled' }], [kernelLog])).toEqual([])
  })

  it('cannot tell without a kernel log that holds the moment', () => {
    expect(verdicts(found(rule, [ended, exit], [gapped(kernelLog)]))).toEqual(['cannot-tell'])
  })
})
