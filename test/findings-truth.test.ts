import { describe, expect, it } from 'vitest'
import { LIMIT_RULES } from '../src/diagnosis/rules/limit/index.js'
import { SHORTAGE_RULES } from '../src/diagnosis/rules/shortage/index.js'
import { type Finding, parse } from '../src/index.js'
import type { DumpEvent, OomEvent } from '../src/record/index.js'
import { corpusCases, readLog } from './support/corpus.js'
import { dumpEvents } from './support/dump-events.js'
import { readMachineTruth } from './support/machine-truth.js'
import { CONFIRMED, NO_SUCH_SCENARIO, SAID_IN } from './support/truth-checks.js'

const OURS = [...LIMIT_RULES, ...SHORTAGE_RULES].map(({ id }) => id)

/** The kill came after the truth was written. */
const UNTOLD = new Set(['7.2/n-rcu-stall/dmesg-iso.txt'])

const MACHINE_CASES = corpusCases().filter(({ name }) => !name.startsWith('constructed/'))

describe('the checks against the truth', () => {
  it('are there for every rule, or there is a reason why not', () => {
    expect([...Object.keys(CONFIRMED), ...Object.keys(NO_SUCH_SCENARIO)].toSorted()).toEqual(OURS.toSorted())
  })
})

describe.each(MACHINE_CASES.map((one) => [one.name, one] as const))('what is said of %s', (_, one) => {
  const truth = readMachineTruth(one)

  it.each(one.files)('is confirmed only where it is true: %s', (file) => {
    if (UNTOLD.has(`${one.name}/${file}`)) return
    const document = parse(readLog(one, file), { name: file })
    const dumps = dumpEvents(document)
    const { findings } = document
    for (const finding of findings.filter(({ rule }) => OURS.includes(rule))) {
      const about = finding.events.map((id) => dumps.find((dump) => dump.id === id))
      if (finding.verdict === 'confirmed') expectTrue(finding, about, truth)
    }
    for (const [rule, is] of Object.entries(SAID_IN)) {
      const isSaid = findings.some((finding) => finding.rule === rule && finding.verdict === 'confirmed')
      if (dumps.length > 0) expect(isSaid, `${rule} is confirmed`).toBe(is(truth) ?? isSaid)
    }
  })
})

function expectTrue(
  finding: Finding,
  about: readonly (DumpEvent | undefined)[],
  truth: ReturnType<typeof readMachineTruth>,
): void {
  const reason = NO_SUCH_SCENARIO[finding.rule]
  expect(reason, `${finding.rule} is confirmed: ${finding.title}`).toBeUndefined()
  const dumps = about.filter((dump): dump is OomEvent => dump !== undefined)
  expect(dumps).toHaveLength(finding.events.length)
  const wrong = CONFIRMED[finding.rule]?.(finding, dumps, truth) ?? [`no check for ${finding.rule}`]
  expect(wrong, `${finding.rule}: ${finding.title}`).toEqual([])
}
