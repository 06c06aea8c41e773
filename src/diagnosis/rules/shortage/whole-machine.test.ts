import { describe, expect, it } from 'vitest'
import { machineTells } from './whole-machine.js'
import { failureOf, shortOf } from './zones.fixture.js'

const { completeness } = shortOf()

describe('machineTells', () => {
  it.each([
    ['an OOM of the machine', shortOf(), true],
    ['an OOM of some nodes', shortOf({ scope: 'cpuset' }), true],
    ['an OOM of a memory cgroup', shortOf({ scope: 'memcg' }), false],
    ['an OOM that somebody asked for', shortOf({ trigger: { manual: true } }), false],
    ['a failed allocation', failureOf(), true],
    ['an allocation that takes long', failureOf({ kind: 'stall' }), true],
    ['a failed vmalloc', failureOf({ kind: 'vmalloc' }), false],
    ['a failed allocation of slab', failureOf({ kind: 'slub' }), false],
    ['a dump that lost lines', shortOf({ completeness: { ...completeness, lostLines: 1 } }), false],
    [
      'a dump with a problem of its numbers',
      shortOf({ problems: [{ code: 'foreign-lines', message: '' }] }),
      true,
    ],
  ])('%s: %s', (_, dump, expected) => {
    expect(machineTells(dump)).toBe(expected)
  })

  it.each(['ambiguous-lines', 'interrupted', 'began-inside'])('not a dump that may be two: %s', (code) => {
    const problems = [
      { code: 'foreign-lines', message: '' },
      { code, message: '' },
    ]
    expect(machineTells(shortOf({ problems }))).toBe(false)
  })
})
