import { describe, expect, it } from 'vitest'
import { type NamedLog, parseAll } from '../src/index.js'
import type { Document, Event, EventOf, EventType, Finding } from '../src/record/index.js'
import { type CaptureTruth, incident, incidentTruth } from './support/incidents.js'

const CAPTURES = [
  'kubelet-1.20-cgroup-v1',
  'kubelet-1.32-cgroup-v2-text',
  'kubelet-1.32-cgroup-v2-json',
] as const

const read = new Map<string, Document>()

/** Read once: the folders are large. */
function documentOf(name: string): Document {
  const known = read.get(name)
  if (known !== undefined) return known
  const document = parseAll(incident(name))
  read.set(name, document)
  return document
}

function eventsOf<Type extends EventType>(document: Document, type: Type): EventOf<Type>[] {
  return document.events.filter((event: Event): event is EventOf<Type> => event.type === type)
}

function findingsOf({ findings }: Document, rule: string): Finding[] {
  return findings.filter((finding) => finding.rule === rule)
}

describe.each(CAPTURES)('%s', (name) => {
  const truth = incidentTruth<CaptureTruth>(name)

  it('has each OOM once, however many logs tell it, at its time', () => {
    const ooms = eventsOf(documentOf(name), 'oom')
    expect(ooms.map(({ victims }) => victims[0]?.pid)).toEqual(truth.ooms.map(({ pid }) => pid))
    for (const [index, oom] of ooms.entries()) {
      const one = truth.ooms[index]
      expect(oom.alsoIn?.length).toBeGreaterThanOrEqual(8)
      expect(oom.trigger.comm).toBe(one?.invoked_by)
      expect(oom.cgroup?.limitOwner).toBe(one?.oom_memcg)
      expect(oom.scope).toBe(one?.global === true ? 'global' : 'memcg')
      // Not before the kernel's clock says (the boot's second is cut), not after journald had it.
      const { epochMs = 0, uncertaintyMs = 0 } = oom.at
      const from = (truth.btime_s + (one?.kernel_seconds ?? 0)) * 1000
      expect(epochMs + uncertaintyMs, JSON.stringify(oom.at)).toBeGreaterThanOrEqual(from)
      expect(epochMs - uncertaintyMs, JSON.stringify(oom.at)).toBeLessThanOrEqual(one?.journal_ms ?? 0)
      expect(uncertaintyMs).toBeGreaterThan(0)
      expect(uncertaintyMs).toBeLessThanOrEqual(1000)
    }
  })

  it('has every daemon-reload once, where it was asked for', () => {
    const reloads = eventsOf(documentOf(name), 'systemd-reload')
    const asked = truth.sequence.filter(({ kind }) => kind === 'daemon_reload')
    const within = reloads.filter(({ at }) =>
      asked.some(({ ms }) => (at.epochMs ?? 0) >= ms - 2000 && (at.epochMs ?? 0) <= ms + 40_000),
    )
    expect(within).toHaveLength(asked.length)
  })

  it('has the limits that the cgroup had', () => {
    const observed = eventsOf(documentOf(name), 'limit-observed')
      .filter(({ cgroup, holder }) => holder === 'cgroup' && /^\/kubepods(?:\.slice)?$/.test(cgroup))
      .map(({ limitBytes }) => limitBytes)
    const true_ = truth.sequence.filter(({ kind }) => kind === 'limit').map(({ bytes }) => bytes)
    expect(new Set(observed)).toEqual(new Set(true_))
  })

  it('has nothing in the future or before the boot', () => {
    const last = (truth.sequence.at(-1)?.ms ?? 0) + 600_000
    for (const { id, type, at } of documentOf(name).events) {
      if (at.epochMs === undefined || type === 'config-file-modified') continue
      expect(at.epochMs, id).toBeGreaterThan((truth.btime_s - 5) * 1000)
      expect(at.epochMs, id).toBeLessThan(last)
    }
  })
})

describe('the stale limit', () => {
  it('is confirmed where it happened, with its five lines', () => {
    const [finding, ...others] = findingsOf(documentOf('kubelet-1.20-cgroup-v1'), 'stale-node-limit')
    expect(others).toEqual([])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.events).toEqual(['oom-1', 'oom-2'])
    expect(finding?.summary).toMatch(/3311436 KiB \(3\.15 GiB\)/)
    expect(finding?.summary).toMatch(/3925836 KiB \(3\.74 GiB\)/)
    expect(finding?.missing).toEqual([])
    const said = finding?.evidence.map(({ says }) => says).join('\n')
    for (const word of [/computed/i, /changed|modified/i, /enforced|updated/i, /reload/i, /OOM/i])
      expect(said).toMatch(word)
  })

  it.each(['kubelet-1.32-cgroup-v2-text', 'kubelet-1.32-cgroup-v2-json'])('is not found in %s', (name) => {
    const rules = documentOf(name).findings.map(({ rule }) => rule)
    for (const rule of [
      'stale-node-limit',
      'limit-overwritten-by-systemd',
      'eviction-at-stale-limit',
      'config-not-loaded',
      'reserved-limit-hit',
    ])
      expect(rules).not.toContain(rule)
    expect(rules).toContain('pod-at-own-limit')
    expect(rules).toContain('node-pressure-eviction')
  })
})

describe('the founding incident in figures', () => {
  const logs = incident('article')

  it('is told as the figures say', () => {
    const document = parseAll(logs)
    const [finding, ...others] = findingsOf(document, 'stale-node-limit')
    expect(others).toEqual([])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('27968328 KiB (26.67 GiB)')
    expect(finding?.summary).toContain('31273800 KiB (29.82 GiB)')
    expect(finding?.summary).toContain('3305472 KiB (3.15 GiB)')
    expect(finding?.missing).toEqual([])
    expect(finding?.evidence.map(({ input }) => input)).toEqual(
      expect.arrayContaining(['kubelet.txt', 'stat.txt', 'systemd.txt', 'messages']),
    )
    const text = JSON.stringify(finding)
    expect(text).toContain('1.21.2')
    expect(text).toContain('1.22')
    expect(finding?.next.join('\n')).toContain('systemctl show kubepods.slice')
    expect(finding?.references.join('\n')).toContain('issues/88197')
    const [oom] = eventsOf(document, 'oom')
    expect(oom?.at.iso).toBe('2025-07-14T12:07:11.000Z')
    expect(oom?.at.inferred).toContain('year')
  })

  it.each<[string, string, RegExp]>([
    ['the kubelet log', 'kubelet.txt', /kubelet|config/i],
    ['the journal of systemd', 'systemd.txt', /reload/i],
    ['the file times', 'stat.txt', /file|modif|mtime/i],
  ])('without %s it is no more confirmed, and says what is missing', (_, name, missing) => {
    const less = without(logs, name)
    const [finding] = parseAll(less, { cannotTell: true }).findings.filter(
      ({ rule }) => rule === 'stale-node-limit',
    )
    expect(finding?.verdict).toMatch(/^(?:likely|possible|cannot-tell)$/)
    expect(finding?.missing.join('\n')).toMatch(missing)
  })

  it('without the node object it says that Allocatable is missing', () => {
    const [finding] = parseAll(without(logs, 'node.json'), { cannotTell: true }).findings.filter(
      ({ rule }) => rule === 'stale-node-limit',
    )
    expect(finding?.verdict).not.toBe('confirmed')
    expect(finding?.missing.join('\n')).toMatch(/Allocatable|capacity/)
  })

  it('without the kernel log there is no OOM and no such finding', () => {
    const document = parseAll(without(logs, 'messages'))
    expect(eventsOf(document, 'oom')).toEqual([])
    expect(findingsOf(document, 'stale-node-limit')).toEqual([])
  })
})

function without(logs: readonly NamedLog[], name: string): NamedLog[] {
  const less = logs.filter((log) => log.name !== name)
  expect(less).toHaveLength(logs.length - 1)
  return less
}
