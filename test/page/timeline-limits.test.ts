import { expect, test } from 'vitest'
import { type Document, type EventOf, parseAll } from '../../src/index.js'
import { computedLimit } from '../../src/page/timeline/computed.js'
import { type Group, groupsOf } from '../../src/page/timeline/groups.js'
import { limitPlotOf } from '../../src/page/timeline/limits.js'
import { drawnFindings, stepsOf } from '../../src/page/timeline/steps.js'
import { fold } from '../../src/report/index.js'
import { incident, incidentNames } from '../support/incidents.js'

const KIB = 1024
const COMPUTED = 27_968_328 * KIB
const ENFORCED = 31_376_200 * KIB
const ALLOCATABLE = 31_273_800 * KIB

const article = parseAll(incident('article'))

function plotOf({ events, findings }: Document) {
  const moments = events.flatMap(({ at }) => at.epochMs ?? [])
  return limitPlotOf(events, findings, 'utc', { fromMs: Math.min(...moments), toMs: Math.max(...moments) })
}

function instant(time: string): number {
  return Date.parse(`2025-07-14T${time}Z`)
}

test('the founding incident: computed, enforced anew, put back by the reload, hit', () => {
  const plot = plotOf(article)
  expect(plot?.inForce).toEqual([
    { fromMs: instant('09:34:26.114'), toMs: instant('09:35:18.902'), bytes: COMPUTED, isRead: false },
    { fromMs: instant('09:35:18.902'), toMs: instant('10:02:40.000'), bytes: ENFORCED, isRead: false },
    { fromMs: instant('10:02:40.000'), toMs: instant('12:07:11.000'), bytes: COMPUTED, isRead: false },
  ])
})

test('only what was read is a point of its own: the hit to the byte, and Allocatable', () => {
  const points = plotOf(article)?.points ?? []
  expect(points.filter(({ kind }) => kind !== 'computed')).toEqual([
    { id: 'oom-1', atMs: instant('12:07:11.000'), bytes: COMPUTED, kind: 'hit' },
    { id: 'node-allocatable-1', atMs: instant('12:29:41.000'), bytes: ALLOCATABLE, kind: 'allocatable' },
  ])
})

test('without the finding a reload puts nothing back', () => {
  const plot = plotOf({ ...article, findings: [] })
  expect(plot?.inForce.at(-1)).toMatchObject({
    toMs: instant('12:07:11.000'),
    bytes: ENFORCED,
    isRead: false,
  })
})

test('without a capacity nothing is reckoned', () => {
  const events = article.events.filter(({ type }) => type !== 'node-allocatable')
  const config = events.find(
    (event): event is EventOf<'kubelet-node-config'> => event.type === 'kubelet-node-config',
  )
  expect(config === undefined ? 0 : computedLimit(events, config)).toBeUndefined()
  expect(plotOf({ ...article, events })?.points.map(({ kind }) => kind)).toEqual(['hit'])
})

test('a real capture: what was read between two equal readings is a solid line', () => {
  const plot = plotOf(parseAll(incident('kubelet-1.20-cgroup-v1')))
  const read = plot?.inForce.filter(({ isRead }) => isRead) ?? []
  expect(new Set(read.map(({ bytes }) => bytes))).toEqual(new Set([3_390_910_464, 4_020_056_064]))
  expect(plot?.points.filter(({ kind }) => kind === 'held').length).toBeGreaterThan(10)
})

/** Of the machine that it is on. */
function drawnOf(groups: readonly Group[], config: EventOf<'kubelet-node-config'>): number | undefined {
  const group = groups.find(({ events }) => events.includes(config))
  return group === undefined ? undefined : computedLimit(group.events, config)
}

test.each(incidentNames())('%s: what is reckoned is what the diagnosis reckons', (name) => {
  const document = parseAll(incident(name))
  const { events, findings } = document
  const { groups } = groupsOf(
    document,
    fold(events, () => true),
  )
  const told = findings
    .filter(({ rule }) => rule === 'stale-node-limit')
    .flatMap((finding) => stepsOf(finding, events))
    .flatMap(({ event, evidence }) =>
      event.type !== 'kubelet-node-config'
        ? []
        : evidence.flatMap(({ says }) => {
            const kib = /capacity less that is (\d+) KiB/.exec(says)?.[1]
            return kib === undefined ? [] : { said: Number(kib) * KIB, drawn: drawnOf(groups, event) }
          }),
    )
  for (const { said, drawn } of told) expect(drawn).toBe(said)
  if (name === 'article') expect(told).toHaveLength(2)
})

test('the finding that tells the cause is drawn first, its steps in the order of the incident', () => {
  const [finding] = drawnFindings(article.findings, article.events)
  expect(finding?.rule).toBe('stale-node-limit')
  expect(finding === undefined ? [] : stepsOf(finding, article.events).map(({ event }) => event.id)).toEqual([
    'kubelet-node-config-1',
    'config-file-modified-1',
    'kubelet-node-config-2',
    'kubelet-allocatable-enforced-1',
    'systemd-reload-1',
    'oom-1',
    'node-allocatable-1',
  ])
})
