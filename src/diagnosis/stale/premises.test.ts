import { describe, expect, it } from 'vitest'
import type { Event } from '../../record/index.js'
import { caseOf } from '../case.js'
import {
  API,
  atOfClock,
  CAPTURE,
  event,
  FILES,
  inTimelineOrder,
  JOURNAL,
  KUBELET,
  nodeConfig,
} from '../events.fixture.js'
import type { Chain } from './chain.js'
import type { LimitFacts } from './facts.js'
import { kubeletVersionAt, type Weighed, weigh } from './premises.js'
import { changed, enforced, failed, hitAt, MIB, nodeObject, readLimit, reloaded } from './stale.fixture.js'

const limit = hitAt('11:00:00')
const hit = limit.event
const first = { event: nodeConfig('10:00:00', 300 * MIB), kubeBytes: 300 * MIB, systemBytes: 0 }
const later = { event: nodeConfig('10:20:00', 100 * MIB), kubeBytes: 100 * MIB, systemBytes: 0 }
const readingBy = (holder: 'cgroup' | 'systemd' | 'kubelet') => ({
  bytes: 1200 * MIB,
  event: readLimit('10:40:00', 1200 * MIB, holder),
})
const start = event('kubelet-start', KUBELET, '09:59:00', { version: 'v1.20.4' })

/** Every premise, read. */
const WHOLE = {
  limit,
  outdated: false,
  notFirst: false,
  origin: { bytes: 1000 * MIB, reservation: first },
  first,
  later,
  expected: { bytes: 1200 * MIB, reservation: later },
  changed: changed('10:10:00'),
  enforced: enforced('10:20:01'),
  reload: reloaded('10:30:00'),
  allocatable: { bytes: 1100 * MIB, event: nodeObject('10:50:00', 1100) },
}

function weighed(other: Record<string, unknown>, events: readonly Event[] = [start]): Weighed {
  const facts = { one: caseOf(inTimelineOrder(events), []), reloadInputs: new Set() }
  return weigh(
    facts as unknown as LimitFacts,
    { ...WHOLE, ...other } as unknown as Chain,
    'below-configuration',
  )
}

const SURE: Weighed = { verdict: 'confirmed', missing: [], otherCauses: [], canBeReload: true }
const likely = (missing: string): Weighed => ({ ...SURE, verdict: 'likely', missing: [missing] })

const LINE = 'kubelet log: "Updated Node Allocatable limit across pods" after the change (verbosity 3 and up)'
const RELOAD = 'systemd journal: a daemon-reload between the enforcement and the moment the limit was hit'
const VERSION = 'kubelet version: only those before 1.21.2 have this defect'
const NODE = 'node facts: Allocatable of the node object, MemTotal, or systemctl show kubepods.slice'

it('is confirmed where every premise was read', () => {
  expect(weighed({})).toEqual(SURE)
})

describe('one premise that was not read', () => {
  const uncertain = reloaded('10:30:00', { at: atOfClock('10:30:00', JOURNAL, 3_600_000) })

  it.each<[string, Record<string, unknown>, string]>([
    [
      'with which capacity the first start computed',
      { origin: undefined },
      'node facts: the capacity with which the first computation of this boot gives the limit in force',
    ],
    [
      'what the first start computed',
      { origin: undefined, first: undefined },
      'kubelet log: what the first start of this boot computed ("Creating Container Manager object based on Node Config")',
    ],
    [
      'what the first start computed, though systemd holds the limit',
      { origin: undefined, first: undefined, stored: readingBy('systemd') },
      'kubelet log: what the first start of this boot computed ("Creating Container Manager object based on Node Config"); that systemd holds the limit does not tell who set it',
    ],
    [
      'why an earlier start computed something else',
      { notFirst: true },
      'kubelet log: why an earlier start of this boot computed another value',
    ],
    [
      'when the file changed',
      { changed: undefined, later: undefined },
      'file times: when the configuration file changed (stat of the files that the kubelet reads)',
    ],
    [
      'when the file changed between two configurations',
      { changed: undefined },
      'file times: when the configuration file changed; that two configurations differ proves only that it did',
    ],
    [
      'whether the file changed after the computation',
      { changed: { ...WHOLE.changed, at: atOfClock('10:00:30', FILES, 60_000) } },
      'file times: exact enough to tell them from the time of the computation',
    ],
    ['that the limit was enforced anew', { enforced: undefined }, LINE],
    ['a reload', { reload: undefined }, RELOAD],
    [
      'when the reload was',
      { reload: undefined, doubtfulReload: uncertain },
      'systemd journal and kernel log on one clock: whether the reload at 10:30:00 (2021-03-12T10:30:00.000Z) came between the enforcement and the moment the limit was hit',
    ],
    [
      'when the limit was hit',
      { limit: { ...limit, event: { ...hit, at: { basis: 'monotonic-only', monotonicSec: 5 } } } },
      'kernel log: when the limit was hit by the wall clock (dmesg -T, journalctl -k, or the boot time)',
    ],
    [
      'that the configuration is the one in force',
      { expected: { bytes: 1200 * MIB, reservation: { ...later, inferred: 'that it was loaded' } } },
      'kubelet log: read instead was a configuration, so it is inferred that it was loaded',
    ],
  ])('makes it likely: %s', (_, without, missing) => {
    expect(weighed(without)).toEqual(likely(missing))
  })

  it('makes no difference: a change before any configuration that was read', () => {
    expect(
      weighed({ first: undefined, changed: { ...WHOLE.changed, at: atOfClock('10:00:30', FILES, 60_000) } }),
    ).toEqual(SURE)
  })

  it('leaves it confirmed where the right limit was read instead', () => {
    expect(weighed({ enforced: undefined, reading: readingBy('cgroup') })).toEqual({
      ...SURE,
      missing: [LINE],
    })
  })
})

describe('facts of the node', () => {
  const without = { allocatable: undefined }
  const node = event('node-allocatable', API, '12:00:00', { node: 'node-03' })

  it.each<[string, Record<string, unknown>, Event[]]>([
    ['what systemd holds', { stored: readingBy('systemd') }, [start]],
    ['a reading of the cgroup', { reading: readingBy('cgroup') }, [start]],
    ['MemTotal', {}, [start, event('node-memory', CAPTURE, '12:00:00', { memTotalBytes: 1300 * MIB })]],
    ['the capacity of the node object', {}, [start, { ...node, capacityBytes: 1300 * MIB }]],
  ])('are not missing with %s', (_, found, events) => {
    expect(weighed({ ...without, ...found }, events)).toEqual(SURE)
  })

  it.each<[string, Record<string, unknown>, Event[]]>([
    ['nothing', {}, [start]],
    ['what the kubelet measured', { reading: readingBy('kubelet') }, [start]],
    ['a node object without its capacity', {}, [start, node]],
  ])('are missing with %s', (_, found, events) => {
    expect(weighed({ ...without, ...found }, events)).toEqual(likely(NODE))
  })
})

describe('more than one premise that was not read', () => {
  it('leaves room for somebody else', () => {
    expect(weighed({ enforced: undefined, reload: undefined })).toEqual({
      verdict: 'possible',
      missing: [LINE, RELOAD],
      otherCauses: ['somebody else may have written the limit (systemctl set-property, a node agent)'],
      canBeReload: true,
    })
  })

  it('is not the place for somebody else where another cause is known', () => {
    const WITH = { enforced: undefined, reload: undefined, failed: failed('10:25:00') }
    expect(weighed(WITH).otherCauses).toEqual([
      'the kubelet could not set its limit: the old one may never have been replaced',
    ])
  })

  it('counts a start that no log shows', () => {
    expect(weighed({ outdated: true, enforced: undefined })).toEqual({
      verdict: 'possible',
      missing: [
        'kubelet log: the start before the moment the limit was hit that computed what Allocatable shows',
        LINE,
      ],
      otherCauses: ['somebody else may have written the limit (systemctl set-property, a node agent)'],
      canBeReload: true,
    })
  })
})

describe('the version of the kubelet', () => {
  const of = (version: string) => weighed({}, [{ ...start, version }])

  it('is missing beside the premises, and rules nothing out then', () => {
    expect(weighed({}, [])).toEqual({ ...SURE, missing: [VERSION] })
    expect(weighed({ reload: undefined }, [])).toEqual({ ...likely(RELOAD), missing: [RELOAD, VERSION] })
    expect(of('v2.0')).toEqual({ ...SURE, missing: [VERSION] })
  })

  it('tells whether it can be a reload', () => {
    expect(of('v1.21.1')).toEqual(SURE)
    expect(of('v1.21.2')).toMatchObject({ verdict: 'possible', missing: [], canBeReload: false })
    expect(of('v1.17.11')).toMatchObject({ verdict: 'possible', missing: [], canBeReload: false })
  })

  it('is that of the last start that may have been before the moment, else that of the node object', () => {
    const starting = (clock: string, version: string, uncertaintyMs = 0) =>
      event('kubelet-start', KUBELET, clock, { version, at: atOfClock(clock, KUBELET, uncertaintyMs) })
    const node = (kubeletVersion?: string) =>
      event('node-allocatable', API, '12:00:00', { node: 'a', kubeletVersion })
    const at = (...events: Event[]) => kubeletVersionAt(caseOf(inTimelineOrder(events), []), limit)
    expect(
      at(starting('09:00:00', 'v1.19.0'), starting('10:00:00', 'v1.20.0'), starting('11:30:00', 'v1.22.0')),
    ).toBe('v1.20.0')
    expect(at(starting('09:00:00', 'v1.19.0'), starting('11:00:10', 'v1.22.0', 60_000))).toBe('v1.22.0')
    expect(at(starting('09:00:00', 'v1.19.0'), node('v1.23.0'))).toBe('v1.19.0')
    expect(at(starting('11:30:00', 'v1.22.0'), node(), node('v1.23.0'), node('v1.24.0'))).toBe('v1.23.0')
    expect(at(starting('11:30:00', 'v1.22.0'), node())).toBeUndefined()
  })
})
