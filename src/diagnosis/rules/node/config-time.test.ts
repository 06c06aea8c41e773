import { describe, expect, it } from 'vitest'
import {
  atOfClock,
  CONTAINER_PATH,
  event,
  FILES,
  JOURNAL,
  KUBELET,
  nodeConfig,
  oom,
} from '../../events.fixture.js'
import { said, verdicts } from './said.fixture.js'

const rule = 'config-not-loaded'
const KUBELET_YAML = '/var/lib/kubelet/config.yaml'
const start = event('kubelet-start', KUBELET, '10:00:00', { version: 'v1.20.2' })
const changed = (clock: string, path = KUBELET_YAML) =>
  event('config-file-modified', FILES, clock, { path, basis: 'stat' })
const hit = oom('12:00:00', '/kubepods.slice', 4e9)
const global = oom('12:00:00', '/', undefined, '/', { scope: 'global', cgroup: {} })

describe('changes that no start read', () => {
  it('are told once each, with the first OOM after them', () => {
    const change = changed('11:00:00')
    const again = oom('12:30:00', '/kubepods.slice', 4e9)
    const findings = said(rule, [start, change, hit, again])
    expect(findings.map(({ events }) => events)).toEqual([[change.id, hit.id]])
  })

  it('of two files at one moment, and of one file at two moments, are two', () => {
    const yaml = changed('11:00:00')
    const flags = changed('11:00:00', '/var/lib/kubelet/kubeadm-flags.env')
    const later = changed('11:20:00')
    const findings = said(rule, [start, yaml, flags, later, hit])
    expect(findings.map(({ events }) => events[0])).toEqual([yaml.id, flags.id, later.id])
  })

  it('are held against the last start before the OOM', () => {
    const earlier = event('kubelet-start', KUBELET, '09:00:00', { version: 'v1.20.2' })
    const [finding] = said(rule, [earlier, start, changed('11:00:00'), hit])
    expect(finding?.evidence[0]?.line).toBe(start.source.firstLine)
    const after = event('kubelet-start', KUBELET, '12:30:00', { version: 'v1.20.2' })
    expect(verdicts(said(rule, [start, changed('11:00:00'), hit, after]))).toEqual(['likely'])
  })

  it('are not told where a start can have been before the OOM or after it', () => {
    const unsure = event('systemd-unit-state', JOURNAL, '12:00:01', {
      state: 'started',
      unit: 'kubelet.service',
      at: atOfClock('12:00:01', JOURNAL, 5000),
    })
    expect(said(rule, [start, changed('11:00:00'), hit, unsure])).toEqual([])
  })
})

describe('a change without any start', () => {
  it('is the last one before the first OOM at a limit that the kubelet computes', () => {
    const own = oom('11:40:00', CONTAINER_PATH, 1e6)
    const last = changed('11:30:00')
    const again = oom('12:30:00', '/kubepods.slice', 4e9)
    const [finding, ...others] = said(rule, [changed('11:00:00'), last, own, hit, changed('12:10:00'), again])
    expect(others).toEqual([])
    expect(finding?.events).toEqual([last.id, hit.id])
  })

  it('is not told of an OOM at another limit, or where the change or the OOM is missing', () => {
    expect(said(rule, [changed('11:00:00'), oom('12:00:00', CONTAINER_PATH, 1e6)])).toEqual([])
    expect(said(rule, [changed('11:00:00')])).toEqual([])
    expect(said(rule, [hit])).toEqual([])
    expect(said(rule, [hit, changed('12:10:00')])).toEqual([])
  })

  it('is not told where the kubelet started only after it', () => {
    const after = event('kubelet-start', KUBELET, '12:30:00', { version: 'v1.20.2' })
    expect(said(rule, [changed('11:00:00'), hit, after])).toEqual([])
  })
})

describe('the limit of a reserved cgroup', () => {
  const slice = oom('12:00:00', '/system.slice', 1e9, '/system.slice/sshd.service')
  const config = (enforceNodeAllocatable: string[] | undefined) =>
    nodeConfig('10:00:00', 0, { systemReservedCgroup: '/system', enforceNodeAllocatable })

  it('is one that the kubelet computes, unless it is told not to enforce it', () => {
    const change = changed('11:00:00')
    expect(verdicts(said(rule, [config(['pods', 'system-reserved']), change, slice]))).toEqual(['likely'])
    expect(verdicts(said(rule, [config(undefined), change, slice]))).toEqual(['likely'])
    expect(said(rule, [config(['pods']), change, slice])).toEqual([])
  })

  it('is not hit by an OOM of the whole machine', () => {
    const config = nodeConfig('10:00:00', 0, { systemReservedCgroup: '/system' })
    expect(said(rule, [config, changed('11:00:00'), global])).toEqual([])
    expect(said(rule, [config, changed('11:00:00'), { ...global, cgroup: undefined }])).toEqual([])
  })
})
