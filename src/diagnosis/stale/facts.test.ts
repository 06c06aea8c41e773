import { describe, expect, it } from 'vitest'
import { caseOf } from '../case.js'
import { event, inTimelineOrder, JOURNAL, KERNEL, oom } from '../events.fixture.js'
import { bootOf, limitFactsOf } from './facts.js'
import { isOfLaterStart } from './later-start.js'
import { enforced, failed, hitAt, reloaded } from './stale.fixture.js'

describe('the facts on the limit of all pods', () => {
  const reload = reloaded('10:00:00', { alsoIn: [{ input: 'messages', firstLine: 3, lastLine: 3 }] })
  const rejected = event('systemd-reload', KERNEL, '10:10:00', { kind: 'reload', rejected: true })
  const [ofPods, ofSystem] = [
    enforced('10:20:00'),
    { ...enforced('10:20:00'), target: 'system-reserved' as const },
  ]
  const failures = [failed('10:30:00'), { ...failed('10:30:00'), target: 'system-reserved' as const }]
  const facts = limitFactsOf(caseOf(inTimelineOrder([reload, rejected, ofPods, ofSystem, ...failures]), []))

  it('are those on pods', () => {
    expect(facts.enforcements).toEqual([ofPods])
    expect(facts.failures).toEqual([failures[0]])
  })

  it('have the reloads that were done, and the logs that tell of any', () => {
    expect(facts.reloads).toEqual([reload])
    expect([...facts.reloadInputs]).toEqual([JOURNAL.input, 'messages', KERNEL.input])
  })
})

describe('a boot', () => {
  const boot = (clock: string) => event('boot', KERNEL, clock, { form: 'kernel-banner' })
  const hit = hitAt('11:00:00').event
  const inBoot = (boots: string[], clock: string) =>
    bootOf(limitFactsOf(caseOf(boots.map(boot), [])), hit)(enforced(clock))

  it('is the last one before the moment, and has nothing from before it', () => {
    expect(inBoot(['09:00:00', '10:00:00', '11:30:00'], '10:30:00')).toBe(true)
    expect(inBoot(['09:00:00', '10:00:00', '11:30:00'], '09:30:00')).toBe(false)
    expect(inBoot(['11:30:00'], '09:30:00')).toBe(true)
    expect(inBoot([], '09:30:00')).toBe(true)
  })
})

describe('the last enforcement is of a later start', () => {
  const [first, last] = [enforced('10:00:00'), enforced('10:30:00')]
  const [start, restart] = [oom('09:59:00', '/a', 1), oom('10:20:00', '/a', 1)]

  it('where it comes after the last start that was read', () => {
    expect(isOfLaterStart([first, last], start, restart)).toBe(true)
    expect(isOfLaterStart([last], start, restart)).toBe(true)
    expect(isOfLaterStart([first], start, restart)).toBe(false)
  })

  it('where there are two of them and one start', () => {
    expect(isOfLaterStart([first, last], start, start)).toBe(true)
    expect(isOfLaterStart([last], start, start)).toBe(false)
    expect(isOfLaterStart([first, last], undefined, undefined)).toBe(true)
    expect(isOfLaterStart([last], undefined, undefined)).toBe(false)
  })

  it('never where there is none', () => {
    expect(isOfLaterStart([], start, restart)).toBe(false)
  })
})
