import { describe, expect, it } from 'vitest'
import type { Event } from '../record/index.js'
import { caseOf } from './case.js'
import { API, CAPTURE, event, KUBELET, nodeConfig, oom } from './events.fixture.js'
import {
  allocatableAt,
  capacitiesOf,
  capacityFor,
  printedAllocatable,
  printedCapacity,
} from './node-facts.js'
import { reservationsOf } from './reservation.js'

const of = (...events: Event[]) => caseOf(events, [])
const machine = (clock: string, memoryCapacityBytes?: number) =>
  event('kubelet-notice', KUBELET, clock, { memoryCapacityBytes })
const node = (clock: string | undefined, fields: object) =>
  event('node-allocatable', API, clock, { node: 'a', ...fields })
const memory = (memTotalBytes: number) => event('node-memory', CAPTURE, '10:00:00', { memTotalBytes })
const start = nodeConfig('10:00:00', 0)

describe('the capacity that a computation used', () => {
  it('is what the kubelet read last before it', () => {
    const one = of(machine('09:00:00', 100), machine('09:59:00', 200), start, machine('11:00:00', 300))
    expect(capacityFor(one, start)?.bytes).toBe(200)
  })

  it('is what the kubelet read first, where it logged nothing before', () => {
    expect(capacityFor(of(start, machine('10:00:01', 200), machine('11:00:00', 300)), start)?.bytes).toBe(200)
  })

  it('is what the API says where the kubelet did not, and then what the machine says', () => {
    const api = node('12:00:00', { capacityBytes: 500 })
    const notice = machine('09:00:00')
    expect(capacityFor(of(notice, start, memory(600), node('11:00:00', {}), api), start)).toEqual({
      bytes: 500,
      event: api,
    })
    expect(capacityFor(of(start, memory(600)), start)?.bytes).toBe(600)
    expect(capacityFor(of(notice, start), start)).toBeUndefined()
  })
})

it('all amounts that were read as the capacity, each once', () => {
  const one = of(
    machine('09:00:00', 100),
    machine('09:01:00'),
    machine('09:02:00', 100),
    node('10:00:00', { capacityBytes: 200 }),
    node('10:00:00', {}),
    memory(300),
  )
  expect(capacitiesOf(one)).toEqual([100, 200, 300])
})

it('an amount is quoted from the field of its record', () => {
  const lines = { capacityBytes: 11, allocatableBytes: 12, memTotalBytes: 13, memoryCapacityBytes: 14 }
  const api = node('10:00:00', { lines })
  expect(printedCapacity({ bytes: 1, event: api }).line).toBe(11)
  expect(printedAllocatable({ bytes: 1, event: api }).line).toBe(12)
  expect(printedCapacity({ bytes: 1, event: { ...memory(1), lines } as never }).line).toBe(13)
  expect(printedCapacity({ bytes: 1, event: { ...machine('10:00:00', 1), lines } as never }).line).toBe(14)
})

describe('Allocatable at a moment', () => {
  const kill = oom('12:00:00', '/kubepods.slice', 1)
  const at = (...events: Event[]) => {
    const one = of(...events)
    return allocatableAt(one, kill, reservationsOf(one))?.bytes
  }
  const offered = (clock: string, allocatableBytes?: number) => node(clock, { allocatableBytes })

  it('is the last one before it, else the first behind it', () => {
    expect(at(offered('10:00:00', 100), offered('11:00:00', 200), kill, offered('13:00:00', 300))).toBe(200)
    expect(at(kill, offered('13:00:00', 300), offered('14:00:00', 400))).toBe(300)
    expect(at(offered('11:00:00'), kill, offered('13:00:00', 300))).toBe(300)
    expect(at(kill)).toBeUndefined()
  })

  it('is not told by a node that was read under another reservation', () => {
    const before = nodeConfig('09:00:00', 100)
    expect(at(before, offered('10:00:00', 100), nodeConfig('11:00:00', 200), kill)).toBeUndefined()
    expect(at(before, kill, nodeConfig('12:30:00', 200), offered('13:00:00', 300))).toBeUndefined()
  })

  it('is told beyond a start that reserves the same', () => {
    const before = nodeConfig('09:00:00', 100)
    expect(at(before, offered('10:00:00', 100), nodeConfig('11:00:00', 100), kill)).toBe(100)
    expect(at(before, kill, nodeConfig('12:30:00', 100), offered('13:00:00', 300))).toBe(300)
  })

  it('is told where the other reservation came when both were over', () => {
    expect(at(offered('10:00:00', 100), kill, nodeConfig('12:30:00', 200))).toBe(100)
  })
})
