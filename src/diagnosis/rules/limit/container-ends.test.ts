import { describe, expect, it } from 'vitest'
import type { Event } from '../../../record/index.js'
import { caseOf } from '../../case.js'
import { atOfClock, event, oom, RUNTIME } from '../../events.fixture.js'
import { ContainerEnds } from './container-ends.js'
import { CONTAINER, CONTAINER_ID } from './memcg-dump.fixture.js'

describe('the OOMs that a container survived', () => {
  const kill = (clock: string | undefined, ...pids: number[]) =>
    oom(clock, CONTAINER, 40_960_000, CONTAINER, { victims: pids.map((pid) => ({ pid, comm: 'worker' })) })
  const exit = (clock: string | undefined, fields: { pid?: number; execId?: string } = {}) =>
    event('container-exit', RUNTIME, clock, { containerId: CONTAINER_ID, ...fields })
  const status = (clock: string, containerId: string | undefined = CONTAINER_ID) =>
    event('container-oom-killed', RUNTIME, clock, { containerId })
  const survived = (ooms: ReturnType<typeof kill>[], ends: Event[], containerId?: string) =>
    new ContainerEnds(caseOf(ends, [])).survived(ooms, containerId).map(({ at }) => at.printed)
  const one = (clock: string, ...ends: Event[]) => survived([kill(clock, 120)], ends, CONTAINER_ID)

  it.each([
    ['09:59:49.999', ['10:00:00']],
    ['09:59:50', []],
    ['10:00:10', []],
    ['10:00:10.001', ['10:00:00']],
  ])('an end at %s leaves of one at 10:00:00 %j', (clock, left) => {
    expect(one('10:00:00', exit(clock))).toEqual(left)
    expect(one('10:00:00', status(clock))).toEqual(left)
  })

  it('counts the uncertainty of both times, on both sides', () => {
    const unsure = <One extends Event>(one: One, clock: string): One => ({
      ...one,
      at: atOfClock(clock, RUNTIME, 5000),
    })
    const left = (oomIsUnsure: boolean, clock: string, ...more: Event[]) => {
      const hit = kill('10:00:00', 120)
      const end = exit(clock)
      const [first, second] = oomIsUnsure ? [unsure(hit, '10:00:00'), end] : [hit, unsure(end, clock)]
      return survived([first], [second, ...more], CONTAINER_ID).length
    }
    for (const oomIsUnsure of [true, false]) {
      expect(left(oomIsUnsure, '09:59:45')).toBe(0)
      expect(left(oomIsUnsure, '09:59:44.999')).toBe(1)
      expect(left(oomIsUnsure, '10:00:15')).toBe(0)
      expect(left(oomIsUnsure, '10:00:15.001')).toBe(1)
    }
    expect(left(false, '10:00:15', exit('09:59:48'), exit('10:00:12'))).toBe(0)
  })

  it('takes the end of an exec for one where it is the container itself', () => {
    expect(one('10:00:00', exit('10:00:01', { execId: 'probe' }))).toEqual(['10:00:00'])
    expect(one('10:00:00', exit('10:00:01', { execId: CONTAINER_ID }))).toEqual([])
  })

  it('finds the end in a crash loop, whoever told of it', () => {
    const ends = [
      exit('10:05:01'),
      exit('10:01:01'),
      exit('10:03:01'),
      status('10:04:01'),
      status('10:02:01'),
    ]
    const ooms = [
      '10:00:30',
      '10:01:00',
      '10:01:30',
      '10:02:00',
      '10:02:30',
      '10:03:00',
      '10:03:30',
      '10:04:00',
      '10:04:30',
      '10:05:00',
      '10:05:30',
    ].map((clock) => kill(clock, 120))
    expect(survived(ooms, ends, CONTAINER_ID)).toEqual([
      '10:00:30',
      '10:01:30',
      '10:02:30',
      '10:03:30',
      '10:04:30',
      '10:05:30',
    ])
  })

  it('did not survive the kill of the process whose end the runtime tells, among several killed', () => {
    const late = exit('10:30:00', { pid: 121 })
    expect(survived([kill('10:00:00', 120, 121)], [late], CONTAINER_ID)).toEqual([])
    expect(survived([kill('10:00:00', 120, 122)], [late], CONTAINER_ID)).toEqual(['10:00:00'])
  })

  it('is not known where the time of the OOM or of an end is not', () => {
    expect(survived([kill(undefined, 120)], [exit('10:30:00')], CONTAINER_ID)).toEqual([])
    expect(one('10:00:00', exit('10:30:00'), exit(undefined))).toEqual([])
  })

  it('is all of them where no end of that container was read', () => {
    const ooms = [kill('10:00:00', 120), kill('10:01:00', 121)]
    const all = ['10:00:00', '10:01:00']
    expect(survived(ooms, [], CONTAINER_ID)).toEqual(all)
    expect(survived(ooms, [exit('10:00:01')], 'another')).toEqual(all)
    expect(survived(ooms, [exit('10:00:01')])).toEqual(all)
  })
})
