import { describe, expect, it } from 'vitest'
import { EVICTION_PHASES } from '../../../record/kubelet.js'
import { API, atOfClock, event, JOURNAL, KUBELET, nodeConfig } from '../../events.fixture.js'
import { STALE_REFERENCES } from '../../stale/wording.js'
import { said, shown, verdicts } from './said.fixture.js'

const rule = 'eviction-at-stale-limit'
const GIB = 1024 ** 3
const MIB = 1024 ** 2
const machine = event('kubelet-notice', KUBELET, '10:00:00', {
  notice: 'machine',
  memoryCapacityBytes: 8 * GIB,
})
const config = nodeConfig('10:00:01', GIB)
const measured = (clock: string, limitBytes: number, fields: Record<string, unknown> = {}) =>
  event('limit-observed', KUBELET, clock, {
    cgroup: '/kubepods.slice',
    holder: 'kubelet',
    property: 'allocatableMemory.available',
    limitBytes,
    ...fields,
  })
const low = measured('10:10:00', 5 * GIB)
const step = (clock: string | undefined, phase: string, resource?: string) =>
  event('kubelet-eviction', KUBELET, clock, {
    phase,
    ...(resource === undefined ? {} : { resource }),
  } as Record<string, unknown>)
const short = step('10:11:00', 'threshold-met', 'memory')
const ranked = step('10:11:20', 'ranked')
const spare = (from: string, to: string, fields: Record<string, unknown> = {}) =>
  event('kubelet-eviction', KUBELET, from, {
    phase: 'observation',
    signal: 'memory.available',
    availableBytes: 900 * MIB,
    leastAvailableBytes: 800 * MIB,
    lastAt: atOfClock(to, KUBELET),
    ...fields,
  })
const NO_LOOK = 'kubelet log: observations of memory.available (verbosity 3 and up)'
const overturnedBy = 'memory.available of the whole node being below its threshold at that time'

it('infers that the node had memory to spare where that was not logged', () => {
  expect(said(rule, [machine, config, low, short, ranked])).toEqual([
    {
      rule,
      verdict: 'likely',
      title: 'The kubelet evicts against a limit that is too low',
      summary:
        'The eviction manager set out once to reclaim memory while it measured against a limit of 5242880 KiB (5.00 GiB) for all pods, 2097152 KiB (2.00 GiB) below the 7340032 KiB (7.00 GiB) that its configuration gives. That the node itself had memory to spare is inferred.',
      events: [short.id, ranked.id],
      evidence: [
        shown(machine, 'capacity is 8589934592 bytes (8.00 GiB)'),
        shown(
          config,
          'computed: kube-reserved 1073741824 bytes (1.00 GiB), no system-reserved (capacity less that is 7340032 KiB, 7.00 GiB)',
        ),
        shown(low, 'allocatableMemory.available: its capacity is 5368709120 bytes (5.00 GiB)'),
        shown(short, 'eviction manager: threshold-met'),
        shown(ranked, 'eviction manager: ranked'),
      ],
      missing: [NO_LOOK],
      overturnedBy,
      next: [
        'systemctl show kubepods.slice -p MemoryLimit -p MemoryMax -p ActiveEnterTimestamp',
        'cat /sys/fs/cgroup/memory/kubepods.slice/memory.limit_in_bytes',
        'cat /sys/fs/cgroup/kubepods.slice/memory.max  # cgroup v2',
        "kubectl get node <node> -o jsonpath='{.status.allocatable.memory}'",
        'journalctl -b _PID=1 | grep -iE "reload|reexec"',
        'systemctl set-property --runtime kubepods.slice MemoryLimit=7516192768  # until the next boot; cgroup v2: MemoryMax',
        'upgrade the kubelet to 1.21.2, 1.22 or later, and reboot the node once',
      ],
      references: STALE_REFERENCES,
    },
  ])
})

describe('what the limit is held against', () => {
  const node = (allocatableBytes: number) =>
    event('node-allocatable', API, '12:00:00', { node: 'node-03', allocatableBytes })
  const high = measured('10:02:00', 6 * GIB)
  const reload = event('systemd-reload', JOURNAL, '10:05:00', { kind: 'reload' })
  const READ_ONLY = 'node facts: Allocatable, or the capacity and the reservation'
  const READ_BEFORE = '1048576 KiB (1.00 GiB) below the 6291456 KiB (6.00 GiB) read before. '

  it('is Allocatable without a configuration', () => {
    const facts = node(6 * GIB)
    const [finding] = said(rule, [low, short, facts])
    expect(finding?.verdict).toBe('likely')
    expect(finding?.missing).toEqual([NO_LOOK])
    expect(finding?.summary).toContain(
      ' for all pods, 1048576 KiB (1.00 GiB) below Allocatable 6291456 KiB (6.00 GiB). ',
    )
    expect(finding?.evidence).toEqual([
      shown(low, 'allocatableMemory.available: its capacity is 5368709120 bytes (5.00 GiB)'),
      shown(short, 'eviction manager: threshold-met'),
      shown(facts, 'Allocatable is 6442450944 bytes (6.00 GiB)'),
    ])
  })

  it('is what was read before where nothing else was', () => {
    const [finding] = said(rule, [high, reload, low, short])
    expect(finding?.verdict).toBe('possible')
    expect(finding?.missing).toEqual([READ_ONLY, NO_LOOK])
    expect(finding?.summary).toContain(READ_BEFORE)
    expect(finding?.evidence).toEqual([
      shown(high, 'the limit was 6442450944 bytes (6.00 GiB)'),
      shown(reload, 'systemd reload'),
      shown(low, 'allocatableMemory.available: its capacity is 5368709120 bytes (5.00 GiB)'),
      shown(short, 'eviction manager: threshold-met'),
    ])
  })

  it('is what was read before, likely, where the node had memory to spare', () => {
    const [finding] = said(rule, [config, high, low, spare('10:10:50', '10:12:00'), short])
    expect(finding?.verdict).toBe('likely')
    expect(finding?.missing).toEqual([READ_ONLY])
    expect(finding?.summary).toContain('read before. The node itself had memory to spare.')
  })

  it('is not Allocatable where that is the limit itself', () => {
    const [finding] = said(rule, [high, low, short, node(5 * GIB)])
    expect(finding?.summary).toContain(READ_BEFORE)
  })

  it('is right to the page', () => {
    const at = (limitBytes: number) => said(rule, [machine, config, measured('10:10:00', limitBytes), short])
    expect(at(7 * GIB - 4095)).toEqual([])
    expect(verdicts(at(7 * GIB - 4096))).toEqual(['likely'])
  })

  it('is right for any capacity of the node that was read', () => {
    const smaller = event('node-allocatable', API, '12:00:00', { node: 'node-03', capacityBytes: 6 * GIB })
    expect(said(rule, [machine, config, low, short, smaller])).toEqual([])
  })

  it('is nothing where it is only suspected that the reservation became less', () => {
    const less = nodeConfig('10:05:00', 0)
    const enforced = (clock: string) =>
      event('kubelet-allocatable-enforced', KUBELET, clock, { target: 'pods' })
    expect(said(rule, [config, enforced('10:00:02'), less, enforced('10:05:01'), low, short])).toEqual([])
  })

  it('is nothing where only the limit was read', () => {
    expect(said(rule, [low, short])).toEqual([])
  })
})

describe('the measurement that counts', () => {
  it('is the last one that began before the eviction', () => {
    const right = measured('10:10:30', 7 * GIB)
    expect(said(rule, [machine, config, low, right, short])).toEqual([])
    const series = measured('10:10:00', 5 * GIB, { lastAt: atOfClock('10:20:00', KUBELET) })
    expect(verdicts(said(rule, [machine, config, series, short]))).toEqual(['likely'])
  })

  it('is none that began after it, which asks for none either', () => {
    expect(said(rule, [machine, config, short, measured('10:20:00', 5 * GIB)])).toEqual([])
  })

  it('is none of another property', () => {
    const file = measured('10:10:00', 5 * GIB, { holder: 'cgroup', property: 'memory.max' })
    expect(verdicts(said(rule, [machine, config, file, short]))).toEqual(['cannot-tell'])
  })

  it('can be one for each eviction', () => {
    const lower = measured('11:10:00', 4 * GIB)
    const again = step('11:11:00', 'threshold-met', 'memory')
    const findings = said(rule, [machine, config, low, short, lower, again])
    expect(findings.map(({ events }) => events)).toEqual([[short.id], [again.id]])
  })
})

describe('memory to spare', () => {
  const last = step('10:12:00', 'evicted')
  const judge = (look: ReturnType<typeof spare>) =>
    verdicts(said(rule, [machine, config, low, look, short, last]))

  it.each([
    ['from the first eviction on', spare('10:11:00', '10:12:00'), 'confirmed'],
    ['only after the first eviction', spare('10:11:00.001', '10:12:00'), 'likely'],
    ['until 15 s before the last', spare('10:10:50', '10:11:45'), 'confirmed'],
    ['until more than 15 s before the last', spare('10:10:50', '10:11:44.999'), 'likely'],
    ['in one look', spare('10:10:50', '10:12:00', { lastAt: undefined }), 'likely'],
    ['of another signal', spare('10:10:50', '10:12:00', { signal: 'nodefs.available' }), 'likely'],
    ['in another line', spare('10:10:50', '10:12:00', { phase: 'threshold-observed' }), 'likely'],
    ['just at the threshold', spare('10:10:50', '10:12:00', { leastAvailableBytes: 100 * MIB }), 'likely'],
    ['a byte above it', spare('10:10:50', '10:12:00', { leastAvailableBytes: 100 * MIB + 1 }), 'confirmed'],
    [
      'of which no least is known',
      spare('10:10:50', '10:12:00', { leastAvailableBytes: undefined }),
      'confirmed',
    ],
    [
      'of no known amount',
      spare('10:10:50', '10:12:00', { leastAvailableBytes: undefined, availableBytes: undefined }),
      'likely',
    ],
  ])('%s', (_, look, verdict) => {
    expect(judge(look)).toEqual([verdict])
  })

  it('is shown where it was read', () => {
    const look = spare('10:10:50', '10:12:00')
    const [finding] = said(rule, [machine, config, low, look, short])
    expect(finding?.missing).toEqual([])
    expect(finding?.evidence).toContainEqual(
      shown(look, 'memory.available of the whole node was above its threshold'),
    )
  })

  it('is above the threshold of that time, whatever a later configuration has', () => {
    const threshold = (clock: string, mib: number) =>
      nodeConfig(clock, GIB, { evictionHard: [{ signal: 'memory.available', bytes: mib * MIB }] })
    const events = (earlier: number, later: number) => [
      machine,
      threshold('10:00:01', earlier),
      low,
      short,
      spare('10:10:30', '10:12:00'),
      threshold('10:30:00', later),
    ]
    expect(verdicts(said(rule, events(799, 800)))).toEqual(['confirmed'])
    expect(verdicts(said(rule, events(800, 799)))).toEqual(['likely'])
  })

  it('is one look within 15 s of a single eviction', () => {
    const look = spare('10:10:45', '10:12:00', { lastAt: undefined })
    expect(verdicts(said(rule, [machine, config, low, look, short]))).toEqual(['confirmed'])
  })
})

describe('what the eviction manager did', () => {
  const did = (...steps: [string, string?][]) =>
    said(rule, [
      machine,
      config,
      low,
      ...steps.map(([phase, resource], index) => step(`10:11:${index + 10}`, phase, resource)),
    ])[0]?.summary.replace(/ while it measured.*$/, '')

  it.each<[string, [string, string?][]]>([
    [
      'set out once to reclaim memory',
      [
        ['threshold-met', 'memory'],
        ['must-evict', 'memory'],
      ],
    ],
    [
      'set out 2 times to reclaim memory',
      [
        ['threshold-met', 'memory'],
        ['threshold-met', 'memory'],
      ],
    ],
    ['acted', [['must-evict', 'memory'], ['ranked']]],
    ['acted and evicted a pod', [['must-evict', 'memory'], ['evicted']]],
    [
      'set out once to reclaim memory and evicted 2 pods',
      [['threshold-met', 'memory'], ['evicted'], ['evicted']],
    ],
  ])('%s', (deed, steps) => {
    expect(did(...steps)).toBe(`The eviction manager ${deed}`)
  })

  it('is not what it did for another resource', () => {
    const disk = step('10:11:10', 'threshold-met', 'nodefs')
    const [finding] = said(rule, [machine, config, low, short, disk])
    expect(finding?.events).toEqual([short.id])
    expect(finding?.summary).toContain('set out once to reclaim memory while')
  })

  it('is nothing where no step names memory', () => {
    expect(did(['ranked'], ['evicted'])).toBeUndefined()
    expect(did(['threshold-met', 'nodefs'], ['ranked'])).toBeUndefined()
  })

  it('is shown up to twelve steps', () => {
    const steps = Array.from({ length: 13 }, (_, index) =>
      step(`10:11:${index + 10}`, 'must-evict', 'memory'),
    )
    const [finding] = said(rule, [machine, config, low, ...steps])
    expect(finding?.events).toHaveLength(13)
    expect(finding?.evidence.filter(({ says }) => says.startsWith('eviction manager: '))).toHaveLength(12)
  })
})

describe('without a measurement', () => {
  it('asks for one', () => {
    const again = step('10:12:00', 'must-evict', 'memory')
    expect(said(rule, [machine, config, short, ranked, again])).toEqual([
      {
        rule,
        verdict: 'cannot-tell',
        title: 'Which limit the evictions were measured against cannot be told',
        summary: 'The kubelet evicted for memory. Which capacity it measured against was not logged.',
        events: [short.id, again.id],
        evidence: [
          shown(short, 'eviction manager: threshold-met'),
          shown(again, 'eviction manager: must-evict'),
        ],
        missing: ['kubelet log: observations of allocatableMemory.available (verbosity 3 and up)'],
        next: ['systemctl show kubepods.slice -p MemoryLimit -p MemoryMax'],
        references: STALE_REFERENCES,
      },
    ])
  })

  it('shows twelve of thirteen steps', () => {
    const steps = Array.from({ length: 13 }, (_, index) =>
      step(`10:11:${index + 10}`, 'must-evict', 'memory'),
    )
    const [finding] = said(rule, steps)
    expect(finding?.events).toHaveLength(13)
    expect(finding?.evidence).toHaveLength(12)
  })

  it('goes by the steps that lead to an eviction', () => {
    const steps = EVICTION_PHASES.filter(
      (phase) => said(rule, [step('10:11:00', phase, 'memory')]).length > 0,
    )
    expect(steps).toEqual([
      'threshold-met',
      'must-evict',
      'ranked',
      'evicting',
      'evicted',
      'critical-pod-skipped',
    ])
  })
})
