import { describe, expect, it } from 'vitest'
import { CAPTURE, event, JOURNAL, KERNEL, oom } from '../../events.fixture.js'
import { STALE_REFERENCES } from '../../stale/wording.js'
import { said, shown, verdicts } from './said.fixture.js'

const rule = 'limit-overwritten-by-systemd'
const GIB = 1024 ** 3
const inForce = (clock: string, limitBytes: number, cgroup = '/kubepods.slice') =>
  event('limit-observed', CAPTURE, clock, {
    cgroup,
    holder: 'cgroup',
    property: 'memory.limit_in_bytes',
    limitBytes,
  })
const stored = (clock: string, limitBytes: number, cgroup = '/kubepods.slice') =>
  event('limit-observed', CAPTURE, clock, { cgroup, holder: 'systemd', property: 'MemoryLimit', limitBytes })
const hit = oom('11:00:00', '/kubepods.slice', 4 * GIB)
const reload = (clock: string) => event('systemd-reload', JOURNAL, clock, { kind: 'reload' })
const overturnedBy = 'somebody else writing 4194304 KiB (4.00 GiB) to the cgroup after the reading'
const next = [
  'systemctl show kubepods.slice -p MemoryLimit -p MemoryMax',
  "systemctl cat kubepods.slice  # the drop-in's time is that of the last change of the property",
]
const HAD =
  '/kubepods.slice had a limit of 6291456 KiB (6.00 GiB), and the OOM hit 4194304 KiB (4.00 GiB): exactly what systemd holds as MemoryLimit.'

it('infers a reload that was not read', () => {
  const good = inForce('10:00:00', 6 * GIB)
  const held = stored('10:30:00', 4 * GIB)
  expect(said(rule, [good, held, hit])).toEqual([
    {
      rule,
      verdict: 'likely',
      title: 'systemd put its own limit back',
      summary: `${HAD} That systemd was reloaded between the two is inferred.`,
      events: [hit.id],
      evidence: [
        shown(good, 'memory.limit_in_bytes was 6442450944 bytes (6.00 GiB) (/kubepods.slice)'),
        shown(held, 'systemd holds MemoryLimit 4294967296 bytes (4.00 GiB)'),
        shown(hit, 'OOM at 4194304 kB (4.00 GiB)'),
      ],
      missing: ['systemd journal: a daemon-reload between the reading and the OOM'],
      overturnedBy,
      next,
      references: STALE_REFERENCES,
    },
  ])
})

it('names the reload that was read', () => {
  const good = inForce('10:00:00', 6 * GIB)
  const held = stored('10:30:00', 4 * GIB)
  const again = reload('10:40:00')
  expect(said(rule, [good, held, again, hit])).toEqual([
    {
      rule,
      verdict: 'confirmed',
      title: 'systemd put its own limit back',
      summary: `${HAD} systemd was reloaded between the two, at 10:40:00 (2021-03-12T10:40:00.000Z), and writes what it holds then.`,
      events: [hit.id],
      evidence: [
        shown(good, 'memory.limit_in_bytes was 6442450944 bytes (6.00 GiB) (/kubepods.slice)'),
        shown(held, 'systemd holds MemoryLimit 4294967296 bytes (4.00 GiB)'),
        shown(again, 'systemd reload: systemd wrote the properties that it holds to the cgroups again'),
        shown(hit, 'OOM at 4194304 kB (4.00 GiB)'),
      ],
      missing: [],
      overturnedBy,
      next,
      references: STALE_REFERENCES,
    },
  ])
})

it('asks once for what systemd holds where that was not read', () => {
  const again = oom('11:10:00', '/kubepods.slice', 4 * GIB)
  expect(said(rule, [inForce('10:00:00', 6 * GIB), hit, again])).toEqual([
    {
      rule,
      verdict: 'cannot-tell',
      title: 'Who lowered the limit cannot be told',
      summary:
        'The limit that was hit is lower than the one that was read before. What systemd holds was not read.',
      events: [hit.id, again.id],
      evidence: [
        shown(hit, 'OOM at a lower limit than was read before'),
        shown(again, 'OOM at a lower limit than was read before'),
      ],
      missing: ["node facts: systemd's property of the cgroup (systemctl show)"],
      next: ['systemctl show kubepods.slice -p MemoryLimit -p MemoryMax'],
      references: STALE_REFERENCES,
    },
  ])
})

describe('OOMs at one limit', () => {
  const good = inForce('10:00:00', 6 * GIB)
  const held = stored('10:30:00', 4 * GIB)

  it('are one finding, and those of another cgroup, at another limit or after a reload are others', () => {
    const again = oom('11:10:00', '/kubepods.slice', 4 * GIB)
    const lower = oom('11:20:00', '/kubepods.slice', 3 * GIB)
    const slice = oom('11:30:00', '/system.slice', 4 * GIB)
    const findings = said(rule, [
      good,
      held,
      stored('10:30:00', 3 * GIB),
      inForce('10:00:00', 6 * GIB, '/system.slice'),
      stored('10:30:00', 4 * GIB, '/system.slice'),
      hit,
      again,
      lower,
      slice,
    ])
    expect(findings.map(({ events }) => events)).toEqual([[hit.id, again.id], [lower.id], [slice.id]])
    const late = oom('11:10:00', '/kubepods.slice', 4 * GIB)
    expect(verdicts(said(rule, [good, held, hit, reload('11:05:00'), late]))).toEqual(['confirmed', 'likely'])
  })

  it('of another unit name it in the commands', () => {
    const [finding] = said(rule, [
      inForce('10:00:00', 6 * GIB, '/system.slice/db.service'),
      stored('10:30:00', 4 * GIB, '/system.slice/db.service'),
      oom('11:00:00', '/system.slice/db.service', 4 * GIB),
    ])
    expect(finding?.next[0]).toBe('systemctl show db.service -p MemoryLimit -p MemoryMax')
  })
})

describe('says nothing', () => {
  const good = inForce('10:00:00', 6 * GIB)

  it('of a cgroup that is no unit, an unlimited one, or an OOM of the whole machine', () => {
    const of = (cgroup: string) => [inForce('10:00:00', 6 * GIB, cgroup), stored('10:30:00', 4 * GIB, cgroup)]
    expect(said(rule, [...of('/kubepods'), oom('11:00:00', '/kubepods', 4 * GIB)])).toEqual([])
    expect(said(rule, [...of('/a.slice/b'), oom('11:00:00', '/a.slice/b', 4 * GIB)])).toEqual([])
    expect(said(rule, [...of('/kubepods.slice'), oom('11:00:00', '/kubepods.slice', undefined)])).toEqual([])
    const global = oom('11:00:00', '/', undefined, '/', { scope: 'global', cgroup: undefined })
    expect(said(rule, [...of('/kubepods.slice'), global])).toEqual([])
  })

  it('where the limit that was hit is the one that was read, to the page', () => {
    const held = stored('10:30:00', 4 * GIB)
    expect(said(rule, [inForce('10:00:00', 4 * GIB + 4095), held, hit])).toEqual([])
    expect(verdicts(said(rule, [inForce('10:00:00', 4 * GIB + 4096), held, hit]))).toEqual(['likely'])
  })

  it('where the other limit was read only after the OOM', () => {
    expect(said(rule, [hit, inForce('11:30:00', 6 * GIB), stored('10:30:00', 4 * GIB)])).toEqual([])
  })

  it('where systemd held the limit that was read before the OOM, but not where it held it after', () => {
    const held = stored('10:30:00', 4 * GIB)
    expect(said(rule, [good, held, stored('10:31:00', 6 * GIB), hit])).toEqual([])
    expect(verdicts(said(rule, [good, held, hit, stored('11:30:00', 6 * GIB)]))).toEqual(['likely'])
  })

  it('where systemd holds neither', () => {
    expect(said(rule, [good, stored('10:30:00', 5 * GIB), hit])).toEqual([])
  })

  it('of what was read before the machine booted', () => {
    const held = stored('10:30:00', 4 * GIB)
    const boot = event('boot', KERNEL, '10:10:00', { form: 'kernel-banner' })
    expect(said(rule, [good, boot, held, hit])).toEqual([])
    const early = event('boot', KERNEL, '09:00:00', { form: 'kernel-banner' })
    expect(verdicts(said(rule, [early, good, held, hit]))).toEqual(['likely'])
  })
})

it('what systemd held before the machine booted is not read', () => {
  const boot = event('boot', KERNEL, '09:50:00', { form: 'kernel-banner' })
  const [finding] = said(rule, [stored('09:00:00', 4 * GIB), boot, inForce('10:00:00', 6 * GIB), hit])
  expect(finding?.verdict).toBe('cannot-tell')
})

it('holds the OOM against the last other limit that was read', () => {
  const held = stored('10:30:00', 4 * GIB)
  const [finding] = said(rule, [
    inForce('10:00:00', 6 * GIB),
    inForce('10:20:00', 8 * GIB),
    inForce('10:25:00', 4 * GIB),
    held,
    hit,
  ])
  expect(finding?.summary).toContain('had a limit of 8388608 KiB (8.00 GiB), ')
})

it.each([
  ['lower', 3 * GIB],
  ['higher by less than a page', 4 * GIB + 4095],
])('has no question where the limit that was read before is %s', (_, before) => {
  expect(said(rule, [inForce('10:00:00', before), hit])).toEqual([])
  expect(said(rule, [inForce('10:00:00', before), stored('10:30:00', 4 * GIB), hit])).toEqual([])
})

it('shows what was read before twelve of its OOMs, and names all', () => {
  const hits = Array.from({ length: 14 }, (_, at) => oom(`11:00:${10 + at}`, '/kubepods.slice', 4 * GIB))
  const linesOf = (...facts: Parameters<typeof said>[1]) => {
    const [finding] = said(rule, [inForce('10:00:00', 6 * GIB), ...facts, ...hits])
    expect(finding?.events).toEqual(hits.map(({ id }) => id))
    return finding?.evidence.filter(({ input }) => input === KERNEL.input).map(({ line }) => line)
  }
  const first = hits.slice(0, 12).map(({ source }) => source.firstLine)
  expect(linesOf(stored('10:30:00', 4 * GIB))).toEqual(first)
  expect(linesOf()).toEqual(first)
})
