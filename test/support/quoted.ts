import { expect } from 'vitest'
import type { NamedLog } from '../../src/index.js'
import type { Finding } from '../../src/record/index.js'

const NUMBER = /\d+(?:\.\d+)?/g

/** The text without what stands in round brackets: there a finding may reckon. */
export function cleared(says: string): string {
  let text = says
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/\([^()]*\)/g, '')
  }
  return text
}

export function numbersIn(text: string): string[] {
  return text.match(NUMBER) ?? []
}

/** The numbers outside of brackets that the line does not have as they are written. */
export function unquoted(says: string, line: string): string[] {
  const there = new Set(numbersIn(line))
  return numbersIn(cleared(says)).filter((number) => !there.has(number))
}

/** What findings quote stands in the line that they cite. */
export function expectQuoted(findings: readonly Finding[], logs: readonly NamedLog[]): void {
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
