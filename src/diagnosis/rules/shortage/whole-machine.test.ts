import { describe, expect, it } from 'vitest'
import { machineTells } from './whole-machine.js'
import { failureOf, shortOf } from './zones.fixture.js'

const { completeness } = shortOf()

describe('machineTells', () => {
  it.each([
    ['an OOM of the machine', true, shortOf()],
    ['an OOM of some nodes', true, shortOf({ scope: 'cpuset' })],
    ['an OOM of a memory cgroup', false, shortOf({ scope: 'memcg' })],
    ['an OOM that somebody asked for', false, shortOf({ trigger: { manual: true } })],
    ['a failed allocation', true, failureOf()],
    ['an allocation that takes long', true, failureOf({ kind: 'stall' })],
    ['a failed vmalloc', false, failureOf({ kind: 'vmalloc' })],
    ['a failed allocation of slab', false, failureOf({ kind: 'slub' })],
    ['a dump that lost lines', false, shortOf({ completeness: { ...completeness, lostLines: 1 } })],
    [
      'a dump with a problem of its numbers',
      true,
      shortOf({ problems: [{ code: 'foreign-lines', message: '' }] }),
    ],
  ])('%s: %s', (_, expected, dump) => {
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
