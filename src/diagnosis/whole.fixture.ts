import { expect } from 'vitest'
import type { Finding } from '../record/index.js'

/** For tests: what every finding must have, so that nobody has to believe it. */
export function expectWhole(finding: Finding): void {
  const { rule, verdict, title, summary, evidence, events, next, references, missing, overturnedBy } = finding
  const which = `${rule} ${verdict}`
  for (const list of [evidence, next, references]) expect(list.length, which).toBeGreaterThan(0)
  for (const text of [
    title,
    summary,
    ...evidence.map(({ says }) => says),
    ...next,
    ...references,
    ...missing,
  ])
    expect(text, which).toMatch(/^(?!.*(?:undefined|NaN|\[object)).*\w/s)
  for (const { line } of evidence) expect(line, which).toBeGreaterThan(0)
  if (verdict === 'cannot-tell' || verdict === 'likely') expect(missing.length, which).toBeGreaterThan(0)
  // Without an OOM there is a question, and no event that it is about.
  if (verdict !== 'cannot-tell') expect(events.length, which).toBeGreaterThan(0)
  // An answer that is open states nothing that could be overturned.
  if (verdict === 'cannot-tell') expect(overturnedBy, which).toBeUndefined()
  else expect(overturnedBy, which).toEqual(expect.stringMatching(/\w/))
  // What rests on a premise that was not read is never called certain.
  if (verdict === 'confirmed') expect(summary, which).not.toContain('inferred')
}
