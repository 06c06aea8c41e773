import { barsTable } from './bars.js'
import { type Comparison, compare, type Results, TIMES_HEAD, timesTable } from './comparison.js'
import { comparisons } from './comparisons.js'
import { type Growth, growthTable, measureGrowth } from './growth.js'
import { machineLines } from './machine.js'
import { MEASURES_MEMORY, run } from './measure.js'
import { HELP, type Options, readOptions } from './options.js'
import { writeResults } from './page.js'
import { median } from './statistics.js'
import { megabytes, table } from './table.js'

const PAGE = 'docs/performance.md'

const options = readOptions(process.argv.slice(2))
if (options === undefined) console.log(HELP)
else await bench(options)

async function bench(options: Options): Promise<void> {
  const { cli, folder, scale, rounds, growth, markdown } = options
  if (!MEASURES_MEMORY) note('GNU time is not there (package "time"): CPU time and memory are not measured')
  const idle = median([0, 1, 2, 3, 4].flatMap(() => run(['node', '-e', '0']).peakBytes ?? []))
  const results = (await comparisons(options, note)).map((one) => compare(one, rounds, note))
  const growths = growth ? measureGrowth(['node', cli], folder, scale, Math.min(rounds, 3), note) : []
  const text = report(results, growths, idle, options)
  console.log(text)
  if (markdown) writeResults(PAGE, text)
}

function report(
  results: readonly Results[],
  growths: readonly Growth[],
  idle: number | undefined,
  { scale, rounds }: Options,
): string {
  return [
    `Medians of ${rounds} runs${scale === 1 ? '' : `; logs of ${scale} of their size (--quick)`}; an idle Node has ${megabytes(idle)}.`,
    machineLines().join('\n'),
    '### The bars',
    barsTable(results, growths, idle),
    ...results.flatMap((one) => [`### ${heading(one.comparison)}`, table(TIMES_HEAD, timesTable(one))]),
    ...(growths.length === 0 ? [] : ['### Growth', growthTable(growths)]),
  ].join('\n\n')
}

function heading({ title, log }: Comparison): string {
  if (log === undefined) return capital(title)
  const ooms = log.ooms > 0 ? `, ${log.ooms} OOMs` : ''
  return `${capital(title)}: ${megabytes(log.bytes)}, ${log.lines} lines${ooms}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function note(text: string): void {
  console.error(text)
}
