import { describe, expect, it } from 'vitest'
import { identifyCgroup } from '../cgroup/index.js'
import type { Document, Event, OomEvent } from '../record/index.js'
import { base, documentOf, finding, flag, NOON, oom, reload } from '../report/sample-events.js'
import { noneMatches } from './none-matches.js'
import { selectEvents } from './select.js'
import type { Selection } from './selection.js'

const UID = '6f9d9733-a44e-4b32-a9cf-61c183187cd0'
const POD = `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${UID.replaceAll('-', '_')}.slice`

function killed(index: number, pid: number, comm: string, more: Partial<OomEvent> = {}): OomEvent {
  return oom(`oom-${index}`, index * 60_000, { victims: [{ pid, comm }], ...more })
}

function inCgroup(path: string): Pick<OomEvent, 'cgroup'> {
  const identity = identifyCgroup(path)
  return {
    cgroup: { limitOwner: path, limitOwnerIdentity: identity, victimHome: path, victimIdentity: identity },
  }
}

function ids(events: Event[], selection: Selection): string[] {
  return selectEvents(documentOf(events), selection).events.map(({ id }) => id)
}

const three = [
  killed(1, 151, 'Ranker_service'),
  killed(2, 1510, 'indexer', { host: 'node-3', ...inCgroup(POD) }),
  killed(3, 152, '3proxy', inCgroup('/system.slice/billing.service')),
]

describe('OOMs are chosen', () => {
  it.each<[string, Selection, string[]]>([
    ['nothing', {}, ['oom-1', 'oom-2', 'oom-3']],
    ['a part of the name in any case', { victim: 'RANKER' }, ['oom-1']],
    ['a pid, and not a part of one', { victim: '151' }, ['oom-1']],
    ['digits that are a part of a name', { victim: '3' }, []],
    ['nobody', { victim: 'nginx' }, []],
    ['a part of a path', { cgroup: 'BILLING.service' }, ['oom-3']],
    ['the path of all', { cgroup: '/kubepods.slice' }, ['oom-1', 'oom-2']],
    ['the uid of a pod', { pod: '6f9d9733-a44e' }, ['oom-2']],
    ['the uid as paths have it', { pod: '6f9d9733_a44e' }, ['oom-2']],
    ['a host', { hosts: ['node-3'] }, ['oom-2']],
    ['a span', { since: { epochMs: NOON + 60_001 }, until: { epochMs: NOON + 120_000 } }, ['oom-2']],
    ['the last', { last: 2 }, ['oom-2', 'oom-3']],
    ['more than there are', { last: 200 }, ['oom-1', 'oom-2', 'oom-3']],
    ['the last of those that match', { cgroup: 'kubepods', last: 1 }, ['oom-2']],
  ])('by %s', (_, selection, found) => {
    expect(ids(three, selection)).toEqual(found)
  })

  it('by who was chosen, where the kill line is lost', () => {
    const cut = killed(1, 1, 'x', { victims: [], selected: { pid: 7, comm: 'java' } })
    const told = killed(2, 1, 'x', {
      victims: [],
      constraint: { constraint: 'CONSTRAINT_NONE', task: 'java', pid: 8 },
    })
    expect(ids([cut, told], { victim: 'java' })).toEqual(['oom-1', 'oom-2'])
    expect(ids([cut, told], { victim: '8' })).toEqual(['oom-2'])
  })

  it('by the name of a pod, where an object tells its uid', () => {
    const spec: Event = {
      ...base('pod-spec-1', 0),
      type: 'pod-spec',
      pod: 'ranker-6d9f7b4c88-t7m2d',
      namespace: 'search',
      podUid: UID,
      containers: [],
    }
    expect(ids([spec, ...three], { pod: 'search/ranker' })).toEqual(['pod-spec-1', 'oom-2'])
    expect(ids(three, { pod: 'search/ranker' })).toEqual([])
  })
})

describe('the worst', () => {
  const held = (index: number, ...sizes: number[]) =>
    killed(index, index, 'x', {
      victims: sizes.map((size, at) => ({
        pid: at,
        comm: 'x',
        why: at === 0 ? ('selected' as const) : ('shares-mm' as const),
        anonRssBytes: size,
        fileRssBytes: 1,
      })),
    })

  it('are those whose victims held most, in their order in time', () => {
    expect(ids([held(1, 10), held(2, 30), held(3, 20)], { worst: 2 })).toEqual(['oom-2', 'oom-3'])
  })

  it('count shared memory once', () => {
    expect(ids([held(1, 10), held(2, 8, 8)], { worst: 1 })).toEqual(['oom-1'])
  })

  it('are none of which no size was read', () => {
    expect(ids([killed(1, 1, 'x'), held(2, 1)], { worst: 5 })).toEqual(['oom-2'])
  })
})

describe('what is not an OOM', () => {
  const failure = {
    ...base('page-allocation-failure-1', 0),
    type: 'page-allocation-failure',
    kind: 'failure',
    trigger: {},
    pageSizeBytes: 4096,
    pageSizeBasis: 'assumed',
    completeness: { complete: true, missing: [], foreignLines: 0, lostLines: 0, unexplained: [] },
  } as const satisfies Event

  it('stays beside the OOMs of a victim, but for allocations that failed', () => {
    expect(ids([reload(0), failure, ...three], { victim: 'indexer' })).toEqual(['systemd-reload-1', 'oom-2'])
    expect(ids([failure, reload(0)], {})).toEqual(['page-allocation-failure-1', 'systemd-reload-1'])
  })

  it('is left out by time and type', () => {
    expect(ids([flag(0), reload(1000)], { since: { beforeLastMs: 500 } })).toEqual(['systemd-reload-1'])
    expect(ids([flag(0), reload(1000)], { types: ['kubelet-flag'] })).toEqual(['kubelet-flag-0'])
  })
})

describe('findings', () => {
  const about = (...events: string[]) => ({ ...finding(), title: events.join(), events })
  const document: Document = documentOf([reload(0), ...three], {
    findings: [about('oom-1'), about('oom-2', 'oom-3'), about('systemd-reload-1', 'oom-1'), about()],
  })
  const titles = (selection: Selection) =>
    selectEvents(document, selection).findings.map(({ title }) => title)

  it('stay where they are about an OOM that is asked for, or about nothing', () => {
    expect(titles({ victim: 'indexer' })).toEqual(['oom-2,oom-3', ''])
    expect(titles({ victim: 'nginx' })).toEqual([''])
    expect(titles({})).toHaveLength(4)
  })

  it('stay with the other events of their time', () => {
    expect(titles({ until: { epochMs: NOON } })).toEqual(['systemd-reload-1,oom-1', ''])
  })
})

it('that none matches is said, with how many there were', () => {
  const all = documentOf(three)
  expect(noneMatches(all, selectEvents(all, { victim: 'nginx' }), 'OOM')).toEqual({
    code: 'none-matches',
    message: 'none of the 3 OOMs matches what is asked for',
  })
  expect(noneMatches(all, selectEvents(all, { last: 1 }), 'OOM')).toBeUndefined()
  expect(noneMatches(documentOf([]), documentOf([]), 'OOM')).toBeUndefined()
  expect(noneMatches(documentOf([flag(0)]), documentOf([]), 'event')?.message).toBe(
    'the one event that was read does not match what is asked for',
  )
})
