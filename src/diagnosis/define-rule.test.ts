import { describe, expect, it } from 'vitest'
import { parse } from '../parse.js'
import { memcgLog } from '../report/sample-logs.js'
import { type Case, defineRule, type Rule, type RuleDefinition } from './index.js'

const LOG = memcgLog()

function askedWith(...rules: Rule[]) {
  const { events, findings, problems } = parse(LOG, { rules })
  return {
    count: events.length,
    problems: problems.filter(({ code }) => code === 'rule-failed').map(({ message }) => message),
    findings: findings.filter(({ rule }) => rule === 'hostile'),
  }
}

function rule(decide: (one: Case) => unknown): Rule {
  return defineRule({ id: 'hostile', question: '?', decide: decide as RuleDefinition['decide'] })
}

const SAID = { verdict: 'likely', title: 'T', summary: 'S' }
const EVIDENCE = { input: 'a', line: 1, says: 'x' }

describe('a rule of somebody else', () => {
  it('has an id of its own', () => {
    const taken = { id: 'limit-owner', question: '?', decide: () => [] }
    expect(() => defineRule(taken)).toThrow('rule limit-owner: a rule of the library has this id')
  })

  it('that was not made by defineRule is held to the same shape', () => {
    const plain = {
      id: 'hostile',
      question: '?',
      needs: [],
      decide: () => [{ rule: 'other', verdict: 'sure' }],
    }
    expect(askedWith(plain as unknown as Rule).problems).toEqual([
      'hostile: the verdict must be one of confirmed, likely, possible, cannot-tell',
    ])
  })

  it('that throws what cannot be written is a problem, and nothing worse', () => {
    const unwritable = {
      toString: () => {
        throw new Error('no text')
      },
    }
    for (const thrown of [null, undefined, Symbol('x'), unwritable, Object.create(null)])
      expect(
        askedWith(
          rule(() => {
            throw thrown
          }),
        ).problems,
      ).toHaveLength(1)
  })

  it.each([
    ['a promise', Promise.resolve([])],
    ['nothing', undefined],
    ['a text', 'abc'],
    ['a number', 3],
  ])('that gives back %s has failed', (_, said) => {
    expect(askedWith(rule(() => said)).problems).toEqual(['hostile: decide must return a list of findings'])
  })

  it('that empties and sorts its lists changes neither the document nor what the next one sees', () => {
    const seen: number[] = []
    const emptier = rule((one) => {
      seen.push(one.events.length)
      ;(one.events as unknown[]).length = 0
      ;(one.of('oom') as unknown[]).length = 0
      return []
    })
    const { count } = askedWith(emptier, emptier)
    expect(count).toBeGreaterThan(0)
    expect(seen).toEqual([count, count])
  })

  it('has evidence in the shape of the contract: read once, without what is not asked for', () => {
    let reads = 0
    const changing = {
      ...EVIDENCE,
      get line() {
        reads++
        return reads > 1 ? Number.NaN : 1
      },
      circular: {},
    }
    changing.circular = changing
    const { findings } = askedWith(rule(() => [{ ...SAID, evidence: [changing] }]))
    expect(findings.map(({ evidence }) => evidence)).toEqual([[EVIDENCE]])
  })

  it.each([
    ['null', null],
    ['a circle', circle()],
    ['a big integer', { basis: 'none', epochMs: 10n }],
    ['no basis', {}],
  ])('whose evidence has %s as its time has failed', (_, at) => {
    const { findings, problems } = askedWith(rule(() => [{ ...SAID, evidence: [{ ...EVIDENCE, at }] }]))
    expect(findings).toEqual([])
    expect(problems).toEqual(["hostile: the at of evidence must be an event's"])
  })

  it('may cite the time of an event', () => {
    const { findings } = askedWith(
      rule((one) => [
        {
          ...SAID,
          evidence: one.of('oom').map(({ at, source: { input } }) => ({ input, line: 1, at, says: 'x' })),
        },
      ]),
    )
    expect(findings[0]?.evidence[0]?.at).toMatchObject({ monotonicSec: expect.any(Number) })
  })
})

function circle(): object {
  const one: Record<string, unknown> = { basis: 'none' }
  one.self = one
  return one
}
