import { describe, expect, it } from 'vitest'
import { identifyCgroup } from '../../../cgroup/index.js'
import type { OomEvent } from '../../../record/index.js'
import { caseOf } from '../../case.js'
import { CONTAINER, CONTAINER_PATH, oom, POD_PATH, POD_UID } from '../../events.fixture.js'
import { repeat } from './repeat.js'

interface Kill {
  readonly comm?: string
  readonly pid?: number
  /** Undefined: the dump does not tell. */
  readonly anonKb?: number
  readonly failcnt?: number
  readonly limitKb?: number
  readonly scope?: OomEvent['scope']
}

const SERVICE = '/system.slice/db.service'
const clock = (second: number) => new Date(second * 1000).toISOString().slice(11, 23)

let line = 0

function kill(second: number | undefined, path: string | undefined, kind: Kill = {}): OomEvent {
  const { comm = 'app', pid = 1000 + (second ?? 0), anonKb, failcnt, limitKb, scope = 'memcg' } = kind
  line += 10
  return oom(second === undefined ? undefined : clock(second), '/', undefined, '/', {
    scope,
    source: { input: 'dmesg.txt', firstLine: line, lastLine: line + 9 },
    victims: [
      { pid, comm, line: line + 9, ...(anonKb === undefined ? {} : { anonRssBytes: anonKb * 1024 }) },
    ],
    cgroup: {
      ...(path === undefined ? {} : { limitOwner: path, limitOwnerIdentity: identifyCgroup(path) }),
      ...(limitKb === undefined
        ? {}
        : {
            memory: {
              usageBytes: limitKb * 1024,
              limitBytes: limitKb * 1024,
              line: line + 3,
              ...(failcnt === undefined ? {} : { failcnt }),
            },
          }),
    },
  })
}

const asked = (...ooms: OomEvent[]) => repeat.decide(caseOf(ooms, []))
const container = (letter: string) => CONTAINER_PATH.replace(CONTAINER, letter.repeat(64))
const otherPod = (path: string, digit: string) => path.replace('5bc9a4b7', digit.repeat(8))
const summaries = (...ooms: OomEvent[]) => asked(...ooms).map(({ summary }) => summary)

const AGAIN = 'first at 2021-03-12T00:00:00.000Z, last at 2021-03-12T00:01:00.000Z, 60 s apart.'
const ONE_OF_POD =
  'that it is one container of the pod: its cgroup is another one each time (kubectl describe pod)'
const ONE_WORKLOAD = 'that they are of one workload: only the command and the limit are the same'
const AT_ONCE =
  'that one was made after the other: by the times of the kills, or their pids, they ran at the same time'

describe('the same OOM again', () => {
  it('at the limit of a service, with all that the dumps tell', () => {
    line = 0
    const first = kill(0, SERVICE, { anonKb: 2048, failcnt: 5, limitKb: 40_960 })
    const second = kill(60, SERVICE, { anonKb: 1024, failcnt: 9, limitKb: 40_960 })
    expect(asked(first, second)).toEqual([
      {
        rule: 'repeat',
        verdict: 'confirmed',
        title: 'The same OOM again: 2 kills of one command in one cgroup',
        summary: `app was killed 2 times at the limit of /system.slice/db.service, ${AGAIN} It held 1.00 MiB to 2.00 MiB of anonymous memory each time. The limit is 40.0 MiB. failcnt went from 5 to 9.`,
        events: [first.id, second.id],
        evidence: [
          { input: 'dmesg.txt', line: 13, at: first.at, says: 'limit 40960 kB (40.0 MiB), failcnt 5' },
          { input: 'dmesg.txt', line: 19, at: first.at, says: 'killed: 1000, anon-rss 2048 kB (2.00 MiB)' },
          { input: 'dmesg.txt', line: 23, at: second.at, says: 'limit 40960 kB (40.0 MiB), failcnt 9' },
          { input: 'dmesg.txt', line: 29, at: second.at, says: 'killed: 1060, anon-rss 1024 kB (1.00 MiB)' },
        ],
        missing: [],
        overturnedBy: 'kills of different programs that have one name',
        next: [
          'find out whether the use grows with time (a leak) or with the load: a graph of it between two kills',
          'journalctl -k -g "Killed process"  # since when',
        ],
        references: ['https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/'],
        figures: {
          killCount: 2,
          typicalGapMs: 60_000,
          limitBytes: 40_960 * 1024,
          leastAnonBytes: 1024 * 1024,
          mostAnonBytes: 2048 * 1024,
          firstFailcnt: 5,
          lastFailcnt: 9,
        },
      },
    ])
  })

  it('has no figures and no lines of what the dumps do not tell', () => {
    line = 0
    const first = kill(0, SERVICE)
    const [finding] = asked(first, { ...kill(60, SERVICE), victims: [{ pid: 7, comm: 'app' }] })
    expect(finding?.summary).toBe(`app was killed 2 times at the limit of /system.slice/db.service, ${AGAIN}`)
    expect(finding?.evidence.map((one) => [one.line, one.says])).toEqual([
      [19, 'killed: 1000'],
      [20, 'an OOM'],
    ])
    expect(finding?.figures).toEqual({ killCount: 2, typicalGapMs: 60_000 })
  })

  it.each([
    ['global', 'when the whole machine was out of memory'],
    ['cpuset', 'when the nodes that it may use were out of memory'],
    ['mempolicy', 'when the nodes that it may use were out of memory'],
  ] as const)('of a machine: %s', (scope, when) => {
    const [finding] = asked(kill(0, undefined, { scope }), kill(60, undefined, { scope }))
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'The same OOM again: 2 kills of one command',
      summary: `app was killed 2 times ${when}, ${AGAIN}`,
      missing: [],
    })
  })

  it('at the limit of one pod, and of containers of it that are made anew', () => {
    const pods = asked(kill(0, POD_PATH), kill(60, POD_PATH))
    expect(pods).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'The same OOM again: 2 kills of one command in one cgroup',
        summary: `app was killed 2 times at the limit of pod ${POD_UID}, ${AGAIN}`,
      },
    ])
    const containers = asked(kill(0, container('a')), kill(60, container('b')))
    expect(containers).toMatchObject([
      {
        verdict: 'likely',
        title: 'The same OOM again: 2 kills of one command in one pod',
        summary: `app was killed 2 times at the limit of a container of pod ${POD_UID}, ${AGAIN}`,
        missing: [ONE_OF_POD],
      },
    ])
    expect(asked(kill(0, POD_PATH), kill(60, container('a')))).toEqual([])
  })

  it('at the limit of containers of a static pod', () => {
    const hash = '0123456789abcdef0123456789abcdef'
    const path = (letter: string) => `/kubepods/burstable/pod${hash}/${letter.repeat(64)}`
    expect(summaries(kill(0, path('a')), kill(60, path('b')))).toEqual([
      `app was killed 2 times at the limit of a container of pod ${hash}, ${AGAIN}`,
    ])
  })

  it('much the same in pods, and in containers of any runtime, that have one limit', () => {
    const limit = { limitKb: 40_960 }
    const pods = asked(kill(0, otherPod(POD_PATH, '6'), limit), kill(60, otherPod(POD_PATH, '7'), limit))
    expect(pods).toMatchObject([
      {
        verdict: 'likely',
        title: 'Much the same OOM again: 2 kills of one command',
        summary: `app was killed 2 times in pods that have one limit, ${AGAIN} The limit is 40.0 MiB.`,
        missing: [ONE_WORKLOAD],
      },
    ])
    const docker = (letter: string) => `/docker/${letter.repeat(64)}`
    expect(summaries(kill(0, docker('a'), limit), kill(60, docker('b'), limit))).toEqual([
      `app was killed 2 times in containers that have one limit, ${AGAIN} The limit is 40.0 MiB.`,
    ])
    const [one, other] = [kill(0, docker('a'), limit), kill(60, docker('b'), { limitKb: 40_964 })]
    expect(asked(one, other)).toEqual([])
    expect(asked(kill(0, docker('a')), kill(60, docker('b')))).toEqual([])
    expect(asked(kill(0, docker('a'), limit), kill(60, otherPod(POD_PATH, '7'), limit))).toEqual([])
  })

  it('is another one where another command died, or another memory was short', () => {
    const limit = { limitKb: 40_960 }
    const other = { ...limit, comm: 'other' }
    expect(asked(kill(0, SERVICE), kill(60, SERVICE, { comm: 'other' }))).toEqual([])
    expect(asked(kill(0, otherPod(POD_PATH, '6'), limit), kill(60, otherPod(POD_PATH, '7'), other))).toEqual(
      [],
    )
    const machine = (second: number, comm: string, scope: 'global' | 'cpuset') =>
      kill(second, undefined, { comm, scope })
    expect(asked(machine(0, 'app', 'global'), machine(60, 'other', 'global'))).toEqual([])
    expect(asked(machine(0, 'app', 'global'), machine(60, 'app', 'cpuset'))).toEqual([])
  })

  it('is no more than possible where they may have run side by side', () => {
    const limit = { limitKb: 40_960 }
    const pods = (second: number, pid: number) =>
      asked(
        kill(0, otherPod(POD_PATH, '6'), { ...limit, pid: 500 }),
        kill(second, otherPod(POD_PATH, '7'), { ...limit, pid }),
        kill(second * 2, otherPod(POD_PATH, '8'), { ...limit, pid: 600 }),
      ).map(({ verdict, missing }) => [verdict, missing])
    expect(pods(1, 500)).toEqual([['likely', [ONE_WORKLOAD]]])
    expect(pods(0.999, 500)).toEqual([['possible', [ONE_WORKLOAD, AT_ONCE]]])
    expect(pods(1, 499)).toEqual([['possible', [ONE_WORKLOAD, AT_ONCE]]])
  })

  it('is one shortage where two are killed within a second, and not where three are', () => {
    expect(asked(kill(0, SERVICE), kill(0.999, SERVICE))).toEqual([])
    expect(summaries(kill(0, SERVICE), kill(1, SERVICE))).toHaveLength(1)
    expect(summaries(kill(0, SERVICE), kill(0, SERVICE), kill(0, SERVICE))).toEqual([
      'app was killed 3 times at the limit of /system.slice/db.service, first at 2021-03-12T00:00:00.000Z, last at 2021-03-12T00:00:00.000Z, typically 0 ms apart.',
    ])
  })

  it('is not told by two without a time, and is by three', () => {
    const none = () => kill(undefined, SERVICE)
    expect(asked(none(), none())).toEqual([])
    const [finding] = asked(none(), none(), none())
    expect(finding?.summary).toBe(
      'app was killed 3 times at the limit of /system.slice/db.service, first at an unknown time, last at an unknown time.',
    )
    expect(finding?.figures).toEqual({ killCount: 3 })
  })

  it('is told of a part, where not all were kept', () => {
    const ooms = [kill(0, SERVICE), kill(60, SERVICE)]
    expect(repeat.decide(caseOf(ooms, [], new Set(['oom'])))).toMatchObject([
      {
        title: 'The same OOM again: at least 2 kills of one command in one cgroup',
        summary: `app was killed at least 2 times at the limit of /system.slice/db.service, ${AGAIN}`,
      },
    ])
    expect(repeat.decide(caseOf(ooms, [], new Set(['container-exit'])))[0]?.title).toBe(
      'The same OOM again: 2 kills of one command in one cgroup',
    )
  })

  it.each([
    ['somebody asked for it', { trigger: { comm: 'sh', order: -1, manual: true } }],
    ['it is not known whose limit it was', { cgroup: {} }],
    ['it is not known what was short', { scope: 'unknown' as const }],
    ['nobody died', { victims: [] }],
  ])('is not told where %s', (_, fields) => {
    const ooms = [0, 60, 120].map((second) => ({ ...kill(second, SERVICE), ...fields }))
    expect(asked(...ooms)).toEqual([])
  })

  it('are told in the order of their first, and each OOM once', () => {
    const limit = { limitKb: 40_960 }
    const findings = asked(
      kill(0, otherPod(container('a'), '6'), limit),
      kill(10, SERVICE),
      kill(60, otherPod(container('b'), '7'), limit),
      kill(70, SERVICE),
    )
    expect(findings.map(({ title }) => title)).toEqual([
      'Much the same OOM again: 2 kills of one command',
      'The same OOM again: 2 kills of one command in one cgroup',
    ])
    const same = container('a')
    const twice = [kill(0, same, limit), kill(60, same, limit)]
    expect(asked(...twice, kill(120, otherPod(container('b'), '7'), limit))).toMatchObject([
      { figures: { killCount: 2 } },
    ])
  })

  it('shows six of them, and of more the first five and the last', () => {
    const shown = (count: number) =>
      asked(...Array.from({ length: count }, (_, at) => kill(at * 60, SERVICE))).flatMap(({ evidence }) =>
        evidence.map(({ says }) => says),
      )
    expect(shown(6)).toEqual([0, 60, 120, 180, 240, 300].map((second) => `killed: ${1000 + second}`))
    expect(shown(8)).toEqual([0, 60, 120, 180, 240, 420].map((second) => `killed: ${1000 + second}`))
  })
})

describe('what it held', () => {
  const words = (...anonKb: (number | undefined)[]) =>
    summaries(...anonKb.map((kb, at) => kill(at * 60, SERVICE, kb === undefined ? {} : { anonKb: kb }))).map(
      (summary) => summary.split(' apart.')[1],
    )

  it.each([
    [
      'more each time',
      [1024, 2048, 3072],
      ' Its anonymous memory was more each time: 1.00 MiB at first, 3.00 MiB at last.',
    ],
    [
      'more, and then as much',
      [1024, 2048, 2048],
      ' It held 1.00 MiB to 2.00 MiB of anonymous memory each time.',
    ],
    ['less and more', [2048, 1024, 3072], ' It held 1.00 MiB to 3.00 MiB of anonymous memory each time.'],
    ['the same', [1024, 1024, 1024], ' It held 1.00 MiB of anonymous memory each time.'],
    ['more by less than shows', [1024, 1025, 1026], ' It held 1.00 MiB of anonymous memory each time.'],
    [
      'nothing at first',
      [0, 1024, 2048],
      ' Its anonymous memory was more each time: 0 bytes at first, 2.00 MiB at last.',
    ],
    ['not told once', [1024, undefined, 2048], ''],
  ])('%s', (_, anonKb, text) => {
    expect(words(...anonKb)).toEqual([text])
  })
})

describe('failcnt', () => {
  const counted = (...kills: readonly (readonly [failcnt: number | undefined, path?: string])[]) =>
    asked(
      ...kills.map(([failcnt, path = SERVICE], at) =>
        kill(at * 60, path, { limitKb: 40_960, ...(failcnt === undefined ? {} : { failcnt }) }),
      ),
    ).map(({ figures }) => [figures?.firstFailcnt, figures?.lastFailcnt])
  const NOT_COMPARED = [[undefined, undefined]]

  it('is compared where it grows in one cgroup', () => {
    expect(counted([0], [0], [7])).toEqual([[0, 7]])
    expect(counted([3], [7], [7])).toEqual([[3, 7]])
  })

  it.each([
    ['it is the same', [[3], [3], [3]]],
    ['it falls', [[3], [2], [9]]],
    ['one dump does not have it', [[3], [undefined], [9]]],
    ['the first does not have it', [[undefined], [3], [9]]],
    [
      'the cgroup is another one',
      [
        [3, container('a')],
        [4, container('b')],
        [5, container('c')],
      ],
    ],
  ] as const)('is not compared where %s', (_, kills) => {
    expect(counted(...kills)).toEqual(NOT_COMPARED)
  })
})

describe('the limit', () => {
  const words = (...limits: (number | undefined)[]) =>
    summaries(
      ...limits.map((limitKb, at) => kill(at * 60, SERVICE, limitKb === undefined ? {} : { limitKb })),
    ).map((summary) => summary.split(' apart.')[1])

  it.each([
    ['is that of all', [40_960, 40_960], ' The limit is 40.0 MiB.'],
    ['was changed', [40_960, 20_480, 81_920], ' The limit went from 40.0 MiB to 80.0 MiB.'],
    ['is not known of the first', [undefined, 40_960], ''],
    ['is not known of the last', [40_960, undefined], ''],
  ])('%s', (_, limits, text) => {
    expect(words(...limits)).toEqual([text])
  })

  it('in figures is the last one', () => {
    const [finding] = asked(kill(0, SERVICE, { limitKb: 40_960 }), kill(60, SERVICE, { limitKb: 81_920 }))
    expect(finding?.figures).toMatchObject({ limitBytes: 81_920 * 1024 })
  })
})
