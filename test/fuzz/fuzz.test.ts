import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LOGS } from '../support/dumps.js'
import { runs } from '../support/runs.js'
import { brokenPromise } from './invariants.js'
import { Chance, mutated } from './mutate.js'

const FOUND = 'test/fuzz/found'

it.each(readdirSync(FOUND).filter((name) => name.endsWith('.txt')))(
  '%s, which the fuzzer found, breaks no promise',
  (name) => {
    expect(brokenPromise(readFileSync(join(FOUND, name)))).toBeUndefined()
  },
)

it('no log of the corpus breaks a promise when it is damaged', () => {
  const chance = new Chance(Number(process.env.OOMPARSE_SEED ?? 1) || 1)
  const logs = LOGS.map(({ bytes }) => bytes.subarray(0, 16_000))
  for (let tried = 0; tried < runs(1500); tried++) {
    const bytes = mutated(chance, chance.of(logs), chance.of(logs))
    expect(brokenPromise(bytes), Buffer.from(bytes).toString('latin1')).toBeUndefined()
  }
})

it('runs for as long as it is told, and says what it tried', () => {
  const found = mkdtempSync(join(tmpdir(), 'oomparse-found-'))
  const { status, stdout } = spawnSync(
    'npm',
    ['run', '-s', 'fuzz', '--', '--seconds', '2', '--seed', '1', '--found', found],
    {
      encoding: 'utf8',
    },
  )
  expect(stdout).toMatch(
    /^seed 1: \d{3,} inputs, \d{4,} blocks, \d+ kept \(\d+ at first\), 0 failed, -?\d+ MB more on the heap\n$/,
  )
  expect(status).toBe(0)
  expect(readdirSync(found)).toEqual([])
  rmSync(found, { recursive: true })
})
