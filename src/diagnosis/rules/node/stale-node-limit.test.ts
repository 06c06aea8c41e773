import { describe, expect, it } from 'vitest'
import type { At, Event } from '../../../record/index.js'
import { API, event, FILES, JOURNAL, KERNEL, KUBELET, nodeConfig, oom } from '../../events.fixture.js'
import { CAPTURED, capturedIncident, FOUNDING, foundingIncident } from '../../incidents.fixture.js'
import { said, verdicts } from './said.fixture.js'

const rule = 'stale-node-limit'
const { staleBytes, rightBytes, capacityBytes } = CAPTURED
const machine = event('kubelet-notice', KUBELET, '10:00:00', {
  notice: 'machine',
  memoryCapacityBytes: capacityBytes,
})
const hit = (clock: string, limitBytes = staleBytes, owner = '/kubepods.slice') =>
  oom(clock, owner, limitBytes)

describe('without an OOM', () => {
  it('a limit that was read to fall at a reload is at most likely', () => {
    const [finding, ...others] = said(rule, capturedIncident('kernel log'))
    expect(others).toEqual([])
    expect(finding?.verdict).toBe('likely')
    expect(finding?.missing).toEqual(['kernel log: an OOM at this limit'])
    expect(finding?.title).toBe("The limit of all pods is older than the kubelet's configuration")
    expect(finding?.events).toHaveLength(1)
    expect(finding?.events[0]).toMatch(/^limit-observed-/)
  })

  it('it stays possible with a kubelet that does not have the defect', () => {
    const events = capturedIncident('kernel log').map((one) =>
      one.type === 'kubelet-start' ? { ...one, version: 'v1.22.0' } : one,
    )
    const [finding] = said(rule, events)
    expect(finding?.verdict).toBe('possible')
    expect(finding?.missing[0]).toBe('kernel log: an OOM at this limit')
  })

  describe('a fall', () => {
    const read = (clock: string, limitBytes: number) =>
      event('limit-observed', KUBELET, clock, {
        cgroup: '/kubepods.slice',
        holder: 'kubelet',
        property: 'allocatableMemory.available',
        limitBytes,
      })
    const reload = event('systemd-reload', JOURNAL, '10:30:00', { kind: 'reload' })
    const config = nodeConfig('10:00:01', 104857600)
    const fall = (from: number, to: number, ...facts: Event[]) =>
      verdicts(said(rule, [machine, config, read('10:20:00', from), reload, read('10:40:00', to), ...facts]))

    it('below the limit that the configuration gives is possible', () => {
      expect(fall(rightBytes, staleBytes)).toEqual(['possible'])
    })

    it('to that limit, or to the one for another capacity that was read, is none', () => {
      const node = event('node-allocatable', API, '12:00:00', {
        node: 'node-03',
        capacityBytes: staleBytes + 104857600,
      })
      expect(fall(capacityBytes, rightBytes)).toEqual([])
      expect(fall(rightBytes, staleBytes, node)).toEqual([])
    })
  })
})

describe('the driver', () => {
  const config = (clock: string, cgroupDriver: string | undefined) =>
    nodeConfig(clock, 104857600, { cgroupDriver })

  it('is the last one that a configuration names', () => {
    const judge = (...drivers: (string | undefined)[]) =>
      said(rule, [
        machine,
        ...drivers.map((driver, index) => config(`10:00:0${index + 1}`, driver)),
        hit('11:00:00'),
      ]).length
    expect(judge('cgroupfs', 'systemd')).toBe(1)
    expect(judge('systemd', 'cgroupfs')).toBe(0)
    expect(judge('cgroupfs', undefined)).toBe(0)
    expect(judge('systemd', undefined)).toBe(1)
  })

  it('is that of the path where no configuration names it', () => {
    const judge = (owner: string, driver?: string) =>
      said(rule, [machine, config('10:00:01', driver), hit('11:00:00', staleBytes, owner)]).length
    expect(judge('/kubepods.slice')).toBe(1)
    expect(judge('/kubepods')).toBe(0)
    expect(judge('/kubepods', 'systemd')).toBe(1)
  })

  it('is cgroupfs where one of several paths says so', () => {
    const both = [hit('11:00:00'), hit('11:10:00', staleBytes, '/kubepods')]
    expect(said(rule, [machine, config('10:00:01', undefined), ...both])).toEqual([])
  })
})

describe('OOMs', () => {
  const config = nodeConfig('10:00:01', 104857600)
  const eventsOf = (...events: Event[]) =>
    said(rule, [machine, config, ...events]).map((one) => one.events.length)

  it('at one limit are one finding, those at another or in another group are not', () => {
    expect(eventsOf(hit('11:00:00'), hit('11:10:00'))).toEqual([2])
    expect(eventsOf(hit('11:00:00'), hit('11:10:00', staleBytes - 4096))).toEqual([1, 1])
    expect(
      eventsOf(hit('11:00:00'), hit('11:10:00', staleBytes, '/kubelet.slice/kubelet-kubepods.slice')),
    ).toEqual([1, 1])
  })

  it('are all named, and twelve of them shown', () => {
    const hits = Array.from({ length: 14 }, (_, at) => hit(`11:00:${10 + at}`))
    const [finding] = said(rule, [machine, config, ...hits])
    expect(finding?.events).toEqual(hits.map(({ id }) => id))
    expect(finding?.evidence.filter(({ input }) => input === KERNEL.input).map(({ line }) => line)).toEqual(
      hits.slice(0, 12).map(({ source }) => source.firstLine),
    )
  })

  it('before and after the reload are told apart', () => {
    const early = hit('17:45:00', FOUNDING.limitBytes)
    const events = foundingIncident()
    const late = events.find(({ type }) => type === 'oom')
    const findings = said(rule, [...events, early])
    expect(findings.map((one) => [one.verdict, one.events])).toEqual([
      ['confirmed', [late?.id]],
      ['likely', [early.id]],
    ])
  })

  it('of which more is missing than of others are told apart', () => {
    const early = hit('17:45:00', FOUNDING.limitBytes)
    const findings = said(rule, [...foundingIncident('node facts'), early])
    expect(verdicts(findings)).toEqual(['possible', 'possible'])
    const reload = 'systemd journal: a daemon-reload between the enforcement and the moment the limit was hit'
    expect(findings[0]?.missing).toContain(reload)
    expect(findings[1]?.missing).toEqual(findings[0]?.missing.filter((one) => one !== reload))
  })

  it('after two changes of the configuration are told apart', () => {
    const change = event('config-file-modified', FILES, '19:38:10', {
      path: '/etc/kubernetes/kubelet-customized-args.conf',
      basis: 'stat',
    })
    expect(said(rule, capturedIncident()).map((one) => one.events.length)).toEqual([2])
    expect(said(rule, [...capturedIncident(), change]).map((one) => one.events.length)).toEqual([1, 1])
  })

  it('of two boots are told apart', () => {
    const hourLater = (at: At): At => {
      const epochMs = (at.epochMs ?? 0) + 3_600_000
      return { ...at, epochMs, iso: new Date(epochMs).toISOString() }
    }
    const again = capturedIncident('file times').map((one) => ({
      ...one,
      id: `${one.id}-again`,
      at: hourLater(one.at),
      ...('lastAt' in one && one.lastAt !== undefined ? { lastAt: hourLater(one.lastAt) } : {}),
    }))
    const boot = event('boot', KERNEL, '20:10:00', { form: 'kernel-banner' })
    const findings = said(rule, [...capturedIncident('file times'), boot, ...again])
    expect(findings.map((one) => one.events.map((id) => id.endsWith('-again')))).toEqual([
      [false, false],
      [true, true],
    ])
  })

  it('before and after another cause are told apart', () => {
    const failed = event('kubelet-allocatable-failed', KUBELET, '19:20:00', { target: 'pods' })
    const again = hit('19:30:00', FOUNDING.limitBytes)
    const findings = said(rule, [...foundingIncident(), failed, again])
    expect(verdicts(findings)).toEqual(['confirmed', 'possible'])
    expect(findings[1]?.events).toEqual([again.id])
  })

  it('with nothing to compare the limit with are one open question', () => {
    const open = [hit('11:00:00'), hit('11:10:00', rightBytes)]
    const [finding, ...others] = said(rule, open)
    expect(others).toEqual([])
    expect(finding?.verdict).toBe('cannot-tell')
    expect(finding?.events).toEqual(open.map(({ id }) => id))
  })

  it('at the limit that is right for another capacity that was read are none', () => {
    const node = event('node-allocatable', API, '12:00:00', {
      node: 'node-03',
      capacityBytes: staleBytes + 104857600,
    })
    expect(eventsOf(hit('11:00:00'), node)).toEqual([])
    expect(eventsOf(hit('11:00:00'))).toEqual([1])
  })

  it('at the right limit are none, whatever was asked of those before', () => {
    expect(eventsOf(hit('11:00:00', rightBytes), hit('11:10:00'))).toEqual([1])
    expect(eventsOf(hit('11:00:00', rightBytes))).toEqual([])
  })
})
