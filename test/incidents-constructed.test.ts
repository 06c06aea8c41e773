import { describe, expect, it } from 'vitest'
import { isOfNode } from '../src/diagnosis/of-node.fixture.js'
import { type NamedLog, parseAll } from '../src/index.js'
import type { Finding } from '../src/record/index.js'
import { incident, incidentTruth } from './support/incidents.js'

interface Truth {
  readonly verdict: Finding['verdict']
  readonly limitKiB: number
  readonly allocatableKiB: number
  readonly belowAllocatableKiB: number
  readonly computedAt: string
  readonly configModifiedAt?: string
  readonly enforcedAt: string
  readonly reloadAt: string
  readonly oomAt: string
}

const STALE = ['rhel7-messages', 'kubelet-1.21-cgroup-v2', 'openshift-must-gather', 'cloud-logging'] as const

function staleIn(logs: readonly NamedLog[]): Finding[] {
  return parseAll([...logs], { cannotTell: true }).findings.filter(({ rule }) => rule === 'stale-node-limit')
}

function without(logs: readonly NamedLog[], name: RegExp): NamedLog[] {
  const less = logs.filter((log) => !name.test(log.name ?? ''))
  expect(less.length).toBeLessThan(logs.length)
  return less
}

/** `2021-03-04T08:28:11`, as a summary has it. */
function utc(at: string): string {
  return new Date(at).toISOString().slice(11, 19)
}

describe.each(STALE)('%s', (name) => {
  const truth = incidentTruth<Truth>(name)
  const logs = incident(name)
  const [finding, ...others] = staleIn(logs)

  it('has one finding with the figures and the order of the truth', () => {
    expect(others).toEqual([])
    expect(finding?.verdict).toBe(truth.verdict)
    expect(finding?.summary).toContain(`(/kubepods.slice): ${truth.limitKiB} KiB`)
    expect(finding?.summary).toContain(
      `It is ${truth.belowAllocatableKiB} KiB (${gib(truth.belowAllocatableKiB)} GiB) below Allocatable ${truth.allocatableKiB} KiB`,
    )
    expect(finding?.summary).toContain('It equals the value that the kubelet computed at')
    const { computedAt, configModifiedAt, enforcedAt, reloadAt, oomAt } = truth
    const changed =
      configModifiedAt === undefined ? '' : `, configuration changed at ${utc(configModifiedAt)}`
    expect(finding?.summary).toContain(
      `Order (UTC): limit computed at ${computedAt.slice(0, 10)} ${utc(computedAt)}${changed}, limit enforced anew at ${utc(enforcedAt)}, systemd reload at ${utc(reloadAt)}, OOM at ${utc(oomAt)}.`,
    )
  })

  it('misses what the truth does not have', () => {
    const missing = truth.configModifiedAt === undefined ? [expect.stringMatching(/^file times: /)] : []
    expect(finding?.missing).toEqual(missing)
  })
})

describe('what is left out is named, and the verdict falls', () => {
  it.each<[string, RegExp, Finding['verdict'], RegExp]>([
    ['rhel7-messages', /^stat/, 'likely', /^file times: /m],
    ['kubelet-1.21-cgroup-v2', /^stat/, 'likely', /^file times: /m],
    ['kubelet-1.21-cgroup-v2', /pid1/, 'likely', /^systemd journal: a daemon-reload/m],
    ['kubelet-1.21-cgroup-v2', /journal-kubelet/, 'possible', /^kubelet log: what the first start/m],
    ['openshift-must-gather', /sos_commands\/logs/, 'cannot-tell', /./],
    ['cloud-logging', /systemd/, 'possible', /^systemd journal: a daemon-reload/m],
    ['cloud-logging', /kubelet/, 'possible', /^kubelet log: what the first start/m],
  ])('%s without %s', (name, left, verdict, missing) => {
    const [finding] = staleIn(without(incident(name), left))
    if (verdict === 'cannot-tell') expect(finding?.verdict ?? verdict).toBe(verdict)
    else {
      expect(finding?.verdict).toBe(verdict)
      expect(finding?.missing.join('\n')).toMatch(missing)
    }
  })
})

describe('healthy-node-used-up', () => {
  it('has its OOM at the limit that is right, and no finding on its node', () => {
    const truth = incidentTruth<Truth>('healthy-node-used-up')
    const { events, findings } = parseAll(incident('healthy-node-used-up'))
    const ooms = events.filter((event) => event.type === 'oom')
    expect(ooms.map(({ cgroup }) => cgroup?.memory?.limitBytes)).toEqual([truth.limitKiB * 1024])
    expect(ooms[0]?.at.epochMs).toBe(Date.parse(truth.oomAt))
    expect(findings.filter(isOfNode)).toEqual([])
  })
})

describe('small-reservation', () => {
  it('has one answer for each of its troubles', () => {
    const truth = incidentTruth<SmallReservation>('small-reservation')
    const { events, findings } = parseAll(incident('small-reservation'))
    const [oom, ...others] = events.filter((event) => event.type === 'oom')
    expect(others).toEqual([])
    expect(oom?.cgroup?.memory?.limitBytes).toBe(truth.systemReservedKiB * 1024)
    expect(oom?.at.epochMs).toBe(Date.parse(truth.oomAt))
    expect(findings.filter(isOfNode).map(({ rule, verdict }) => `${rule} ${verdict}`)).toEqual([
      'eviction-at-stale-limit confirmed',
      'config-not-loaded confirmed',
      'reserved-limit-hit confirmed',
      'event-without-kill confirmed',
      'exit-137-elsewhere confirmed',
      'stale-node-limit likely',
      'node-pressure-eviction likely',
    ])
    const summary = (rule: string) => findings.find((one) => one.rule === rule)?.summary
    expect(summary('eviction-at-stale-limit')).toContain(
      `${truth.firstLimitKiB} KiB (${gib(truth.firstLimitKiB)} GiB) for all pods`,
    )
    expect(summary('eviction-at-stale-limit')).toContain(`${truth.limitKiB} KiB (${gib(truth.limitKiB)} GiB)`)
    expect(summary('config-not-loaded')).toContain(truth.configChangedAt)
    expect(summary('reserved-limit-hit')).toContain(`${truth.systemReservedKiB} KiB`)
  })
})

interface SmallReservation {
  readonly firstLimitKiB: number
  readonly limitKiB: number
  readonly systemReservedKiB: number
  readonly oomAt: string
  readonly configChangedAt: string
}

function gib(kib: number): string {
  return (Math.trunc((kib * 100) / 1024 ** 2) / 100).toFixed(2)
}
