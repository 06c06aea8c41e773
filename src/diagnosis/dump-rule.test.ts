import { describe, expect, it } from 'vitest'
import type { DumpEvent } from '../record/index.js'
import { caseOf } from './case.js'
import { type Answer, isDumpRule, oomRule, shortageRule } from './dump-rule.js'
import { event, KERNEL, oom } from './events.fixture.js'

const source = { input: KERNEL.input, firstLine: 10, lastLine: 40 }
const dump = { ...oom('10:00:00', '/a', 4096), source }
const failure = event('page-allocation-failure', KERNEL, '10:00:00', { source })
const about = { id: 'mine', question: 'Why?', needs: ['oom' as const], references: ['https://example.org/a'] }
const LEAST: Answer = {
  verdict: 'likely',
  title: 'So it is',
  summary: 'It is so.',
  next: ['look'],
  lines: [],
}

const said = (answer: Partial<Answer>) =>
  oomRule({ ...about, decide: () => ({ ...LEAST, ...answer }) }).decideDump(dump)[0]

it('an answer becomes a finding on the dump', () => {
  expect(said({})).toEqual({
    rule: 'mine',
    verdict: 'likely',
    title: 'So it is',
    summary: 'It is so.',
    events: [dump.id],
    evidence: [{ input: 'dmesg.txt', line: 10, at: dump.at, says: 'the dump' }],
    missing: [],
    next: ['look'],
    references: ['https://example.org/a'],
  })
})

it('has what the answer has, and its references before those of the rule', () => {
  const more = {
    figures: { killCount: 2 },
    missing: ['a log'],
    overturnedBy: 'another',
    references: ['https://example.org/b'],
  }
  expect(said(more)).toMatchObject(more)
})

describe('the lines of an answer', () => {
  const lines = (...all: [number | undefined, string][]) =>
    said({ lines: all.map(([line, says]) => ({ line, says })) })?.evidence.map(({ line, says }) => [
      line,
      says,
    ])

  it('stand in their order, each once', () => {
    expect(lines([30, 'c'], [20, 'a'], [30, 'd'], [20, 'a'], [9, 'z'])).toEqual([
      [9, 'z'],
      [20, 'a'],
      [30, 'c; d'],
    ])
  })

  it('are left out where they are not known; the first of the dump stands for none', () => {
    expect(lines([undefined, 'x'], [20, 'a'])).toEqual([[20, 'a']])
    expect(lines([undefined, 'x'])).toEqual([[10, 'the dump']])
  })

  it('have the time of the dump in its first line only', () => {
    const evidence = said({
      lines: [
        { line: 20, says: 'a' },
        { line: 10, says: 'b' },
      ],
    })?.evidence
    expect(evidence).toEqual([
      { input: 'dmesg.txt', line: 10, at: dump.at, says: 'b' },
      { input: 'dmesg.txt', line: 20, says: 'a' },
    ])
  })
})

describe('a rule', () => {
  const asked: DumpEvent[] = []
  const decide = (one: DumpEvent) => {
    asked.push(one)
    return one === dump ? LEAST : undefined
  }
  const both = caseOf([failure, dump], [])

  it('on the OOM is asked of OOMs only', () => {
    asked.length = 0
    const rule = oomRule({ ...about, decide })
    expect(rule.decide(both).map(({ events }) => events)).toEqual([[dump.id]])
    expect(rule.decideDump(failure)).toEqual([])
    expect(asked).toEqual([dump])
  })

  it('on a shortage is asked of both, OOMs first', () => {
    asked.length = 0
    const rule = shortageRule({ ...about, decide })
    expect(rule.decide(both)).toHaveLength(1)
    expect(asked).toEqual([dump, failure])
    expect(shortageRule({ ...about, decide: () => LEAST }).decideDump(failure)[0]?.events).toEqual([
      failure.id,
    ])
  })

  it('keeps its name, question and needs', () => {
    const rule = oomRule({ ...about, decide })
    expect(rule).toMatchObject({ id: 'mine', question: 'Why?', needs: ['oom'] })
    expect(isDumpRule(rule)).toBe(true)
    expect(isDumpRule({ id: 'mine', question: 'Why?', needs: [], decide: () => [] })).toBe(false)
  })
})
