import { describe, expect, it } from 'vitest'
import type { Event, Finding } from '../record/index.js'
import { event, inTimelineOrder, KERNEL, oom } from './events.fixture.js'
import { diagnose, diagnoseDump, type Rule } from './index.js'

const dump = oom('10:00:00', '/system.slice/db.service', 40_960_000)
const document = (...events: Event[]) => ({ inputs: [], events: inTimelineOrder(events) })

/** A rule that says of nothing what it was told to. */
const saying = (id: string, ...verdicts: Finding['verdict'][]): Rule => ({
  id,
  question: 'What?',
  needs: [],
  decide: () =>
    verdicts.map((verdict) => ({
      rule: id,
      verdict,
      title: `It is ${verdict}`,
      summary: 'So it is.',
      events: [],
      evidence: [{ input: KERNEL.input, line: 1, says: 'so' }],
      missing: verdict === 'confirmed' ? [] : ['a log'],
      next: [],
      references: [],
    })),
})
const rulesOf = (findings: readonly Finding[]) => findings.map(({ rule, verdict }) => `${rule} ${verdict}`)
const quiet = document(event('boot', KERNEL, '09:00:00', { form: 'kernel-banner' }))

describe('the findings', () => {
  const rules = [saying('a', 'possible', 'cannot-tell', 'likely'), saying('b', 'likely', 'confirmed')]

  it('come with the firmest first, else in the order of their rules', () => {
    expect(rulesOf(diagnose(quiet, { rules }).findings)).toEqual([
      'b confirmed',
      'a likely',
      'b likely',
      'a possible',
    ])
  })

  it('have what cannot be told last, where it was asked for', () => {
    expect(rulesOf(diagnose(quiet, { rules, cannotTell: true }).findings).at(-1)).toBe('a cannot-tell')
    expect(rulesOf(diagnose(quiet, { rules, cannotTell: false }).findings)).toHaveLength(4)
  })

  it('of the caller come after ours of the same verdict', () => {
    const { findings } = diagnose(document(dump), { rules: [saying('mine', 'confirmed')] })
    const confirmed = rulesOf(findings).filter((one) => one.endsWith(' confirmed'))
    expect(confirmed.length).toBeGreaterThan(1)
    expect(confirmed.at(-1)).toBe('mine confirmed')
  })
})

describe('a rule of the caller', () => {
  it('that fails is a problem, and the others are asked all the same', () => {
    const failing = (thrown: unknown): Rule => ({
      ...saying('bad'),
      decide: () => {
        throw thrown
      },
    })
    const unspeakable = {
      toString() {
        throw new Error('no')
      },
    }
    const { findings, problems } = diagnose(quiet, {
      rules: [failing(new Error('broken')), failing('text'), failing(unspeakable), saying('good', 'likely')],
    })
    expect(rulesOf(findings)).toEqual(['good likely'])
    expect(problems).toEqual([
      { code: 'rule-failed', message: 'bad: broken' },
      { code: 'rule-failed', message: 'bad: text' },
      { code: 'rule-failed', message: 'bad: an error without a text' },
    ])
  })

  it('cannot change the lists of the document', () => {
    const thief: Rule = {
      ...saying('thief'),
      decide: (one) => {
        ;(one.events as Event[]).length = 0
        ;(one.inputs as unknown[]).length = 0
        return []
      },
    }
    const seen: number[] = []
    const next: Rule = {
      ...saying('next'),
      decide: (one) => {
        seen.push(one.events.length, one.inputs.length)
        return []
      },
    }
    const input = {
      name: 'dmesg.txt',
      kinds: [],
      framing: 'dmesg',
      lines: 1,
      gaps: [],
      problems: [],
    } as const
    diagnose({ events: [dump], inputs: [input as never] }, { rules: [thief, next] })
    expect(seen).toEqual([1, 1])
  })

  it('is asked of each machine', () => {
    const hosts: (string | undefined)[] = []
    const asking: Rule = {
      ...saying('asking'),
      decide: (one) => {
        hosts.push(one.events[0]?.host)
        return []
      },
    }
    diagnose(document({ ...dump, host: 'a' }, { ...dump, id: 'other', host: 'b' }), { rules: [asking] })
    expect(hosts).toEqual(['a', 'b'])
  })
})

describe('one dump', () => {
  it('is told of as soon as it is read, and not again', () => {
    const ofDump = diagnoseDump(dump)
    expect(rulesOf(ofDump)).toContain('limit-owner confirmed')
    expect(ofDump.some(({ verdict }) => verdict === 'cannot-tell')).toBe(false)
    expect(diagnose(document(dump)).findings).toEqual(expect.arrayContaining(ofDump))
    const rest = diagnose(document(dump), { dumpsDone: true }).findings
    expect(rest.filter(({ rule }) => ofDump.some((one) => one.rule === rule))).toEqual([])
  })

  it('has what cannot be told where it was asked for', () => {
    const all = diagnoseDump(dump, { cannotTell: true })
    expect(all.length).toBeGreaterThan(diagnoseDump(dump).length)
    expect(all.at(-1)?.verdict).toBe('cannot-tell')
  })

  it('that is a failed allocation is one as well', () => {
    const failure = event('page-allocation-failure', KERNEL, '10:00:00', {
      comm: 'app',
      trigger: { order: 4, gfpMask: '0x40dc0', gfpFlags: ['GFP_KERNEL', '__GFP_COMP', '__GFP_ZERO'] },
      completeness: { complete: false, missing: [], foreignLines: 0, lostLines: 0, unexplained: [] },
      pageSizeBytes: 4096,
    } as Record<string, unknown>)
    const said = diagnoseDump(failure, { cannotTell: true }).map(({ rule }) => rule)
    expect(said).toEqual(diagnose(document(failure), { cannotTell: true }).findings.map(({ rule }) => rule))
  })
})
