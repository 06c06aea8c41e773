import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectWhole } from '../../src/diagnosis/whole.fixture.js'
import { parse } from '../../src/index.js'
import type { Finding } from '../../src/record/index.js'
import { damage, damaged } from '../support/damage.js'
import { LOGS, logNamed } from '../support/dumps.js'
import { unquoted } from '../support/quoted.js'
import { runs } from '../support/runs.js'

const SMALL = LOGS.filter(({ bytes }) => bytes.length < 60_000)

/** A title is one line of a head; the rules say so, and damaged numbers must not make it longer. */
const LONGEST_TITLE = 72

function expectSound(finding: Finding, lines: readonly string[]): void {
  const which = `${finding.rule} ${finding.verdict}`
  expectWhole(finding)
  expect(finding.title.length, `${which}: ${finding.title}`).toBeLessThanOrEqual(LONGEST_TITLE)
  for (const text of [finding.summary, finding.title, ...finding.next])
    expect(text, which).not.toMatch(/\bInfinity\b|\bnull\b/)
  for (const [name, value] of Object.entries(finding.figures ?? {}))
    expect(value === 'unlimited' || Number.isFinite(value), `${which}: ${name}`).toBe(true)
  for (const { line, says } of finding.evidence) {
    expect(says.length, which).toBeLessThan(5000)
    expect(
      unquoted(says, lines[line - 1] ?? ''),
      `${which}: ${says} [line ${line}: ${lines[line - 1]}]`,
    ).toEqual([])
  }
}

describe('findings on damaged dumps', () => {
  test('no rule throws, each finding is whole, and what it quotes stands there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SMALL.map(({ name }) => name)), damage(), (name, how) => {
        const text = damaged(logNamed(name).bytes, how)
        const lines = text.split('\n')
        for (const finding of parse(text, { cannotTell: true }).findings) expectSound(finding, lines)
      }),
      { numRuns: runs(250) },
    )
  })
})
