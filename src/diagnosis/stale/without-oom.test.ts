import { describe, expect, it } from 'vitest'
import type { Event } from '../../record/index.js'
import { caseOf } from '../case.js'
import {
  atOfClock,
  CAPTURE,
  event,
  inTimelineOrder,
  JOURNAL,
  KUBELET,
  nodeConfig,
} from '../events.fixture.js'
import { limitFactsOf } from './facts.js'
import { droppedLimit } from './without-oom.js'

const MIB = 1024 ** 2
const HIGH = 1200 * MIB
const LOW = 1000 * MIB
const read = (clock: string, limitBytes: number, lastClock?: string) =>
  event('limit-observed', CAPTURE, clock, {
    cgroup: '/kubepods.slice',
    holder: 'cgroup',
    property: 'memory.limit_in_bytes',
    limitBytes,
    ...(lastClock === undefined ? {} : { lastAt: atOfClock(lastClock, CAPTURE) }),
  })
const reload = (clock: string) => event('systemd-reload', JOURNAL, clock, { kind: 'reload' })
const dropped = (...events: Event[]) => droppedLimit(limitFactsOf(caseOf(inTimelineOrder(events), [])))

describe('a limit that fell', () => {
  const high = read('10:00:00', HIGH)
  const low = read('11:00:00', LOW)

  it('is the lower reading, with a reload between the two', () => {
    expect(dropped(high, reload('10:30:00'), low)).toEqual({
      event: low,
      bytes: LOW,
      owner: '/kubepods.slice',
      pageBytes: 4096,
    })
  })

  it('fell by a page at least', () => {
    const by = (bytes: number) => dropped(high, reload('10:30:00'), read('11:00:00', HIGH - bytes))
    expect(by(4095)).toBeUndefined()
    expect(by(4096)?.bytes).toBe(HIGH - 4096)
    expect(by(-MIB)).toBeUndefined()
  })

  it.each<[string, Event[]]>([
    ['without a reload', []],
    ['with one before both readings', [reload('09:30:00')]],
    ['with one after both', [reload('11:30:00')]],
    [
      'with a limit enforced between them',
      [reload('10:30:00'), event('kubelet-allocatable-enforced', KUBELET, '10:40:00', { target: 'pods' })],
    ],
    ['with a start between them', [reload('10:30:00'), nodeConfig('10:40:00', 100 * MIB)]],
  ])('%s is none that fell by itself', (_, events) => {
    expect(dropped(high, ...events, low)).toBeUndefined()
  })

  it('may have been read often before', () => {
    const series = read('10:00:00', HIGH, '10:40:00')
    expect(dropped(series, reload('10:30:00'), low)?.event).toBe(low)
    expect(dropped(reload('09:59:00'), series, low)).toBeUndefined()
  })

  it('is the last one that did', () => {
    const [second, again] = [read('12:00:00', HIGH), read('13:00:00', LOW)]
    const events = [high, reload('10:30:00'), low, second]
    expect(dropped(...events, reload('12:30:00'), again)?.event).toBe(again)
    expect(dropped(...events)?.event).toBe(low)
    expect(dropped(...events, again)?.event).toBe(low)
  })

  it('needs two readings', () => {
    expect(dropped(reload('10:30:00'), low)).toBeUndefined()
    expect(dropped()).toBeUndefined()
  })
})
