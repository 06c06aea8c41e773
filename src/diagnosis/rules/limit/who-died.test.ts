import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS } from '../../../../test/support/corpus.js'
import { parse } from '../../../index.js'
import { expectWhole } from '../../whole.fixture.js'
import { CONTAINER, type DumpText, memcgDump, POD } from './memcg-dump.fixture.js'

function asked(rule: string, text: string | Uint8Array) {
  const findings = parse(text, { cannotTell: true }).findings.filter((finding) => finding.rule === rule)
  for (const finding of findings) expectWhole(finding)
  return findings
}

const corpus = (path: string) => readFileSync(join(CORPUS, path))
const truth = <Truth>(path: string) => JSON.parse(corpus(`${path}/truth.json`).toString()) as Truth

describe('invoker-not-victim', () => {
  const rule = 'invoker-not-victim'

  it.each(['6.1/v2-container-other-trigger', '5.10/v2-kubepods-limit', '7.2/v2-tmpfs-only'])('%s', (path) => {
    // The machine that made the log noted who asked where that was part of the scenario.
    const { events } = truth<{
      events: { trigger?: { comm: string; pid: number }; victim: { comm: string; pid: number } }[]
    }>(path)
    const [{ trigger, victim } = {}] = events.filter((event) => event.trigger !== undefined)
    const [finding, ...more] = asked(rule, corpus(`${path}/dmesg.txt`))
    expect(more).toEqual([])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain(`${trigger?.comm} (pid ${trigger?.pid}), which held`)
    expect(finding?.summary).toContain(`the kernel killed ${victim?.comm} (pid ${victim?.pid}), which`)
  })

  it('tells what each of the two held', () => {
    expect(asked(rule, corpus('6.1/v2-container-other-trigger/dmesg.txt'))[0]).toMatchObject({
      summary:
        'pg_dump (pid 108), which held 12.3 MiB, asked for one page; the kernel killed postgres (pid 102), which held 36.8 MiB. Whoever asks when the memory has run out need not be the one that used it up: the kernel chooses by size and oom_score_adj.',
      figures: { invokerHeldPages: 3162, victimHeldPages: 9432 },
    })
  })

  it('says nothing where the one that asked dies: itself, as a thread, in its group, or by SysRq', () => {
    for (const name of [
      '6.1/v2-container',
      '6.12/g-threads',
      '6.1/v2-oom-group',
      '6.1/p-sysrq-f',
      '6.1/m-memcg-300-threads',
    ])
      expect(asked(rule, corpus(`${name}/dmesg.txt`)), name).toEqual([])
  })

  const threads = (trigger: { comm: string; pid: number; adj: number }) =>
    asked(
      rule,
      memcgDump({
        owner: CONTAINER,
        tasks: [
          [10, 5000, 100, 'app'],
          [20, 700, 100, 'log'],
        ],
        victim: { pid: 10, comm: 'app', adj: 100 },
        trigger,
      }),
    ).map(({ verdict, missing }) => [verdict, missing.length])

  it('tells a thread with another name from another process by its oom_score_adj, and else does not know', () => {
    expect(threads({ comm: 'GC worker', pid: 13, adj: 100 })).toEqual([['possible', 1]])
    expect(threads({ comm: 'GC worker', pid: 13, adj: 0 })).toEqual([['confirmed', 0]])
    expect(threads({ comm: 'app', pid: 13, adj: 100 })).toEqual([])
    expect(threads({ comm: 'log', pid: 20, adj: 100 })).toEqual([['confirmed', 0]])
  })

  it('is silent where nobody died, or who asked was not read', () => {
    expect(asked(rule, corpus('6.1/p-nokillable-memcg/dmesg.txt'))).toEqual([])
    const [, ...cut] = corpus('6.1/v2-container-other-trigger/dmesg.txt').toString().split('\n').slice(0, 84)
    expect(asked(rule, cut.filter((line) => !line.includes('Comm: ')).join('\n'))).toEqual([])
  })
})

describe('group-kill', () => {
  const rule = 'group-kill'

  it.each([
    ['5.10/v2-oom-group', 'a container of pod 606271c5-794f-4960-aa53-c2e2beb31a25'],
    ['6.1/v2-oom-group', 'a container of pod 606271c5-794f-4960-aa53-c2e2beb31a25'],
    ['6.1/v2-oom-group-pod', 'pod 9e75414e-7252-4f93-a7b0-d1afa34b8ef7'],
    ['7.2/v2-oom-group-pod', 'pod 9e75414e-7252-4f93-a7b0-d1afa34b8ef7'],
  ])('%s: all that died of it, and nobody else', (path, whose) => {
    const { events } = truth<{
      events: { victim: { pid: number; comm: string }; groupVictims: { pid: number; comm: string }[] }[]
    }>(path)
    const [finding, ...more] = asked(rule, corpus(`${path}/dmesg.txt`))
    const died = new Set([events[0]?.victim, ...(events[0]?.groupVictims ?? [])].map((one) => one?.pid))
    expect(more).toEqual([])
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.figures?.victimCount).toBe(died.size)
    expect(finding?.summary).toContain(`memory.oom.group is set for ${whose}: ${died.size} processes`)
    expect(finding?.summary).toContain(
      `${events[0]?.victim.comm} (pid ${events[0]?.victim.pid}) as the chosen one`,
    )
    const killed = finding?.evidence.flatMap(({ says }) => /^killed: (\d+)/.exec(says)?.[1] ?? [])
    expect(new Set(killed?.map(Number))).toEqual(died)
  })

  it('names who was spared, where the table tells who is in the group', () => {
    const [finding] = asked(rule, corpus('6.1/v2-oom-group-pod/dmesg.txt'))
    expect(finding?.summary).toContain(
      'with 68.2 MiB of rss together. protected (pid 103) was spared (oom_score_adj -1000).',
    )
    expect(finding?.figures).toEqual({ victimCount: 2, rssSumBytes: 71_589_888, sparedTaskCount: 1 })
  })

  it('says nothing where no line announces it', () => {
    const log = corpus('6.1/v2-oom-group-pod/dmesg.txt').toString()
    const cut = log.replace(/^.*are going to be killed due to.*\n/m, '')
    expect(cut).not.toBe(log)
    expect(asked(rule, cut)).toEqual([])
    expect(asked(rule, corpus('6.1/v2-container/dmesg.txt'))).toEqual([])
  })
})

describe('sandbox-killed', () => {
  const rule = 'sandbox-killed'
  const of = (dump: Pick<DumpText, 'tasks' | 'victim'> & Partial<DumpText>) =>
    asked(rule, memcgDump({ owner: CONTAINER, ...dump }))

  it('knows pause by its name and its oom_score_adj', () => {
    const tasks = [[10, 2, -998, 'pause']] as const
    const victim = { pid: 10, comm: 'pause', adj: -998, anonKb: 8 }
    expect(of({ owner: POD, home: CONTAINER, tasks, victim, limitKb: 10_240 })).toMatchObject([
      {
        verdict: 'confirmed',
        title: "The pod's sandbox (pause) was killed, and with it the whole pod",
        figures: { limitBytes: 10_485_760 },
      },
    ])
    // A program that somebody has called so.
    expect(of({ tasks, victim: { ...victim, adj: 939 } })).toMatchObject([
      { verdict: 'possible', title: "A process called pause was killed: it may be the pod's sandbox" },
    ])
    expect(of({ owner: '/system.slice/pause.service', tasks, victim })).toEqual([])
  })

  it('knows a limit that does not suffice for the start', () => {
    const dump = {
      tasks: [[10, 700, 939, 'runc:[2:INIT]']],
      victim: { pid: 10, comm: 'runc:[2:INIT]', adj: 939 },
      limitKb: 4096,
    } as const
    const [finding] = of(dump)
    expect(finding).toMatchObject({
      verdict: 'likely',
      title: 'The container was killed while starting: its limit is too small',
      figures: { limitBytes: 4_194_304 },
    })
    expect(finding?.evidence.map(({ says }) => says)).toEqual([
      'limit 4096 kB (4.00 MiB)',
      'runc:[2:INIT]: rss 700 pages (2.73 MiB), oom_score_adj 939',
      'killed: runc:[2:INIT]',
    ])
    // A probe in a container that is full.
    expect(of({ ...dump, tasks: [...dump.tasks, [9, 90_000, 939, 'java']], limitKb: 400_000 })).toMatchObject(
      [{ verdict: 'possible', title: 'A process that the runtime was starting in a container was killed' }],
    )
    expect(of({ ...dump, owner: '/user.slice' })).toEqual([])
  })

  it('knows the monitor by its cgroup', () => {
    const tasks = [[10, 400, 0, 'conmon']] as const
    const victim = { pid: 10, comm: 'conmon', adj: 0 }
    const id = CONTAINER.slice(CONTAINER.indexOf('containerd-') + 11)
    expect(of({ owner: `${POD}/crio-conmon-${id}`, tasks, victim })).toMatchObject([{ verdict: 'confirmed' }])
    expect(of({ owner: POD, tasks, victim })).toMatchObject([{ verdict: 'likely' }])
  })

  it('says nothing of workloads', () => {
    for (const name of ['6.1/v2-container', '6.1/v2-pod', '6.1/v2-kubepods-limit'])
      expect(asked(rule, corpus(`${name}/dmesg.txt`)), name).toEqual([])
  })
})
