import type { EventType } from '../record/index.js'
import type { TimeBound } from '../select/index.js'
import { FLAGS, type Flag } from './flags.js'
import { split, type Typed } from './typed.js'
import { UsageError } from './usage-error.js'
import {
  bootTime,
  bound,
  type Colour,
  colourOf,
  countOf,
  type Format,
  formatOf,
  outputOf,
  pageSizeOf,
  type StatedTime,
  statedTimeOf,
  threadsOf,
  timezoneOf,
  topOf,
  typeOf,
  yearOf,
} from './values.js'
import { SHELLS, type Shell } from './words.js'

/** What was typed, understood. */
export type Command =
  | { readonly run: 'help' }
  | { readonly run: 'version' }
  | { readonly run: 'schema'; readonly output?: string }
  | { readonly run: 'completion'; readonly shell: Shell; readonly output?: string }
  | { readonly run: 'explain'; readonly words: readonly string[]; readonly output?: string }
  | ReadCommand

export interface ReadCommand {
  readonly run: 'read'
  readonly view: 'report' | 'timeline'
  readonly paths: readonly string[]
  readonly format: Format
  readonly output?: string
  readonly top?: number
  readonly all: boolean
  readonly details: boolean
  readonly strict: boolean
  readonly follow: boolean
  readonly cannotTell: boolean
  readonly redact: boolean
  readonly pageSizeBytes?: number
  readonly threads?: number
  readonly colour: Colour
  /** An IANA name or `+01:00`. */
  readonly timezone?: string
  readonly year?: number
  readonly bootTimeMs?: number
  readonly configFiles: readonly string[]
  readonly rules: readonly string[]
  readonly mtimes: readonly StatedTime[]
  readonly since?: TimeBound
  readonly until?: TimeBound
  readonly types?: readonly EventType[]
  readonly hosts?: readonly string[]
  readonly victim?: string
  readonly cgroup?: string
  readonly pod?: string
  readonly last?: number
  readonly worst?: number
}

/** @throws UsageError with a line for the person who typed it */
export function readCommand(args: readonly string[]): Command {
  const { typed, paths } = split(args)
  if (typed.help !== undefined) return { run: 'help' }
  if (typed.version !== undefined) return { run: 'version' }
  const output = outputOf(last(typed.output))
  // An unset variable of a script.
  if (paths.includes('')) throw new UsageError('a path is empty')
  if (paths.length === 1 && paths[0] === 'help') return { run: 'help' }
  if (paths[0] === 'schema') {
    if (paths.length > 1) throw new UsageError('schema takes no path (a file of that name is ./schema)')
    return { run: 'schema', ...output }
  }
  if (paths[0] === 'completion') return { run: 'completion', shell: shellOf(paths.slice(1)), ...output }
  if (paths[0] === 'explain') return { run: 'explain', words: paths.slice(1), ...output }
  const view = paths[0] === 'timeline' ? 'timeline' : 'report'
  const zone = given(typed.timezone, timezoneOf)
  const localZone = zone ?? 'UTC'
  return {
    run: 'read',
    view,
    paths: view === 'timeline' ? paths.slice(1) : paths,
    format: formatOf(last(typed.format)),
    ...output,
    ...key('top', given(typed.top, topOf)),
    all: typed.all !== undefined,
    details: typed.details !== undefined || typed.top !== undefined,
    strict: typed.strict !== undefined,
    follow: typed.follow !== undefined,
    cannotTell: typed['cannot-tell'] !== undefined,
    redact: typed.redact !== undefined,
    ...key('pageSizeBytes', given(typed['page-size'], pageSizeOf)),
    ...key('threads', given(typed.threads, threadsOf)),
    colour: colourOf(last(typed.colour)),
    ...key('timezone', zone),
    ...key('year', given(typed.year, yearOf)),
    ...key(
      'bootTimeMs',
      given(typed['boot-time'], (value) => bootTime(value, localZone)),
    ),
    configFiles: typed['config-file'] ?? [],
    rules: typed.rules ?? [],
    mtimes: (typed.mtime ?? []).map((value) => statedTimeOf(value, localZone)),
    ...selectionOf(typed, localZone),
    ...(view === 'timeline' ? typesOf(typed) : refuseTypes(typed)),
  }
}

function shellOf([name, ...others]: readonly string[]): Shell {
  const shell = SHELLS.find((known) => known === name)
  if (shell === undefined || others.length > 0)
    throw new UsageError(`completion takes one of ${SHELLS.join(', ')} (a file of that name is ./completion)`)
  return shell
}

type Asked = Pick<ReadCommand, 'since' | 'until' | 'hosts' | 'victim' | 'cgroup' | 'pod' | 'last' | 'worst'>

function selectionOf(typed: Typed, zone: string): Asked {
  if (typed.last !== undefined && typed.worst !== undefined)
    throw new UsageError('--last and --worst exclude each other')
  return {
    ...key(
      'since',
      given(typed.since, (value) => bound('--since', value, zone)),
    ),
    ...key(
      'until',
      given(typed.until, (value) => bound('--until', value, zone)),
    ),
    ...(typed.host === undefined ? {} : { hosts: listOf('--host', typed.host) }),
    ...key('victim', last(typed.victim)),
    ...key('cgroup', last(typed.cgroup)),
    ...key('pod', last(typed.pod)),
    ...key(
      'last',
      given(typed.last, (value) => countOf('--last', value)),
    ),
    ...key(
      'worst',
      given(typed.worst, (value) => countOf('--worst', value)),
    ),
  }
}

function typesOf(typed: Typed): Pick<ReadCommand, 'types'> {
  return typed.type === undefined ? {} : { types: listOf('--type', typed.type).map(typeOf) }
}

function refuseTypes(typed: Typed): Pick<ReadCommand, 'types'> {
  const wrong = FLAGS.find((flag: Flag) => flag.group === 'timeline' && typed[flag.name as keyof Typed])
  if (wrong !== undefined)
    throw new UsageError(`--${wrong.name} is for the timeline: oomparse timeline --${wrong.name} …`)
  return {}
}

function last(values: readonly string[] | undefined): string | undefined {
  return values?.at(-1)
}

function given<Value>(
  values: readonly string[] | undefined,
  understand: (typed: string) => Value,
): Value | undefined {
  const value = last(values)
  return value === undefined ? undefined : understand(value)
}

function key<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]?: Value })
}

function listOf(flag: string, values: readonly string[]): string[] {
  const words = values.flatMap((value) => value.split(',')).filter((word) => word !== '')
  if (words.length === 0) throw new UsageError(`${flag} needs a value, not only commas`)
  return words
}
