import { describe, expect, it } from 'vitest'
import { readCommand } from './command.js'
import { FLAG_GROUPS, FLAGS, type Flag } from './flags.js'
import { renderHelp } from './help.js'
import { wantsColour, widthOf } from './terminal.js'

const DEFAULTS = {
  run: 'read',
  view: 'report',
  format: 'text',
  all: false,
  details: false,
  strict: false,
  follow: false,
  cannotTell: false,
  redact: false,
  colour: 'auto',
  configFiles: [],
  rules: [],
  mtimes: [],
}

describe('what was typed', () => {
  it('is paths by default', () => {
    expect(readCommand(['a', '-'])).toEqual({ ...DEFAULTS, paths: ['a', '-'] })
  })

  it('can mix flags and paths', () => {
    const args = [
      'a',
      '-fjson',
      '--top=3',
      '--page-size',
      '65536',
      'b',
      '--strict',
      '--color',
      'never',
      '-o',
      'x',
    ]
    expect(readCommand(args)).toEqual({
      ...DEFAULTS,
      paths: ['a', 'b'],
      format: 'json',
      top: 3,
      details: true,
      pageSizeBytes: 65536,
      strict: true,
      colour: 'never',
      output: 'x',
    })
  })

  it('takes everything behind -- for a path', () => {
    expect(readCommand(['--', '--strict'])).toEqual({ ...DEFAULTS, paths: ['--strict'] })
  })

  it('knows schema, and ./schema for a file', () => {
    expect(readCommand(['schema'])).toEqual({ run: 'schema' })
    expect(readCommand(['./schema'])).toEqual({ ...DEFAULTS, paths: ['./schema'] })
    expect(() => readCommand(['schema', 'x'])).toThrow('schema takes no path')
  })

  it('knows timeline, and ./timeline for a file', () => {
    expect(readCommand(['timeline', 'a'])).toEqual({ ...DEFAULTS, view: 'timeline', paths: ['a'] })
    expect(readCommand(['./timeline'])).toEqual({ ...DEFAULTS, paths: ['./timeline'] })
    expect(readCommand(['a', 'timeline'])).toEqual({ ...DEFAULTS, paths: ['a', 'timeline'] })
  })

  it('knows the span, the types and the hosts of a timeline', () => {
    const args = ['timeline', '--since', '-2h', '--until=2024-11-23T19:16', '--timezone', 'Europe/Berlin']
    expect(readCommand([...args, '--type', 'oom,boot', '--type', 'pod-spec', '--host', 'n1,n2'])).toEqual({
      ...DEFAULTS,
      view: 'timeline',
      paths: [],
      timezone: 'Europe/Berlin',
      since: { beforeLastMs: 7_200_000 },
      until: { epochMs: Date.UTC(2024, 10, 23, 18, 16) },
      types: ['oom', 'boot', 'pod-spec'],
      hosts: ['n1', 'n2'],
    })
  })

  it('knows which OOMs are asked for, of the report as of the timeline', () => {
    const args = ['--victim', 'java', '--cgroup=/kubepods', '--pod', 'web', '--last', '3', '--host', 'n1']
    const asked = { victim: 'java', cgroup: '/kubepods', pod: 'web', last: 3, hosts: ['n1'] }
    expect(readCommand([...args, '--since=-2h', 'x'])).toEqual({
      ...DEFAULTS,
      ...asked,
      since: { beforeLastMs: 7_200_000 },
      paths: ['x'],
    })
    expect(readCommand(['timeline', ...args])).toEqual({ ...DEFAULTS, ...asked, view: 'timeline', paths: [] })
    expect(readCommand(['--worst', '2', '--redact'])).toEqual({
      ...DEFAULTS,
      worst: 2,
      redact: true,
      paths: [],
    })
  })

  it('knows what is said of the clocks and the files', () => {
    const args = ['--year', '2024', '--boot-time', '1732385780', '--config-file', 'a', '--config-file=b']
    const times = ['--mtime', '/etc/a=b=2024-11-23T19:16+01:00', '--mtime', 'c=2024-11-23']
    expect(readCommand([...args, ...times, '--timezone=-0330', '--cannot-tell', 'x'])).toEqual({
      ...DEFAULTS,
      paths: ['x'],
      cannotTell: true,
      timezone: '-03:30',
      year: 2024,
      bootTimeMs: 1_732_385_780_000,
      configFiles: ['a', 'b'],
      mtimes: [
        { path: '/etc/a=b', epochMs: Date.UTC(2024, 10, 23, 18, 16) },
        { path: 'c', epochMs: Date.UTC(2024, 10, 23, 3, 30) },
      ],
    })
  })

  it('takes the last of what is typed twice', () => {
    expect(readCommand(['--top', '3', '--top', '5', 'x'])).toEqual({
      ...DEFAULTS,
      top: 5,
      details: true,
      paths: ['x'],
    })
  })

  it.each([
    [['--frmat', 'json'], 'unknown option --frmat: did you mean --format?'],
    [['--detials'], 'unknown option --detials: did you mean --details?'],
    [['-x'], 'unknown option -x'],
    [['--format'], '--format needs a value: text, json, ndjson'],
    [
      ['--format', 'xml'],
      '--format is text, json, ndjson, oneline, csv, csv-ooms, markdown, html, prometheus, otlp, not "xml"',
    ],
    [['--output', '--strict'], '--output needs a value: FILE'],
    [['--output='], '--output needs a value: FILE'],
    [['--strict=yes'], '--strict takes no value'],
    [['--top', 'many'], '--top is a number of tasks, not "many"'],
    [['--top', '-1'], '--top is a number of tasks, not "-1"'],
    [['--page-size', '5000'], '--page-size is a power of two'],
    [['--last', '0'], '--last is a number of OOMs, not "0"'],
    [['--worst', 'all'], '--worst is a number of OOMs, not "all"'],
    [['--last', '1', '--worst', '1'], '--last and --worst exclude each other'],
    [['--victim', '--pod'], '--victim needs a value: NAME'],
    [['--redact=no'], '--redact takes no value'],
    [['--type', 'oom'], '--type is for the timeline'],
    [['timeline', '--since', 'yesterday'], '--since is like 2024-11-23T18:00Z or -2h, not "yesterday"'],
    [['timeline', '--until', '2024-02-30'], '--until is like'],
    [['timeline', '--since', '--until'], '--since needs a value: TIME'],
    [['timeline', '--type', 'kubelet-stat'], '--type knows no "kubelet-stat"; it knows kubelet-start'],
    [['timeline', '--type', 'oom,eviction'], '--type knows no "eviction"; it knows kubelet-eviction'],
    [
      ['timeline', '--type', '__proto__'],
      '--type knows no "__proto__"; it knows oom, page-allocation-failure',
    ],
    [['--timezone', 'Mars/Olympus'], '--timezone is a zone like Europe/Berlin, or an offset like +01:00'],
    [['--timezone', '+25:00'], '--timezone is'],
    [['--year', '24'], '--year is a year of four digits, not "24"'],
    [['--boot-time', 'noon'], '--boot-time is like'],
    [['--mtime', '2024-11-23T19:16Z'], '--mtime is like'],
    [['--mtime', '=2024-11-23T19:16Z'], '--mtime is like'],
    [['--mtime', 'a=soon'], '--mtime is like /etc/kubelet.conf=2024-11-23T18:16:20Z, not "a=soon"'],
    [['--colour', 'red'], '--colour is auto, always, never, not "red"'],
  ])('%j is refused', (args, message) => {
    expect(() => readCommand(args)).toThrow(message)
  })
})

it('help is a word as well as an option', () => {
  expect(readCommand(['help'])).toEqual({ run: 'help' })
  expect(readCommand(['./help'])).toMatchObject({ run: 'read', paths: ['./help'] })
})

it('an option that is like none of ours gets no advice', () => {
  expect(() => readCommand(['--json'])).toThrow(/^unknown option --json$/)
})

it('the help has its options under headings', () => {
  for (const title of Object.values(FLAG_GROUPS)) expect(renderHelp()).toContain(`\n${title}\n  `)
})

it('the help names every flag', () => {
  const flags: readonly Flag[] = FLAGS
  for (const { name, about } of flags) {
    expect(renderHelp()).toContain(`--${name}`)
    expect(renderHelp()).toContain(about)
  }
})

it.each([
  ['a terminal', 'auto', { isTTY: true, env: {} }, true],
  ['a pipe', 'auto', { isTTY: false, env: {} }, false],
  ['NO_COLOR', 'auto', { isTTY: true, env: { NO_COLOR: '1' } }, false],
  ['an empty NO_COLOR', 'auto', { isTTY: true, env: { NO_COLOR: '' } }, true],
  ['a dumb terminal', 'auto', { isTTY: true, env: { TERM: 'dumb' } }, false],
  ['FORCE_COLOR', 'auto', { isTTY: false, env: { FORCE_COLOR: '1' } }, true],
  ['FORCE_COLOR=0', 'auto', { isTTY: true, env: { FORCE_COLOR: '0' } }, false],
  ['NO_COLOR against FORCE_COLOR', 'auto', { isTTY: true, env: { NO_COLOR: '1', FORCE_COLOR: '1' } }, false],
  ['--colour always against NO_COLOR', 'always', { isTTY: false, env: { NO_COLOR: '1' } }, true],
  ['--colour never', 'never', { isTTY: true, env: { FORCE_COLOR: '1' } }, false],
] as const)('colour with %s', (_, when, terminal, colour) => {
  expect(wantsColour(when, terminal)).toBe(colour)
})

it('the width is what COLUMNS says, then what the terminal says', () => {
  expect(widthOf({ isTTY: true, columns: 90, env: { COLUMNS: '70' } })).toBe(70)
  expect(widthOf({ isTTY: true, columns: 90, env: { COLUMNS: 'wide' } })).toBe(90)
  expect(widthOf({ isTTY: false, env: {} })).toBe(100)
})
