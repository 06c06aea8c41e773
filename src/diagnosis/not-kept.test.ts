import { describe, expect, it } from 'vitest'
import type { EventType, Finding } from '../record/index.js'
import { caseOf } from './case.js'
import { lacksChanges, ofThoseKept } from './not-kept.js'
import { RULES } from './rules/index.js'

const without = (...types: EventType[]) => caseOf([], [], new Set(types))
const FREQUENT: EventType[] = [
  'oom',
  'page-allocation-failure',
  'kubelet-eviction',
  'kubelet-system-oom',
  'kubelet-notice',
  'container-exit',
  'container-oom-killed',
  'runtime-oom',
  'userspace-oom-kill',
  'pod-evicted',
]

it('changes may lack where a start, a reload or a configuration was not kept', () => {
  expect(lacksChanges(without())).toBe(false)
  expect(lacksChanges(without(...FREQUENT))).toBe(false)
  expect(lacksChanges(without('oom', 'systemd-reload'))).toBe(true)
  expect(lacksChanges(without('kubelet-start'))).toBe(true)
})

describe('what is said of a part of the events', () => {
  const rule = RULES.find(({ id }) => id === 'repeat')
  const said: Finding = {
    rule: 'repeat',
    verdict: 'confirmed',
    title: 'Again',
    summary: 'Killed 5 times.',
    events: ['oom-1'],
    evidence: [],
    missing: ['one'],
    next: [],
    references: [],
    figures: { killsCount: 5 },
  }
  const of = (finding: Finding, ...types: EventType[]) => {
    if (rule === undefined) throw new Error('no such rule')
    return ofThoseKept(without(...types), rule, [finding])
  }
  const lacking = (types: string) =>
    `all events of the log: of ${types} there were more than are kept, and what is counted here are those that were`

  it('is as firm as ever where nothing lacks that the rule needs', () => {
    expect(of(said)).toEqual([said])
    expect(of(said, 'container-exit')).toEqual([said])
  })

  it('is not confirmed and has no figures where events lack that it needs', () => {
    const { figures: _, ...rest } = said
    expect(of(said, 'oom')).toEqual([{ ...rest, verdict: 'likely', missing: ['one', lacking('oom')] }])
  })

  it('nor where changes lack, whatever the rule needs', () => {
    expect(of(said, 'container-exit', 'systemd-reload', 'oom')).toMatchObject([
      { verdict: 'likely', missing: ['one', lacking('systemd-reload, oom')] },
    ])
  })

  it('is no firmer than it was', () => {
    expect(of({ ...said, verdict: 'possible' }, 'oom')).toMatchObject([{ verdict: 'possible' }])
  })
})
