import { describe, expect, it } from 'vitest'
import type { Event } from '../../record/index.js'
import { caseOf } from '../case.js'
import { event, inTimelineOrder, KUBELET, nodeConfig } from '../events.fixture.js'
import { reservationsOf } from '../reservation.js'
import { amountsBeside, computedFrom, computedInWords, isRight, reservedInWords } from './expected.js'
import { limitFactsOf } from './facts.js'
import { MIB, machine } from './stale.fixture.js'

const config = (fields: Record<string, unknown> = {}) => nodeConfig('10:00:00', 300 * MIB, fields)

function computed(capacityMib: number | undefined, fields: Record<string, unknown> = {}) {
  const events: Event[] = [...(capacityMib === undefined ? [] : [machine(capacityMib)]), config(fields)]
  const facts = limitFactsOf(caseOf(inTimelineOrder(events), []))
  const [reservation] = facts.reservations
  if (reservation === undefined) throw new Error('no reservation')
  return computedFrom(facts, reservation)
}

describe('what a configuration leads to', () => {
  it('is the capacity less all that is reserved', () => {
    expect(computed(1300)?.bytes).toBe(1000 * MIB)
    expect(computed(1300, { systemReservedMemoryBytes: 100 * MIB })?.bytes).toBe(900 * MIB)
  })

  it('is the capacity where pods are not enforced', () => {
    expect(computed(1300, { enforceNodeAllocatable: ['system-reserved'] })?.bytes).toBe(1300 * MIB)
  })

  it('is not known without a capacity, or with one that does not hold what is reserved', () => {
    expect(computed(undefined)).toBeUndefined()
    expect(computed(300)).toBeUndefined()
    expect(computed(301)?.bytes).toBe(MIB)
  })

  it('is computed once', () => {
    const facts = limitFactsOf(caseOf([machine(1300), config()], []))
    const [reservation] = facts.reservations
    if (reservation === undefined) throw new Error('no reservation')
    const found = computedFrom(facts, reservation)
    expect(computedFrom(facts, reservation)).toBe(found)
    expect(facts.computed.get(reservation)).toBe(found)
    const bare = limitFactsOf(caseOf([config()], []))
    expect(computedFrom(bare, reservation)).toBeUndefined()
    expect(bare.computed.get(reservation)).toBe('nothing')
    expect(computedFrom(bare, reservation)).toBeUndefined()
  })
})

describe('in words', () => {
  const words = (capacityMib: number, fields = {}) => {
    const found = computed(capacityMib, fields)
    return found && computedInWords(found)
  }
  const reservation = (fields: Record<string, unknown>) => {
    const [found] = reservationsOf(caseOf([config(fields)], []))
    if (found === undefined) throw new Error('no reservation')
    return found
  }

  it('it is what is reserved, and what that leaves', () => {
    expect(words(1300)).toBe(
      'kube-reserved 314572800 bytes (300 MiB), no system-reserved (capacity less that is 1024000 KiB, 1000 MiB)',
    )
    expect(words(1300, { enforceNodeAllocatable: [] })).toBe(
      'pods not enforced (the limit is the capacity, 1331200 KiB, 1.26 GiB)',
    )
  })

  it('an amount of another line stands in brackets, and beside', () => {
    const lines = { kubeReservedMemoryBytes: 77, systemReservedMemoryBytes: 78 }
    const beside = reservation({ lines, systemReservedMemoryBytes: 100 * MIB })
    expect(reservedInWords(beside)).toBe(
      'kube-reserved (314572800 bytes, 300 MiB), system-reserved (104857600 bytes, 100 MiB)',
    )
    expect(amountsBeside(beside).map(({ name, printed }) => [name, printed.line])).toEqual([
      ['kube-reserved', 77],
      ['system-reserved', 78],
    ])
  })

  it('an amount of the first line does not', () => {
    const inLine = reservation({ systemReservedMemoryBytes: 100 * MIB })
    expect(reservedInWords(inLine)).toBe(
      'kube-reserved 314572800 bytes (300 MiB), system-reserved 104857600 bytes (100 MiB)',
    )
    expect(amountsBeside(inLine)).toEqual([])
  })

  it('what is not reserved has no amount', () => {
    const bare = reservation({ kubeReservedMemoryBytes: undefined, kubeReserved: {} })
    expect(reservedInWords(bare)).toBe('no kube-reserved, no system-reserved')
    expect(amountsBeside(bare)).toEqual([])
  })

  it('an amount of a flag is that of another record', () => {
    const flag = event('kubelet-flag', KUBELET, '09:59:30', {
      name: 'system-reserved',
      value: 'memory=100Mi',
    })
    const [found] = reservationsOf(caseOf([flag, config({ systemReserved: undefined })], []))
    expect(found && amountsBeside(found).map(({ name, printed }) => [name, printed.event])).toEqual([
      ['system-reserved', flag],
    ])
    expect(found && reservedInWords(found)).toBe(
      'kube-reserved 314572800 bytes (300 MiB), system-reserved (memory=100Mi, 100 MiB)',
    )
  })
})

describe('a limit is right', () => {
  const node = (...capacitiesMib: number[]) =>
    limitFactsOf(caseOf([...capacitiesMib.map((mib) => machine(mib)), config()], []))
  const right = (facts: ReturnType<typeof node>, bytes: number, podsEnforced = true) => {
    const [reservation] = facts.reservations
    if (reservation === undefined) throw new Error('no reservation')
    return isRight(facts, bytes, { ...reservation, podsEnforced }, 4096)
  }

  it('for one of the capacities, within a page', () => {
    expect(right(node(1300), 1000 * MIB)).toBe(true)
    expect(right(node(1300, 1400), 1000 * MIB)).toBe(true)
    expect(right(node(1300), 1000 * MIB - 4095)).toBe(true)
    expect(right(node(1300), 1000 * MIB - 4096)).toBe(false)
    expect(right(node(), 1000 * MIB)).toBe(false)
  })

  it('at the capacity where pods are not enforced', () => {
    expect(right(node(1300), 1300 * MIB, false)).toBe(true)
    expect(right(node(1300), 1000 * MIB, false)).toBe(false)
  })
})
