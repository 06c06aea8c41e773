import { describe, expect, it } from 'vitest'
import type { Event } from '../../record/index.js'
import { caseOf } from '../case.js'
import { atOfClock, CAPTURE, inTimelineOrder, nodeConfig } from '../events.fixture.js'
import { limitFactsOf } from './facts.js'
import { enforced, MIB, readLimit, reloaded } from './stale.fixture.js'
import { droppedLimit } from './without-oom.js'

const HIGH = 1200 * MIB
const LOW = 1000 * MIB
const read = (clock: string, limitBytes: number, lastClock?: string) =>
  readLimit(
    clock,
    limitBytes,
    'cgroup',
    lastClock === undefined ? {} : { lastAt: atOfClock(lastClock, CAPTURE) },
  )
const dropped = (...events: Event[]) => droppedLimit(limitFactsOf(caseOf(inTimelineOrder(events), [])))

describe('a limit that fell', () => {
  const high = read('10:00:00', HIGH)
  const low = read('11:00:00', LOW)

  it('is the lower reading, with a reload between the two', () => {
    expect(dropped(high, reloaded('10:30:00'), low)).toEqual({
      event: low,
      bytes: LOW,
      owner: '/kubepods.slice',
      pageBytes: 4096,
    })
  })

  it('fell by a page at least', () => {
    const by = (bytes: number) => dropped(high, reloaded('10:30:00'), read('11:00:00', HIGH - bytes))
    expect(by(4095)).toBeUndefined()
    expect(by(4096)?.bytes).toBe(HIGH - 4096)
    expect(by(-MIB)).toBeUndefined()
  })

  it.each<[string, Event[]]>([
    ['without a reload', []],
    ['with one before both readings', [reloaded('09:30:00')]],
    ['with one after both', [reloaded('11:30:00')]],
    ['with a limit enforced between them', [reloaded('10:30:00'), enforced('10:40:00')]],
    ['with a start between them', [reloaded('10:30:00'), nodeConfig('10:40:00', 100 * MIB)]],
  ])('%s is none that fell by itself', (_, events) => {
    expect(dropped(high, ...events, low)).toBeUndefined()
  })

  it('may have been read often before', () => {
    const series = read('10:00:00', HIGH, '10:40:00')
    expect(dropped(series, reloaded('10:30:00'), low)?.event).toBe(low)
    expect(dropped(reloaded('09:59:00'), series, low)).toBeUndefined()
  })

  it('is the last one that did', () => {
    const [second, again] = [read('12:00:00', HIGH), read('13:00:00', LOW)]
    const events = [high, reloaded('10:30:00'), low, second]
    expect(dropped(...events, reloaded('12:30:00'), again)?.event).toBe(again)
    expect(dropped(...events)?.event).toBe(low)
    expect(dropped(...events, again)?.event).toBe(low)
  })

  it('needs two readings', () => {
    expect(dropped(reloaded('10:30:00'), low)).toBeUndefined()
    expect(dropped()).toBeUndefined()
  })
})
