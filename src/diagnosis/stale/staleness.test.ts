import { describe, expect, it } from 'vitest'
import type { Chain } from './chain.js'
import { stalenessOf } from './staleness.js'

const MIB = 1024 ** 2
const LIMIT = { bytes: 1000 * MIB, pageBytes: 4096 }

/** What the chain has beside the limit of 1000 MiB; a reservation is told by its two parts. */
function staleness(found: Record<string, unknown>): string | undefined {
  return stalenessOf({ limit: LIMIT, outdated: false, notFirst: false, ...found } as unknown as Chain)
}

const reserved = (kubeBytes: number, systemBytes = 0) => ({ kubeBytes, systemBytes })
const change = { type: 'config-file-modified' }
const enforced = { type: 'kubelet-allocatable-enforced' }

describe('the limit is below', () => {
  it('Allocatable, by whatever amount', () => {
    expect(staleness({ allocatable: { bytes: LIMIT.bytes + 1 } })).toBe('below-allocatable')
    expect(staleness({ allocatable: { bytes: LIMIT.bytes } })).toBeUndefined()
    expect(staleness({ allocatable: { bytes: LIMIT.bytes - MIB } })).toBeUndefined()
  })

  it('what the configuration leads to, by a page and more', () => {
    expect(staleness({ expected: { bytes: LIMIT.bytes + 4096 } })).toBe('below-configuration')
    expect(staleness({ expected: { bytes: LIMIT.bytes + 4095 } })).toBeUndefined()
    expect(staleness({ expected: { bytes: LIMIT.bytes - MIB } })).toBeUndefined()
  })

  it('a reading, where no configuration was read that says otherwise', () => {
    expect(staleness({ reading: { bytes: LIMIT.bytes + MIB } })).toBe('below-reading')
    expect(
      staleness({ reading: { bytes: LIMIT.bytes + MIB }, expected: { bytes: LIMIT.bytes } }),
    ).toBeUndefined()
    expect(staleness({ reading: { bytes: 1 }, allocatable: { bytes: LIMIT.bytes } })).toBe('below-reading')
  })
})

describe('where no amount says it', () => {
  const less = { first: reserved(300), later: reserved(100, 100) }

  it('it is suspected that an enforced limit is older than a smaller reservation', () => {
    expect(staleness({ enforced, ...less })).toBe('suspected')
  })

  it.each([
    ['nothing was enforced', less],
    [
      'the later reservation is the same in sum',
      { enforced, first: reserved(300), later: reserved(200, 100) },
    ],
    ['the later reservation is larger', { enforced, first: reserved(300), later: reserved(301) }],
    ['there is no later one', { enforced, first: reserved(300) }],
    ['there is no first one', { enforced, later: reserved(300) }],
    ['Allocatable is not above the limit', { enforced, ...less, allocatable: { bytes: LIMIT.bytes } }],
  ])('it is not, where %s', (_, found) => {
    expect(staleness(found)).toBeUndefined()
  })

  it('it is suspected where the file changed behind the only start', () => {
    expect(staleness({ enforced, first: reserved(300), changed: change })).toBe('suspected')
  })

  it.each([
    [
      'a later start read the change',
      { enforced, first: reserved(300), later: reserved(300), changed: change },
    ],
    ['no start was read', { enforced, changed: change }],
    ['nothing was enforced behind it', { first: reserved(300), changed: change }],
  ])('it is not, where %s', (_, found) => {
    expect(staleness(found)).toBeUndefined()
  })
})
