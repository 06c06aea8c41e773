import { parseArgs } from 'node:util'
import { FLAGS, type Flag, type FlagName } from './flags.js'
import { UsageError } from './usage-error.js'

/** The values that a flag was given, in the order typed; a flag without a value has the empty text. */
export type Typed = Partial<Record<FlagName, readonly string[]>>

/** parseArgs only splits: its own complaints are long, and name no value that would be right. */
export function split(args: readonly string[]): { typed: Typed; paths: string[] } {
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
    if (flag === undefined) throw new UsageError(`unknown option ${token.rawName}${suggestion(token.name)}`)
    const value = takeValue(flag, token.rawName, token.value, token.inlineValue === true)
    typed[flag.name] = [...(typed[flag.name] ?? []), value]
  }
  return { typed, paths }
}

/** `: did you mean --details?` */
function suggestion(typed: string): string {
  const ranked = FLAGS.map(({ name }) => ({ name, likeness: likeness(typed, name) }))
  const best = ranked.reduce((one, other) => (other.likeness > one.likeness ? other : one))
  return best.likeness < 0.4 ? '' : `: did you mean --${best.name}?`
}

/** The share of neighbouring letters that two words have in common: slips of the fingers leave most of them. */
function likeness(one: string, other: string): number {
  const [pairs, others] = [pairsOf(one.toLowerCase()), pairsOf(other)]
  const common = [...pairs].filter((pair) => others.has(pair)).length
  return (2 * common) / Math.max(1, pairs.size + others.size)
}

function pairsOf(word: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2)))
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
