import { describe, expect, it } from 'vitest'
import { type BundleOptions, type Event, parse, parseAll, stream } from '../index.js'
import { oom } from '../report/sample-events.js'
import { globalLog, memcgLog } from '../report/sample-logs.js'
import { Redactor } from './redactor.js'

describe('a record', () => {
  it('loses what no key and no form show to be no name', () => {
    const more = { nickname: 'acme', more: { deep: ['acme'] }, hardware: 'acme' }
    const event = {
      ...oom('oom-1', 0),
      ...more,
      kernel: { release: '6.1.4-acme', hardware: 'acme' },
    } as Event
    const redacted = new Redactor().event(event)
    expect(JSON.stringify(redacted)).not.toContain('acme')
    expect(redacted).toMatchObject({ nickname: '(redacted)', kernel: { release: '6.1.4' } })
  })

  it('has keys of its own where the log has chosen them', () => {
    const stats = JSON.parse('{"bytes":{"__proto__":1,"anon":2,"acme prod":3},"counts":{}}')
    const event = oom('oom-1', 0, { cgroup: { stats: [stats] } })
    const bytes = new Redactor().event(event).cgroup?.stats?.[0]?.bytes
    expect(Object.entries(bytes ?? {})).toEqual([
      ['__proto__', 1],
      ['anon', 2],
      ['(redacted)', 3],
    ])
  })

  it('keeps its numbers, except the user ids of people', () => {
    const victim = { pid: 4711, comm: 'ranker_service', uid: 4711, anonRssBytes: 4711, line: 7 }
    const [redacted] = new Redactor().event(
      oom('oom-1', 0, { victims: [victim, { pid: 1, comm: 'x' }] }),
    ).victims
    expect(redacted).toEqual({ pid: 4711, comm: 'cmd-1', uid: 1001, anonRssBytes: 4711, line: 7 })
  })

  it('is who its path says', () => {
    const path = '/system.slice/acme.service'
    const identity = { kind: 'systemd-service', unit: 'acme.service', name: 'acme' } as const
    const event = oom('oom-1', 0, { cgroup: { limitOwner: path, limitOwnerIdentity: identity } })
    expect(new Redactor().event(event).cgroup).toEqual({
      limitOwner: '/system.slice/g1.service',
      limitOwnerIdentity: { kind: 'systemd-service', unit: 'g1.service' },
    })
  })

  it('is not changed itself', () => {
    const event = oom('oom-1', 0)
    const before = structuredClone(event)
    new Redactor().event(event)
    expect(event).toEqual(before)
  })

  it('with fifty thousand names is redacted at once', () => {
    const tasks = Array.from({ length: 50_000 }, (_, pid) => ({ pid, comm: `task-${pid}` }))
    const begun = performance.now()
    expect(new Redactor().event(oom('oom-1', 0, { tasks })).tasks?.at(-1)?.comm).toBe('cmd-50001')
    expect(performance.now() - begun).toBeLessThan(1000)
  })
})

describe('redact: true', () => {
  it('takes the names out of what stream() yields', async () => {
    const records = []
    for await (const record of stream([memcgLog()], { redact: true, name: 'acme.txt' })) records.push(record)
    expect(records.map(({ record }) => record)).toEqual(['event', 'input'])
    expect(JSON.stringify(records)).not.toMatch(/worker-3|acme|11111111/)
  })

  it('gives the same pseudonyms in all inputs of a document, and from one run to the next', () => {
    const logs = [
      { name: 'a', log: memcgLog() },
      { name: 'b', log: globalLog() + memcgLog('worker-3', 8300) },
    ]
    const document = parseAll(logs, { redact: true })
    const comms = document.events.flatMap((event) => (event.type === 'oom' ? event.victims : []))
    expect(comms.map(({ comm }) => comm)).toEqual(['cmd-1', 'cmd-2', 'cmd-1'])
    expect(parseAll(logs, { redact: true })).toEqual(document)
  })

  it('shows pseudonyms to rules of the caller', () => {
    const seen: string[] = []
    const rule = {
      id: 'mine',
      question: '?',
      needs: [],
      decide: ({ events }: { events: readonly Event[] }) => {
        seen.push(JSON.stringify(events))
        throw new Error('acme')
      },
    }
    const { problems } = parse(memcgLog(), { redact: true, rules: [rule] })
    expect(seen).toHaveLength(1)
    expect(seen[0]).not.toContain('worker-3')
    expect(problems).toEqual([{ code: 'rule-failed', message: '(redacted)' }])
  })

  it('is refused where it is neither true nor false', () => {
    expect(() => parse('', { redact: 'yes' } as unknown as BundleOptions)).toThrow('options.redact must be')
  })
})
