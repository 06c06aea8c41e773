import { expect } from 'vitest'
import { expectWhole } from '../../src/diagnosis/whole.fixture.js'
import { type Finding, parse } from '../../src/index.js'
import { corpusCases, readLog } from './corpus.js'

/** A log of the corpus, each of its lines that is named changed as told. A text that is not there is an error of the test. */
export function edited(name: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  const one = corpusCases().find((found) => found.name === name)
  const file = one?.files[0]
  if (one === undefined || file === undefined) throw new Error(`no case ${name}`)
  let text = new TextDecoder().decode(readLog(one, file))
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`)
    text = text.replaceAll(from, to)
  }
  return text
}

/** What one rule says of a log. Each finding must be whole, and its numbers must stand in the lines that it cites. */
export function said(rule: string, log: string): Finding[] {
  const { findings } = parse(log, { cannotTell: true })
  const found = findings.filter((finding) => finding.rule === rule)
  const lines = log.split('\n')
  for (const finding of found) {
    expectWhole(finding)
    expect(finding.title.length, finding.title).toBeLessThanOrEqual(72)
    for (const { line, says } of finding.evidence)
      for (const number of says.replace(/\([^)]*\)/g, '').match(/[0-9]+/g) ?? [])
        expect(lines[line - 1], `${says} in line ${line}`).toContain(number)
  }
  return found
}

/** As `said`, without what cannot be told. */
export function found(rule: string, log: string): Finding[] {
  return said(rule, log).filter(({ verdict }) => verdict !== 'cannot-tell')
}

/** `confirmed`, or the verdicts of several; `silent` where the rule says nothing. */
export function verdictOf(rule: string, log: string): string {
  return (
    said(rule, log)
      .map(({ verdict }) => verdict)
      .join(' ') || 'silent'
  )
}
