import { describe, expect, it } from 'vitest'
import type { EventOf } from '../../record/index.js'
import { atOfClock, event, JOURNAL, KERNEL, KUBELET, type Place } from '../events.fixture.js'
import type { LimitFacts } from './facts.js'
import { reloadBetween } from './reload.js'
import { enforced, hitAt, MIB, reloaded } from './stale.fixture.js'

type Reload = EventOf<'systemd-reload'>

const since = enforced('10:00:00')
const until = hitAt('11:00:00').event

const reload = (clock: string, uncertaintyMs = 0): Reload =>
  reloaded(clock, { at: atOfClock(clock, JOURNAL, uncertaintyMs) })

/** Which reload explains a limit, and which may. */
function between(
  reloads: readonly Reload[],
  from: typeof since | undefined = since,
  good?: EventOf<'limit-observed'>,
) {
  const { reload, doubtful } = reloadBetween(
    { reloads } as unknown as LimitFacts,
    from,
    until,
    good && { event: good, bytes: 1200 * MIB },
  )
  return { reload, doubtful }
}

const certain = (reload: Reload) => ({ reload, doubtful: undefined })
const doubtful = (doubtful: Reload) => ({ reload: undefined, doubtful })
const none = { reload: undefined, doubtful: undefined }

describe('between the enforcement and the moment', () => {
  it('is the first reload that surely lies there', () => {
    const [first, second] = [reload('10:20:00'), reload('10:40:00')]
    expect(between([first, second])).toEqual(certain(first))
    expect(between([reload('09:59:00'), second])).toEqual(certain(second))
    expect(between([reload('09:59:00'), reload('11:01:00')])).toEqual(none)
    expect(between([])).toEqual(none)
  })

  it('a reload that may lie outside is doubtful, whichever end it may lie behind', () => {
    const atStart = reload('10:00:10', 60_000)
    const atEnd = reload('10:59:50', 60_000)
    expect(between([atStart])).toEqual(doubtful(atStart))
    expect(between([atEnd])).toEqual(doubtful(atEnd))
    expect(between([atStart, atEnd])).toEqual(doubtful(atStart))
  })

  it('a certain one is preferred to a doubtful one before it', () => {
    const sure = reload('10:30:00')
    expect(between([reload('10:00:10', 60_000), sure])).toEqual(certain(sure))
  })

  it('without an enforcement it lies anywhere before the moment', () => {
    const early = reload('09:00:00')
    expect(reloadBetween({ reloads: [early] } as unknown as LimitFacts, undefined, until, undefined)).toEqual(
      {
        reload: early,
      },
    )
  })
})

describe('a limit that was still right', () => {
  const reading = (place: Place, holder: 'cgroup' | 'kubelet', clock: string, lastClock?: string) =>
    event('limit-observed', place, clock, {
      cgroup: '/kubepods.slice',
      holder,
      property: 'memory.limit_in_bytes',
      limitBytes: 1200 * MIB,
      ...(lastClock === undefined ? {} : { lastAt: atOfClock(lastClock, place) }),
    })

  it('rules out the reloads before it', () => {
    const good = reading(KERNEL, 'cgroup', '10:30:00')
    const late = reload('10:30:01')
    expect(between([reload('10:29:59')], since, good)).toEqual(none)
    expect(between([reload('10:29:59'), late], since, good)).toEqual(certain(late))
  })

  it('was right until its last reading', () => {
    const good = reading(KERNEL, 'cgroup', '10:10:00', '10:30:00')
    expect(between([reload('10:20:00')], since, good)).toEqual(none)
  })

  it('may have been 15 s old when the kubelet logged it', () => {
    const good = reading(KUBELET, 'kubelet', '10:10:00', '10:30:00')
    const late = reload('10:29:45')
    expect(between([reload('10:29:44.999')], since, good)).toEqual(none)
    expect(between([late], since, good)).toEqual(certain(late))
  })

  it('was logged by the kubelet at an uncertain time', () => {
    const good = event('limit-observed', KUBELET, '10:30:00', {
      cgroup: '/kubepods.slice',
      holder: 'kubelet',
      property: 'allocatableMemory.available',
      limitBytes: 1200 * MIB,
      at: atOfClock('10:30:00', KUBELET, 5000),
    })
    const late = reload('10:29:41')
    expect(between([reload('10:29:39')], since, good)).toEqual(none)
    expect(between([late], since, good)).toEqual(certain(late))
  })

  it('is put in order by its line, unless the kubelet logged it', () => {
    const oneLog = { input: JOURNAL.input, firstLine: 10, lastLine: 10 }
    const early: Reload = {
      ...reload('10:29:00'),
      at: { basis: 'journal' },
      source: { input: JOURNAL.input, firstLine: 5, lastLine: 5 },
    }
    const read = { ...reading(KERNEL, 'cgroup', '10:30:00'), source: oneLog }
    expect(between([early], since, read)).toEqual(none)
    expect(between([early], since, { ...read, holder: 'kubelet' })).toEqual(doubtful(early))
    expect(between([early], since, { ...read, holder: 'kubelet', at: { basis: 'klog' } })).toEqual(none)
  })
})
