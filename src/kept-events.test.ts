import { describe, expect, it } from 'vitest'
import { KeptEvents } from './kept-events.js'
import type { Event } from './record/index.js'
import { base, flag, oom, reload } from './report/sample-events.js'

const ROOM = 64 * 1024

function ids(kept: KeptEvents): string[] {
  return kept.entries().map(({ event }) => event.id)
}

function kept(events: Iterable<Event>, room = ROOM): KeptEvents {
  const all = new KeptEvents(room)
  for (const event of events) all.add(event)
  return all
}

const ooms = (count: number) => Array.from({ length: count }, (_, index) => oom(`oom-${index + 1}`, index))

describe('events of a log', () => {
  it('are all kept, in their order, while there is room', () => {
    const some = kept([oom('oom-1', 0), reload(1), flag(2), oom('oom-2', 3)])
    expect(ids(some)).toEqual(['oom-1', 'systemd-reload-1', 'kubelet-flag-2', 'oom-2'])
    expect([...some.notKept]).toEqual([])
  })

  it('come back as they were, without their tables', () => {
    const task = { pid: 1, comm: 'x', line: 1 }
    const [first] = kept([oom('oom-1', 0, { tasks: [task], registers: { RAX: '0' } }), reload(0)]).entries()
    expect(first?.event).toEqual(oom('oom-1', 0))
  })

  it('are the first and the newest where there is no room for all', () => {
    const some = kept(ooms(5000))
    const left = ids(some)
    const lost = some.notKept.get('oom') ?? 0
    expect(left.length + lost).toBe(5000)
    expect(left.slice(0, 2)).toEqual(['oom-1', 'oom-2'])
    expect(left.at(-1)).toBe('oom-5000')
    const gaps = left
      .slice(1)
      .filter((id, index) => Number(id.slice(4)) !== Number(left[index]?.slice(4)) + 1)
    expect(gaps).toHaveLength(1)
  })

  it('take no more room than there is', () => {
    for (const count of [100, 1000, 10_000]) {
      const texts = kept(ooms(count))
        .entries()
        .map(({ event }) => JSON.stringify(event))
      expect(texts.join('').length).toBeLessThanOrEqual(ROOM)
    }
  })

  it('of a rare type outlast any number of others', () => {
    const some = kept([reload(0), ...ooms(5000), { ...reload(1), id: 'systemd-reload-2' }, ...ooms(5000)])
    expect(ids(some)).toEqual(expect.arrayContaining(['systemd-reload-1', 'systemd-reload-2']))
    expect([...some.notKept.keys()]).toEqual(['oom'])
  })

  it('that no rule reads are let go first, and are not missed', () => {
    const lines = Array.from({ length: 3000 }, (_, index) => flag(index))
    const some = kept([...ooms(20), ...lines, ...ooms(20)])
    expect(ids(some).filter((id) => id.startsWith('oom'))).toHaveLength(40)
    expect([...some.notKept]).toEqual([])
  })

  it('that are too large alone are missed', () => {
    const huge = oom('oom-2', 0, { victims: [{ pid: 1, comm: 'x'.repeat(ROOM) }] })
    const some = kept([oom('oom-1', 0), huge])
    expect(ids(some)).toEqual(['oom-1'])
    expect([...some.notKept]).toEqual([['oom', 1]])
  })
})

describe('what no rule reads stays', () => {
  const unread = (index: number, more: Partial<Event['at']> = {}, host = 'node-1') => ({
    ...flag(index),
    at: { ...base('', index).at, ...more },
    host,
  })
  const others = Array.from({ length: 2000 }, (_, index) => unread(index + 10))

  it('where it is the first that names a machine', () => {
    const some = kept([unread(1), ...others, unread(2, {}, 'node-2'), ...others, ...ooms(50)])
    expect(ids(some)).toEqual(expect.arrayContaining(['kubelet-flag-1', 'kubelet-flag-2']))
  })

  it('where the clock of the kernel went back', () => {
    const late = { monotonicSec: 900 }
    const some = kept([unread(1, late), unread(2, { monotonicSec: 3 }), ...others, ...others])
    expect(ids(some)).toContain('kubelet-flag-2')
  })

  it('where another month began', () => {
    const some = kept([
      unread(1, { printed: 'Dec 31' }),
      unread(2, { printed: 'Jan  1' }),
      ...others,
      ...others,
    ])
    expect(ids(some)).toContain('kubelet-flag-2')
  })
})
