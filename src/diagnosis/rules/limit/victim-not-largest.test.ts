import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS } from '../../../../test/support/corpus.js'
import { parse } from '../../../index.js'
import { expectWhole } from '../../whole.fixture.js'
import { CONTAINER, type DumpText, memcgDump, POD } from './memcg-dump.fixture.js'

function asked(text: string | Uint8Array) {
  const findings = parse(text, { cannotTell: true }).findings.filter(
    ({ rule }) => rule === 'victim-not-largest',
  )
  for (const finding of findings) expectWhole(finding)
  return findings
}

const corpus = (path: string) => readFileSync(join(CORPUS, path))
const of = (dump: Pick<DumpText, 'tasks' | 'victim'> & Partial<DumpText>) =>
  asked(memcgDump({ owner: POD, home: CONTAINER, ...dump }))

describe('victim-not-largest', () => {
  it('says nothing of a victim that is the largest, or nearly so', () => {
    for (const name of [
      '6.1/v2-container',
      '7.2/g-noswap',
      '6.1/p-allocating-task',
      '5.10/v1-kubepods-limit',
    ])
      expect(asked(corpus(`${name}/dmesg.txt`)), name).toEqual([])
    const tasks = [
      [10, 5000, 0, 'a'],
      [11, 5049, -100, 'b'],
    ] as const
    expect(of({ tasks, victim: { pid: 10, comm: 'a', adj: 0 } })).toEqual([])
  })

  it('names those that may not be killed, and what they hold', () => {
    const [finding, ...more] = of({
      tasks: [
        [10, 500, 939, 'app'],
        [11, 5000, -1000, 'agent'],
        [12, 2560, -1000, 'guard'],
        [13, 100, -1000, 'small'],
      ],
      victim: { pid: 10, comm: 'app', adj: 939 },
    })
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'The largest may not be killed, so a smaller process was',
      summary:
        'app (pid 10) was killed with 1.95 MiB, while agent (pid 11) held 19.5 MiB, and 1 more holds more than it (rss and swap). What has an oom_score_adj of -1000 (oom_adj of -17), or is init, is never chosen: 2 larger ones, which together show 29.5 MiB (shared pages in each of them).',
      figures: {
        victimHeldPages: 500,
        largestHeldPages: 5000,
        largerTaskCount: 2,
        protectedPages: 7560,
      },
    })
    expect(finding?.evidence.map(({ line, says }) => [line, says])).toEqual([
      [8, 'app: rss 500 pages (1.95 MiB), oom_score_adj 939'],
      [9, 'agent: rss 5000 pages (19.5 MiB), oom_score_adj -1000'],
      [10, 'guard: rss 2560 pages (10.0 MiB), oom_score_adj -1000'],
    ])
  })

  it('names oom_score_adj, and what the swap leaves open', () => {
    // 10,000 pages without swap: the adj of 500 is worth 5000 of them.
    const dump = {
      tasks: [
        [10, 3000, 500, 'app'],
        [11, 7000, 0, 'db'],
      ],
      victim: { pid: 10, comm: 'app', adj: 500 },
    } as const
    expect(of({ ...dump, swapLimitKb: 0 })).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'oom_score_adj decided: a smaller process was killed',
        missing: [],
        figures: { victimScoreThousandths: 801, rivalScoreThousandths: 701 },
      },
    ])
    expect(of(dump)).toMatchObject([{ verdict: 'confirmed' }])
    // Ahead by size and adj in a small group: with a great swap the other's adj would outweigh that.
    const open = {
      tasks: [
        [10, 3000, 200, 'app'],
        [11, 3500, 100, 'db'],
        [12, 10, 210, 'log'],
      ],
      victim: { pid: 10, comm: 'app', adj: 200 },
    } as const
    expect(of({ ...open, swapLimitKb: 0 })).toMatchObject([{ verdict: 'confirmed' }])
    expect(of(open)).toMatchObject([
      {
        verdict: 'likely',
        missing: ['the swap of the machine (swapon --show): it counts where the limit leaves it open'],
      },
    ])
  })

  it('does not claim to know where the formula points elsewhere, or depends on what was not read', () => {
    const tasks = [
      [10, 3000, 0, 'app'],
      [11, 7000, 0, 'db'],
    ] as const
    const victim = { pid: 10, comm: 'app', adj: 0 }
    const [finding] = of({ tasks, victim })
    expect(finding).toMatchObject({
      verdict: 'possible',
      title: 'A smaller process was killed than the score points to',
    })
    expect(finding?.summary).toContain('db (pid 11) is ahead of the victim')
    // Only with so much swap is an adj of 100 worth 4000 pages.
    expect(
      of({
        tasks: [
          [10, 3000, 100, 'app'],
          [11, 7000, 0, 'db'],
        ],
        victim: { ...victim, adj: 100 },
      }),
    ).toMatchObject([
      {
        verdict: 'possible',
        title: 'A smaller process was killed; it may have had the highest score',
      },
    ])
  })

  it('agrees with the adj that was chosen where message queues hold the memory', () => {
    const truth = JSON.parse(corpus('5.10/g-ipc-leak/truth.json').toString()) as {
      processes: { comm: string; oomScoreAdj: number }[]
    }
    const adj = (comm: string) => truth.processes.find((one) => one.comm === comm)?.oomScoreAdj
    const [finding] = asked(corpus('5.10/g-ipc-leak/dmesg.txt'))
    expect(finding?.verdict).toBe('confirmed')
    const says = finding?.evidence.map((one) => one.says).join('; ')
    expect(says).toContain(`kubelet: rss 1511 pages (5.90 MiB), oom_score_adj ${adj('kubelet')}`)
    expect(says).toContain('worker: rss 1246 pages (4.86 MiB), oom_score_adj 0')
  })

  it('tells a child that dies for its parent (until 5.0), and the old kernels that judge otherwise', () => {
    expect(asked(corpus('constructed/el7-sacrifice-child-other-pid/log.txt'))).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'A child of the chosen process was killed in its place',
        figures: { victimHeldPages: 151600, largestHeldPages: 213100 },
      },
    ])
    const log = corpus('constructed/mainline-2.6.32-global/log.txt').toString()
    const [child] = asked(log)
    expect(child?.summary).toContain('The kernel chose launcher (pid 3301)')
    const [chosen] = asked(log.replace(/kill process 3301 \(launcher\)/, 'kill process 3310 (worker)'))
    expect(chosen).toMatchObject({
      verdict: 'possible',
      title: 'A smaller process was killed, and its score cannot be reckoned',
    })
  })

  it('tells the sysctl that kills whoever asks', () => {
    const log = corpus('6.1/p-allocating-task/dmesg.txt').toString()
    const larger = log.replace(
      /(\[ +\d+\.\d+\]) \[ +\d+\] +\d+ +\d+ +\d+ +\d+ +(\d+ +\d+ +-999) kubelet/,
      '$1 [    999]     0   999   199000    99000   $2 kubelet',
    )
    expect(larger).not.toBe(log)
    expect(asked(larger)).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'The process that asked for memory was killed, whatever its size',
      },
    ])
  })

  it('does not believe its formula where the score that was printed is another one', () => {
    const log = corpus('constructed/4.9-global/log.txt').toString()
    expect(asked(log)).toEqual([])
    const grown = log.replace(' 4240      13', ' 9994240      13')
    expect(asked(grown)).toMatchObject([{ title: 'A smaller process was killed than the score points to' }])
    const other = grown.replace('score 947', 'score 300')
    expect(asked(other)).toMatchObject([
      { verdict: 'possible', title: 'A smaller process was killed, and its score does not add up' },
    ])
  })

  it('cannot tell without the table or the row, and says so only when asked', () => {
    const log = corpus('6.1/p-nodump/dmesg.txt')
    expect(asked(log)).toMatchObject([{ verdict: 'cannot-tell' }])
    expect(parse(log).findings.filter(({ rule }) => rule === 'victim-not-largest')).toEqual([])
    const dump = memcgDump({
      owner: CONTAINER,
      tasks: [[11, 7000, 0, 'db']],
      victim: { pid: 10, comm: 'app', adj: 0, anonKb: 400 },
    })
    expect(asked(dump)).toMatchObject([
      {
        verdict: 'cannot-tell',
        missing: ['kernel log: the task table with the row of the victim (sysctl vm.oom_dump_tasks=1)'],
      },
    ])
  })

  it('is only likely where the line that tells who was chosen is lost', () => {
    const log = memcgDump({
      owner: CONTAINER,
      tasks: [
        [10, 500, 0, 'app'],
        [11, 5000, -1000, 'agent'],
      ],
      victim: { pid: 10, comm: 'app', adj: 0 },
    })
    const cut = log
      .split('\n')
      .filter((line) => !/invoked|CPU: |oom-kill:|\] memory: |swap: |stats for/.test(line))
      .join('\n')
    expect(asked(cut)).toMatchObject([
      { verdict: 'likely', missing: ['kernel log: the line that tells who was chosen'] },
    ])
  })

  it('shows names that are chosen to mislead cut, and 50,000 rows at once', () => {
    const tasks = Array.from({ length: 50_000 }, (_, at) => [100 + at, 600 + (at % 7), -1000, 'x'] as const)
    const started = performance.now()
    const [finding] = of({ tasks: [[10, 500, 0, 'app'], ...tasks], victim: { pid: 10, comm: 'app', adj: 0 } })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(finding?.figures?.largerTaskCount).toBe(50_000)
    expect(finding?.evidence.length).toBeLessThan(20)
  })
})
