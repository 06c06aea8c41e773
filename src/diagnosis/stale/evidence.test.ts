import { describe, expect, it } from 'vitest'
import { caseOf } from '../case.js'
import { inTimelineOrder, nodeConfig } from '../events.fixture.js'
import type { Chain } from './chain.js'
import { evidenceOf, unitOf } from './evidence.js'
import {
  changed,
  enforced,
  failed,
  hitAt,
  MIB,
  machine,
  nodeObject,
  readLimit,
  reloaded,
} from './stale.fixture.js'

const limit = hitAt('11:00:00')
const hit = limit.event
const reservation = (clock: string, mib: number, fields: Record<string, unknown> = {}) => {
  const config = nodeConfig(clock, mib * MIB, fields)
  const kube = { event: config, bytes: mib * MIB, line: config.source.firstLine }
  return { event: config, kubeBytes: mib * MIB, systemBytes: 0, kube, podsEnforced: true }
}
const memory = machine(1300)
const capacity = { bytes: 1300 * MIB, event: memory }
const [first, second, third] = [
  reservation('10:00:00', 300),
  reservation('10:20:00', 100),
  reservation('10:25:00', 200),
]
const origin = { bytes: 1000 * MIB, reservation: first, capacity }
const expected = { bytes: 1200 * MIB, reservation: second, capacity }
const change = changed('10:10:00')
const anew = enforced('10:20:01')
const failure = failed('10:21:00')
const reload = reloaded('10:30:00')
const reading = { bytes: 1200 * MIB, event: readLimit('10:28:00', 1200 * MIB) }
const stored = { bytes: 1000 * MIB, event: readLimit('10:40:00', 1000 * MIB, 'systemd') }
const allocatable = { bytes: 1100 * MIB, event: nodeObject('12:00:00', 1100) }

const one = caseOf(
  inTimelineOrder([
    memory,
    ...[first, second, third].map((each) => each.event),
    change,
    anew,
    failure,
    reload,
    reading.event,
    stored.event,
    allocatable.event,
    hit,
  ]),
  [],
)
const said = (...chains: Record<string, unknown>[]) =>
  evidenceOf(
    one,
    chains.map((found) => ({ limit, outdated: false, notFirst: false, ...found }) as unknown as Chain),
  ).map(({ line, says }) => [line, says])

const HIT = [
  hit.source.firstLine,
  'OOM: the limit of all pods was hit at 1024000 kB (1000 MiB) (/kubepods.slice)',
]
const at = ({ source }: { source: { firstLine: number } }, says: string) => [source.firstLine, says]

describe('the lines of a chain', () => {
  it('are all that was read of it, in the order of the timeline', () => {
    const chain = {
      origin,
      first,
      expected,
      changed: change,
      enforced: anew,
      failed: failure,
      reload,
      reading,
      stored,
      allocatable,
    }
    expect(said(chain)).toEqual([
      at(memory, 'capacity is 1363148800 bytes (1.26 GiB)'),
      at(
        first.event,
        'computed: kube-reserved 314572800 bytes (300 MiB), no system-reserved (capacity less that is 1024000 KiB, 1000 MiB)',
      ),
      at(change, 'configuration changed (/etc/kubernetes/kubelet-customized-args.conf)'),
      at(
        second.event,
        'computed again: kube-reserved 104857600 bytes (100 MiB), no system-reserved (capacity less that is 1228800 KiB, 1.17 GiB)',
      ),
      at(
        anew,
        'enforced: the kubelet set the limit of all pods anew (1228800 KiB, 1.17 GiB by its configuration)',
      ),
      at(failure, 'the kubelet could not set the limit of all pods'),
      at(reading.event, 'memory.max of all pods was 1258291200 bytes (1.17 GiB)'),
      at(reload, 'systemd reload: systemd wrote the properties that it holds to the cgroups again'),
      at(stored.event, 'systemd holds MemoryMax 1048576000 bytes (1000 MiB)'),
      HIT,
      at(allocatable.event, 'Allocatable is 1153433600 bytes (1.07 GiB)'),
    ])
  })

  it('are the limit alone where nothing else was read', () => {
    expect(said({})).toEqual([HIT])
    expect(said({ limit: { ...limit, event: reading.event } })).toEqual([
      at(reading.event, 'in force: the limit of all pods is 1048576000 bytes (1000 MiB)'),
    ])
  })

  it('have what was reserved where no capacity was read', () => {
    expect(said({ first, later: second, enforced: anew })).toEqual([
      at(first.event, 'computed: kube-reserved 314572800 bytes (300 MiB), no system-reserved'),
      at(second.event, 'computed again: kube-reserved 104857600 bytes (100 MiB), no system-reserved'),
      at(anew, 'enforced: the kubelet set the limit of all pods anew'),
      HIT,
    ])
  })

  it('have a reload whose place is not certain as such', () => {
    expect(said({ doubtfulReload: reload })).toEqual([
      at(reload, 'systemd reload, whose place in the order is not certain'),
      HIT,
    ])
  })

  it('tell a change of the second of the enforcement from others', () => {
    const same = { ...anew, at: change.at }
    expect(said({ changed: change, enforced: same })[0]).toEqual(
      at(
        change,
        'configuration changed (/etc/kubernetes/kubelet-customized-args.conf), in the second of the enforcement',
      ),
    )
    expect(said({ changed: change })[0]).toEqual(
      at(change, 'configuration changed (/etc/kubernetes/kubelet-customized-args.conf)'),
    )
  })

  it('have what several chains share once', () => {
    const other = { ...limit, event: { ...hit } }
    expect(said({ first, reload }, { first, reload, limit: other })).toEqual([
      at(first.event, 'computed: kube-reserved 314572800 bytes (300 MiB), no system-reserved'),
      at(reload, 'systemd reload: systemd wrote the properties that it holds to the cgroups again'),
      HIT,
      HIT,
    ])
  })
})

describe('another configuration', () => {
  const more = at(
    third.event,
    'configuration with kube-reserved 209715200 bytes (200 MiB), no system-reserved',
  )
  const configurations = (found: Record<string, unknown>) =>
    said(found).filter(([, says]) => String(says).includes('reserved'))

  it('is shown beside the one that is expected, where it reserves something else than the first', () => {
    expect(configurations({ first, expected, later: third }).at(-1)).toEqual(more)
    expect(configurations({ first, expected, later: second })).toHaveLength(2)
    expect(configurations({ first, expected })).toHaveLength(2)
    expect(configurations({ expected, later: third })).toHaveLength(1)
    expect(configurations({ first, expected, later: { ...first, event: third.event } })).toHaveLength(2)
  })

  it('is none where it is the first', () => {
    expect(configurations({ first, expected: { ...expected, reservation: first } })).toHaveLength(1)
  })
})

it('quotes the amounts of a configuration where they stand', () => {
  const { event: config } = first
  const [kubeLine, systemLine] = [config.source.firstLine + 1, config.source.firstLine + 2]
  const apart = {
    ...first,
    kube: { event: config, bytes: 300 * MIB, text: '300Mi', line: kubeLine },
    system: { event: config, bytes: 50 * MIB, text: '50Mi', line: systemLine },
  }
  expect(said({ first: apart }).slice(0, 3)).toEqual([
    at(config, 'computed: kube-reserved (300Mi, 300 MiB), system-reserved (50Mi, 50.0 MiB)'),
    [kubeLine, 'kube-reserved is 300Mi'],
    [systemLine, 'system-reserved is 50Mi'],
  ])
})

it('shows a capacity that was read twice once', () => {
  const again = { ...memory, source: { ...memory.source, firstLine: 900, lastLine: 900 } }
  const found = said({
    origin,
    expected: { ...expected, capacity: { bytes: 1300 * MIB, event: again } },
  }).filter(([, says]) => String(says).startsWith('capacity'))
  expect(found).toEqual([at(memory, 'capacity is 1363148800 bytes (1.26 GiB)')])
})

it.each([
  ['/kubepods.slice', 'kubepods.slice'],
  ['kubepods.slice', 'kubepods.slice'],
  ['/kubelet.slice/kubelet-kubepods.slice', 'kubelet-kubepods.slice'],
  ['/kubepods', undefined],
])('the unit of %s is %s', (owner, unit) => {
  expect(unitOf(owner)).toBe(unit)
})
