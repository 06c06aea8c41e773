import { describe, expect, it } from 'vitest'
import { type Draft, newDraft } from './draft.js'
import { outcomeOf, scopeOf } from './scope.js'

type Told = Partial<Omit<Draft, 'seen'>> & { readonly seen?: readonly string[] }

function draftOf({ seen = [], ...told }: Told): Draft {
  return { ...newDraft(), ...told, seen: new Set(seen) }
}

const named = (constraint: string) => ({ constraint: { constraint } })
const owned = (constraint: string) => ({ constraint: { constraint, oomMemcg: '/a' } })
const counters = { cgroup: { memory: { usageBytes: 4096, limitBytes: 4096 } } }
const victim = { pid: 7, comm: 'java' }
const MESSAGE = 'Out of memory'

describe('whose shortage it was', () => {
  it.each<[string, string, Told]>([
    // 5.0 calls every OOM a CONSTRAINT_NONE, also that of a group.
    ['memcg', 'an owner', owned('CONSTRAINT_NONE')],
    ['memcg', 'an owner, whatever the constraint', owned('CONSTRAINT_CPUSET')],
    ['memcg', 'the constraint', named('CONSTRAINT_MEMCG')],
    ['cpuset', 'the constraint', named('CONSTRAINT_CPUSET')],
    ['mempolicy', 'the constraint', named('CONSTRAINT_MEMORY_POLICY')],
    ['global', 'the constraint', named('CONSTRAINT_NONE')],
    [
      'global',
      'the constraint before the words of the kill line',
      { ...named('CONSTRAINT_NONE'), killMessage: 'No available memory (MPOL_BIND)' },
    ],
    [
      'memcg',
      'counters of a group before a constraint without an owner',
      { ...named('CONSTRAINT_NONE'), ...counters },
    ],
    ['memcg', 'the limit’s owner', { ...named('CONSTRAINT_NONE'), cgroup: { limitOwner: '/a' } }],
    ['memcg', 'the heading of statistics', { ...named('CONSTRAINT_NONE'), seen: ['memcg-stats-heading'] }],
    ['memcg', 'the words of the kill line', { killMessage: 'Memory cgroup out of memory' }],
    ['mempolicy', 'the words of the kill line', { killMessage: 'No available memory (MPOL_BIND)' }],
    ['memcg', 'counters alone', counters],
    [
      'memcg',
      'counters before the words of a global panic',
      { ...counters, panic: 'out of memory. panic_on_oom is selected' },
    ],
    ['global', 'a panic', { panic: 'out of memory. panic_on_oom is selected' }],
    [
      'unknown',
      'a panic by the policy for all kinds',
      { panic: 'Out of memory: compulsory panic_on_oom is enabled' },
    ],
    [
      'global',
      'a panic by the policy for all kinds behind Mem-Info',
      { panic: 'Out of memory: compulsory panic_on_oom is enabled', seen: ['zone'] },
    ],
    ['unknown', 'nothing', {}],
    ['unknown', 'Mem-Info without an end', { seen: ['mem-info', 'zone'] }],
    ['global', 'a kill line until 4.20', { killMessage: MESSAGE, victims: [victim] }],
    [
      'unknown',
      'a kill line of 5.4 and later, whose summary is lost',
      { killMessage: MESSAGE, victims: [{ ...victim, pgtablesBytes: 4096 }] },
    ],
  ])('%s: by %s', (scope, _, told) => {
    expect(scopeOf(draftOf(told))).toBe(scope)
  })

  const policy = (nodemask: string | undefined, memsAllowed: string | undefined, seen = ['mem-info']) =>
    scopeOf(
      draftOf({
        killMessage: MESSAGE,
        seen,
        trigger: {
          ...(nodemask === undefined ? {} : { nodemask }),
          ...(memsAllowed === undefined ? {} : { memsAllowed }),
        },
      }),
    )

  it('mempolicy: by nodes that are not those of the cpuset (4.11 to 4.20)', () => {
    expect(policy('0', '0-1')).toBe('mempolicy')
    expect(policy('0,2-3', '0-3')).toBe('mempolicy')
  })

  it.each([
    ['the same nodes', policy('0-1', '0-1')],
    ['no nodes', policy('(null)', '0-1')],
    ['nodes that are garbled', policy('0x1', '0-1')],
    ['nodes that the line does not have', policy(undefined, '0-1')],
    ['no nodes of the cpuset', policy('0', undefined)],
    ['no Mem-Info', policy('0', '0-1', [])],
  ])('global: by %s', (_, scope) => {
    expect(scope).toBe('global')
  })
})

describe('how it ended', () => {
  const selected = { pid: 7, comm: 'java', score: 1, allocating: false, line: 1 }
  it.each<[string, string, Told]>([
    ['panic', 'a panic, whoever was chosen', { panic: 'out of memory', selected, noKillable: true }],
    ['no-killable-process', 'nothing that can be killed', { noKillable: true }],
    ['killed', 'a kill line', { victims: [victim] }],
    ['killed', 'a kill line that may be another dump’s', { possibleVictims: [victim] }],
    ['killed', 'a choice', { selected }],
    ['killed', 'a report of the reaper', { reaped: new Map([[7, { comm: 'java' }]]) }],
    ['unknown', 'the summary alone', named('CONSTRAINT_NONE')],
    ['unknown', 'nothing', {}],
  ])('%s: by %s', (outcome, _, told) => {
    expect(outcomeOf(draftOf(told))).toBe(outcome)
  })
})
