import { describe, expect, it } from 'vitest'
import type { Event } from '../record/index.js'
import { at, base, documentOf, finding, flag, NOON, oom, reload } from './sample-events.js'
import { stamp } from './stamp.js'
import { renderTimeline, type TimelineOptions } from './timeline.js'

function timeline(
  events: Event[],
  options: Partial<TimelineOptions> = {},
  findings = [] as ReturnType<typeof finding>[],
): string {
  return renderTimeline(documentOf(events, { findings }), { colour: false, width: 110, ...options })
}

const flags = Array.from({ length: 5 }, (_, index) => flag(index))

it('is one line per event, and the findings below', () => {
  const shown = timeline([...flags, reload(60_000), oom('oom-1', 120_250)], {}, [finding()])
  expect(shown).toBe(
    [
      '2024-11-23 UTC',
      ' 12:00:00      …       5 kubelet-flag lines (kubelet.log:5-9)',
      ' 12:01:00      reload  systemd daemon-reload, asked by systemctl (pid 3200)',
      ' 12:02:00.250  OOM     oom-1 killed ranker_service (pid 185), 3.15 GiB limit of all pods of the node',
      '',
      '… minor events: --all shows each, --type TYPE those of a type',
      '',
      '▶ CONFIRMED  The limit that was hit is older than the configuration',
      '             The kubelet wrote 4020056064 bytes; the OOM was at 3390910464.',
      '  concerns   oom-1',
      '',
    ].join('\n'),
  )
})

describe('runs of minor events', () => {
  it.each([
    ['--all', { all: true }],
    ['--type', { types: ['kubelet-flag' as const] }],
  ])('are not folded with %s', (_, options) => {
    const shown = timeline(flags, options)
    expect(shown.split('\n')).toHaveLength(7)
    expect(shown).toContain('flag  --flag-4=x')
  })

  it('are shown up to two, and end at another event, another host', () => {
    expect(timeline(flags.slice(0, 2))).not.toContain('…')
    const mixed = [...flags.slice(0, 2), reload(5), ...flags.slice(0, 2)]
    expect(timeline(mixed)).not.toContain('…')
    const two = [...flags.slice(0, 2), flag(3, { host: 'b' }), flag(4, { host: 'b' })]
    expect(timeline(two)).not.toContain('…')
  })

  it('are of all types together', () => {
    const spec: Event = { ...base('p-1', 5), type: 'pod-spec', pod: 'p', containers: [] }
    const exit: Event = { ...base('x-1', 6), type: 'container-exit', runtime: 'docker', containerId: 'abc' }
    expect(timeline([flag(1), spec, exit, flag(2)])).toContain(
      ' 12:00:00.001  …  4 minor: 2 flag, 1 pod, 1 exit (kubelet.log:6-7 and 1 more input)\n',
    )
    expect(timeline([flag(1), spec, { ...exit, exitCode: 137 }, flag(2)])).not.toContain('minor:')
  })

  it('of several inputs say how many', () => {
    const elsewhere = flag(9, { source: { input: 'old.log', firstLine: 1, lastLine: 1 } })
    expect(timeline([...flags, elsewhere])).toContain(
      '6 kubelet-flag lines (kubelet.log:5-9 and 1 more input)',
    )
  })

  it('keep the units that matter', () => {
    const unit = (name: string, index: number): Event => ({
      ...base(`systemd-unit-state-${index}`, index),
      type: 'systemd-unit-state',
      unit: name,
      state: 'started',
    })
    const shown = timeline(['a', 'b', 'c', 'd', 'kubelet', 'e'].map((name, i) => unit(`${name}.service`, i)))
    expect(shown).toContain('4 systemd-unit-state lines (node.log:1)')
    expect(shown).toContain('unit  kubelet.service started')
    expect(shown).toContain('unit  e.service started')
  })
})

describe('the time', () => {
  it.each([
    [at(0), '2024-11-23T12:00:00Z'],
    [at(5), '2024-11-23T12:00:00.005Z'],
    [at(5, { uncertaintyMs: 500 }), '2024-11-23T12:00:00Z'],
    [at(5, { uncertaintyMs: 1000 }), '2024-11-23T12:00:00Z'],
    [at(5, { uncertaintyMs: 1500 }), '~2024-11-23T12:00:00Z'],
    [{ monotonicSec: 123.4, basis: 'monotonic-only' as const }, '+123.4s'],
    [{ monotonicSec: 35.686988, printed: '35.686988', basis: 'monotonic-only' as const }, '+35.687s'],
    [{ printed: 'Nov 23 12:00:00', basis: 'none' as const }, 'Nov 23 12:00:00'],
    [{ basis: 'none' as const }, '-'],
    [{ epochMs: 9e15, printed: 'far', basis: 'none' as const }, 'far'],
  ])('%j is %s', (moment, text) => {
    expect(stamp(moment)).toBe(text)
  })

  it('has a mark where the order is uncertain', () => {
    const [one, two] = [reload(0), { ...reload(0), orderUncertain: ['oom-1'] }]
    expect(timeline([one, two]).split('\n').slice(1, 3)).toEqual([
      ' 12:00:00   reload  systemd daemon-reload, asked by systemctl (pid 3200)',
      ' 12:00:00?  reload  systemd daemon-reload, asked by systemctl (pid 3200)',
    ])
  })
})

describe('what is asked for', () => {
  const events = [
    { ...reload(0), host: 'a' },
    { ...oom('oom-1', 3_600_000), host: 'b' },
    { ...oom('oom-2', 7_200_000), host: 'a' },
    { ...reload(0), id: 'systemd-reload-2', at: { basis: 'none' as const } },
  ]
  const ids = (options: Partial<TimelineOptions>) => timeline(events, options).match(/oom-\d|reload {2}/g)

  it.each([
    ['since', { since: { epochMs: NOON + 1 } }, ['oom-1', 'oom-2']],
    ['since, inclusive', { since: { epochMs: NOON + 3_600_000 } }, ['oom-1', 'oom-2']],
    ['before the last', { since: { beforeLastMs: 1_800_000 } }, ['oom-2']],
    ['until', { until: { epochMs: NOON } }, ['reload  ']],
    ['until before the last', { until: { beforeLastMs: 3_600_000 } }, ['reload  ', 'oom-1']],
    ['types', { types: ['oom' as const] }, ['oom-1', 'oom-2']],
    ['hosts', { hosts: ['b'] }, ['oom-1']],
    ['hosts and types', { hosts: ['a'], types: ['systemd-reload' as const] }, ['reload  ']],
  ])('%s', (_, options, found) => {
    expect(ids(options)).toEqual(found)
  })

  it('keeps what may be inside', () => {
    const vague = { ...oom('oom-1', 0), at: at(0, { uncertaintyMs: 2000 }) }
    expect(timeline([vague], { since: { epochMs: NOON + 1500 } })).toContain('~12:00:00')
    expect(timeline([vague], { since: { epochMs: NOON + 2500 } })).toBe(
      'No events of these times, types and hosts.\n',
    )
  })

  it('leaves out the findings about the rest', () => {
    const both = [finding(), finding({ events: ['oom-2'], title: 'Another' })]
    const shown = timeline(events, { hosts: ['b'] }, both)
    expect(shown).toContain('▶ CONFIRMED  The limit')
    expect(shown).not.toContain('Another')
    expect(timeline(events, { types: ['systemd-reload'] }, both)).toContain('Another')
  })

  it('says that there is nothing', () => {
    expect(timeline([])).toBe('No events found.\n')
  })
})

describe('readings of a limit', () => {
  const MIB = 2 ** 20
  const limit = (second: number, limitBytes: number | 'unlimited', holder: 'cgroup' | 'systemd' = 'cgroup') =>
    ({
      ...base(`limit-observed-${second}`, second * 1000),
      type: 'limit-observed',
      cgroup: '/kubepods.slice',
      holder,
      property: 'memory.max',
      limitBytes,
    }) satisfies Event

  it('that change say so first', () => {
    expect(timeline([limit(1, 'unlimited'), limit(2, 20 * MIB), limit(3, 30 * MIB)])).toBe(
      [
        '2024-11-23 UTC',
        ' 12:00:01  limit  unlimited memory.max of /kubepods.slice, says the cgroup',
        ' 12:00:02  limit  fell from unlimited to 20.0 MiB (20480 kB) memory.max of /kubepods.slice, says the cgroup',
        ' 12:00:03  limit  rose from 20.0 MiB to 30.0 MiB (30720 kB) memory.max of /kubepods.slice, says the cgroup',
        '',
      ].join('\n'),
    )
  })

  it('that say the same again are minor, each of its own holder', () => {
    const equal = [limit(1, MIB), limit(2, MIB), limit(3, MIB), limit(4, MIB)]
    expect(timeline(equal)).toContain(' 12:00:02  …      3 limit-observed lines (node.log:1)')
    expect(timeline(equal, { all: true })).not.toContain('…')
    expect(timeline([limit(1, MIB), limit(2, 2 * MIB, 'systemd')])).not.toContain('from')
  })
})

it('begins a row of another day with it, and says by what clock', () => {
  const local = { ...reload(0), at: at(0, { printed: 'Nov 23 20:00:00', basis: 'syslog' as const }) }
  expect(timeline([local, reload(86_400_000), { ...reload(0), at: { basis: 'none' } }])).toBe(
    [
      '2024-11-23 UTC (12:00 is 20:00 in the logs)',
      ' 12:00:00  reload  systemd daemon-reload, asked by systemctl (pid 3200)',
      '2024-11-24',
      ' 12:00:00  reload  systemd daemon-reload, asked by systemctl (pid 3200)',
      ' -         reload  systemd daemon-reload, asked by systemctl (pid 3200)',
      '',
    ].join('\n'),
  )
})

it('says on wide paper where a line stands, if that has room', () => {
  expect(timeline([reload(0)], { width: 140 })).toContain('(pid 3200) [node.log:1]\n')
  expect(timeline([flag(0, { value: 'x'.repeat(120) })], { width: 140 })).not.toContain('[')
})

it('has a column for hosts when there are several', () => {
  const one = { ...reload(0), host: 'node-1' }
  expect(timeline([one])).not.toContain('node-1')
  expect(timeline([one, { ...reload(1), host: 'a-very-long-host-name' }])).toContain(
    ' 12:00:00      node-1            reload  systemd',
  )
})

it('shows cannot-tell only when asked to', () => {
  const vague = [finding({ verdict: 'cannot-tell', missing: ['node Allocatable', 'the kubelet log'] })]
  expect(timeline([oom('oom-1', 0)], {}, vague)).not.toContain('▶')
  const shown = timeline([oom('oom-1', 0)], { cannotTell: true }, vague)
  expect(shown).toContain('▶ CANNOT TELL  The limit')
  expect(shown).toContain('  missing    node Allocatable; the kubelet log')
})

describe('on the paper', () => {
  const names = ['\x1b[2Jred', '\u202egnp', 'a\nb', 'x'.repeat(500), '😀'.repeat(300)]
  const events = names.map(
    (name, index): Event => ({
      ...flag(index, { name, value: name, host: name }),
      type: 'kubelet-flag',
    }),
  )
  const hostile = [finding({ title: names.join(' '), summary: names[0] ?? '', next: names, events: names })]

  it.each([40, 60, 80, 110, 200])('nothing is wider than %i columns or acts on the terminal', (width) => {
    const shown = timeline(events, { width, all: true }, hostile)
    for (const line of shown.split('\n')) {
      expect([...line.replaceAll('😀', 'xx')].length).toBeLessThanOrEqual(width)
      expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/)
    }
  })

  it('colour changes nothing but colour', () => {
    const all = [...flags, reload(9), oom('oom-1', 20)]
    const coloured = timeline(all, { colour: true }, [finding()])
    expect(coloured).toContain('\x1b[1m\x1b[31m 12:00:00.020')
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(timeline(all, {}, [finding()]))
  })
})
