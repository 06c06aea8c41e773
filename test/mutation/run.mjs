// Mutation testing by samples: all mutants of a folder would take a night.
//
//     npm run mutation -- [--windows 30] [--seed 1] [--workers 1] [--survivors] src/kernel
//
// Takes so many stretches of lines of the folder's files by chance, mutates them one place at a time, and prints how many of the
// mutants the tests kill. Which tests those are stands in vitest.config.ts.
//
// Two runs: what a test reaches is mutated for those tests alone; what runs only while modules load, as most of a grammar does, needs
// all tests from the start.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const WINDOW_LINES = 12

const {
  values,
  positionals: [folder = 'src/kernel'],
} = parseArgs({
  allowPositionals: true,
  options: {
    windows: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: `${availableParallelism()}` },
    survivors: { type: 'boolean', default: false },
  },
})

const windows = filesOf(folder).flatMap(windowsOf)
const chosen = sample(windows, Number(values.windows), Number(values.seed))
const work = mkdtempSync(join(tmpdir(), 'oomparse-mutation-'))
try {
  mutants(true)
  tell(mutants(false))
} finally {
  rmSync(work, { recursive: true, force: true })
}

function mutants(ignoreStatic) {
  const report = join(work, 'report.json')
  const configuration = join(work, 'stryker.config.json')
  writeFileSync(configuration, JSON.stringify(configured(ignoreStatic, report)))
  execFileSync('npx', ['stryker', 'run', configuration], {
    stdio: ['ignore', 2, 2],
    env: {
      ...process.env,
      OOMPARSE_MUTATED: folder,
      OOMPARSE_MUTATED_AT_LOAD: ignoreStatic ? '' : 'yes',
      OOMPARSE_RUNS: '0.1',
    },
  })
  return Object.entries(JSON.parse(readFileSync(report, 'utf8')).files).flatMap(([file, { mutants }]) =>
    mutants.map((one) => ({ ...one, file })),
  )
}

function configured(ignoreStatic, report) {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    mutate: chosen,
    ignoreStatic,
    incremental: true,
    incrementalFile: join(work, 'incremental.json'),
    concurrency: Number(values.workers),
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: report },
    tempDirName: join(work, 'sandbox'),
    ignorePatterns: ['bench', 'dist', 'docs/images'],
    // A mutant that loops is stopped after this and a half more than the tests need. Long: a busy machine is no kill.
    timeoutMS: 60_000,
  }
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !/\.(?:test|fixture)\.ts$/.test(name))
    .map((name) => join(folder, name))
    .sort()
}

function windowsOf(file) {
  const lines = readFileSync(file, 'utf8').split('\n').length - 1
  return Array.from({ length: Math.ceil(lines / WINDOW_LINES) }, (_, index) => {
    const first = index * WINDOW_LINES + 1
    return `${file}:${first}-${Math.min(lines, first + WINDOW_LINES - 1)}`
  })
}

/** Always the same ones for a seed. */
function sample(all, count, seed) {
  const rest = [...all]
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const taken = []
  while (taken.length < count && rest.length > 0)
    taken.push(...rest.splice(Math.floor(next() * rest.length), 1))
  return taken
}

function tell(all) {
  const of = (...states) => all.filter(({ status }) => states.includes(status))
  const killed = of('Killed')
  const stopped = of('Timeout')
  const alive = of('Survived', 'NoCoverage')
  if (values.survivors)
    for (const { file, location, mutatorName, replacement, status } of [...alive, ...stopped])
      console.log(
        `${file}:${location.start.line}:${location.start.column}  ${status}  ${mutatorName}  ${replacement}`,
      )
  const tried = killed.length + stopped.length + alive.length
  const share = ((100 * (killed.length + stopped.length)) / tried).toFixed(1)
  console.log(
    `${chosen.length} of ${windows.length} stretches of ${WINDOW_LINES} lines, seed ${values.seed}:`,
  )
  console.log(
    `${killed.length} of ${tried} mutants killed, ${stopped.length} stopped by the time limit, ${share} %`,
  )
}
