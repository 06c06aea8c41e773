import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS } from '../../../../test/support/corpus.js'
import { parse } from '../../../index.js'
import type { Event } from '../../../record/index.js'
import { caseOf } from '../../case.js'
import { event, input, inTimelineOrder, oom, RUNTIME } from '../../events.fixture.js'
import { diagnose } from '../../index.js'
import { expectWhole } from '../../whole.fixture.js'
import { duration } from './gaps.js'
import { CONTAINER, CONTAINER_ID, memcgDump, POD } from './memcg-dump.fixture.js'
import { partialContainerKill } from './partial-container-kill.js'
import { repeat } from './repeat.js'

function asked(rule: string, text: string | Uint8Array) {
  const findings = parse(text, { cannotTell: true }).findings.filter((finding) => finding.rule === rule)
  for (const finding of findings) expectWhole(finding)
  return findings
}

function found(rule: string, events: readonly Event[]) {
  const inputs = [input('dmesg.txt', ['kernel-log'])]
  const { findings } = diagnose({ inputs, events: inTimelineOrder(events) }, { cannotTell: true })
  return findings.filter((finding) => finding.rule === rule)
}

const corpus = (path: string) => readFileSync(join(CORPUS, path))

describe('partial-container-kill', () => {
  const rule = 'partial-container-kill'
  const tasks = [
    { pid: 100, tgid: 100, comm: 'supervisor', rssPages: 100 },
    { pid: 120, tgid: 120, comm: 'worker', rssPages: 9000 },
  ]
  const at = (clock: string | undefined, fields: Parameters<typeof oom>[4] = {}) =>
    oom(clock, CONTAINER, 40_960_000, CONTAINER, {
      tasks,
      victims: [{ pid: 120, comm: 'worker', why: 'selected' }],
      ...fields,
    })
  const exit = (clock: string | undefined, pid?: number, execId?: string) =>
    event('container-exit', RUNTIME, clock, {
      containerId: CONTAINER_ID,
      ...(pid === undefined ? {} : { pid }),
      ...(execId === undefined ? {} : { execId }),
    })
  const verdicts = (...events: Event[]) => found(rule, events).map(({ verdict }) => verdict)

  it.each(['6.1/i-crash-loop', '7.2/i-crash-loop'])('%s: the first process is there to the end', (path) => {
    const truth = JSON.parse(corpus(`${path}/truth.json`).toString()) as {
      processes: { key: string; comm: string; pid: number; death?: unknown }[]
    }
    const restarter = truth.processes.find(({ key }) => key === 'restarter')
    const [finding, ...more] = asked(rule, corpus(`${path}/dmesg.txt`))
    expect(restarter?.death).toBeUndefined()
    expect(more).toEqual([])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.title).toBe('Only a part of the container was killed, and it goes on without it')
    expect(finding?.summary).toContain(
      `A later dump of the container still lists restarter (pid ${restarter?.pid}).`,
    )
    expect(finding?.evidence.length).toBeLessThanOrEqual(12)
  })

  it('is likely from one dump alone: that the lowest pid is the first process is inferred', () => {
    const [finding] = asked(rule, corpus('5.10/m-memcg-2000/dmesg.txt'))
    expect(finding?.verdict).toBe('likely')
    expect(finding?.summary).toContain('swarm (pid 94) and 2000 more were not.')
    expect(finding?.figures).toEqual({ killCount: 1, survivingTaskCount: 2001 })
  })

  it('is possible where the first process may be waiting for its child', () => {
    expect(asked(rule, corpus('constructed/docker-5.4-bare-paste/log.txt'))).toMatchObject([
      { verdict: 'possible' },
    ])
  })

  it('is overturned by the end of the container, which the runtime tells', () => {
    expect(verdicts(at('10:00:00'))).toEqual(['likely'])
    expect(verdicts(at('10:00:00'), exit('10:00:02'))).toEqual([])
    expect(verdicts(at('10:00:00'), exit('10:30:00', 120))).toEqual([])
    expect(verdicts(at('10:00:00'), exit(undefined))).toEqual([])
    expect(verdicts(at('10:00:00'), exit('10:30:00', 100))).toEqual(['likely'])
    expect(verdicts(at('10:00:00'), exit('10:00:02', 120, 'probe'))).toEqual(['likely'])
    const status = { containerId: CONTAINER_ID, pod: 'web', container: 'app', reason: 'OOMKilled' }
    expect(verdicts(at('10:00:00'), event('container-oom-killed', RUNTIME, '10:00:01', status))).toEqual([])
  })

  it('says nothing of whole kills, of limits that others share, of lone processes and of cut tables', () => {
    for (const name of ['6.1/v2-oom-group', '6.1/v2-pod', '6.1/v2-container', '6.1/v2-kubepods-limit'])
      expect(asked(rule, corpus(`${name}/dmesg.txt`)), name).toEqual([])
    expect(verdicts(at('10:00:00', { victims: [{ pid: 100, comm: 'supervisor' }] }))).toEqual([])
    expect(verdicts(at('10:00:00', { victims: [{ pid: 120, comm: 'runc:[2:INIT]' }] }))).toEqual([])
    expect(verdicts(at('10:00:00', { tasks: [] }))).toEqual([])
    expect(found(rule, [oom('10:00:00', POD, 40_960_000, CONTAINER, { tasks })])).toEqual([])
  })

  it('folds 10,000 of them, with as many ends', () => {
    const second = (at: number) => ({ basis: 'boot-time', epochMs: 1000 * at }) as const
    const kills = Array.from({ length: 10_000 }, (_, i) => ({ ...at('10:00:00'), at: second(60 * i) }))
    const ends = kills.map((_, i) => ({ ...exit('10:00:00', 90_000 + i), at: second(60 * i + 30) }))
    const one = caseOf([...kills, ...ends], [])
    const started = performance.now()
    const findings = partialContainerKill.decide(one)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(findings.map(({ events }) => events.length)).toEqual([10_000])
    expect(findings[0]?.evidence.length).toBeLessThanOrEqual(12)
  })

  it('takes threads of the victim for the victim', () => {
    const threads = [
      { pid: 121, tgid: 120, comm: 'worker' },
      { pid: 130, tgid: 130, comm: 'helper' },
    ]
    expect(verdicts(at('10:00:00', { tasks: threads }))).toEqual([])
  })
})

describe('repeat', () => {
  const rule = 'repeat'
  const clock = (second: number) =>
    [second / 3600, (second / 60) % 60, second % 60]
      .map((part) => String(Math.floor(part)).padStart(2, '0'))
      .join(':')
  const kill = (
    second: number,
    path: string,
    fields: { comm?: string; anonKb?: number; failcnt?: number; limitKb?: number } = {},
  ) => {
    const { comm = 'app', anonKb = 30_000, failcnt = second, limitKb = 40_000 } = fields
    const killed = oom(clock(second), path, limitKb * 1024)
    const { cgroup = {} } = killed
    return {
      ...killed,
      victims: [{ pid: 1000 + second, comm, anonRssBytes: anonKb * 1024 }],
      cgroup: { ...cgroup, memory: { usageBytes: limitKb * 1024, limitBytes: limitKb * 1024, failcnt } },
    }
  }
  const other = (id: string) => CONTAINER.replace(CONTAINER_ID, id.repeat(64))

  it('counts the deaths of a crash loop, with the limit that was set', () => {
    const truth = JSON.parse(corpus('6.1/i-crash-loop/truth.json').toString()) as {
      events: { limitKb: number; victim: { anonRssKbAtLeast: number } }[]
    }
    const [finding, ...more] = asked(rule, corpus('6.1/i-crash-loop/dmesg.txt'))
    expect(more).toEqual([])
    // The kernel printed 13 dumps of 14 deaths: it holds its tongue after ten in five seconds.
    expect(truth.events).toHaveLength(14)
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'The same OOM again: 13 kills of one command in one cgroup',
      figures: {
        killCount: 13,
        limitBytes: (truth.events[0]?.limitKb ?? 0) * 1024,
        leastAnonBytes: 23148 * 1024,
        firstFailcnt: 42,
        lastFailcnt: 823,
        typicalGapMs: 387,
      },
    })
    expect(finding?.evidence).toHaveLength(12)
    expect(finding?.evidence[0]).toMatchObject({ line: 28, says: 'limit 24576 kB (24.0 MiB), failcnt 42' })
    expect(finding?.events).toHaveLength(13)
  })

  it('is only likely for containers that are made anew, in one pod or with one limit', () => {
    const inPod = [kill(0, other('a')), kill(60, other('b')), kill(130, other('c'))]
    expect(found(rule, inPod)).toMatchObject([
      {
        verdict: 'likely',
        title: 'The same OOM again: 3 kills of one command in one pod',
        figures: { killCount: 3, typicalGapMs: 60_000 },
      },
    ])
    const pods = ['6', '7', '8'].map((digit, at) =>
      kill(at * 60, CONTAINER.replace('5bc9a4b7', digit.repeat(8))),
    )
    expect(found(rule, pods)).toMatchObject([
      { verdict: 'likely', title: 'Much the same OOM again: 3 kills of one command' },
    ])
    // Killed at once, or with a pid from before: they ran side by side.
    const atOnce = ['6', '7', '8'].map((digit) => kill(0, CONTAINER.replace('5bc9a4b7', digit.repeat(8))))
    const elder = pods.map((pod, at) => (at < 2 ? pod : { ...pod, victims: [{ pid: 900, comm: 'app' }] }))
    for (const sideBySide of [atOnce, elder])
      expect(found(rule, sideBySide)).toMatchObject([{ verdict: 'possible' }])
    const services = ['a', 'b'].map((name, at) => kill(at * 60, `/system.slice/${name}.service`))
    expect(found(rule, services)).toEqual([])
  })

  it('tells that the limit was changed, and that the victim holds more and more', () => {
    const [finding] = found(rule, [
      kill(0, CONTAINER, { anonKb: 30_000, limitKb: 40_000 }),
      kill(7200, CONTAINER, { anonKb: 60_000, limitKb: 80_000 }),
    ])
    expect(finding?.summary).toBe(
      'app was killed 2 times at the limit of a container of pod 5bc9a4b7-a6ec-4734-996e-ab3b278312c9, first at 2021-03-12T00:00:00.000Z, last at 2021-03-12T02:00:00.000Z, 2 h apart. Its anonymous memory was more each time: 29.2 MiB at first, 58.5 MiB at last. The limit went from 39.0 MiB to 78.1 MiB. failcnt went from 0 to 7200.',
    )
  })

  it('does not compare failcnt over a cgroup that was made anew', () => {
    const [finding] = found(rule, [
      kill(0, CONTAINER, { failcnt: 900 }),
      kill(60, CONTAINER, { failcnt: 20 }),
      kill(120, CONTAINER, { failcnt: 950 }),
    ])
    expect(finding?.figures).not.toHaveProperty('firstFailcnt')
    expect(finding?.summary).not.toContain('failcnt')
  })

  it('says nothing of single OOMs, of two at once, and of those with other victims', () => {
    for (const name of ['6.1/v2-container', '6.1/v2-container-other-trigger', '6.1/g-noswap'])
      expect(asked(rule, corpus(`${name}/dmesg.txt`)), name).toEqual([])
    expect(asked(rule, corpus('constructed/caller-ids-interleaved-6.1/log.txt'))).toEqual([])
    expect(found(rule, [kill(0, CONTAINER), kill(60, CONTAINER, { comm: 'other' })])).toEqual([])
    expect(found(rule, [{ ...kill(0, CONTAINER), victims: [] }, kill(60, CONTAINER)])).toEqual([])
  })

  it('reads it from a log without a period where the kernel has no clock', () => {
    const dump = {
      owner: CONTAINER,
      tasks: [[10, 9000, 0, 'app']],
      victim: { pid: 10, comm: 'app', adj: 0 },
    } as const
    const text = `${memcgDump(dump)}${memcgDump({ ...dump, seconds: 160, failcnt: 80 })}${memcgDump({ ...dump, seconds: 290, failcnt: 99 })}`
    expect(asked(rule, text)).toMatchObject([{ figures: { killCount: 3, typicalGapMs: 60_000 } }])
    const [finding] = asked(rule, text.replace(/^\[.{12}\] /gm, ''))
    expect(finding?.figures).toMatchObject({ killCount: 3, firstFailcnt: 42, lastFailcnt: 99 })
    expect(finding?.figures).not.toHaveProperty('typicalGapMs')
  })

  it('folds 10,000 of them at once', () => {
    const kills = Array.from({ length: 10_000 }, (_, at) => kill(at, CONTAINER))
    const one = caseOf(kills, [])
    const started = performance.now()
    const findings = repeat.decide(one)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(findings).toHaveLength(1)
    expect(findings[0]?.events).toHaveLength(10_000)
    expect(findings[0]?.evidence.length).toBeLessThanOrEqual(12)
  })
})

it.each([
  [0.4, '0 ms'],
  [999, '999 ms'],
  [1000, '1 s'],
  [119_999, '119 s'],
  [120_000, '2 min'],
  [7_199_999, '119 min'],
  [7_200_000, '2 h'],
  [200_000_000, '2 days'],
])('duration(%d)', (ms, text) => {
  expect(duration(ms)).toBe(text)
})
