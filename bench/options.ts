import { parseArgs } from 'node:util'

export interface Options {
  readonly cli: string
  readonly scale: number
  readonly rounds: number
  readonly growth: boolean
  readonly markdown: boolean
  readonly folder: string
}

export const HELP = `npm run bench -- [options]

  --page         only the page in a browser (dist/oomparse.html): opening, and the answer of 10 MB
  --quick        logs of a tenth of the size, fewer rounds
  --rounds N     runs of each command that are counted (5; with --quick 3)
  --growth       also how time and memory grow from 10 MB to 2 GB (with --quick to 200 MB)
  --markdown     also write the results into docs/performance.md
  --cli PATH     the program to measure (dist/cli.js, or OOMPARSE_CLI)
  --folder PATH  where the logs are kept (bench/.logs, about 3 GB)
`

export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      growth: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      cli: { type: 'string', default: process.env.OOMPARSE_CLI ?? 'dist/cli.js' },
      folder: { type: 'string', default: 'bench/.logs' },
      help: { type: 'boolean', default: false },
    },
  })
  const { quick, rounds, growth, markdown, cli, folder, help } = values
  if (help) return undefined
  const count = Number(rounds ?? (quick ? 3 : 5))
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--rounds: a count, not ${rounds}`)
  return { cli, scale: quick ? 0.1 : 1, rounds: count, growth, markdown, folder }
}
