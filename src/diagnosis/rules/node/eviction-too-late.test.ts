import { describe, expect, it } from 'vitest'
import { atOfClock, event, KUBELET, nodeConfig, oom } from '../../events.fixture.js'
import { said, shown, verdicts } from './said.fixture.js'

const rule = 'eviction-too-late'
const MIB = 1024 ** 2
const config = nodeConfig('10:00:00', 0)
const hit = oom('11:00:00', '/kubepods.slice', 4e9)
const global = oom('11:00:00', '/', undefined, '/system.slice/db.service', { scope: 'global', cgroup: {} })
const references = [
  'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/#node-out-of-memory-behavior',
]
const until = (clock: string) => ({ lastAt: atOfClock(clock, KUBELET) })
const ofPods = (clock: string, fields: Record<string, unknown> = {}) =>
  event('limit-observed', KUBELET, clock, {
    cgroup: '/kubepods.slice',
    holder: 'kubelet',
    property: 'allocatableMemory.available',
    limitBytes: 4e9,
    availableBytes: 300 * MIB,
    leastAvailableBytes: 200 * MIB,
    ...fields,
  })
const ofNode = (clock: string, fields: Record<string, unknown> = {}) =>
  event('kubelet-eviction', KUBELET, clock, {
    phase: 'observation',
    signal: 'memory.available',
    availableBytes: 200 * MIB,
    ...fields,
  })

it('tells what the last look before the OOM saw', () => {
  const look = ofPods('10:30:00', until('10:59:54'))
  expect(said(rule, [config, look, hit])).toEqual([
    {
      rule,
      verdict: 'confirmed',
      title: 'The OOM came before the eviction threshold could act',
      summary:
        'At its last look, 6.0 s before the OOM, the eviction manager had never seen less than 204800 KiB (200 MiB) of allocatableMemory.available, above the threshold of 102400 KiB (100 MiB). It looks every 10 s, and memory was used up faster than that.',
      events: [hit.id],
      evidence: [
        shown(config, 'evictionHard memory.available below 104857600 bytes (100 MiB)'),
        shown(
          look,
          'observed allocatableMemory.available: never less than 209715200 bytes (200 MiB) (until 10:59:54 (2021-03-12T10:59:54.000Z))',
        ),
        shown(hit, 'OOM'),
      ],
      missing: [],
      overturnedBy: 'an observation below the threshold before the OOM',
      next: [
        'raise evictionHard memory.available, or the reservations',
        'give the pods that grow fastest a limit of their own',
      ],
      references,
    },
  ])
})

it('tells a run of looks that goes on past the OOM', () => {
  const look = ofPods('10:58:00', { ...until('11:02:00'), count: 25 })
  const [finding] = said(rule, [config, look, hit])
  expect(finding).toMatchObject({
    verdict: 'likely',
    summary:
      'In a run of looks that goes on past the OOM, the eviction manager never saw less than 204800 KiB (200 MiB) of allocatableMemory.available, above the threshold of 102400 KiB (100 MiB). It is to look every 10 s; the memory was used up between two looks.',
    missing: ['kubelet log: each observation; a run of them goes on past the OOM'],
  })
})

it.each([
  ['10:58:00', '11:02:00', 17, /between two looks\.$/],
  ['10:58:00', '11:02:00', 16, /between two looks, which came 16\.0 s apart on average\.$/],
  ['10:58:00', '11:02:00', 1, /between two looks\.$/],
  ['10:58:00', '11:02:00', undefined, /between two looks\.$/],
])('looks from %s to %s, %s of them', (clock, end, count, pace) => {
  const [finding] = said(rule, [config, ofPods(clock, { ...until(end), count }), hit])
  expect(finding?.summary).toMatch(pace)
})

it.each([
  ['10:59:45', ['confirmed']],
  ['10:59:44.999', []],
])('takes a look at most 15 s before the OOM for the last one: %s', (clock, expected) => {
  expect(verdicts(said(rule, [config, ofPods(clock), hit]))).toEqual(expected)
})

describe('the look that counts', () => {
  it('is the one that goes on longest of those that began before the OOM', () => {
    const long = ofPods('10:30:00', { ...until('10:59:54'), leastAvailableBytes: 150 * MIB })
    const early = ofPods('10:40:00', { ...until('10:59:40'), leastAvailableBytes: 160 * MIB })
    const after = ofPods('11:00:05', { leastAvailableBytes: 170 * MIB })
    const [finding] = said(rule, [config, long, early, after, hit])
    expect(finding?.summary).toContain('never seen less than 153600 KiB (150 MiB)')
  })

  it('is the later of two that end together', () => {
    const first = ofPods('10:30:00', { ...until('10:59:54'), leastAvailableBytes: 150 * MIB })
    const second = ofPods('10:40:00', { ...until('10:59:54'), leastAvailableBytes: 160 * MIB })
    const [finding] = said(rule, [config, first, second, hit])
    expect(finding?.summary).toContain('never seen less than 163840 KiB (160 MiB)')
  })

  it('is not missed where all began after the OOM', () => {
    expect(said(rule, [config, ofPods('11:00:05'), hit])).toEqual([])
  })

  it('is of the limit of all pods, not another reading of it', () => {
    const file = ofPods('10:59:54', { holder: 'cgroup', property: 'memory.max' })
    expect(verdicts(said(rule, [config, file, hit]))).toEqual(['cannot-tell'])
    expect(verdicts(said(rule, [config, ofNode('10:59:54'), hit]))).toEqual(['cannot-tell'])
  })

  it('is of the whole node for an OOM of the whole machine', () => {
    const [finding] = said(rule, [config, ofNode('10:59:54'), global])
    expect(finding?.summary).toContain('never seen less than 204800 KiB (200 MiB) of memory.available,')
    expect(verdicts(said(rule, [config, ofPods('10:59:54'), global]))).toEqual(['cannot-tell'])
    expect(
      verdicts(said(rule, [config, ofNode('10:59:54', { phase: 'threshold-observed' }), global])),
    ).toEqual(['cannot-tell'])
    expect(
      verdicts(said(rule, [config, ofNode('10:59:54', { signal: 'nodefs.available' }), global])),
    ).toEqual(['cannot-tell'])
  })

  it('is a run in the log of the OOM that began in a line above it', () => {
    const untimed = (firstLine: number, lastLine: number) => ({
      at: { basis: 'journal' as const },
      source: { input: 'journal.txt', firstLine, lastLine },
    })
    const dump = { ...hit, ...untimed(50, 60) }
    expect(verdicts(said(rule, [config, ofPods('10:00:00', untimed(10, 90)), dump]))).toEqual(['likely'])
    expect(said(rule, [config, ofPods('10:00:00', untimed(70, 90)), dump])).toEqual([])
  })

  it('has an amount', () => {
    const blind = ofPods('10:59:54', { availableBytes: undefined, leastAvailableBytes: undefined })
    expect(said(rule, [config, blind, hit])).toEqual([])
  })
})

describe('the threshold', () => {
  const look = ofPods('10:59:54')

  it('is that of a configuration before the OOM', () => {
    const later = nodeConfig('11:30:00', 0, {
      evictionHard: [{ signal: 'memory.available', bytes: 900 * MIB }],
    })
    expect(verdicts(said(rule, [config, look, hit, later]))).toEqual(['confirmed'])
    expect(said(rule, [look, hit, later])).toEqual([])
  })

  it('says nothing of an OOM at the limit of a slice', () => {
    expect(said(rule, [config, look, ofNode('10:59:54'), oom('11:00:00', '/system.slice', 1e9)])).toEqual([])
    expect(said(rule, [config, look, { ...oom('11:00:00', '/', 1e9), cgroup: undefined }])).toEqual([])
  })

  it('as a share is told with the capacity', () => {
    const machine = event('kubelet-notice', KUBELET, '09:59:59', {
      notice: 'machine',
      memoryCapacityBytes: 1024 * MIB,
    })
    const share = nodeConfig('10:00:00', 0, {
      evictionHard: [{ signal: 'memory.available', fraction: 0.125, text: '12.5%' }],
    })
    const [finding] = said(rule, [machine, share, look, hit])
    expect(finding?.evidence.slice(0, 2)).toEqual([
      shown(machine, 'capacity is 1073741824 bytes (1.00 GiB)'),
      shown(share, 'evictionHard memory.available below 0.125 of the capacity (131072 KiB, 128 MiB)'),
    ])
  })
})

it('asks for the observations of what was short', () => {
  const [finding] = said(rule, [config, global])
  expect(finding).toEqual({
    rule,
    verdict: 'cannot-tell',
    title: 'Whether eviction could have come first cannot be told',
    summary: 'The kubelet evicts below 102400 KiB (100 MiB). What it saw before the OOM was not logged.',
    events: [global.id],
    evidence: [
      shown(config, 'evictionHard memory.available below 104857600 bytes (100 MiB)'),
      shown(global, 'OOM'),
    ],
    missing: ['kubelet log: observations of memory.available (verbosity 3 and up)'],
    next: ['kubectl get events -A | grep -i evict'],
    references,
  })
})
