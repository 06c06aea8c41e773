import { describe, expect, it } from 'vitest'
import type { Input } from '../../record/index.js'
import { caseOf } from '../case.js'
import { input, JOURNAL } from '../events.fixture.js'
import type { StoredValue } from '../kubelet-version.js'
import type { Chain } from './chain.js'
import type { LimitFacts } from './facts.js'
import { otherCausesOf } from './other-causes.js'
import { enforced, failed, hitAt, MIB, nodeObject, reloaded } from './stale.fixture.js'
import type { Staleness } from './staleness.js'

const limit = hitAt('11:00:00')
const anew = { enforced: enforced('10:00:00') }
const reload = reloaded('10:30:00')
const covering = input(JOURNAL.input, ['systemd-journal'], '09:00:00', '12:00:00')

function causes(
  found: Record<string, unknown>,
  staleness: Staleness = 'below-configuration',
  inputs: Input[] = [],
  stored?: StoredValue,
) {
  const chain = { limit, outdated: false, notFirst: false, ...found } as unknown as Chain
  const facts = { one: caseOf([], inputs), reloadInputs: new Set([JOURNAL.input]) } as unknown as LimitFacts
  return otherCausesOf(facts, chain, staleness, stored)
}

const LATER = 'Allocatable was read later: the kubelet may have got this configuration only then'
const NO_RELOAD = 'a log that has reloads covers this time and shows none: something else wrote the old limit'

describe('Allocatable that a later start may have set', () => {
  const allocatable = (clock: string) => ({ bytes: 1200 * MIB, event: nodeObject(clock, 1200) })

  it('is named where it was read behind the moment and no log shows that start', () => {
    expect(causes({ outdated: true, allocatable: allocatable('11:30:00') })).toEqual([LATER])
  })

  it.each<[string, Record<string, unknown>]>([
    ['it was read before the moment', { outdated: true, allocatable: allocatable('10:30:00') }],
    ['the logs have the start', { outdated: false, allocatable: allocatable('11:30:00') }],
    ['it was not read', { outdated: true }],
  ])('is not, where %s', (_, found) => {
    expect(causes(found)).toEqual([])
  })

  it('is not, where the limit was enforced anew', () => {
    expect(causes({ outdated: true, allocatable: allocatable('11:30:00'), ...anew })).toEqual([])
  })
})

describe('a writer other than systemd', () => {
  const seen = (found: Record<string, unknown>, ...inputs: Input[]) =>
    causes(found, 'below-configuration', inputs)

  it('is named where a log covers the time and has no reload', () => {
    expect(seen(anew, covering)).toEqual([NO_RELOAD])
  })

  it.each<[string, Record<string, unknown>, Input[]]>([
    ['there is a reload', { ...anew, reload }, [covering]],
    ['there may be one', { ...anew, doubtfulReload: reload }, [covering]],
    ['nothing was enforced', {}, [covering]],
    ['no log covers the time', anew, []],
    ['the log ends too early', anew, [input(JOURNAL.input, ['systemd-journal'], '09:00:00', '10:59:59')]],
    ['the log has no reloads at all', anew, [{ ...covering, name: 'other.txt' }]],
  ])('is not, where %s', (_, found, inputs) => {
    expect(seen(found, ...inputs)).toEqual([])
  })
})

it('says what the version of the kubelet rules out', () => {
  const versioned = (stored: StoredValue) => causes({}, 'below-configuration', [], stored)
  expect(versioned('first')).toEqual([])
  expect(versioned('last')).toEqual([
    'this kubelet also tells systemd of a new limit, so a reload does not undo it: somebody else wrote the property or the file, or the capacity changed after the start',
  ])
  expect(versioned('capacity')).toEqual([
    'this kubelet gives systemd the capacity, so a reload makes the limit too high and not too low',
  ])
})

it('says that the kubelet failed, and that a suspicion rests on no amount', () => {
  const failure = { failed: failed('10:10:00') }
  const FAILED = 'the kubelet could not set its limit: the old one may never have been replaced'
  const SUSPECTED =
    'no capacity and no Allocatable was read: the pods may have used all that the configuration gives'
  expect(causes(failure)).toEqual([FAILED])
  expect(causes({}, 'suspected')).toEqual([SUSPECTED])
  expect(causes({ ...failure, ...anew }, 'suspected', [covering])).toEqual([NO_RELOAD, FAILED, SUSPECTED])
  expect(causes({}, 'below-reading')).toEqual([])
})
