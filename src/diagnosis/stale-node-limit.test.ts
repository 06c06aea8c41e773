import { describe, expect, it } from 'vitest'
import type { Event, Finding } from '../record/index.js'
import {
  API,
  atOfClock,
  event,
  FILES,
  input,
  JOURNAL,
  KERNEL,
  KUBELET,
  nodeConfig,
  oom,
} from './events.fixture.js'
import { CAPTURED, capturedIncident, type Evidence, FOUNDING, foundingIncident } from './incidents.fixture.js'
import { diagnose } from './index.js'
import { isOfNode } from './of-node.fixture.js'

function stale(events: readonly Event[]): Finding[] {
  return diagnose({ inputs: [], events }, { cannotTell: true }).findings.filter(
    ({ rule }) => rule === 'stale-node-limit',
  )
}

/** The founding incident with one event changed. */
function foundingWith(type: Event['type'], fields: Record<string, unknown>): Event[] {
  return foundingIncident().map((one) => (one.type === type ? ({ ...one, ...fields } as Event) : one))
}

function linesOf(finding: Finding | undefined): string[] {
  return (finding?.evidence ?? []).map(({ input, says }) => `${input}: ${says}`)
}

describe('the founding incident', () => {
  const [finding, ...others] = stale(foundingIncident())

  it('is confirmed, in one finding on the OOM', () => {
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: "The limit that was hit is older than the kubelet's configuration",
      missing: [],
    })
    expect(finding?.events).toEqual([expect.stringMatching(/^oom-/)])
  })

  it('says the inequality, the origin, the order, the explanation and what helps', () => {
    for (const sentence of [
      'belongs to all pods of the node (/kubepods.slice): 27968328 KiB (26.67 GiB).',
      'It is 3305472 KiB (3.15 GiB) below Allocatable 31273800 KiB (29.82 GiB)',
      'It equals the value that the kubelet computed at 17:34:26.',
      'Order (UTC): limit computed at 2021-03-12 17:34:26, configuration changed at 17:35:18, limit enforced anew at 17:35:18 (in the same second), systemd reload at 17:52:03, OOM at 19:10:44.',
      'The systemd reload explains it:',
      '1.21.2 and 1.22, which fixed it',
      'Restarting the kubelet helps only until the next reload.',
    ])
      expect(finding?.summary).toContain(sentence)
    expect(finding?.next[0]).toBe(
      'systemctl show kubepods.slice -p MemoryLimit -p MemoryMax -p ActiveEnterTimestamp',
    )
    expect(finding?.references).toContain('https://github.com/kubernetes/kubernetes/issues/88197')
  })

  it('shows the five lines in their order, and where Allocatable was read', () => {
    expect(linesOf(finding)).toEqual([
      'kubelet.log: computed: kube-reserved 3594518528 bytes (3.34 GiB), no system-reserved (capacity less that is 27968328 KiB, 26.67 GiB)',
      'stat.txt: configuration changed (/etc/kubernetes/kubelet-customized-args.conf), in the second of the enforcement',
      'kubelet.log: enforced: the kubelet set the limit of all pods anew',
      'journal.txt: systemd reload: systemd wrote the properties that it holds to the cgroups again',
      'dmesg.txt: OOM: the limit of all pods was hit at 27968328 kB (26.67 GiB) (/kubepods.slice)',
      'node.yaml: Allocatable is 32024371200 bytes (29.82 GiB); capacity is 32234086400 bytes (30.02 GiB)',
    ])
  })

  it('points at the first line of each source', () => {
    const events = foundingIncident()
    for (const { input, line } of stale(events)[0]?.evidence ?? [])
      expect(events.some(({ source }) => source.input === input && source.firstLine === line)).toBe(true)
  })
})

describe('what is missing downgrades the founding incident', () => {
  const rows: [Evidence, Finding['verdict'], string][] = [
    ['kernel log', 'cannot-tell', 'kernel log: an OOM at the limit of all pods'],
    ['kubelet log', 'possible', 'kubelet log: what the first start of this boot computed'],
    ['systemd journal', 'likely', 'systemd journal: a daemon-reload'],
    ['file times', 'possible', 'file times: when the configuration file changed'],
    ['node facts', 'possible', 'node facts: the capacity'],
  ]
  it.each(rows)('without the %s: %s', (without, verdict, missing) => {
    const findings = stale(foundingIncident(without))
    expect(findings.map((one) => one.verdict)).toEqual([verdict])
    expect(findings[0]?.missing.some((one) => one.startsWith(missing))).toBe(true)
  })

  it('names another cause where it is only possible', () => {
    expect(stale(foundingIncident('kubelet log'))[0]?.summary).toContain('Another cause fits as well: ')
    expect(stale(foundingIncident('node facts'))[0]?.summary).toContain(
      'the pods may have used all that the configuration gives',
    )
  })

  it('says that an unseen reload is inferred', () => {
    expect(stale(foundingIncident('systemd journal'))[0]?.summary).toContain(
      'A systemd reload that was not read would explain it:',
    )
  })

  it('with only the limit and Allocatable it is possible', () => {
    const [finding] = stale(
      foundingIncident().filter(({ type }) => type === 'oom' || type === 'node-allocatable'),
    )
    expect(finding?.verdict).toBe('possible')
    expect(finding?.title).toBe(
      "The limit that was hit is not the one that the node's configuration asks for",
    )
    expect(finding?.summary).toContain(
      'It is 3305472 KiB (3.15 GiB) below Allocatable 31273800 KiB (29.82 GiB)',
    )
  })
})

describe('the captured run', () => {
  it('is one confirmed finding on both OOMs, each with its own enforcement and reload', () => {
    const [finding, ...others] = stale(capturedIncident())
    expect(others).toEqual([])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.missing).toEqual([])
    expect(finding?.events).toHaveLength(2)
    const lines = linesOf(finding)
    expect(lines.filter((line) => line.includes('systemd reload'))).toHaveLength(2)
    expect(lines.filter((line) => line.includes('OOM: '))).toHaveLength(2)
    expect(lines.filter((line) => line.includes('enforced: '))).toEqual([
      'kubelet.log: enforced: the kubelet set the limit of all pods anew (3925836 KiB, 3.74 GiB by its configuration)',
      'kubelet.log: enforced: the kubelet set the limit of all pods anew (3925836 KiB, 3.74 GiB by its configuration)',
    ])
    expect(lines).toContain('stat.txt: configuration changed (/etc/kubernetes/kubelet-customized-args.conf)')
    expect(lines).not.toContain('stat.txt: configuration changed (/var/lib/kubelet/kubeadm-flags.env)')
  })

  it('has the exact figures', () => {
    const [finding] = stale(capturedIncident())
    expect(finding?.summary).toContain(
      "was hit 2 times belongs to all pods of the node (/kubepods.slice): 3311436 KiB (3.15 GiB). It is 614400 KiB (600 MiB) below the 3925836 KiB (3.74 GiB) that the kubelet's configuration gives.",
    )
    const said = finding?.evidence.map(({ says }) => says)
    expect(said).toContain('capacity is 4124913664 bytes (3.84 GiB)')
    expect(said).toContain(
      'computed: kube-reserved 734003200 bytes (700 MiB), no system-reserved (capacity less that is 3311436 KiB, 3.15 GiB)',
    )
    expect(finding?.next).toContain(
      `systemctl set-property --runtime kubepods.slice MemoryLimit=${CAPTURED.rightBytes}  # until the next boot; cgroup v2: MemoryMax`,
    )
  })

  const rows: [Evidence, Finding['verdict'], string][] = [
    ['kernel log', 'likely', 'kernel log: an OOM at this limit'],
    ['kubelet log', 'likely', 'kubelet log: what the first start of this boot computed'],
    ['systemd journal', 'likely', 'systemd journal: a daemon-reload'],
    [
      'file times',
      'likely',
      'file times: when the configuration file changed; that two configurations differ',
    ],
    ['node facts', 'likely', 'node facts: Allocatable of the node object'],
  ]
  it.each(rows)('without the %s it is %s', (without, verdict, missing) => {
    const findings = stale(capturedIncident(without))
    expect(findings.map((one) => one.verdict)).toEqual([verdict])
    expect(findings[0]?.missing.some((one) => one.startsWith(missing))).toBe(true)
  })

  it('stays confirmed without the enforcement lines, since the right limit was read, and says so', () => {
    const [finding] = stale(capturedIncident().filter(({ type }) => type !== 'kubelet-allocatable-enforced'))
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.missing).toEqual([
      'kubelet log: "Updated Node Allocatable limit across pods" after the change (verbosity 3 and up)',
    ])
  })
})

describe('the order must be certain', () => {
  it('a reload after the OOM explains nothing', () => {
    const [finding] = stale(foundingWith('systemd-reload', { at: atOfClock('19:20:00', JOURNAL) }))
    expect(finding?.verdict).toBe('likely')
    expect(linesOf(finding).some((line) => line.includes('systemd reload'))).toBe(false)
  })

  it('a reload before the enforcement explains nothing', () => {
    const [finding] = stale(foundingWith('systemd-reload', { at: atOfClock('17:34:50', JOURNAL) }))
    expect(finding?.verdict).toBe('likely')
  })

  it('a refused reload is none', () => {
    expect(stale(foundingWith('systemd-reload', { rejected: true }))[0]?.verdict).toBe('likely')
  })

  it('a reload whose time is not certain is doubtful', () => {
    const [finding] = stale(foundingWith('systemd-reload', { at: atOfClock('19:10:40', JOURNAL, 60_000) }))
    expect(finding?.verdict).toBe('likely')
    expect(finding?.missing[0]).toContain('systemd journal and kernel log on one clock')
  })

  it('the lines of one log decide where the times cannot', () => {
    const [finding] = stale(
      foundingWith('systemd-reload', {
        at: atOfClock('19:10:40', JOURNAL, 60_000),
        source: { input: KERNEL.input, firstLine: 1, lastLine: 1 },
      }),
    )
    expect(finding?.verdict).toBe('confirmed')
  })

  it('a kernel log without a clock cannot be put in order', () => {
    const [finding] = stale(foundingWith('oom', { at: { basis: 'monotonic-only', monotonicSec: 7013.1 } }))
    expect(finding?.verdict).toBe('possible')
    expect(finding?.summary).toContain('OOM at 7013.1 s after boot')
    expect(finding?.summary).toContain('3305472 KiB (3.15 GiB) below Allocatable')
    expect(finding?.missing.some((one) => one.startsWith('kernel log: when the limit was hit'))).toBe(true)
  })

  it('a file that changed before the first computation is no change', () => {
    const [finding] = stale(foundingWith('config-file-modified', { at: atOfClock('17:30:00', FILES) }))
    expect(finding?.verdict).toBe('possible')
    expect(finding?.missing[1]).toContain('file times')
    expect(finding?.summary).not.toContain('limit enforced anew')
    expect(finding?.summary).toContain('Allocatable was read later')
  })

  it('a file that the kubelet does not read is no change', () => {
    expect(stale(foundingWith('config-file-modified', { path: '/etc/nginx/nginx.conf' }))[0]?.verdict).toBe(
      'possible',
    )
  })

  it('Allocatable that was read before the OOM shows that the configuration was in force', () => {
    const [finding] = stale(
      foundingIncident('file times').map((one) =>
        one.type === 'node-allocatable' ? { ...one, at: atOfClock('19:00:00', API) } : one,
      ),
    )
    expect(finding?.summary).not.toContain('Allocatable was read later')
    expect(finding?.missing[0]).toContain('kubelet log: the start before the moment the limit was hit')
  })

  it('the second enforcement of a boot is that of a later start', () => {
    const again = event('kubelet-allocatable-enforced', KUBELET, '17:34:30', { target: 'pods' })
    const [finding] = stale([again, ...foundingIncident('file times')])
    expect(finding?.verdict).toBe('likely')
    expect(finding?.summary).toContain('limit enforced anew at 17:35:18')
  })

  it('a log with a reload that covers the time and has no other proves that there was none', () => {
    const early = foundingWith('systemd-reload', { at: atOfClock('17:34:50', JOURNAL) })
    const judge = (from: string, to: string) =>
      diagnose({
        inputs: [input(JOURNAL.input, ['systemd-journal'], from, to)],
        events: early,
      }).findings.find(({ rule }) => rule === 'stale-node-limit')
    expect(judge('17:00:00', '20:00:00')?.verdict).toBe('possible')
    expect(judge('17:00:00', '20:00:00')?.summary).toContain('a log that has reloads covers this time')
    expect(judge('17:00:00', '18:00:00')?.verdict).toBe('likely')
  })

  it('what another boot computed does not count', () => {
    const events = [...foundingIncident(), event('boot', KERNEL, '17:50:00', { form: 'kernel-banner' })]
    const [finding] = stale(events.sort((a, b) => (a.at.epochMs ?? 0) - (b.at.epochMs ?? 0)))
    expect(finding?.verdict).toBe('possible')
    expect(finding?.summary).not.toContain('It equals the value that the kubelet')
  })
})

describe('versions and drivers', () => {
  it.each(['v1.21.2', 'v1.22.0', 'v1.32.13'])('%s does not have the defect', (version) => {
    const [finding] = stale(foundingIncident(undefined, { version }))
    expect(finding?.verdict).toBe('possible')
    expect(finding?.summary).toContain('this kubelet also tells systemd of a new limit')
    expect(finding?.summary).not.toContain('The systemd reload')
    expect(finding?.next.join()).not.toContain('upgrade the kubelet')
  })

  it('a nested kubelet has its cgroup deeper', () => {
    const owner = '/kubelet.slice/kubelet-kubepods.slice'
    const events = [...foundingIncident('kernel log'), oom('19:10:44', owner, FOUNDING.limitBytes)]
    expect(stale(events)[0]?.next.join()).toContain(`/sys/fs/cgroup${owner}/memory.max`)
  })

  it('v1.17.11 gives systemd the capacity', () => {
    const [finding] = stale(foundingIncident(undefined, { version: 'v1.17.11' }))
    expect(finding?.verdict).toBe('possible')
    expect(finding?.summary).toContain('a reload makes the limit too high and not too low')
  })

  it('an unknown version is said', () => {
    const [finding] = stale(foundingIncident().filter(({ type }) => type !== 'kubelet-start'))
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.missing).toEqual(['kubelet version: only those before 1.21.2 have this defect'])
  })

  it('does not apply to the cgroupfs driver', () => {
    expect(stale(foundingWith('kubelet-node-config', { cgroupDriver: 'cgroupfs' }))).toEqual([])
    expect(stale([oom('19:10:44', '/kubepods', FOUNDING.limitBytes)])).toEqual([])
  })

  it('a failing update fits as well', () => {
    const failed = event('kubelet-allocatable-failed', KUBELET, '17:40:00', { target: 'pods' })
    const [finding] = stale(
      [...foundingIncident(), failed].sort((a, b) => (a.at.epochMs ?? 0) - (b.at.epochMs ?? 0)),
    )
    expect(finding?.verdict).toBe('possible')
    expect(finding?.summary).toContain('the kubelet could not set its limit')
  })
})

describe('where nothing is wrong', () => {
  const capacity = (bytes: number) =>
    event('kubelet-notice', KUBELET, '10:00:00', { notice: 'machine', memoryCapacityBytes: bytes })

  it('an OOM at the limit that the configuration gives is no finding', () => {
    const events = [capacity(CAPTURED.capacityBytes), nodeConfig('10:00:01', 104857600)]
    expect(stale([...events, oom('11:00:00', '/kubepods.slice', CAPTURED.rightBytes)])).toEqual([])
  })

  it('compares within one page', () => {
    const events = [capacity(CAPTURED.capacityBytes + 1000), nodeConfig('10:00:01', 104857600)]
    expect(stale([...events, oom('11:00:00', '/kubepods.slice', CAPTURED.rightBytes)])).toEqual([])
    expect(stale([...events, oom('11:00:00', '/kubepods.slice', CAPTURED.rightBytes - 4096)])).toHaveLength(1)
  })

  it('a limit above Allocatable by the eviction threshold is healthy', () => {
    const node = event('node-allocatable', API, '12:00:00', {
      node: 'node-03',
      allocatableBytes: CAPTURED.rightBytes - 104857600,
    })
    expect(stale([oom('11:00:00', '/kubepods.slice', CAPTURED.rightBytes), node])).toEqual([])
  })

  it('a limit that is too high is not reported', () => {
    const events = [capacity(CAPTURED.capacityBytes), nodeConfig('10:00:01', 104857600)]
    expect(stale([...events, oom('11:00:00', '/kubepods.slice', CAPTURED.capacityBytes)])).toEqual([])
  })

  it('with pods not enforced the limit is the capacity', () => {
    const config = nodeConfig('10:00:01', 104857600, { enforceNodeAllocatable: [] })
    expect(
      stale([
        capacity(CAPTURED.capacityBytes),
        config,
        oom('11:00:00', '/kubepods.slice', CAPTURED.capacityBytes),
      ]),
    ).toEqual([])
  })

  it('a lone OOM at the limit of all pods cannot be told, and is not shown unasked', () => {
    const events = [oom('11:00:00', '/kubepods.slice', CAPTURED.rightBytes)]
    expect(stale(events).map(({ verdict }) => verdict)).toEqual(['cannot-tell'])
    expect(stale(events)[0]?.missing[0]).toContain('Allocatable')
    expect(diagnose({ inputs: [], events }).findings.filter(isOfNode)).toEqual([])
  })

  it('a modern kubelet whose limit rises and stays is no finding without an OOM', () => {
    const read = (clock: string, limitBytes: number) =>
      event('limit-observed', KUBELET, clock, {
        cgroup: '/kubepods.slice',
        holder: 'kubelet',
        property: 'allocatableMemory.available',
        limitBytes,
      })
    expect(
      stale([
        read('10:00:00', 2388840448),
        read('10:05:00', 3017986048),
        event('systemd-reload', JOURNAL, '10:06:00'),
      ]),
    ).toEqual([])
  })
})

describe('several nodes', () => {
  it('does not compare one node with the figures of another', () => {
    const events = foundingIncident().map((one) => ({
      ...one,
      host: one.type === 'oom' ? 'node-04' : 'node-03',
    }))
    expect(stale(events as Event[]).map(({ verdict }) => verdict)).toEqual(['cannot-tell', 'cannot-tell'])
  })
})

it('a hostile path stays out of the commands', () => {
  const [finding] = stale(
    foundingWith('oom', {
      cgroup: {
        ...oom('19:10:44', '/kubepods.slice', FOUNDING.limitBytes).cgroup,
        limitOwner: `/x;reboot;-kubepods.slice`,
      },
    }),
  )
  expect(finding?.next.some((command) => command.includes('reboot;'))).toBe(false)
})
