import { describe, expect, it } from 'vitest'
import { said } from '../../../../test/support/shortage.js'
import { oom } from '../../events.fixture.js'
import { CONTAINER, type DumpText, memcgDump, POD } from './memcg-dump.fixture.js'
import { sandboxKilled } from './sandbox-killed.js'

const RULE = 'sandbox-killed'
const LIMITS =
  'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-limits-are-run'

const killed = (comm: string, adj: number, rest: Partial<DumpText> = {}) =>
  memcgDump({
    owner: POD,
    home: CONTAINER,
    limitKb: 10_240,
    tasks: [[10, 500, adj, comm]],
    victim: { pid: 10, comm, adj },
    ...rest,
  })

describe('pause', () => {
  const NEXT = [
    'look for memory that no process holds: a tmpfs or emptyDir of the medium Memory, kernel memory of the pod',
    'kubectl describe pod  # SandboxChanged',
  ]
  const SUMMARY =
    'pause holds the namespaces of a pod and hardly any memory; the limit that was hit is 10.0 MiB. The kernel takes it when nothing else can be killed; the kubelet then tears the pod down and makes it anew.'
  const MISSING = ['oom_score_adj -998 of the victim: a workload can be called pause as well']
  const SANDBOX = "The pod's sandbox (pause) was killed, and with it the whole pod"
  const log = killed('pause', -998)

  it('is the sandbox by the oom_score_adj of its kill line', () => {
    expect(said(RULE, log)).toEqual([
      {
        rule: RULE,
        verdict: 'confirmed',
        title: SANDBOX,
        summary: SUMMARY,
        events: ['oom-1'],
        evidence: [
          { input: 'input', line: 3, says: 'limit 10240 kB (10.0 MiB)' },
          { input: 'input', line: 8, says: 'pause: rss 500 pages (1.95 MiB), oom_score_adj -998' },
          { input: 'input', line: 10, says: 'killed: pause' },
        ],
        missing: [],
        overturnedBy: 'a container of the pod whose own program is called pause',
        next: NEXT,
        references: [LIMITS],
        figures: { limitBytes: 10 * 1024 ** 2 },
      },
    ])
  })

  it('is the sandbox by its row of the table, where the kill line has no oom_score_adj', () => {
    const older = log.replace(' oom_score_adj:-998', '')
    expect(said(RULE, older)).toMatchObject([{ verdict: 'confirmed', title: SANDBOX, missing: [] }])
  })

  it('is likely the sandbox where neither tells', () => {
    const older = log.replace(' oom_score_adj:-998', '').replace(/^.*\[ +10\].*\n/m, '')
    expect(said(RULE, older)).toMatchObject([
      { verdict: 'likely', title: SANDBOX, summary: SUMMARY, missing: MISSING, next: NEXT },
    ])
  })

  it('may be a workload with another oom_score_adj', () => {
    expect(said(RULE, killed('pause', -997))).toMatchObject([
      {
        verdict: 'possible',
        title: "A process called pause was killed: it may be the pod's sandbox",
        summary: SUMMARY,
        missing: MISSING,
      },
    ])
  })

  it('is told of without a limit where the whole machine was short', () => {
    const event = oom('10:00:00', CONTAINER, undefined, CONTAINER, {
      scope: 'global',
      victims: [{ pid: 10, comm: 'pause', oomScoreAdj: -998, line: 7 }],
    })
    const [finding] = sandboxKilled.decideDump(event)
    expect(finding?.summary).toBe(
      'pause holds the namespaces of a pod and hardly any memory. The kernel takes it when nothing else can be killed; the kubelet then tears the pod down and makes it anew.',
    )
    expect(finding?.evidence).toEqual([{ input: 'dmesg.txt', line: 7, says: 'killed: pause' }])
    expect(finding).not.toHaveProperty('figures')
  })
})

describe('conmon', () => {
  const SHARED = {
    title: 'The monitor of a container (conmon) was killed, not its workload',
    summary:
      'conmon keeps the output and the exit status of a container: without it the runtime no longer knows how the container ends.',
    overturnedBy: 'a container whose own program is called conmon',
    next: ['look for who holds the memory of the cgroup in which conmon runs'],
  }

  it('is the monitor in the cgroup that the runtime makes for it', () => {
    const id = CONTAINER.slice(CONTAINER.indexOf('containerd-') + 11)
    const log = killed('conmon', 0, { home: `${POD}/crio-conmon-${id}` })
    expect(said(RULE, log)).toMatchObject([{ ...SHARED, verdict: 'confirmed', missing: [] }])
  })

  it('is likely the monitor elsewhere in a pod', () => {
    expect(said(RULE, killed('conmon', 0, { home: POD }))).toMatchObject([
      {
        ...SHARED,
        verdict: 'likely',
        missing: ['a cgroup of the monitor: the name alone says what it is'],
      },
    ])
  })
})

describe('a runtime that starts a container', () => {
  const RUNTIME_LOG = "the runtime's log: that the container's init was killed at its start"
  const JOURNAL = 'journalctl -u containerd -u crio -u docker  # what the runtime says of the start'
  const NAME = 'a container whose own program has that name'
  const TOO_SMALL = {
    verdict: 'likely',
    title: 'The container was killed while starting: its limit is too small',
    missing: [RUNTIME_LOG],
    overturnedBy: NAME,
    next: ['raise the memory limit: the runtime alone needs several MiB', JOURNAL],
  }
  const BESIDE = {
    verdict: 'possible',
    title: 'A process that the runtime was starting in a container was killed',
    overturnedBy: NAME,
    next: ['look at what else is in the cgroup: limit-composition and the task table', JOURNAL],
  }
  const WHO = 'a limit that is too small, or who else holds the memory'
  const row = (pid: number, comm: string) => [pid, 500, 0, comm] as const

  it.each(['runc:[0:PARENT]', 'runc:[1:CHILD]', 'runc:[2:INIT]', 'runc', 'crun'])(
    'is known by the name %s, and does not fit into a small limit',
    (comm) => {
      expect(said(RULE, killed(comm, 0))).toMatchObject([
        {
          ...TOO_SMALL,
          summary: `${comm} is the runtime setting the container up, and nothing else runs there: 10.0 MiB do not suffice to start it.`,
        },
      ])
    },
  )

  it('is alone beside the sandbox and its own stages', () => {
    const tasks = [row(10, 'runc'), row(11, 'pause'), row(12, 'runc:[1:CHILD]')]
    expect(said(RULE, killed('runc', 0, { tasks }))).toMatchObject([TOO_SMALL])
  })

  it('may be an exec or a probe where something else runs', () => {
    const tasks = [row(10, 'runc'), row(11, 'java')]
    expect(said(RULE, killed('runc', 0, { tasks }))).toMatchObject([
      {
        ...BESIDE,
        summary:
          'runc is the runtime setting up a container, or a command in a running one (exec, probe); the limit that was hit is 10.0 MiB: what filled the limit is more likely beside it than in it.',
        missing: [RUNTIME_LOG],
      },
    ])
  })

  it('has room in a limit of 16 MiB', () => {
    expect(said(RULE, killed('runc', 0, { limitKb: 16_384 }))).toMatchObject([
      { ...BESIDE, missing: [RUNTIME_LOG, WHO] },
    ])
    expect(said(RULE, killed('runc', 0, { limitKb: 16_380 }))).toMatchObject([TOO_SMALL])
  })

  it('is not known to be alone without the table', () => {
    const log = killed('runc', 0)
      .replace(/^.*Tasks state.*\n/m, '')
      .replace(/^.*total_vm.*\n/m, '')
      .replace(/^.*\[ +10\].*\n/m, '')
    expect(said(RULE, log)).toMatchObject([{ ...BESIDE, missing: [RUNTIME_LOG] }])
  })

  it('is told of without a limit where the whole machine was short', () => {
    const event = oom('10:00:00', CONTAINER, undefined, CONTAINER, {
      scope: 'global',
      tasks: [{ pid: 10, comm: 'runc' }],
      victims: [{ pid: 10, comm: 'runc', line: 7 }],
    })
    expect(sandboxKilled.decideDump(event)).toMatchObject([
      {
        ...BESIDE,
        summary:
          'runc is the runtime setting up a container, or a command in a running one (exec, probe): what filled the limit is more likely beside it than in it.',
        missing: [RUNTIME_LOG, WHO],
      },
    ])
  })
})

it('is silent where nobody died, for other programs, and outside of containers and pods', () => {
  expect(said(RULE, killed('app', 0))).toEqual([])
  expect(
    said(RULE, killed('runc', 0, { owner: '/system.slice/a.service', home: '/system.slice/a.service' })),
  ).toEqual([])
  expect(sandboxKilled.decideDump(oom('10:00:00', POD, 4096, POD, { victims: [] }))).toEqual([])
  expect(
    sandboxKilled.decideDump(
      oom('10:00:00', POD, undefined, POD, { cgroup: undefined, victims: [{ pid: 10, comm: 'pause' }] }),
    ),
  ).toEqual([])
})
