import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCommand } from '../../src/cli/command.js'
import { FLAGS, type Flag } from '../../src/cli/flags.js'
import { UsageError } from '../../src/cli/usage-error.js'
import { memcgLog } from '../../src/report/sample-logs.js'
import { Program, type Result } from './program.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

const flags: readonly Flag[] = FLAGS
const withValue = flags.filter(({ value }) => value !== undefined).map(({ name }) => name)
const without = flags.filter(({ value }) => value === undefined).map(({ name }) => name)

/** What nobody means by any flag; the short ones can be typed. */
const HOSTILE = [
  '\x1b]0;owned\x07\x1b[31m',
  'a\nroot: fine',
  '\u202egnol\u2066\u200b',
  '__proto__',
  'constructor',
]
const ABSURD = [
  ...HOSTILE,
  'x'.repeat(100_000),
  '9'.repeat(400),
  'NaN',
  'Infinity',
  '1e3',
  '0x10',
  '1.5',
  '٣',
  '/',
  '../..',
  ',',
  '=',
  ' ',
  '%s%n',
  '\ud800',
  '2024-02-30',
  '2024-13-45T99:99:99Z',
  '-1s'.repeat(10_000),
]

/** One line to the person who typed it and one that says where help is; nothing else, and nothing that a terminal obeys. */
function expectRefusal({ status, stdout, stderr }: Result): void {
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/^oomparse: [^\n]+\nTry: oomparse --help\n$/)
  expect(stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
}

describe.each(withValue)('--%s', (name) => {
  it('without its value is a wrong call', async () => {
    for (const args of [[`--${name}`], [`--${name}`, '--strict'], [`--${name}`, ''], [`--${name}=`]])
      expect(() => readCommand(['x', ...args]), args.join(' ')).toThrow(UsageError)
    const result = await program.run(['x', `--${name}`])
    expectRefusal(result)
    expect(result.stderr).toContain(`--${name} needs a value`)
  })

  it('with an absurd value is refused in words, or means something', () => {
    for (const view of [[], ['timeline']])
      for (const value of ABSURD)
        for (const args of [[`--${name}=${value}`], [`--${name}=${value}`, `--${name}=${value}`]]) {
          const call = [...view, 'x', ...args]
          try {
            expect(readCommand(call).run).toBe('read')
          } catch (error) {
            expect(error, JSON.stringify(call).slice(0, 100)).toBeInstanceOf(UsageError)
            expect(String(error)).not.toContain('undefined')
          }
        }
  })

  it('with a hostile value leaves the terminal alone, and says it in a line', async () => {
    // Of --output the value would be a file.
    const value = `${HOSTILE.slice(0, 3).join('')}/no/such`
    const result = await program.run([`--${name}=${value}`, '-f', 'oneline'], { stdin: memcgLog() })
    if (result.status === 2) expectRefusal(result)
    // A name that no log has.
    else expect(result).toEqual({ status: 1, stdout: '', stderr: '' })
  })
})

describe.each(without)('--%s', (name) => {
  it('takes no value', async () => {
    for (const value of ['', 'false', '0', ...HOSTILE])
      expect(() => readCommand([`--${name}=${value}`, 'x'])).toThrow(`--${name} takes no value`)
    expectRefusal(await program.run([`--${name}=${HOSTILE[0]}`, 'x']))
  })

  it('twice is once', () => {
    expect(readCommand([`--${name}`, `--${name}`, 'x'])).toEqual(readCommand([`--${name}`, 'x']))
  })
})

describe('a call', () => {
  it.each([
    [['--no-strict', 'x'], 'unknown option --no-strict'],
    [['--__proto__=1', 'x'], 'unknown option --__proto__'],
    [['--constructor', 'x'], 'unknown option --constructor'],
    [['--', ''], 'a path is empty'],
    [['a', ''], 'a path is empty'],
    [['--\x1b[31m\n'], 'unknown option --?[31m?'],
    [['-\u202e'], 'unknown option -?'],
    [['--last', '1', '--worst', '1', 'x'], '--last and --worst exclude each other'],
    [['--host', ',,', 'x'], '--host needs a value'],
    [['timeline', '--type', ',', 'x'], '--type needs a value'],
    [['--type', 'oom', 'x'], '--type is for the timeline'],
    [['schema', 'x'], 'schema takes no path'],
  ])('as %j is refused', async (args, message) => {
    const result = await program.run(args, { stdin: memcgLog() })
    expectRefusal(result)
    expect(result.stderr).toContain(`oomparse: ${message}`)
  })

  it('of a value that is typed twice means the last', () => {
    expect(readCommand(['-f', 'json', '--format', 'csv', 'x'])).toMatchObject({ format: 'csv' })
    expect(() => readCommand(['--top', 'x', '--top', 'y', 'z'])).toThrow('not "y"')
  })
})

describe('a module with rules', () => {
  it.each([
    ['that throws', 'throw new Error("a\\n\\x1b[31mb")', 'a??[31mb'],
    ['that throws what is no error', 'throw null', 'null'],
    ['that imports what is not there', 'import "./none.mjs"', 'Cannot find module'],
    ['that waits for what never comes', 'await new Promise(() => {})', 'waits for what never comes'],
  ])('%s is a wrong call', async (_, code, message) => {
    const rules = program.file('rules.mjs', code)
    const result = await program.run(['--rules', rules, '-f', 'ndjson'], { stdin: memcgLog() })
    expectRefusal(result)
    expect(result.stderr).toContain(message)
  })

  it('that fails later is told with its stack, and is no log without an OOM', async () => {
    const rules = program.file(
      'later.mjs',
      'setImmediate(() => { throw new Error("later") })\nexport default { id: "x", question: "?", decide: () => [] }',
    )
    const { status, stderr } = await program.run(['--rules', rules], { stdin: memcgLog() })
    expect(status).toBe(2)
    expect(stderr).toMatch(/Error: later\n {4}at .*later\.mjs:1/)
  })
})
