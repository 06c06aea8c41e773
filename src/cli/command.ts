import { parseArgs } from 'node:util'
import { isPageSize } from '../options.js'
import { FLAGS, type Flag, type FlagName } from './flags.js'
import { UsageError } from './usage-error.js'

export type Format = 'text' | 'json' | 'ndjson'

/** What was typed, understood. */
export type Command =
  | { readonly run: 'help' }
  | { readonly run: 'version' }
  | { readonly run: 'schema'; readonly output?: string }
  | ReadCommand

export interface ReadCommand {
  readonly run: 'read'
  readonly paths: readonly string[]
  readonly format: Format
  readonly output?: string
  readonly top?: number
  readonly all: boolean
  readonly strict: boolean
  readonly pageSizeBytes?: number
  readonly colour: 'auto' | 'always' | 'never'
}

type Typed = Partial<Record<FlagName, string>>

/** @throws UsageError with a line for the person who typed it */
export function readCommand(args: readonly string[]): Command {
  const { typed, paths } = split(args)
  if (typed.help !== undefined) return { run: 'help' }
  if (typed.version !== undefined) return { run: 'version' }
  const output = outputOf(typed.output)
  if (paths[0] === 'schema') {
    if (paths.length > 1) throw new UsageError('schema takes no path (a file of that name is ./schema)')
    return { run: 'schema', ...output }
  }
  const { top, 'page-size': pageSize } = typed
  return {
    run: 'read',
    paths,
    format: formatOf(typed.format),
    ...output,
    ...(top === undefined ? {} : { top: topOf(top) }),
    all: typed.all !== undefined,
    strict: typed.strict !== undefined,
    ...(pageSize === undefined ? {} : { pageSizeBytes: pageSizeOf(pageSize) }),
    colour: colourOf(typed.colour),
  }
}

/** parseArgs only splits: its own complaints are long, and name no value that would be right. */
function split(args: readonly string[]): { typed: Typed; paths: string[] } {
  const flags: readonly Flag[] = FLAGS
  const options = Object.fromEntries(
    flags.flatMap(({ name, short, alias, value }) => {
      const option = { type: value === undefined ? 'boolean' : 'string' } as const
      return [
        [name, short === undefined ? option : { ...option, short }],
        ...(alias === undefined ? [] : [[alias, option] as const]),
      ]
    }),
  )
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const typed: Typed = {}
  const paths: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value)
    if (token.kind !== 'option') continue
    const flag = FLAGS.find((known: Flag) => known.name === token.name || known.alias === token.name)
    if (flag === undefined) throw new UsageError(`unknown option ${token.rawName}`)
    typed[flag.name] = takeValue(flag, token.rawName, token.value, token.inlineValue === true)
  }
  return { typed, paths }
}

function takeValue(flag: Flag, typed: string, value: string | undefined, inline: boolean): string {
  if (flag.value === undefined) {
    if (value !== undefined) throw new UsageError(`${typed} takes no value`)
    return ''
  }
  // `--output --strict` forgot the value; a value that begins with a dash is typed as --output=-x.
  if (value === undefined || value === '' || (!inline && /^-./.test(value) && !/^-\d/.test(value)))
    throw new UsageError(`${typed} needs a value: ${flag.choices?.join(', ') ?? flag.value}`)
  if (flag.choices !== undefined && !flag.choices.includes(value))
    throw new UsageError(`${typed} is ${flag.choices.join(', ')}, not "${value}"`)
  return value
}

function formatOf(value: string | undefined): Format {
  return value === 'json' || value === 'ndjson' ? value : 'text'
}

function colourOf(value: string | undefined): ReadCommand['colour'] {
  return value === 'always' || value === 'never' ? value : 'auto'
}

function outputOf(value: string | undefined): { output?: string } {
  return value === undefined || value === '-' ? {} : { output: value }
}

function topOf(value: string): number {
  if (!/^\d{1,7}$/.test(value)) throw new UsageError(`--top is a number of tasks, not "${value}"`)
  return Number(value)
}

function pageSizeOf(value: string): number {
  const bytes = /^\d{1,8}$/.test(value) ? Number(value) : Number.NaN
  if (!isPageSize(bytes))
    throw new UsageError(`--page-size is a power of two from 4096 to 1048576, not "${value}"`)
  return bytes
}
