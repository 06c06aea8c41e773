import { describe, expect, it } from 'vitest'
import { nodeConfig } from '../events.fixture.js'
import type { Chain } from './chain.js'
import type { Weighed } from './premises.js'
import { changed, enforced, hitAt, MIB, nodeObject, readLimit, reloaded } from './stale.fixture.js'
import type { Staleness } from './staleness.js'
import { nextSteps, overturnedBy, summaryOf, titleOf } from './wording.js'

const read = { ...hitAt('11:00:00'), event: readLimit('11:00:00', 1000 * MIB) }
const chainOf = (found: Record<string, unknown>) =>
  ({ limit: hitAt('11:00:00'), outdated: false, notFirst: false, ...found }) as unknown as Chain

const reservation = (clock: string, kubeMib: number) => ({
  event: nodeConfig(clock, kubeMib * MIB),
  kubeBytes: kubeMib * MIB,
  systemBytes: 0,
})
const origin = { bytes: 1000 * MIB, reservation: reservation('10:00:00', 300) }
const change = changed('10:10:00')
const anew = enforced('10:20:00')
const reload = reloaded('10:30:00')
const allocatable = (mib: number, node?: string) => ({
  bytes: mib * MIB,
  event: nodeObject('12:00:00', mib, node),
})

const EXPLAINED =
  "kubelets before 1.21.2 and 1.22, which fixed it, set a new limit in the cgroup only, and a reload puts back that of the boot's first start. Restarting the kubelet helps only until the next reload."
const SURE: Weighed = { verdict: 'confirmed', missing: [], otherCauses: [], canBeReload: true }

function summary(
  found: Record<string, unknown>,
  staleness: Staleness = 'below-configuration',
  weighed: Partial<Weighed> = {},
): string {
  return summaryOf([chainOf(found)], staleness, { ...SURE, canBeReload: false, ...weighed })
}

it('the title tells whether the limit is an old one, and whether it was hit', () => {
  expect(titleOf(chainOf({ origin }))).toBe(
    "The limit that was hit is older than the kubelet's configuration",
  )
  expect(titleOf(chainOf({}))).toBe(
    "The limit that was hit is not the one that the node's configuration asks for",
  )
  expect(titleOf(chainOf({ origin, limit: read }))).toBe(
    "The limit of all pods is older than the kubelet's configuration",
  )
  expect(titleOf(chainOf({ limit: read }))).toBe(
    "The limit of all pods is not the one that the node's configuration asks for",
  )
})

describe('the inequality', () => {
  const HIT =
    'The limit that was hit belongs to all pods of the node (/kubepods.slice): 1024000 KiB (1000 MiB)'
  const first = (text: string) => text.split(' Order ')[0]

  it('is that with Allocatable where the limit is below it', () => {
    const found = { allocatable: allocatable(1100), expected: { bytes: 1200 * MIB } }
    expect(first(summary(found, 'below-allocatable'))).toBe(
      `${HIT}. It is 102400 KiB (100 MiB) below Allocatable 1126400 KiB (1.07 GiB).`,
    )
  })

  it('is that with the configuration where Allocatable is not above it', () => {
    const found = {
      allocatable: allocatable(1000),
      expected: { bytes: 1200 * MIB },
      reading: { bytes: 1300 * MIB },
    }
    expect(first(summary(found))).toBe(
      `${HIT}. It is 204800 KiB (200 MiB) below the 1228800 KiB (1.17 GiB) that the kubelet's configuration gives.`,
    )
  })

  it('is that with what was read before where nothing else was read', () => {
    expect(first(summary({ reading: { bytes: 1300 * MIB } }, 'below-reading'))).toBe(
      `${HIT}. It is 307200 KiB (300 MiB) below the 1331200 KiB (1.26 GiB) that was read before.`,
    )
  })

  it('is left out of a suspicion', () => {
    expect(first(summary({ reading: { bytes: 1300 * MIB } }, 'suspected'))).toBe(`${HIT}.`)
  })

  it('counts the OOMs, and says of a reading that nobody hit it', () => {
    const of = (...limits: unknown[]) =>
      first(
        summaryOf(
          limits.map((limit) => chainOf({ limit })),
          'suspected',
          { ...SURE, canBeReload: false },
        ),
      )
    expect(of(hitAt('11:00:00'), hitAt('11:10:00'))).toContain('The limit that was hit 2 times belongs')
    expect(of(read)).toBe('The limit of all pods of the node (/kubepods.slice) is 1024000 KiB (1000 MiB).')
  })
})

describe('where the limit comes from', () => {
  const stored = { bytes: 1000 * MIB, event: readLimit('10:40:00', 1000 * MIB, 'systemd') }
  const [more, less, same] = [
    reservation('10:25:00', 301),
    reservation('10:25:00', 299),
    reservation('10:25:00', 300),
  ]
  const { reservation: first } = origin
  const second = (found: Record<string, unknown>) =>
    summary(found, 'suspected').split('(1000 MiB). ')[1]?.split(' Order (UTC)')[0]

  it('is the computation, else what systemd holds, else a smaller reservation', () => {
    expect(second({ origin, stored, first, later: less })).toBe(
      'It equals the value that the kubelet computed at 10:00:00.',
    )
    expect(summary({ stored, first, later: less }, 'suspected')).toContain(
      ' It equals what systemd holds, MemoryMax 1024000 KiB (1000 MiB). Order',
    )
    expect(second({ first, later: less })).toBe(
      'A later configuration reserves 1024 KiB less than the one of 10:00:00 (2021-03-12T10:00:00.000Z), so the limit should have risen.',
    )
  })

  it.each([
    ['the reservation grew', { first, later: more }],
    ['it stayed', { first, later: same }],
    ['it was one', { first }],
    ['the first is not known', { later: less }],
  ])('is not said where %s', (_, found) => {
    expect(second(found)).toMatch(/^Order \(UTC\): /)
  })
})

describe('the order', () => {
  const order = (...chains: Record<string, unknown>[]) =>
    summaryOf(chains.map(chainOf), 'suspected', { ...SURE, canBeReload: false }).slice(
      `The limit that was hit${chains.length > 1 ? ` ${chains.length} times` : ''} belongs to all pods of the node (/kubepods.slice): 1024000 KiB (1000 MiB). `
        .length,
    )

  it('has the steps that were read, the date once', () => {
    expect(order({ first: reservation('10:00:00', 300), changed: change, enforced: anew, reload })).toBe(
      'Order (UTC): limit computed at 2021-03-12 10:00:00, configuration changed at 10:10:00, limit enforced anew at 10:20:00, systemd reload at 10:30:00, OOM at 11:00:00. ',
    )
    expect(order({})).toBe('Order (UTC): OOM at 2021-03-12 11:00:00. ')
  })

  it('begins with the computation that the limit comes from, if that is known', () => {
    expect(summary({ origin, first: reservation('09:00:00', 400) }, 'suspected')).toContain(
      'limit computed at 2021-03-12 10:00:00, OOM at 11:00:00.',
    )
  })

  it('says that two steps were of one second', () => {
    const sameSecond = enforced('10:10:00.7')
    expect(order({ changed: change, enforced: sameSecond })).toBe(
      'Order (UTC): configuration changed at 2021-03-12 10:10:00, limit enforced anew at 10:10:00 (in the same second), OOM at 11:00:00. ',
    )
  })

  it('says the date again where it is another, and of a reading that it is one', () => {
    const nextDay = { epochMs: Date.parse('2021-03-13T00:30:00Z'), iso: '2021-03-13T00:30:00.000Z' }
    const limit = { ...read, event: { ...read.event, at: { ...read.event.at, ...nextDay } } }
    expect(summary({ reload, limit }, 'suspected')).toContain(
      'Order (UTC): systemd reload at 2021-03-12 10:30:00, limit read at 2021-03-13 00:30:00. ',
    )
  })

  it('is not of UTC where a time is not known', () => {
    expect(order({ reload, limit: hitAt(undefined) })).toBe(
      'Order: systemd reload at 2021-03-12 10:30:00, OOM at an unknown time. ',
    )
  })

  it('tells of the next two OOMs too, without what they have in common', () => {
    const again = (clock: string) => ({
      first: reservation('10:00:00', 300),
      changed: change,
      reload,
      limit: hitAt(clock),
    })
    expect(order(...['11:00:00', '11:10:00', '11:20:00', '11:30:00'].map(again))).toBe(
      'Order (UTC): limit computed at 2021-03-12 10:00:00, configuration changed at 10:10:00, systemd reload at 10:30:00, OOM at 11:00:00. Again: systemd reload at 10:30:00, OOM at 11:10:00. Again: systemd reload at 10:30:00, OOM at 11:20:00. ',
    )
  })

  it('says the date of an OOM again where it is of another day', () => {
    const limit = hitAt('11:00:00')
    const late = {
      ...limit,
      event: {
        ...limit.event,
        at: {
          ...limit.event.at,
          epochMs: Date.parse('2021-03-14T11:00:00Z'),
          iso: '2021-03-14T11:00:00.000Z',
        },
      },
    }
    expect(order({}, { limit: late })).toBe(
      'Order (UTC): OOM at 2021-03-12 11:00:00. Again: OOM at 2021-03-14 11:00:00. ',
    )
  })

  it('says of OOMs without a clock only when they came after boot', () => {
    const monotonic = (monotonicSec: number) =>
      hitAt(undefined, { at: { basis: 'monotonic-only', monotonicSec } })
    expect(order({ limit: monotonic(70.5) }, { limit: monotonic(80.5) })).toBe(
      'Order: OOM at 70.5 s after boot. Again: OOM at 80.5 s after boot. ',
    )
  })
})

describe('the explanation', () => {
  const last = (found: Record<string, unknown>, weighed: Partial<Weighed>) =>
    summary(found, 'suspected', { canBeReload: true, ...weighed }).split('OOM at 11:00:00. ')[1]

  it('is as sure as the verdict', () => {
    expect(last({ changed: change, reload }, {})).toBe(`The systemd reload explains it: ${EXPLAINED}`)
    expect(last({ changed: change, reload }, { verdict: 'likely' })).toBe(
      `The systemd reload explains it: ${EXPLAINED}`,
    )
    expect(last({ changed: change, reload }, { verdict: 'possible' })).toBe(
      `The systemd reload may explain it: ${EXPLAINED}`,
    )
    expect(last({ changed: change }, { verdict: 'possible' })).toBe(
      `A systemd reload that was not read would explain it: ${EXPLAINED}`,
    )
  })

  it('names the other causes, and only them where it can be no reload', () => {
    const otherCauses = ['a node agent', 'somebody']
    expect(last({ changed: change, reload }, { verdict: 'possible', otherCauses })).toBe(
      `The systemd reload may explain it: ${EXPLAINED} Another cause fits as well: a node agent; somebody.`,
    )
    expect(last({ changed: change, reload }, { verdict: 'possible', otherCauses, canBeReload: false })).toBe(
      'Another cause fits as well: a node agent; somebody.',
    )
    expect(last({ changed: change, reload }, { canBeReload: false })).toBe('')
  })
})

describe('the next steps', () => {
  const steps = (found: Record<string, unknown>, canBeReload = false) =>
    nextSteps(chainOf(found), canBeReload)
  const SHOW = 'systemctl show kubepods.slice -p MemoryLimit -p MemoryMax -p ActiveEnterTimestamp'
  const V1 = 'cat /sys/fs/cgroup/memory/kubepods.slice/memory.limit_in_bytes'
  const V2 = 'cat /sys/fs/cgroup/kubepods.slice/memory.max'
  const NODE = "kubectl get node <node> -o jsonpath='{.status.allocatable.memory}'"
  const RELOADS = 'journalctl -b _PID=1 | grep -iE "reload|reexec"'
  const of = (version: 1 | 2) => {
    const limit = hitAt('11:00:00')
    return {
      limit: {
        ...limit,
        event: { ...limit.event, cgroup: { ...limit.event.cgroup, version } },
      },
    }
  }

  it('read the limit where the version of the hierarchy has it', () => {
    expect(steps({})).toEqual([SHOW, V1, `${V2}  # cgroup v2`, NODE, RELOADS])
    expect(steps(of(1))).toEqual([SHOW, V1, NODE, RELOADS])
    expect(steps(of(2))).toEqual([SHOW, V2, NODE, RELOADS])
    expect(steps({ limit: read })).toEqual([SHOW, V1, `${V2}  # cgroup v2`, NODE, RELOADS])
  })

  it('set the right limit, where it is known', () => {
    const expected = { bytes: 1200 * MIB }
    expect(steps({ expected })[5]).toBe(
      'systemctl set-property --runtime kubepods.slice MemoryLimit=1258291200  # until the next boot; cgroup v2: MemoryMax',
    )
    expect(steps({ expected, ...of(1) })[4]).toBe(
      'systemctl set-property --runtime kubepods.slice MemoryLimit=1258291200  # until the next boot',
    )
    expect(steps({ expected, ...of(2) })[4]).toBe(
      'systemctl set-property --runtime kubepods.slice MemoryMax=1258291200  # until the next boot',
    )
  })

  it('end with the upgrade where it helps', () => {
    expect(steps({}, true)[5]).toBe('upgrade the kubelet to 1.21.2, 1.22 or later, and reboot the node once')
  })

  it('name the node and the cgroup where a shell takes their names', () => {
    expect(steps({ allocatable: allocatable(1100) })[3]).toBe(
      "kubectl get node node-03 -o jsonpath='{.status.allocatable.memory}'",
    )
    expect(steps({ allocatable: allocatable(1100, '$(reboot)') })[3]).toBe(NODE)
    const nested = '/kubelet.slice/kubelet-kubepods.slice'
    expect(steps({ limit: { ...hitAt('11:00:00'), owner: nested } }).slice(0, 3)).toEqual([
      'systemctl show kubelet-kubepods.slice -p MemoryLimit -p MemoryMax -p ActiveEnterTimestamp',
      `cat /sys/fs/cgroup/memory${nested}/memory.limit_in_bytes`,
      `cat /sys/fs/cgroup${nested}/memory.max  # cgroup v2`,
    ])
    expect(steps({ limit: { ...hitAt('11:00:00'), owner: '/a b/kubepods.slice' } }).slice(0, 3)).toEqual([
      SHOW,
      V1,
      `${V2}  # cgroup v2`,
    ])
    expect(steps({ limit: { ...hitAt('11:00:00'), owner: 'kubepods.slice' } })[1]).toBe(V1)
  })
})

it('is overturned by another value in systemd, a fixed kubelet or a later reading', () => {
  expect(overturnedBy(chainOf({}))).toBe(
    'systemd holding another value than 1024000 KiB (1000 MiB) for the cgroup, a kubelet of 1.21.2 or later, or the right limit being read after the reload',
  )
})
