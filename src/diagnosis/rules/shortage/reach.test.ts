import { describe, expect, it } from 'vitest'
import type { OomEvent } from '../../../record/index.js'
import { betweenMarks, doubts, howShort, largestOf, nodeBoundOf, zonesInReach } from './reach.js'
import { failureOf, freeOf, range, requestOf, shortOf, zoneOf } from './zones.fixture.js'

const BELOW = zoneOf({})
const BETWEEN = zoneOf({ standing: 'above' })
const ABOVE = zoneOf({ standing: 'above', lastTry: 'above' })
const UNKNOWN = zoneOf({ standing: 'unknown', lastTry: 'unknown' })

it('zonesInReach are those that nothing forbids', () => {
  const zones = (['yes', 'zone-too-high', 'unknown', 'other-node'] as const).map((access) =>
    zoneOf({ access }),
  )
  expect(zonesInReach({ request: requestOf(), zones }).map(({ access }) => access)).toEqual([
    'yes',
    'unknown',
  ])
})

describe('howShort', () => {
  it.each([
    ['no zone is in reach', [], 'unknown'],
    ['all are below min', [BELOW, BELOW], 'min'],
    ['one is between its marks', [BELOW, BETWEEN], 'high'],
    ['one is above both', [BELOW, ABOVE], 'above'],
    ['one is not known', [BELOW, UNKNOWN], 'unknown'],
    ['one is between, and one is not known', [BETWEEN, UNKNOWN], 'above'],
    ['one is above, if it may be used', [BELOW, { ...ABOVE, access: 'unknown' as const }], 'unknown'],
    [
      'one is below min whatever its last try says, the other between its marks',
      [zoneOf({ lastTry: 'unknown' }), BETWEEN],
      'high',
    ],
  ] as const)('%s: %s', (_, zones, expected) => {
    expect(howShort(shortOf(), zones)).toBe(expected)
  })

  it('has no last try for an allocation that may fail', () => {
    expect(howShort(failureOf(), [BELOW, BETWEEN])).toBe('above')
    expect(howShort(failureOf(), [BELOW])).toBe('min')
  })
})

it('betweenMarks is the first zone that is above min and not above high', () => {
  expect(betweenMarks([BELOW, ABOVE, BETWEEN, { ...BETWEEN }])).toBe(BETWEEN)
  expect(betweenMarks([BELOW, ABOVE])).toBeUndefined()
})

it('largestOf goes by what is managed, or else present; the first of two', () => {
  const managed = zoneOf({ kb: { managed: 50, present: 900 } })
  const present = zoneOf({ kb: { present: 60 } })
  expect(largestOf([managed, zoneOf({}), present])).toBe(present)
  expect(largestOf([present, zoneOf({ kb: { present: 60 } })])).toBe(present)
  expect(largestOf([])).toBeUndefined()
})

describe('nodeBoundOf', () => {
  const constrained = (constraint: string, lists: { nodemask?: string; memsAllowed?: string }) =>
    nodeBoundOf(shortOf({ constraint: { constraint, ...lists } }), requestOf())
  const BOTH = { nodemask: '1', memsAllowed: '0-1' }

  it.each([
    ['CONSTRAINT_MEMORY_POLICY', BOTH, { by: 'policy', nodes: '1', isStated: true }],
    ['CONSTRAINT_MEMORY_POLICY', { memsAllowed: '0' }, undefined],
    ['CONSTRAINT_CPUSET', BOTH, { by: 'cpuset', nodes: '0-1', isStated: true }],
    ['CONSTRAINT_CPUSET', { nodemask: '1' }, undefined],
    ['CONSTRAINT_CPUSET', { memsAllowed: '(null)' }, undefined],
    ['CONSTRAINT_NONE', BOTH, undefined],
  ])('by the oom-kill line: %s, %o', (constraint, lists, expected) => {
    expect(constrained(constraint, lists)).toEqual(expected)
  })

  it('by the first line, where the request may not leave the nodes', () => {
    const bound = (trigger: OomEvent['trigger'], mayUseNode: (node?: number) => boolean | undefined) =>
      nodeBoundOf(shortOf({ trigger }), requestOf({ mayUseNode }))
    expect(bound({ nodemask: '2', memsAllowed: '0-3' }, () => true)).toEqual({
      by: 'policy',
      nodes: '2',
      isStated: false,
    })
    const asked: (number | undefined)[] = []
    const mayNot = (node?: number) => {
      asked.push(node)
      return false
    }
    expect(bound({ memsAllowed: '0-3,7' }, mayNot)).toEqual({ by: 'cpuset', nodes: '0-3,7', isStated: false })
    // A node that is surely none of them.
    expect(asked).toEqual([8])
    expect(bound({ memsAllowed: '0-3' }, () => undefined)).toBeUndefined()
    expect(bound({ memsAllowed: '0-3' }, () => true)).toBeUndefined()
    expect(bound({}, () => false)).toBeUndefined()
  })

  it('by the first line of an allocation that failed', () => {
    expect(nodeBoundOf(failureOf({ trigger: { nodemask: '2' } }), requestOf())).toMatchObject({ nodes: '2' })
  })
})

describe('doubts', () => {
  const LOST = 'kernel log: the whole dump; the line of a zone may be lost'
  const RESERVE =
    'which part of reserved_highatomic was free: the release of the kernel decided how it counts'
  const NORMAL = { zone: 'Normal', bytes: { free: 4096_000 } }
  const chunks = (zone: string, node?: number) => ({
    zone,
    chunks: [],
    totalBytes: 0,
    ...(node === undefined ? {} : { node }),
  })
  const BOUND = { constraint: { constraint: 'CONSTRAINT_CPUSET', memsAllowed: '1' } }
  const asked = (fields: Partial<OomEvent>, inReach = [BELOW]) =>
    doubts(shortOf(fields), { request: requestOf(), zones: inReach }, inReach)

  it('has none where the zones have all that is free', () => {
    expect(asked({ memInfo: { pages: { free: 1000 }, zones: [NORMAL] } })).toEqual([])
  })

  it('misses lines where the totals were not read', () => {
    expect(asked({})).toEqual([LOST])
    expect(asked(BOUND)).toEqual([LOST])
  })

  it('misses the zones that have the rest of what is free', () => {
    expect(asked({ memInfo: { pages: { free: 1512 }, zones: [NORMAL] } })).toEqual([
      'zone lines for 2.00 MiB of free memory: from 6.1 on zones are not printed that the request could not use, and a line may be lost (/proc/zoneinfo)',
    ])
  })

  it('expects free memory on other nodes where the request is bound to some', () => {
    const memInfo = { pages: { free: 1512 }, zones: [NORMAL], buddy: [chunks('Normal')] }
    expect(asked({ ...BOUND, memInfo })).toEqual([])
    expect(asked({ ...BOUND, memInfo: { ...memInfo, buddy: [chunks('Normal'), chunks('DMA')] } })).toEqual([
      LOST,
    ])
    expect(asked({ ...BOUND, memInfo: { ...memInfo, buddy: [chunks('Normal', 1)] } })).toEqual([LOST])
    const completeness = { ...shortOf().completeness, complete: false }
    expect(asked({ ...BOUND, memInfo, completeness })).toEqual([LOST])
  })

  it('depends on the release where that decides how the atomic reserve counts', () => {
    const memInfo = { pages: { free: 1000 }, zones: [NORMAL] }
    const zone = (freeKb: number, isByRelease = true) =>
      zoneOf({
        free: freeOf(freeKb, { highatomic: range(10), isByRelease }),
        floor: range(20, 25),
        reserve: range(5, 8),
      })
    expect(asked({ memInfo }, [zone(26)])).toEqual([RESERVE])
    expect(asked({ memInfo }, [zone(25)])).toEqual([])
    expect(asked({ memInfo }, [zone(26, false)])).toEqual([])
    expect(asked({ memInfo }, [BELOW, zone(26)])).toEqual([RESERVE])
  })
})
