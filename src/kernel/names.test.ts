import { describe, expect, it } from 'vitest'
import { anyOf } from './literal.js'
import { camelCase, kilobytes } from './names.js'
import { isTaskName } from './task-name.js'

describe('our spelling of a counter', () => {
  it.each([
    ['active_anon', 'activeAnon'],
    ['isolated(anon)', 'isolatedAnon'],
    ['Balloon', 'balloon'],
    ['slab_reclaimable', 'slabReclaimable'],
    ['nr_8', 'nr8'],
    ['a__b', 'aB'],
    ['reserved_highatomic', 'reservedHighatomic'],
    ['KernelStack', 'kernelStack'],
  ])('of %s is %s', (key, spelt) => {
    expect(camelCase(key)).toBe(spelt)
    expect(camelCase(key)).toBe(spelt)
  })

  it('knows KiB', () => {
    expect(kilobytes(3)).toBe(3072)
  })
})

describe('the name of a task', () => {
  it.each(['', 'java', '123456789012345', 'ä'.repeat(7), '\\xff'.repeat(15), 'a\\xc3\\xa9bcdefghijkl'])(
    'can be %j',
    (name) => {
      expect(isTaskName(name)).toBe(true)
    },
  )

  it.each(['1234567890123456', 'ä'.repeat(8), '\\xff'.repeat(16), '\\xf'.repeat(6), '\\xFF'.repeat(4)])(
    'cannot be %j',
    (name) => {
      expect(isTaskName(name)).toBe(false)
    },
  )
})

describe('a search for any of some texts', () => {
  it('takes them by the letter', () => {
    const search = anyOf(['a.b', '(x)', '^$', '{1}', 'a|c', '[0]', '\\d', '1*2+3?'])
    for (const text of ['-a.b-', '(x)', '^$', '{1}', 'a|c', '[0]', '\\d', '1*2+3?'])
      expect(search.test(text)).toBe(true)
    for (const text of ['axb', 'x', '', '1', 'c', '0', '5', '1123']) expect(search.test(text)).toBe(false)
  })

  it('finds nothing where there are none', () => {
    expect(anyOf([]).test('')).toBe(false)
    expect(anyOf([]).test('a')).toBe(false)
  })
})
