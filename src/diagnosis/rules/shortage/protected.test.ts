import { describe, expect, it } from 'vitest'
import type { OomEvent, Task } from '../../../record/index.js'
import { protectedRule } from './protected.js'
import { shortOf } from './zones.fixture.js'

const MIB = 1024 ** 2
const NEXT = [
  'grep -lx -- -1000 /proc/[0-9]*/oom_score_adj  # all that may not be killed; the number in the path is the pid',
  'systemctl show -p OOMScoreAdjust UNIT  # where a service has it from',
]

const row = (pid: number, mib: number, oomScoreAdj = -1000): Task => ({
  pid,
  comm: `task-${pid}`,
  oomScoreAdj,
  rssPages: mib * 256,
  rssBytes: mib * MIB,
  line: pid,
})

describe('nothing may be killed', () => {
  const asked = (fields: Partial<OomEvent>) =>
    protectedRule.decideDump(shortOf({ outcome: 'no-killable-process', endLine: 90, ...fields }))

  it('on the machine, of one task', () => {
    const tasks = [row(10, 40)]
    expect(asked({ tasks, derived: { taskCount: 1, rssSumBytes: 40 * MIB } })).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'The OOM killer found no task that may be killed',
        summary:
          'The kernel looked for a task to kill and found none: the only task of its table is protected (oom_score_adj -1000, or process 1) and has 40.0 MiB of rss.',
        evidence: [
          { line: 10, says: 'task-10: oom_score_adj -1000, rss 10240 pages (40.0 MiB)' },
          { line: 90, says: 'no killable processes' },
        ],
        missing: [],
        overturnedBy: 'a kill line of this dump',
        next: NEXT,
      },
    ])
    expect(asked({ tasks, derived: { taskCount: 1, rssSumBytes: 40 * MIB } })[0]?.figures).toEqual({
      protectedRssBytes: 40 * MIB,
      rssSumBytes: 40 * MIB,
    })
  })

  it.each([
    [
      'all of several tasks',
      [row(10, 40), row(11, 2)],
      ': all 2 tasks of its table are protected (oom_score_adj -1000, or process 1) and have 42.0 MiB of rss',
    ],
    [
      'some of several tasks',
      [row(10, 40), row(11, 2, 0)],
      ': 1 of 2 tasks of its table are protected (oom_score_adj -1000, or process 1) and have 40.0 MiB of 42.0 MiB of rss; it passed the others over, as it does those that die already',
    ],
    ['none of several tasks', [row(10, 40, 0), row(11, 2, 0)], ''],
  ])('in the cgroup, where it is %s', (_, tasks, holdings) => {
    const [finding] = asked({
      scope: 'memcg',
      tasks,
      cgroup: { memory: { usageBytes: 40 * MIB, limitBytes: 40 * MIB, line: 5 } },
      derived: { taskCount: tasks.length, rssSumBytes: 42 * MIB },
    })
    expect(finding?.title).toBe('The cgroup is at its limit, and nothing in it may be killed')
    expect(finding?.summary).toBe(
      `The kernel looked for a task in the cgroup to kill and found none${holdings}.`,
    )
    expect(finding?.evidence[0]).toMatchObject({ line: 5, says: 'usage 40960kB' })
    expect(finding?.figures?.usageBytes).toBe(40 * MIB)
  })

  it('has no usage of a machine, nor one that is no amount', () => {
    const cgroup = { memory: { usageBytes: 40 * MIB, limitBytes: 40 * MIB, line: 5 } }
    expect(asked({ cgroup })[0]?.figures).toEqual({})
    const unlimited = { memory: { ...cgroup.memory, usageBytes: 'unlimited' as const } }
    const [finding] = asked({ scope: 'memcg', cgroup: unlimited })
    expect(finding?.figures).toEqual({})
    expect(finding?.evidence.map(({ line }) => line)).toEqual([90])
  })

  it('needs the table to tell who is protected', () => {
    expect(asked({ derived: { taskCount: 4 } })).toMatchObject([
      {
        summary: 'The kernel looked for a task to kill and found none.',
        missing: ['the task table: who is protected (sysctl vm.oom_dump_tasks)'],
      },
    ])
  })

  it.each([
    ['Out of memory and no killable processes...', 'no killable processes'],
    ['System is deadlocked on memory', 'deadlocked on memory'],
  ])('so the kernel panicked: %s', (panic, says) => {
    expect(asked({ outcome: 'panic', panic })).toMatchObject([
      {
        title: 'The kernel panicked: no task was left that may be killed',
        evidence: [{ line: 90, says }],
      },
    ])
  })

  it.each([
    { outcome: 'panic' as const, panic: 'Out of memory: system-wide panic_on_oom is enabled' },
    { outcome: 'panic' as const },
    { outcome: 'unknown' as const, panic: 'no killable processes' },
  ])('is not said of %o', (fields) => {
    expect(asked(fields)).toEqual([])
  })
})

describe('most of the memory is protected', () => {
  /** 100 MiB of RAM, half of it protected, and a victim of 10 MiB. */
  const MACHINE: Partial<OomEvent> = {
    memInfo: { ramPages: 25_600, reservedPages: 0, sharedPages: 0 },
    tasks: [row(10, 50), row(20, 10, 0)],
    victims: [{ pid: 20, comm: 'small', line: 80 }],
  }
  const CGROUP: Partial<OomEvent> = {
    ...MACHINE,
    scope: 'memcg',
    cgroup: { memory: { usageBytes: 100 * MIB, limitBytes: 100 * MIB } },
  }
  const asked = (fields: Partial<OomEvent>) => protectedRule.decideDump(shortOf(fields))
  const SHARED = 'what the protected tasks share with others (Pss in /proc/PID/smaps_rollup)'

  it('is said of half of the RAM', () => {
    expect(asked(MACHINE)).toMatchObject([
      {
        verdict: 'confirmed',
        title: '50% of RAM is held by tasks that may not be killed',
        summary:
          '1 protected task has 50.0 MiB of rss, 100 MiB is all of RAM. The kernel had to choose among the others, and the one that died had 10.0 MiB.',
        evidence: [
          { line: 10, says: 'task-10: oom_score_adj -1000, rss 12800 pages (50.0 MiB)' },
          { line: 80, says: 'task-20 died' },
        ],
        missing: [],
        overturnedBy: 'a Pss of the protected tasks that is much below their rss',
        next: NEXT,
        figures: { protectedRssBytes: 50 * MIB, victimRssBytes: 10 * MIB, ramBytes: 100 * MIB },
      },
    ])
    const less = { ...row(10, 50), rssBytes: 50 * MIB - 4096 }
    expect(asked({ ...MACHINE, tasks: [less, row(20, 10, 0)] })).toEqual([])
  })

  it('is likely where several may share it', () => {
    expect(asked({ ...MACHINE, tasks: [row(10, 49), row(11, 11), row(20, 10, 0)] })).toMatchObject([
      {
        verdict: 'likely',
        title: '60% of RAM is held by tasks that may not be killed',
        summary:
          '2 protected tasks have 60.0 MiB of rss, 100 MiB is all of RAM. The kernel had to choose among the others, and the one that died had 10.0 MiB.',
        missing: [SHARED],
      },
    ])
  })

  it('has no share of more than there is', () => {
    const title = (mib: number) => asked({ ...MACHINE, tasks: [row(10, mib), row(20, 10, 0)] })[0]?.title
    expect(title(100)).toBe('100% of RAM is held by tasks that may not be killed')
    expect(title(101)).toBe('Tasks that may not be killed hold most of RAM')
  })

  it('is likely in a cgroup, whose tasks can map pages of others', () => {
    expect(asked(CGROUP)).toMatchObject([
      {
        verdict: 'likely',
        title: "50% of the cgroup's memory is held by tasks that may not be killed",
        summary:
          "1 protected task has 50.0 MiB of rss, 100 MiB is all of the cgroup's memory in use. The kernel had to choose among the others, and the one that died had 10.0 MiB.",
        missing: [SHARED],
      },
    ])
    expect(asked(CGROUP)[0]?.figures).toEqual({
      protectedRssBytes: 50 * MIB,
      victimRssBytes: 10 * MIB,
      usageBytes: 100 * MIB,
    })
  })

  it('needs a victim that is smaller than the largest of them', () => {
    const victim = (mib: number) => asked({ ...MACHINE, tasks: [row(10, 50), row(20, mib, 0)] })
    expect(victim(49)).toHaveLength(1)
    expect(victim(50)).toEqual([])
  })

  const { completeness } = shortOf()

  it.each([
    ['only some nodes were short', { scope: 'cpuset' as const }],
    ['the RAM was not read', { memInfo: { reservedPages: 0 } }],
    ['Mem-Info was not read', { memInfo: undefined }],
    ['nobody is protected', { tasks: [row(10, 50, 0), row(20, 10, 0)] }],
    ['the table was not read', { tasks: undefined }],
    ['the victim has no row', { victims: [{ pid: 21, comm: 'small' }] }],
    ['lines are lost', { completeness: { ...completeness, lostLines: 1 } }],
    ['somebody asked for it', { trigger: { manual: true } }],
    ['two dumps may be mixed up', { problems: [{ code: 'ambiguous-lines', message: '' }] }],
    ['another dump came between', { problems: [{ code: 'interrupted', message: '' }] }],
    ['the log begins inside', { problems: [{ code: 'began-inside', message: '' }] }],
    ['the table has no header', { problems: [{ code: 'table-without-header', message: '' }] }],
  ])('is not said where %s', (_, fields) => {
    expect(asked({ ...MACHINE, ...fields } as Partial<OomEvent>)).toEqual([])
  })

  it('is said in spite of a problem that costs no row', () => {
    expect(asked({ ...MACHINE, problems: [{ code: 'foreign-lines', message: '' }] })).toHaveLength(1)
  })

  it('is not said of a cgroup whose usage is no amount', () => {
    const memory = { usageBytes: 'unlimited' as const, limitBytes: 100 * MIB }
    expect(asked({ ...CGROUP, cgroup: { memory } })).toEqual([])
    expect(asked({ ...CGROUP, cgroup: {} })).toEqual([])
  })
})
