import { describe, expect, it } from 'vitest'
import type { Event } from '../../record/index.js'
import { caseOf } from '../case.js'
import { atOfClock, event, FILES, inTimelineOrder, JOURNAL, KERNEL, nodeConfig } from '../events.fixture.js'
import { type Chain, chainOf, isHealthy } from './chain.js'
import { limitFactsOf } from './facts.js'
import {
  changed,
  enforced,
  failed,
  hitAt,
  MIB,
  machine,
  nodeObject,
  readLimit,
  reloaded,
} from './stale.fixture.js'

const limit = hitAt('11:00:00')
const hit = limit.event
const config = (clock: string, mib: number) => nodeConfig(clock, mib * MIB)
const boot = (clock: string) => event('boot', KERNEL, clock, { form: 'kernel-banner' })

const factsOf = (events: readonly Event[]) => limitFactsOf(caseOf(inTimelineOrder([...events, hit]), []))
const chain = (...events: Event[]): Chain => chainOf(factsOf(events), limit)

describe('the computation', () => {
  const [first, second] = [config('10:00:00', 300), config('10:30:00', 100)]

  it('is expected of the last configuration, and the limit comes from an earlier one', () => {
    const found = chain(machine(1300), first, second)
    expect(found.expected?.reservation.event).toBe(second)
    expect(found.expected?.bytes).toBe(1200 * MIB)
    expect(found.origin?.reservation.event).toBe(first)
    expect(found).toMatchObject({ notFirst: false, outdated: false })
    expect([found.first?.event, found.later?.event]).toEqual([first, second])
  })

  it('of the only configuration is no origin', () => {
    const found = chain(machine(1300), first)
    expect(found.expected?.reservation.event).toBe(first)
    expect(found.origin).toBeUndefined()
    expect(found.later).toBeUndefined()
  })

  it('that leads to the limit may not be the first', () => {
    const other = config('09:00:00', 200)
    const found = chain(machine(1300), other, first, second)
    expect(found.origin?.reservation.event).toBe(first)
    expect(found.notFirst).toBe(true)
    expect(found.first?.event).toBe(other)
  })

  it('that leads to another limit is none of its', () => {
    expect(chain(machine(1300), config('10:00:00', 301), second).origin).toBeUndefined()
  })

  it('after the moment does not count, nor one of another boot', () => {
    expect(chain(machine(1300), first, config('11:30:00', 100)).expected?.reservation.event).toBe(first)
    const found = chain(machine(1300), first, boot('10:10:00'), second)
    expect(found.first?.event).toBe(second)
    expect(found.origin).toBeUndefined()
  })

  it('without a log is that of a file', () => {
    const file = event('kubelet-config', FILES, '10:10:00', {
      kubeReserved: {},
      kubeReservedMemoryBytes: 100 * MIB,
      systemReserved: {},
    })
    const found = chain(machine(1300), file)
    expect(found.expected?.reservation.event).toBe(file)
    expect(found.first).toBeUndefined()
    expect(chain(machine(1300), first, file).expected?.reservation.event).toBe(first)
    expect(chain(machine(1300), first, file).later?.event).toBe(file)
    expect(chain(machine(1300), file, first, second).later?.event).toBe(second)
  })

  it('is outdated where Allocatable is above it', () => {
    const found = chain(machine(1300), first, nodeObject('10:50:00', 1001))
    expect(found.outdated).toBe(true)
    expect(found.expected).toBeUndefined()
    expect(found.origin?.reservation.event).toBe(first)
    expect(chain(machine(1300), first, nodeObject('10:50:00', 1000)).outdated).toBe(false)
    expect(chain(first, nodeObject('10:50:00', 1001)).outdated).toBe(false)
  })

  it('with another sum is a later one, the last that was read', () => {
    const [same, other] = [config('10:40:00', 300), config('10:20:00', 250)]
    expect(chain(first, other, second, same).later?.event).toBe(second)
    expect(chain(first, same).later).toBeUndefined()
  })
})

describe('the change', () => {
  const first = config('10:00:00', 300)

  it('is the last one between the computation and the enforcement', () => {
    const [early, late] = [changed('10:10:00'), changed('10:15:00')]
    const found = chain(first, changed('09:59:00'), early, late, enforced('10:20:00'), changed('10:30:00'))
    expect(found.changed).toBe(late)
  })

  it('lies before the start that read it, where nothing was enforced', () => {
    const [early, late] = [changed('10:10:00'), changed('10:40:00')]
    expect(chain(first, early, config('10:30:00', 100), late).changed).toBe(early)
    expect(chain(first, early, late).changed).toBe(late)
  })

  it('lies before the moment', () => {
    expect(chain(first, changed('11:10:00')).changed).toBeUndefined()
  })

  it('may be of the second of the enforcement', () => {
    const same = changed('10:20:00.9')
    expect(chain(first, same, enforced('10:20:00.2')).changed).toBe(same)
    expect(chain(first, changed('10:20:03'), enforced('10:20:00')).changed).toBeUndefined()
  })

  it('may come behind the enforcement where a later start is not in the log', () => {
    const late = changed('10:30:00')
    const events = [machine(1300), first, enforced('10:20:00'), late]
    expect(chain(...events).changed).toBeUndefined()
    expect(chain(...events, nodeObject('10:50:00', 1001)).changed).toBe(late)
  })

  it('of a log without a computation is the last one', () => {
    const late = changed('10:10:00')
    expect(chain(changed('09:00:00'), late).changed).toBe(late)
  })
})

describe('the enforcement', () => {
  const first = config('10:00:00', 300)
  const second = config('10:30:00', 100)

  it('is one anew where the file changed before it', () => {
    const late = enforced('10:20:00')
    expect(chain(first, enforced('10:00:01'), changed('10:10:00'), late).enforced).toBe(late)
    expect(chain(first, enforced('10:00:01'), changed('10:10:00')).enforced).toBeUndefined()
  })

  it('is one anew where it is that of a later start', () => {
    const late = enforced('10:30:01')
    expect(chain(first, enforced('10:00:01'), late).enforced).toBe(late)
    expect(chain(first, second, late).enforced).toBe(late)
    expect(chain(first, enforced('10:00:01'), second).enforced).toBeUndefined()
    expect(chain(first, enforced('10:00:01')).enforced).toBeUndefined()
    expect(chain(first).enforced).toBeUndefined()
    expect(chain(enforced('10:00:01'), late).enforced).toBe(late)
    expect(chain(enforced('10:00:01')).enforced).toBeUndefined()
  })

  it('of another boot, or after the moment, is none', () => {
    expect(chain(enforced('09:00:00'), boot('09:30:00'), enforced('10:00:01')).enforced).toBeUndefined()
    expect(chain(enforced('10:00:01'), enforced('11:30:00')).enforced).toBeUndefined()
  })

  it('that failed is the last one of the start, unless one succeeded after it', () => {
    const late = failed('10:40:00')
    expect(chain(first, failed('10:10:00'), late).failed).toBe(late)
    expect(chain(first, failed('10:10:00'), second).failed).toBeUndefined()
    expect(chain(first, failed('10:10:00'), enforced('10:20:00')).failed).toBeUndefined()
    expect(chain(first, enforced('10:20:00'), late).failed).toBe(late)
    expect(chain(late).failed).toBe(late)
    expect(chain(first, failed('11:10:00')).failed).toBeUndefined()
  })
})

describe('the readings', () => {
  const first = config('10:00:00', 300)

  it('have a good one: the last that was higher by a page, after the limit was set anew', () => {
    const good = readLimit('10:40:00', 1000 * MIB + 4096)
    expect(
      chain(first, readLimit('10:10:00', 1100 * MIB), good, readLimit('10:50:00', 1000 * MIB)).reading?.event,
    ).toBe(good)
    expect(chain(first, readLimit('10:40:00', 1000 * MIB + 4095)).reading).toBeUndefined()
    expect(chain(first, readLimit('11:40:00', 1200 * MIB)).reading).toBeUndefined()
    expect(
      chain(first, readLimit('10:15:00', 1200 * MIB), changed('10:10:00'), enforced('10:20:00')).reading,
    ).toBeUndefined()
  })

  it('count from the change where nothing was enforced, or from the second start', () => {
    const early = readLimit('10:05:00', 1200 * MIB)
    expect(chain(first, early, changed('10:10:00')).reading).toBeUndefined()
    expect(chain(first, early, config('10:30:00', 100)).reading).toBeUndefined()
    expect(chain(first, early).reading?.event).toBe(early)
  })

  it('have what systemd holds, where it is the limit', () => {
    const stored = readLimit('11:30:00', 1000 * MIB, 'systemd')
    expect(chain(readLimit('11:10:00', 999 * MIB, 'systemd'), stored).stored?.event).toBe(stored)
    expect(chain(readLimit('11:10:00', 999 * MIB, 'systemd')).stored).toBeUndefined()
    expect(chain(readLimit('09:00:00', 1000 * MIB, 'systemd'), boot('09:30:00')).stored).toBeUndefined()
  })
})

describe('the reload', () => {
  const first = config('10:00:00', 300)

  it('comes after the limit was set anew', () => {
    const late = reloaded('10:40:00')
    expect(chain(first, changed('10:10:00'), reloaded('10:15:00'), enforced('10:20:00'), late).reload).toBe(
      late,
    )
    expect(chain(first, changed('10:10:00'), reloaded('10:05:00'), late).reload).toBe(late)
    expect(chain(first, reloaded('10:25:00'), config('10:30:00', 100), late).reload).toBe(late)
  })

  it('is doubtful only where none is certain', () => {
    const unsure = { ...reloaded('10:59:00'), at: atOfClock('10:59:00', JOURNAL, 600_000) }
    expect(chain(first, unsure).doubtfulReload).toBe(unsure)
    expect(chain(first, reloaded('10:30:00'), unsure)).not.toHaveProperty('doubtfulReload')
  })
})

it('has no keys for what was not found', () => {
  expect(chain()).toEqual({ limit, outdated: false, notFirst: false })
})

describe('a limit is healthy', () => {
  const healthy = (...events: Event[]) => {
    const facts = factsOf(events)
    return isHealthy(facts, chainOf(facts, limit))
  }

  it('where it is right for the configuration, with whatever capacity', () => {
    expect(healthy(machine(1300), config('10:00:00', 300))).toBe(true)
    expect(healthy(machine(1400), machine(1300), config('10:00:00', 300))).toBe(true)
    expect(healthy(machine(1300), config('10:00:00', 299))).toBe(false)
  })

  it('not below Allocatable, and not without a configuration', () => {
    expect(healthy(machine(1300), config('10:00:00', 300), nodeObject('10:50:00', 1000))).toBe(true)
    expect(healthy(machine(1400), machine(1300), config('10:00:00', 300), nodeObject('10:50:00', 1001))).toBe(
      false,
    )
    expect(healthy(machine(1300))).toBe(false)
  })
})
