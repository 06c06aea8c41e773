import { describe, expect, it } from 'vitest'
import type { Event } from '../../../record/index.js'
import { atOfClock, event, FILES, KUBELET, nodeConfig, oom } from '../../events.fixture.js'
import { STALE_REFERENCES } from '../../stale/wording.js'
import { said, shown, verdicts } from './said.fixture.js'

const rule = 'config-raced-start'
const GIB = 1024 ** 3
const machine = event('kubelet-notice', KUBELET, '09:59:50', {
  notice: 'machine',
  memoryCapacityBytes: 8 * GIB,
})
const computed = nodeConfig('10:00:00', GIB)
const changed = (clock: string, uncertaintyMs = 0, path = '/var/lib/kubelet/config.yaml') =>
  event('config-file-modified', FILES, clock, {
    path,
    basis: 'stat',
    at: atOfClock(clock, FILES, uncertaintyMs),
  })
const hit = oom('11:00:00', '/kubepods.slice', 7 * GIB)

describe('a change within a minute after the computation', () => {
  it.each([
    ['10:01:00', ['confirmed']],
    ['10:01:00.001', []],
    ['10:00:00.001', ['confirmed']],
    ['10:00:00', ['likely']],
  ])('at %s', (clock, expected) => {
    expect(verdicts(said(rule, [machine, computed, changed(clock), hit]))).toEqual(expected)
  })

  it('is only likely where the clocks could turn the two around', () => {
    const change = changed('10:00:01', 2000)
    const [finding] = said(rule, [machine, computed, change, hit])
    expect(finding?.verdict).toBe('likely')
    expect(finding?.missing).toEqual([
      'file times: exact enough to tell them from the time of the computation',
    ])
  })

  it('is possible where the capacity is missing as well', () => {
    const change = changed('10:00:01', 2000)
    expect(said(rule, [computed, change, hit])).toEqual([
      {
        rule,
        verdict: 'possible',
        title: 'The configuration changed just after the limit was computed',
        summary:
          'The kubelet computed its limits at 10:00:00 (2021-03-12T10:00:00.000Z); /var/lib/kubelet/config.yaml changed 1.000 s later, at 10:00:01 (2021-03-12T10:00:01.000Z): that start did not see the change.',
        events: [change.id, hit.id],
        evidence: [
          shown(computed, 'computed'),
          shown(change, 'configuration changed (/var/lib/kubelet/config.yaml)'),
          shown(hit, 'OOM: the limit of all pods was hit at 7340032 kB (7.00 GiB) (/kubepods.slice)'),
        ],
        missing: [
          'file times: exact enough to tell them from the time of the computation',
          'node facts: the capacity, to compare the limit that was hit with the computed one',
        ],
        overturnedBy: 'the change of the file leaving the reservations as they were',
        next: [
          'stat the files that the kubelet reads, and compare with its start (journalctl -u kubelet)',
          'order the provisioning so that the kubelet starts after its configuration is written',
        ],
        references: STALE_REFERENCES,
      },
    ])
  })

  it('is told once, however often the time of the file was read, and of each file', () => {
    const twice = [changed('10:00:30'), changed('10:00:30')]
    expect(said(rule, [machine, computed, ...twice, hit]).map(({ events }) => events[0])).toEqual([
      twice[0]?.id,
    ])
    const other = changed('10:00:30', 0, '/var/lib/kubelet/kubeadm-flags.env')
    const later = changed('10:00:40')
    expect(said(rule, [machine, computed, ...twice, other, later, hit])).toHaveLength(3)
  })

  it('is held against the last computation before it', () => {
    const first = nodeConfig('09:59:55', 2 * GIB)
    const enforcing = nodeConfig('10:00:10', 3 * GIB, { phase: 'enforcing' })
    const change = changed('10:00:30')
    const [finding] = said(rule, [machine, first, computed, enforcing, change, hit])
    expect(finding?.summary).toContain('changed 30.000 s later')
    expect(finding?.summary).toContain('The OOM hit the limit computed then, 7340032 KiB (7.00 GiB).')
    expect(
      said(rule, [machine, first, computed, change, oom('11:00:00', '/kubepods.slice', 6 * GIB)]),
    ).toEqual([])
  })

  it('names the OOM at that limit, not one at another or before the change', () => {
    const other = oom('10:50:00', '/kubepods.slice', 5 * GIB)
    const change = changed('10:00:30')
    const [finding] = said(rule, [machine, computed, change, other, hit])
    expect(finding?.events).toEqual([change.id, hit.id])
    const early = oom('10:00:20', '/kubepods.slice', 7 * GIB)
    expect(said(rule, [machine, computed, early, change])).toEqual([])
    expect(said(rule, [computed, early, change])).toEqual([])
  })

  it('takes a limit within one page for the computed one', () => {
    const near = oom('11:00:00', '/kubepods.slice', 7 * GIB - 4095)
    expect(verdicts(said(rule, [machine, computed, changed('10:00:30'), near]))).toEqual(['confirmed'])
    const apart = oom('11:00:00', '/kubepods.slice', 7 * GIB - 4096)
    expect(said(rule, [machine, computed, changed('10:00:30'), apart])).toEqual([])
  })
})

describe('without a time of the computation or of the file', () => {
  const untimed = (one: Event, clock: string): Event => ({ ...one, at: { basis: 'none', printed: clock } })

  it('says what both logs print', () => {
    const start = untimed(computed, '10:00:00')
    const change = changed('10:00:30')
    expect(said(rule, [machine, start, change, hit])).toEqual([
      {
        rule,
        verdict: 'cannot-tell',
        title: 'Whether the configuration changed just after the limit was computed cannot be told',
        summary:
          'The kubelet computed its limits at 10:00:00, /var/lib/kubelet/config.yaml changed at 10:00:30 (2021-03-12T10:00:30.000Z). The two times cannot be compared.',
        events: [change.id, hit.id],
        evidence: [
          shown(change, 'configuration changed (/var/lib/kubelet/config.yaml)'),
          shown(hit, 'OOM at the limit of all pods'),
          shown(start, 'computed'),
        ],
        missing: ['kubelet log: with year and zone (--timezone, --year, or a journal)'],
        next: ['stat the files that the kubelet reads, and compare with its start (journalctl -u kubelet)'],
        references: STALE_REFERENCES,
      },
    ])
  })

  it('asks for that of the file where the computation has one', () => {
    const change = untimed(changed('10:00:30'), '10:00:30')
    const [finding, ...others] = said(rule, [machine, computed, changed('08:00:00'), change, hit])
    expect(others).toEqual([])
    expect(finding?.events).toEqual([change.id, hit.id])
    expect(finding?.missing).toEqual(['file times: with year and zone (--timezone, --year, or a journal)'])
  })

  it('says nothing without a computation, a change or an OOM', () => {
    const change = untimed(changed('10:00:30'), '10:00:30')
    const enforcing = nodeConfig('10:00:00', GIB, { phase: 'enforcing' })
    expect(said(rule, [enforcing, change, hit])).toEqual([])
    expect(said(rule, [untimed(computed, '10:00:00'), hit])).toEqual([])
    expect(said(rule, [computed, change])).toEqual([])
  })
})
