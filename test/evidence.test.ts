import { describe, expect, it } from 'vitest'
import { type NamedLog, parseAll } from '../src/index.js'
import type { Finding } from '../src/record/index.js'
import { corpusCases, readLog } from './support/corpus.js'
import { incident, incidentNames } from './support/incidents.js'
import { cleared, numbersIn, unquoted } from './support/quoted.js'

describe('what a finding quotes stands in the line that it cites', () => {
  it.each(corpusCases().map((one) => [one.name, one] as const))('%s', (_, one) => {
    for (const file of one.files) expectQuoted([{ name: file, log: readLog(one, file) }])
  })

  it.each(incidentNames())('incident %s', (name) => expectQuoted(incident(name)))
})

describe('the check itself', () => {
  it.each<[says: string, line: string, wrong: string[]]>([
    ['limit 8 kB (8 KiB)', 'memory: usage 8kB, limit 8kB, failcnt 12', []],
    ['limit 8 kB', 'memory: usage 18kB, limit 80kB, failcnt 0.8', ['8']],
    ['1.5Gi of 2', 'memory=1.5Gi 2.5', ['2']],
    ['at 10:02:40', 'Jul 14 10:02:40 x', []],
    ['at 10:02:40', 'Jul 14 10:02:41 x', ['40']],
    ['4 (was (5) and 6) 7', '4', ['7']],
    ['no number', '', []],
  ])('%s', (says, line, wrong) => {
    expect(unquoted(says, line)).toEqual(wrong)
  })

  it('takes brackets off from the inside, and keeps those that are open', () => {
    expect(cleared('a (b (c) d) e) f (g')).toBe('a  e) f (g')
  })
})

function expectQuoted(logs: readonly NamedLog[]): void {
  const { findings } = parseAll(logs, { cannotTell: true })
  const lines = new Map(logs.map(({ name, log }) => [name, linesOf(log)]))
  for (const finding of findings) {
    const which = `${finding.rule} ${finding.verdict} in ${logs.map(({ name }) => name)[0]}`
    expect(finding.evidence.length, which).toBeGreaterThan(0)
    for (const { input, line, says } of finding.evidence) {
      const text = lines.get(input)?.[line - 1]
      expect(text, `${which}: ${input}:${line}`).toBeDefined()
      expect(unquoted(says, text ?? ''), `${which}: ${says} [${input}:${line}]`).toEqual([])
    }
    expectSomeNumber(finding, which)
  }
}

/** Who reads numbers in a summary finds one of them in what was read. */
function expectSomeNumber({ summary, verdict, evidence }: Finding, which: string): void {
  if (verdict === 'cannot-tell' || numbersIn(summary).length === 0) return
  expect(
    evidence.flatMap(({ says }) => numbersIn(cleared(says))),
    which,
  ).not.toEqual([])
}

/** Undecodable bytes do no harm: digits are digits in each of the encodings. */
function linesOf(log: NamedLog['log']): string[] {
  const text = typeof log === 'string' ? log : Buffer.from(log as Uint8Array).toString('latin1')
  return text.split('\n')
}
