import fc from 'fast-check'
import parsePrometheus from 'parse-prometheus-text-format'
import { describe, expect, it } from 'vitest'
import { parse } from '../../parse.js'
import type { OomEvent, StreamRecord } from '../../record/index.js'
import { VERSION } from '../../version.js'
import { globalLog, memcgLog, QUIET } from '../sample-logs.js'
import { visible } from '../visible.js'
import { Exposition, renderPrometheus } from './exposition.js'
import { METRICS } from './metrics.js'

type Read = Record<string, { value: number; labels: Record<string, string> }[]>

/** What a reader of the format makes of it: the series of each metric, in their order. */
function read(text: string): Read {
  return Object.fromEntries(
    parsePrometheus(text).map(({ name, metrics }) => [
      name,
      metrics.map(({ value, labels = {} }) => ({ value: Number(value), labels })),
    ]),
  )
}

function oomOf(log: string): OomEvent {
  const [event] = parse(log).events
  if (event?.type !== 'oom') throw new Error('no OOM')
  return event
}

/** The same OOM with names that somebody chose. */
function renamed(oom: OomEvent, comm: string, limitOwner: string, host: string): OomEvent {
  const victims = oom.victims.map((victim) => ({ ...victim, comm }))
  return { ...oom, host, victims, cgroup: { ...oom.cgroup, limitOwner } }
}

function exposed(records: readonly StreamRecord[]): string {
  const exposition = new Exposition(VERSION)
  for (const record of records) exposition.take(record)
  return exposition.end()
}

const CONTAINER = 'a'.repeat(64)

describe('metrics of a log', () => {
  const metrics = read(renderPrometheus(parse(memcgLog() + memcgLog('web', 9000) + globalLog())))

  it('count its OOMs by what ran out, how it ended and whose limit it was', () => {
    const labels = { host: '', scope: 'memcg', outcome: 'killed', limit_owner_kind: 'kubernetes-node' }
    expect(metrics.oomparse_ooms).toEqual([
      { value: 2, labels },
      { value: 1, labels: { ...labels, scope: 'global', limit_owner_kind: '' } },
    ])
    expect(metrics.oomparse_events).toContainEqual({ value: 3, labels: { type: 'oom' } })
  })

  it('have each victim with its pod and its container, and what it held', () => {
    const inPod = { pod_uid: '11111111-2222-3333-4444-555555555555', container_id: CONTAINER, host: '' }
    expect(metrics.oomparse_oom_victims).toEqual([
      { value: 1, labels: { comm: 'memhog', pod_uid: '', container_id: '', host: '' } },
      { value: 1, labels: { comm: 'web', ...inPod } },
      { value: 1, labels: { comm: 'worker-3', ...inPod } },
    ])
    expect(metrics.oomparse_oom_victim_rss_max_bytes).toContainEqual({
      value: (716000 + 4000) * 1024,
      labels: { comm: 'worker-3', ...inPod },
    })
  })

  it('have limit, usage and failcnt of the cgroup whose limit it was, and none where it was the machine', () => {
    const labels = { host: '', limit_owner: '/kubepods.slice', limit_owner_kind: 'kubernetes-node' }
    expect(metrics.oomparse_limit_ooms).toEqual([{ value: 2, labels }])
    expect(metrics.oomparse_limit_bytes).toEqual([{ value: 4194304 * 1024, labels }])
    expect(metrics.oomparse_limit_usage_bytes).toEqual([{ value: 4194304 * 1024, labels }])
    expect(metrics.oomparse_limit_failed_charges).toEqual([{ value: 512, labels }])
  })

  it('count findings by rule and verdict', () => {
    expect(metrics.oomparse_findings).toContainEqual({
      value: 3,
      labels: { rule: 'limit-owner', verdict: 'confirmed' },
    })
  })

  it('have no time of the last OOM where no log tells one, and say how many have none', () => {
    expect(metrics.oomparse_oom_last_timestamp_seconds).toBeUndefined()
    expect(metrics.oomparse_ooms_undated).toEqual([{ value: 3, labels: { host: '' } }])
  })

  it('have the time of the last OOM of each host where it is known', () => {
    const dated = memcgLog().replace(/^\[ \d+\.\d+\] /gm, '2024-11-23T18:16:20.250Z n1 kernel: ')
    const { oomparse_oom_last_timestamp_seconds: last, oomparse_ooms_undated: undated } = read(
      renderPrometheus(parse(dated)),
    )
    expect(last).toEqual([{ value: 1_732_385_780.25, labels: { host: 'n1' } }])
    expect(undated).toEqual([{ value: 0, labels: { host: 'n1' } }])
  })

  it('say no limit where the kernel has none', () => {
    const oom = oomOf(memcgLog())
    const memory = { ...oom.cgroup?.memory, limitBytes: 'unlimited' as const, usageBytes: 5 }
    const unlimited = read(exposed([{ record: 'event', ...oom, cgroup: { ...oom.cgroup, memory } }]))
    expect(unlimited.oomparse_limit_bytes).toBeUndefined()
    expect(unlimited.oomparse_limit_usage_bytes?.[0]?.value).toBe(5)
  })

  it('have a zero where nothing was found, and nothing else of OOMs', () => {
    const quiet = renderPrometheus(parse(QUIET))
    expect(read(quiet).oomparse_events).toEqual([{ value: 0, labels: { type: 'oom' } }])
    expect(read(quiet).oomparse_input_lines).toEqual([{ value: 1, labels: {} }])
    expect(Object.keys(read(quiet)).filter((name) => /_(?:ooms?|limit)/.test(name))).toEqual([])
  })

  it('of a record that came by itself are those of the document', () => {
    const document = parse(memcgLog() + globalLog())
    const records: StreamRecord[] = [
      ...document.events.map((event) => ({ record: 'event' as const, ...event })),
      ...document.inputs.map((input) => ({ record: 'input' as const, ...input })),
      ...document.findings.map((finding) => ({ record: 'finding' as const, ...finding })),
    ]
    expect(exposed(records)).toBe(renderPrometheus(document))
  })
})

describe('names of metrics', () => {
  it.each(Object.values(METRICS))('$name is one, and its help is one line', ({ name, help, ...metric }) => {
    expect(name).toMatch(/^oomparse_[a-z_]+$/)
    // These endings are those of counters, histograms and summaries.
    expect(name).not.toMatch(/_(?:total|count|sum|bucket|created)$/)
    expect(help).toMatch(/^[A-Za-z][^\n\\"]*\.$/)
    for (const label of 'labels' in metric ? metric.labels : []) expect(label).toMatch(/^[a-z][a-z_]*$/)
  })
})

/** Made of what the format gives a meaning, and of what hides or breaks a line. */
const HOSTILE = fc.string({
  unit: fc.constantFrom(...'"\\{}=,#n \n\r\t\0\u2028\x85\u202e\ud800é', '} 1\noomparse_ooms 9', 'a'),
  maxLength: 24,
})

describe('hostile names', () => {
  it('are label values, and make no line, no label and no second series', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(HOSTILE, HOSTILE, HOSTILE), { minLength: 1, maxLength: 5 }), (names) => {
        const oom = oomOf(memcgLog())
        const text = exposed(
          names.map(([comm, owner, host]) => ({ record: 'event', ...renamed(oom, comm, owner, host) })),
        )
        const metrics = read(text)
        const known = new Set<string>(Object.values(METRICS).map(({ name }) => name))
        expect(Object.keys(metrics).filter((name) => !known.has(name))).toEqual([])
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202e]/u)
        for (const line of text.split('\n').slice(0, -1)) expect(line).toMatch(/^(?:# |oomparse_[a-z_]+[ {])/)
        const series = text.split('\n').flatMap((line) => /^(oomparse_.*) \S+$/.exec(line)?.[1] ?? [])
        expect(new Set(series).size).toBe(series.length)
        const shown = metrics.oomparse_oom_victims?.map(({ labels }) => [labels.comm, labels.host])
        expect(new Set(shown?.map(String))).toEqual(
          new Set(names.map(([comm, , host]) => String([visible(comm), visible(host)]))),
        )
        const count = metrics.oomparse_oom_victims?.reduce((sum, { value }) => sum + value, 0)
        expect(count).toBe(names.length)
      }),
    )
  })

  it('by the thousand become a hundred series, and how many are left out is told', () => {
    const oom = oomOf(memcgLog())
    const many = Array.from({ length: 3000 }, (_, at) => renamed(oom, `job-${at}`, '/kubepods', 'n1'))
    const often = Array.from({ length: 5 }, () => renamed(oom, 'job-999', '/kubepods', 'n1'))
    const metrics = read(exposed([...many, ...often].map((event) => ({ record: 'event', ...event }))))
    expect(metrics.oomparse_oom_victims).toHaveLength(100)
    expect(metrics.oomparse_oom_victims?.[0]).toMatchObject({ value: 6, labels: { comm: 'job-999' } })
    const listed = metrics.oomparse_oom_victims?.reduce((sum, { value }) => sum + value, 0) ?? 0
    expect(metrics.oomparse_records_unlisted).toContainEqual({
      value: 3005 - listed,
      labels: { metric: 'oomparse_oom_victims' },
    })
  })
})
