import { describe, expect, it } from 'vitest'
import { readCommand } from './command.js'
import { FLAGS, type Flag } from './flags.js'
import { renderHelp } from './help.js'
import { wantsColour, widthOf } from './terminal.js'

const DEFAULTS = { run: 'read', format: 'text', all: false, strict: false, colour: 'auto' }

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

  it.each([
    [['--frmat', 'json'], 'unknown option --frmat'],
    [['-x'], 'unknown option -x'],
    [['--format'], '--format needs a value: text, json, ndjson'],
    [['--format', 'xml'], '--format is text, json, ndjson, not "xml"'],
    [['--output', '--strict'], '--output needs a value: FILE'],
    [['--output='], '--output needs a value: FILE'],
    [['--strict=yes'], '--strict takes no value'],
    [['--top', 'many'], '--top is a number of tasks, not "many"'],
    [['--top', '-1'], '--top is a number of tasks, not "-1"'],
    [['--page-size', '5000'], '--page-size is a power of two'],
    [['--colour', 'red'], '--colour is auto, always, never, not "red"'],
  ])('%j is refused', (args, message) => {
    expect(() => readCommand(args)).toThrow(message)
  })
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
