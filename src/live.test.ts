import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { flood } from '../test/support/flood.js'
import { Live } from './live.js'
import type { StreamRecord } from './record/index.js'

const JOURNAL = readFileSync('corpus/incidents/small-reservation/journal.txt', 'utf8')
const DAY_AFTER = Date.UTC(2021, 4, 19)

function read(text: string, room?: number): StreamRecord[] {
  const records: StreamRecord[] = []
  const options = { cannotTell: true }
  const live = new Live(
    'journal.txt',
    options,
    (record) => records.push(record),
    room === undefined ? {} : { room },
  )
  live.write(text)
  live.end({})
  return records
}

function verdicts(records: readonly StreamRecord[], rule: string): string[] {
  return records.flatMap((record) =>
    record.record === 'finding' && record.rule === rule ? [record.verdict] : [],
  )
}

describe('a log with more events than there is room for', () => {
  const text = JOURNAL + flood(400, DAY_AFTER)
  const whole = read(text)
  const part = read(text, 128 * 1024)

  it('says so, and what was not kept', () => {
    expect(whole.filter(({ record }) => record === 'problem')).toEqual([])
    const problems = part.filter((record) => record.record === 'problem')
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ code: 'events-not-kept' })
    expect(problems[0]?.record === 'problem' && problems[0].message).toMatch(
      /^journal\.txt: more events than are kept for the findings at the end, which are without \d+ oom$/,
    )
  })

  it('hands on every event all the same', () => {
    const events = (records: readonly StreamRecord[]) => records.filter(({ record }) => record === 'event')
    expect(events(part)).toEqual(events(whole))
    expect(events(part).length).toBeGreaterThan(400)
  })

  it('counts no kills that it does not have', () => {
    const [all] = whole.filter((record) => record.record === 'finding' && record.rule === 'repeat')
    expect(all).toMatchObject({
      verdict: 'confirmed',
      title: 'The same OOM again: 400 kills of one command in one cgroup',
      figures: { killCount: 400 },
    })
    const [some] = part.filter((record) => record.record === 'finding' && record.rule === 'repeat')
    expect(some).toMatchObject({ verdict: 'likely' })
    expect(some).toHaveProperty(
      'title',
      expect.stringMatching(/^The same OOM again: at least \d{2,3} kills /),
    )
    expect(some).not.toHaveProperty('figures')
    expect(some).toHaveProperty('missing', [
      'all events of the log: of oom there were more than are kept, and what is counted here are those that were',
    ])
  })

  it('proves nothing by a kill that is not there', () => {
    expect(verdicts(whole, 'event-without-kill')).toEqual(['confirmed'])
    expect(verdicts(part, 'event-without-kill')).toEqual(['cannot-tell'])
    expect(verdicts(whole, 'exit-137-elsewhere')).toEqual(['confirmed'])
    expect(verdicts(part, 'exit-137-elsewhere')).toEqual(['cannot-tell'])
  })

  it('says the same where the evidence is kept', () => {
    const said = (records: readonly StreamRecord[]) =>
      records.filter((record) => record.record === 'finding' && record.rule === 'eviction-at-stale-limit')
    expect(said(whole)).toHaveLength(1)
    expect(said(part)).toEqual(said(whole))
  })

  it('is not sure of a start either, where starts are among what was not kept', () => {
    const started = JOURNAL.split('\n')[1]?.replace('2021-05-18', '2021-05-19') ?? ''
    const starts = read(`${JOURNAL}${`${started}\n`.repeat(2000)}`, 128 * 1024)
    expect(starts.some(({ record }) => record === 'problem')).toBe(true)
    const ofNode = ['eviction-at-stale-limit', 'stale-node-limit', 'reserved-limit-hit']
    for (const rule of ofNode) expect(verdicts(starts, rule)).not.toContain('confirmed')
  })
})
