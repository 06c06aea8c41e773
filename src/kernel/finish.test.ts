import { describe, expect, it } from 'vitest'
import { readOom as read, stamped as text } from '../../test/support/stamped-dump.js'
import { parse } from '../index.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'
const COUNTER = 'memory: usage 4kB, limit 4kB, failcnt 1'
const TITLE = 'Tasks state (memory values in pages):'
const HEADER = '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name'
const ROW = '[      7]     0     7      100       50    45056        0             0 java'
const ZONE = 'Node 0 DMA free:4kB min:4kB'
const GROUP_SUMMARY =
  'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=java,pid=7,uid=0'
const SUMMARY =
  'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a,task=java,pid=7,uid=0'
const SIZES = 'total-vm:400kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB'
const GROUP_KILL = `Memory cgroup out of memory: Killed process 7 (java) ${SIZES}, UID:0 pgtables:4kB oom_score_adj:0`
const KILL = `Out of memory: Killed process 7 (java) ${SIZES}, UID:0 pgtables:4kB oom_score_adj:0`
const OLD_KILL = `Killed process 7 (java) ${SIZES}`
const CHOICE = 'Out of memory: Kill process 7 (java) score 12 or sacrifice child'
const NOTHING = 'Out of memory and no killable processes...'
const PANIC = 'Kernel panic - not syncing: Out of memory: compulsory panic_on_oom is enabled'

const without = (lines: readonly string[], gone: readonly string[]) =>
  lines.filter((line) => !gone.includes(line))

describe('what a dump lacks', () => {
  const GROUP = [HEAD, IDENTITY, COUNTER, TITLE, HEADER, ROW, GROUP_SUMMARY, GROUP_KILL]
  const GLOBAL = [HEAD, IDENTITY, 'Mem-Info:', ZONE, TITLE, HEADER, ROW, SUMMARY, KILL]

  it.each<[string, readonly string[], string[]]>([
    ['nothing, of a group', GROUP, []],
    ['nothing, of the machine', GLOBAL, []],
    [
      'the head, and with it what stands before any line that begins a dump',
      without(GROUP, [HEAD]),
      ['invocation', 'call-trace'],
    ],
    ['the trace', without(GROUP, [IDENTITY]), ['call-trace']],
    ['the counters', without(GROUP, [COUNTER]), ['memcg-counters']],
    ['Mem-Info', without(GLOBAL, [ZONE]), ['mem-info']],
    ['the table', without(GROUP, [TITLE, HEADER, ROW]), ['task-table']],
    ['the rows', without(GROUP, [ROW]), ['task-table']],
    ['the summary, by the kill line', without(GROUP, [GROUP_SUMMARY]), ['constraint-line']],
    [
      'the summary and the kill line',
      without(GROUP, [GROUP_SUMMARY, GROUP_KILL]),
      ['constraint-line', 'kill-line'],
    ],
    ['the kill line', without(GROUP, [GROUP_KILL]), ['kill-line']],
    [
      'nothing but the totals of Mem-Info',
      GLOBAL.map((line) => (line === ZONE ? 'active_anon:1 inactive_anon:2' : line)),
      [],
    ],
    ['nothing, until 4.18', [HEAD, IDENTITY, 'Mem-Info:', ZONE, HEADER, ROW, CHOICE, OLD_KILL], []],
    [
      'nothing, 4.19 and 4.20: a cpuset on a line of its own',
      [
        HEAD,
        'java cpuset=/ mems_allowed=0',
        IDENTITY,
        'Mem-Info:',
        ZONE,
        TITLE,
        HEADER,
        ROW,
        CHOICE,
        OLD_KILL,
      ],
      [],
    ],
    [
      'the summary, 5.0 to 5.3: a title and no cpuset',
      [HEAD, IDENTITY, 'Mem-Info:', ZONE, TITLE, HEADER, ROW, CHOICE, OLD_KILL],
      ['constraint-line'],
    ],
    [
      'no summary that may never have been: the head is lost',
      [IDENTITY, 'Mem-Info:', ZONE, TITLE, HEADER, ROW, CHOICE, OLD_KILL],
      ['invocation', 'call-trace'],
    ],
    [
      'no summary and no kill line where nothing can be killed',
      [HEAD, IDENTITY, COUNTER, TITLE, HEADER, ROW, NOTHING],
      [],
    ],
    ['no rows where nothing can be killed', [HEAD, IDENTITY, COUNTER, TITLE, HEADER, NOTHING], []],
    ['the table where nothing can be killed', [HEAD, IDENTITY, COUNTER, NOTHING], ['task-table']],
    ['no summary and no kill line before a panic', [HEAD, IDENTITY, COUNTER, TITLE, HEADER, ROW, PANIC], []],
  ])('%s', (_, lines, missing) => {
    const { completeness } = read(...lines)
    expect(completeness.missing).toEqual(missing)
    expect(completeness.complete).toBe(missing.length === 0)
  })

  it('a frame of the trace stands for the trace', () => {
    const lines = without(GROUP, [IDENTITY]).toSpliced(1, 0, 'Call Trace:', ' dump_stack+0x19/0x1b')
    expect(read(...lines).completeness.missing).toEqual([])
  })
})

describe('how a dump ends', () => {
  it.each([
    ['Out of memory and no killable processes...', 'panic'],
    ['System is deadlocked on memory', 'panic'],
    ['Out of memory: compulsory panic_on_oom is enabled', 'panic'],
    ['out of memory. panic_on_oom is selected', 'panic'],
    ['out of memory from page fault. panic_on_oom is selected.', 'panic'],
  ])('in a panic: %s', (words, outcome) => {
    const oom = read(HEAD, IDENTITY, `Kernel panic - not syncing: ${words} `)
    expect(oom).toMatchObject({ outcome, panic: words, endLine: 3 })
  })

  it('not in a panic for another cause', () => {
    const oom = read(HEAD, IDENTITY, 'Kernel panic - not syncing: Fatal exception')
    expect(oom.outcome).toBe('unknown')
    expect(oom).not.toHaveProperty('endLine')
  })

  it('in nothing that can be killed, and the panic of that', () => {
    expect(read(HEAD, IDENTITY, NOTHING)).toMatchObject({ outcome: 'no-killable-process', endLine: 3 })
    const both = read(HEAD, IDENTITY, NOTHING, `Kernel panic - not syncing: ${NOTHING}`)
    expect(both).toMatchObject({ outcome: 'panic', endLine: 4, panic: NOTHING })
  })

  it('in nothing that can be killed only before anybody was', () => {
    const ooms = parse(text([HEAD, IDENTITY, SUMMARY, NOTHING])).events
    expect(ooms).toMatchObject([{ outcome: 'unknown' }, { outcome: 'no-killable-process' }])
    expect(parse(text([HEAD, IDENTITY, OLD_KILL, NOTHING])).events).toMatchObject([
      { outcome: 'killed' },
      { outcome: 'no-killable-process' },
    ])
  })

  it('in a panic whose words the end of the input may have cut', () => {
    const [oom] = parse(text([HEAD, IDENTITY, PANIC]).trimEnd()).events
    expect(oom).toMatchObject({
      outcome: 'panic',
      problems: [
        { code: 'cut-line', message: 'the input ends in the panic line, which may be cut', line: 3 },
      ],
    })
  })
})

describe('the record of a dump', () => {
  it('has nothing that the dump has not', () => {
    const oom = read(HEAD)
    expect(Object.keys(oom).toSorted()).toEqual([
      'at',
      'completeness',
      'derived',
      'id',
      'outcome',
      'pageSizeBasis',
      'pageSizeBytes',
      'problems',
      'scope',
      'source',
      'trigger',
      'type',
      'victims',
    ])
    expect(oom.derived).toEqual({})
    expect(oom.trigger).toEqual({
      comm: 'java',
      gfpMask: '0xcc0',
      gfpFlags: ['GFP_KERNEL'],
      order: 0,
      oomScoreAdj: 968,
      requestBytes: 4096,
      manual: false,
      line: 1,
    })
  })

  it.each([
    ['order=0', 4096],
    ['order=9', 2_097_152],
    ['order=31', 8_796_093_022_208],
    ['order=32', undefined],
    ['order=-1', undefined],
  ])('has the bytes that were asked for: %s', (order, bytes) => {
    expect(read(HEAD.replace('order=0', order)).trigger.requestBytes).toBe(bytes)
  })

  it('counts them in the pages of the machine', () => {
    const [oom] = parse(text([HEAD]), { pageSizeBytes: 65_536 }).events
    expect(oom).toMatchObject({
      trigger: { requestBytes: 65_536 },
      pageSizeBytes: 65_536,
      pageSizeBasis: 'option',
    })
  })

  it('says that a page fault asked, which has no mask', () => {
    expect(read(HEAD.replace('0xcc0(GFP_KERNEL)', '0x0()')).trigger).toMatchObject({
      pageFault: true,
      gfpMask: '0x0',
      gfpFlags: [],
    })
    expect(read(HEAD.replace('0xcc0(GFP_KERNEL)', '0x0')).trigger).toMatchObject({ pageFault: true })
    expect(read(HEAD).trigger).not.toHaveProperty('pageFault')
  })

  it('has the sums of the table', () => {
    expect(read(HEAD, HEADER, ROW).derived).toMatchObject({
      taskCount: 1,
      rssSumPages: 50,
      rssSumBytes: 204_800,
    })
  })

  it('leaves out the Mem-Info of another where the summary names a group', () => {
    const zone = [ZONE, HEADER, ROW, GROUP_SUMMARY, GROUP_KILL]
    const oom = read(...zone)
    expect(oom).not.toHaveProperty('memInfo')
    expect(oom).toMatchObject({ scope: 'memcg', victims: [{ pid: 7 }] })
    expect(oom.problems).toContainEqual({
      code: 'foreign-mem-info',
      message: "the Mem-Info in front of the table is not this dump's and is left out",
    })
    const own = read(ZONE, HEADER, ROW, SUMMARY, KILL)
    expect(own.memInfo?.zones).toHaveLength(1)
    expect(own.problems).toEqual([])
    expect(read(HEADER, ROW, GROUP_SUMMARY, GROUP_KILL).problems).toEqual([])
  })

  it('says where the summary and the kill line name the victim differently', () => {
    const differ = (...lines: string[]) =>
      read(...lines).problems.filter(({ code }) => code === 'names-differ')
    expect(differ(HEAD, IDENTITY, SUMMARY, KILL)).toEqual([])
    expect(differ(HEAD, IDENTITY, SUMMARY, KILL.replace('(java)', '(cat)'))).toEqual([
      { code: 'names-differ', message: 'the summary and the kill line name the victim differently' },
    ])
    expect(differ(HEAD, IDENTITY, HEADER, ROW.replace('java', 'cat'), SUMMARY)).toHaveLength(1)
    expect(differ(HEAD, IDENTITY, SUMMARY)).toEqual([])
  })

  it('cuts the paths of the summary by the name in the kill line', () => {
    const odd = SUMMARY.replace('task=java', 'task=x,task=y')
    expect(read(HEAD, IDENTITY, odd).constraint).toMatchObject({ taskMemcg: '/a,task=x', task: 'y' })
    const known = read(HEAD, IDENTITY, odd, KILL.replace('(java)', '(x,task=y)'))
    expect(known.constraint).toMatchObject({ taskMemcg: '/a', task: 'x,task=y' })
    expect(known.cgroup).toMatchObject({ victimHome: '/a' })
    expect(known.problems).toEqual([])
  })

  it('does not believe a path of the summary that a record may have cut', () => {
    const long = `/${'a'.repeat(985)}`
    const oom = read(
      HEAD,
      IDENTITY,
      GROUP_SUMMARY.replace('oom_memcg=/a,task_memcg=/a/b', `oom_memcg=${long},task_memcg=${long}`),
    )
    expect(oom.constraint).toMatchObject({ constraint: 'CONSTRAINT_MEMCG', pid: 7, task: 'java' })
    expect(oom.constraint).not.toHaveProperty('oomMemcg')
    expect(oom.constraint).not.toHaveProperty('taskMemcg')
    expect(oom.cgroup).not.toHaveProperty('limitOwner')
    expect(oom.cgroup).not.toHaveProperty('victimHome')
    expect(oom.problems).toEqual([
      { code: 'cut-path', message: 'a path of the oom-kill line is cut and left out', line: 3 },
    ])
    const home = read(
      HEAD,
      IDENTITY,
      GROUP_SUMMARY.replace('task_memcg=/a/b', `task_memcg=/a${long.slice(2)}`.replace('/aa', '/a/')),
    )
    expect(home.constraint?.oomMemcg).toBe('/a')
  })

  it('says what is garbled in the summary', () => {
    const oom = read(HEAD, IDENTITY, GROUP_SUMMARY.replace('mems_allowed', 'mems'))
    expect(oom.constraint).toEqual({
      constraint: 'CONSTRAINT_MEMCG',
      nodemask: '(null)',
      pid: 7,
      uid: 0,
      line: 3,
    })
    expect(oom.problems).toEqual([
      { code: 'damaged-line', message: 'the summary is garbled: only its ends are read', line: 3 },
    ])
  })
})
