import type { LogFile } from './logs/make.js'
import type { Command, Run } from './measure.js'
import { inTurn } from './measure.js'
import { medianOf, ratio } from './statistics.js'
import { type Cell, megabytes, milliseconds, times } from './table.js'

/** What oomparse is held against: at most so many times the time of that command. */
export interface Bar {
  readonly of: string
  readonly to: string
  readonly atMost: number
}

/** Commands that are run in turn over one log. */
export interface Comparison {
  readonly title: string
  readonly log?: LogFile
  readonly commands: readonly Command[]
  readonly bars: readonly Bar[]
  /** The commands whose memory is held against the bar, in bytes above an idle Node. */
  readonly bounded?: readonly string[]
  /** Short runs are many: they are what is disturbed most. */
  readonly roundsTimes?: number
}

export interface Results {
  readonly comparison: Comparison
  readonly runs: ReadonlyMap<string, readonly Run[]>
}

export function compare(comparison: Comparison, rounds: number, note: (text: string) => void): Results {
  const { title, commands, roundsTimes = 1 } = comparison
  return { comparison, runs: inTurn(commands, rounds * roundsTimes, (text) => note(`${title}: ${text}`)) }
}

/** One row for each command: what it took, and the time of the first one, oomparse's, as a multiple of that. */
export function timesTable({ comparison: { commands, log }, runs }: Results): Cell[][] {
  const own = runs.get(commands[0]?.name ?? '')
  return commands.map(({ name, argv, readsNothing }) => {
    if (argv === undefined) return [name, 'not there']
    const mine = runs.get(name)
    const wall = medianOf(mine, 'wallMs')
    const isOwn = name.startsWith('oomparse')
    return [
      name,
      milliseconds(wall),
      milliseconds(medianOf(mine, 'cpuMs')),
      readsNothing || log === undefined || wall === undefined
        ? ''
        : `${Math.round(log.bytes / 1000 / wall)} MB/s`,
      megabytes(medianOf(mine, 'peakBytes')),
      isOwn ? '' : times(ratio(own, mine, 'wallMs')),
      isOwn ? '' : times(ratio(own, mine, 'cpuMs')),
    ]
  })
}

export const TIMES_HEAD: readonly Cell[] = [
  'command',
  'wall',
  'CPU',
  'speed',
  'peak memory',
  'oomparse takes (wall)',
  '(CPU)',
]
