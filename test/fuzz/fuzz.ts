// Looks for inputs that break a promise, guided by what of the program they reach.
//
//     npm run fuzz -- --seconds 60 [--seed 1]
//     npm run fuzz -- --inputs 1000000
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { anyDump } from '../generators/kernel/dump.js'
import { printed } from '../generators/kernel/print.js'
import { REFRAMINGS } from '../support/reframe.js'
import { Coverage } from './coverage.js'
import { brokenPromise } from './invariants.js'
import { Chance, mutated } from './mutate.js'

const LONGEST_SEED = 24_000
/** So many inputs are tried between two looks at the coverage, which cost as much as an input or two. */
const BATCH = 8
const TOLD_EVERY_MS = 5000
/** What the inputs may leave behind on the heap: the counters of coverage grow, nothing of a log may stay. */
const MOST_LEFT_MB = 64

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    inputs: { type: 'string' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    found: { type: 'string', default: 'test/fuzz/found' },
  },
})

const seed = Number(values.seed)
const chance = new Chance(seed)
const pool = [...corpus(), ...generated(seed)]
const coverage = new Coverage(import.meta.url)
let tried = 0
let failures = 0

for (const bytes of pool) attempt(bytes)
coverage.grown()
const seeds = pool.length
const atFirst = heapMegabytes()
const until = Date.now() + Number(values.seconds ?? (values.inputs === undefined ? 60 : Infinity)) * 1000
const most = Number(values.inputs ?? Infinity)
for (let told = Date.now(); Date.now() < until && tried < most; ) {
  const batch = Array.from({ length: BATCH }, () => mutated(chance, recent(), chance.of(pool)))
  for (const bytes of batch) attempt(bytes)
  if (coverage.grown() > 0) pool.push(...batch)
  if (Date.now() - told > TOLD_EVERY_MS) {
    told = Date.now()
    process.stderr.write(`${summary()}\n`)
  }
}
const left = heapMegabytes() - atFirst
console.log(`${summary()}, ${left} MB more on the heap`)
process.exitCode = failures > 0 || left > MOST_LEFT_MB ? 1 : 0

function heapMegabytes(): number {
  globalThis.gc?.()
  return Math.round(process.memoryUsage().heapUsed / 1e6)
}

/** Half of the time one of those that reached something new lately. */
function recent(): Uint8Array {
  return chance.below(2) === 0 ? chance.of(pool) : chance.of(pool.slice(-200))
}

function attempt(bytes: Uint8Array): void {
  tried++
  const broken = reasonOf(bytes)
  if (broken === undefined) return
  failures++
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  writeFileSync(join(values.found, `${name}.txt`), bytes)
  process.stderr.write(`${name}: ${broken}\n`)
}

function reasonOf(bytes: Uint8Array): string | undefined {
  try {
    return brokenPromise(bytes)
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

function summary(): string {
  return `seed ${seed}: ${tried} inputs, ${coverage.blocks} blocks, ${pool.length} kept (${seeds} at first), ${failures} failed`
}

function corpus(): Uint8Array[] {
  return readdirSync('corpus', { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => /\.(?:txt|log|json|yaml)$/.test(path) && !/(?:expected|truth|scenarios)\.json$/.test(path),
    )
    .map((path) => new Uint8Array(readFileSync(join('corpus', path))).subarray(0, LONGEST_SEED))
}

/** A dump in each framing. */
function generated(chosen: number): Uint8Array[] {
  const dumps = fc.sample(anyDump, { seed: chosen, numRuns: REFRAMINGS.length })
  return REFRAMINGS.map(({ render }, at) => {
    const dump = dumps[at] ?? dumps[0]
    const texts = dump === undefined ? [] : printed(dump)
    return render(texts.map((text, index) => ({ text, sec: 7000 + index / 1000, severity: 4, facility: 0 })))
  })
}
