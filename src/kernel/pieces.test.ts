import { describe, expect, it } from 'vitest'
import { type OomEvent, parse } from '../index.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'
const SUMMARY = 'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null)'
const REST = ',cpuset=b,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=java,pid=7,uid=1000'
const SIZES = 'total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0'

function stamped(...lines: string[]): string {
  return lines.map((line, index) => `[ ${(8231 + index / 1e6).toFixed(6)}] ${line}\n`).join('')
}

function read(...lines: string[]) {
  const { events, inputs } = parse(stamped(...lines))
  const ooms = events.filter((event): event is OomEvent => event.type === 'oom')
  return { ooms, oom: ooms[0], problems: inputs[0]?.problems ?? [] }
}

describe('a line that the kernel prints in pieces', () => {
  it('is read whole: the summary', () => {
    const { ooms, oom, problems } = read(
      'oom-kill:constraint=CONSTRAINT_MEMCG',
      ',nodemask=(null)',
      ',cpuset=',
      'b',
      ',mems_allowed=0',
      ',oom_memcg=/a',
      ',task_memcg=/a/b',
      ',task=java,pid=7,uid=1000',
    )
    expect(ooms).toHaveLength(1)
    expect(problems).toEqual([])
    expect(oom).toMatchObject({
      source: { firstLine: 1, lastLine: 8 },
      scope: 'memcg',
      constraint: {
        constraint: 'CONSTRAINT_MEMCG',
        nodemask: '(null)',
        cpuset: 'b',
        memsAllowed: '0',
        oomMemcg: '/a',
        taskMemcg: '/a/b',
        task: 'java',
        pid: 7,
        uid: 1000,
        line: 1,
      },
      problems: [],
    })
  })

  it.each<[string, string[], object]>([
    [
      'the head, 4.11 to 4.14',
      [
        'java invoked oom-killer: gfp_mask=0x14200ca(GFP_HIGHUSER_MOVABLE), nodemask=',
        '0-1',
        ',  order=0, oom_score_adj=968',
      ],
      { trigger: { comm: 'java', nodemask: '0-1', order: 0, oomScoreAdj: 968, line: 1 } },
    ],
    [
      'the cpuset, 3.15 to 4.20',
      [HEAD, 'java cpuset=', '7f3c', ' mems_allowed=0-1'],
      { trigger: { cpuset: '7f3c', memsAllowed: '0-1' } },
    ],
    [
      'whose limit it was, until 3.14',
      ['Task in /a/b killed', ' as a result of limit of /a'],
      { cgroup: { victimHome: '/a/b', limitOwner: '/a', ownerLine: 1 } },
    ],
    [
      'whose limit it was, 3.15 on',
      ['Task in ', '/a/b', ' killed as a result of limit of ', '/a'],
      { cgroup: { victimHome: '/a/b', limitOwner: '/a', ownerLine: 1 } },
    ],
    [
      'the heading of the statistics',
      ['memory: usage 4kB, limit 4kB, failcnt 1', 'Memory cgroup stats for ', '/a b', ':', 'anon 4096'],
      { cgroup: { stats: [{ cgroup: '/a b', bytes: { anon: 4096 }, line: 2 }] } },
    ],
    [
      'a group that is killed as a whole',
      ['Tasks in ', '/a/b', ' are going to be killed due to memory.oom.group set'],
      { cgroup: { groupKill: '/a/b', groupKillLine: 1 } },
    ],
    [
      'a list of free chunks',
      [HEAD, IDENTITY, 'Mem-Info:', 'Node 0 DMA: 1*4kB (U)', ' 2*8kB (UM)', ' = 20kB'],
      {
        memInfo: {
          buddy: [
            {
              node: 0,
              zone: 'DMA',
              chunks: [
                { bytes: 4096, count: 1, migrateTypes: ['U'] },
                { bytes: 8192, count: 2, migrateTypes: ['U', 'M'] },
              ],
              totalBytes: 20_480,
              line: 4,
            },
          ],
        },
      },
    ],
  ])('is read whole: %s', (_, lines, expected) => {
    const { ooms, oom, problems } = read(...lines)
    expect(ooms).toHaveLength(1)
    expect(oom).toMatchObject({ ...expected, problems: [], completeness: { unexplained: [] } })
    expect(oom?.source).toMatchObject({ firstLine: 1, lastLine: lines.length })
    expect(problems).toEqual([])
  })

  it('waits for its rest while a slow console prints thousands of others', () => {
    const others = (count: number) => Array.from({ length: count }, (_, index) => `usb 1-${index}: reset`)
    const { oom } = read(SUMMARY, ...others(4999), REST)
    expect(oom).toMatchObject({ constraint: { pid: 7 }, source: { firstLine: 1, lastLine: 5001 } })
    const late = read(SUMMARY, ...others(5000), REST)
    expect(late.ooms).toEqual([])
    expect(late.problems).toEqual([
      { code: 'cut-line', message: 'the oom-kill line ends before its end', line: 1 },
    ])
  })

  it('is joined by the task that prints it', () => {
    const log = [
      `[ 8231.000001][   T7] ${SUMMARY}`,
      `[ 8231.000002][   T8] ${SUMMARY}`,
      `[ 8231.000003][   T8] ${REST.replace('pid=7', 'pid=8')}`,
      `[ 8231.000004][   T7] ${REST}`,
      '',
    ].join('\n')
    const ooms = parse(log).events
    expect(ooms).toMatchObject([{ constraint: { pid: 7, line: 1 } }, { constraint: { pid: 8, line: 2 } }])
  })

  it('is dropped where another begins', () => {
    const { ooms, problems } = read(SUMMARY, SUMMARY, REST)
    expect(ooms).toMatchObject([{ constraint: { pid: 7, line: 2 } }])
    expect(problems).toMatchObject([{ code: 'cut-line', line: 1 }])
  })

  it('is not put together with the head of the next dump', () => {
    const { ooms } = read(HEAD, 'CPU: 5 PID: 41820 Comm: java', HEAD.replace('java', 'cat'))
    expect(ooms).toMatchObject([{ trigger: { comm: 'java' } }, { trigger: { comm: 'cat' } }])
  })

  it('is not put together with a line of another part', () => {
    const { ooms } = read('Tasks in ', `Out of memory: Killed process 7 (java) ${SIZES}`)
    expect(ooms).toMatchObject([{ victims: [{ pid: 7 }], source: { firstLine: 2, lastLine: 2 } }])
  })

  it('is no longer than any record', () => {
    const path = (length: number) => `/${'a'.repeat(length - 1)}`
    const rest = ' are going to be killed due to memory.oom.group set'
    const most = 16_384 - 'Tasks in '.length - rest.length
    expect(read('Tasks in ', path(most), rest).ooms).toHaveLength(1)
    const { ooms, problems } = read('Tasks in ', path(most + 1), rest)
    expect(ooms).toEqual([])
    expect(problems).toMatchObject([{ code: 'cut-line', line: 1 }])
  })
})

describe('a line that a line feed in a name has cut in two on a console', () => {
  it.each<[string, string[], object]>([
    [
      'of the victim',
      [`Out of memory: Killed process 7 (a`, `B) ${SIZES}`],
      { victims: [{ pid: 7, comm: 'a\nB' }] },
    ],
    [
      'of the one that was chosen',
      ['Memory cgroup out of memory: Kill process 7 (a', 'B) score 12 or sacrifice child'],
      { selected: { pid: 7, comm: 'a\nB', score: 12 } },
    ],
    [
      'of the one that asked for memory',
      [HEAD.replace('java', 'B'), 'CPU: 5 PID: 7 Comm: a', 'B Not tainted 6.1.0 #1'],
      { trigger: { comm: 'a\nB', pid: 7 } },
    ],
    [
      'in the summary',
      [`${SUMMARY}${REST.split(',pid')[0]}`, 'B,pid=7,uid=1000'],
      { constraint: { task: 'java\nB', pid: 7 } },
    ],
    [
      'in the reaper’s report',
      ['oom_reaper: reaped process 7 (a', 'B), now anon-rss:0kB, file-rss:0kB, shmem-rss:4kB'],
      { victims: [{ pid: 7, comm: 'a\nB', reaped: { shmemRssBytes: 4096 } }] },
    ],
  ])('is read whole: %s', (_, lines, expected) => {
    const { ooms, oom, problems } = read(...lines)
    expect(ooms).toHaveLength(1)
    expect(oom).toMatchObject({ ...expected, problems: [] })
    expect(problems).toEqual([])
  })

  it('is not made of two lines of which the first was cut', () => {
    const { oom, problems } = read(
      'Memory cgroup out of memory: Killed process 7 (a) total-vm:8',
      `Memory cgroup out of memory: Killed process 9 (b) ${SIZES}`,
    )
    expect(oom?.victims.map(({ pid, comm }) => [pid, comm])).toEqual([[9, 'b']])
    expect([...problems, ...(oom?.problems ?? [])]).toMatchObject([{ code: 'cut-line', line: 1 }])
  })

  it('has its other half next to it, or one line further', () => {
    const [first, second] = ['Out of memory: Killed process 7 (a', `B) ${SIZES}`] as const
    expect(read(first, 'usb 1-1: reset', second).ooms).toHaveLength(1)
    const { ooms, problems } = read(first, 'usb 1-1: reset', 'usb 1-2: reset', second)
    expect(ooms).toEqual([])
    expect(problems).toEqual([{ code: 'cut-line', message: 'the killed line ends before its end', line: 1 }])
  })
})

describe('a line whose rest never comes', () => {
  it('is told with the dump that is open', () => {
    const { oom, problems } = read(HEAD, IDENTITY, SUMMARY)
    expect(problems).toEqual([])
    expect(oom?.problems).toEqual([
      { code: 'cut-line', message: 'the oom-kill line ends before its end', line: 3 },
    ])
    expect(oom?.source).toMatchObject({ firstLine: 1, lastLine: 3 })
    expect(oom?.completeness).toMatchObject({ complete: false })
  })

  it('keeps what stands whole in the summary', () => {
    const { oom } = read(HEAD, IDENTITY, `${SUMMARY}${REST.split(',task=')[0]}`)
    expect(oom?.constraint).toEqual({
      constraint: 'CONSTRAINT_MEMCG',
      nodemask: '(null)',
      cpuset: 'b',
      memsAllowed: '0',
      globalOom: false,
      oomMemcg: '/a',
      line: 3,
    })
    expect(oom).toMatchObject({
      scope: 'memcg',
      cgroup: { limitOwner: '/a' },
      trigger: { cpuset: 'b', memsAllowed: '0', nodemask: '(null)' },
    })
    const title = 'Tasks state (memory values in pages):'
    const missing = (...lines: string[]) => read(HEAD, IDENTITY, title, ...lines).oom?.completeness.missing
    expect(missing()).toContain('constraint-line')
    expect(missing(`${SUMMARY}${REST.split(',task=')[0]}`)).not.toContain('constraint-line')
  })

  it.each([
    [
      'an owner that is not whole',
      ',cpuset=b,mems_allowed=0,oom_memcg=/a',
      { cpuset: 'b', memsAllowed: '0', globalOom: false },
    ],
    [
      'the whole machine',
      ',cpuset=b,mems_allowed=0-1,global_oom,task_memcg=/a',
      { cpuset: 'b', memsAllowed: '0-1', globalOom: true },
    ],
    ['a cpuset that is not whole', ',cpuset=b,mems_allowed=0', {}],
  ])('keeps of the summary no more than that: %s', (_, rest, expected) => {
    const { oom } = read(HEAD, IDENTITY, SUMMARY + rest)
    expect(oom?.constraint).toEqual({
      constraint: 'CONSTRAINT_MEMCG',
      nodemask: '(null)',
      line: 3,
      ...expected,
    })
  })

  it('does not keep an owner that a record may have cut', () => {
    const owner = (length: number) =>
      read(
        HEAD,
        IDENTITY,
        `${SUMMARY},cpuset=b,mems_allowed=0,oom_memcg=/${'a'.repeat(length - 1)},task_memcg=/a`,
      ).oom?.constraint?.oomMemcg
    expect(owner(969)).toHaveLength(969)
    expect(owner(976)).toBeUndefined()
  })

  it('keeps nothing of a summary that ends in its constraint', () => {
    expect(read(HEAD, IDENTITY, 'oom-kill:constraint=CONSTRAINT_MEMCG').oom).not.toHaveProperty('constraint')
    expect(read(HEAD, IDENTITY, SUMMARY).oom).not.toHaveProperty('constraint')
  })

  it.each([
    ['total-vm:8kB,', { totalVmBytes: 8192 }],
    ['total-vm:8kB, anon-rss:4kB', { totalVmBytes: 8192 }],
    ['total-vm:8kB, anon-rss:4kB,', { totalVmBytes: 8192, anonRssBytes: 4096 }],
    [
      'total-vm:8kB, anon-rss:4kB, file-rss:12kB,',
      { totalVmBytes: 8192, anonRssBytes: 4096, fileRssBytes: 12_288 },
    ],
  ])('keeps of the kill line the values that a comma ends: %s', (sizes, expected) => {
    const { oom } = read(HEAD, IDENTITY, `Out of memory: Killed process 7 (java) ${sizes}`)
    expect(oom?.victims).toEqual([{ pid: 7, comm: 'java', why: 'selected', line: 3, ...expected }])
    expect(oom?.problems).toMatchObject([
      { code: 'cut-line', message: 'the killed line ends before its end' },
    ])
  })

  it.each([
    ['a name that does not end', 'Out of memory: Killed process 7 (ja'],
    ['a number that does not end', 'Out of memory: Killed process 7 (java) total-vm:8'],
    ['sizes that no kernel prints', 'Out of memory: Killed process 7 (java) total-vm:8kB, anon-rss:3kB,'],
  ])('keeps nothing of a kill line with %s', (_, line) => {
    expect(read(HEAD, IDENTITY, line).oom?.victims).toEqual([])
  })

  it.each([
    'Killed process 7, UID 48, (java) total-vm:8kB, anon-rss:4kB,',
    'Killed process 7 (java), UID 48, total-vm:8kB, anon-rss:4kB,',
  ])('keeps the same of a vendor’s: %s', (line) => {
    expect(read(HEAD, IDENTITY, line).oom?.victims).toMatchObject([
      { pid: 7, comm: 'java', anonRssBytes: 4096 },
    ])
  })

  it('does not begin a dump where it could not be one’s first line', () => {
    const { problems } = read(HEAD, `Out of memory: Killed process 7 (java) ${SIZES}`)
    expect(problems).toEqual([])
    // Three hundred seconds of silence close the dump, which then waits for the reaper.
    const late = parse(
      `${stamped(HEAD, `Out of memory: Killed process 7 (java) ${SIZES}`)}[ 9000.000001] CPU: 1 PID: 9 Comm: cat\n[ 9000.000002] usb 1-1: reset\n[ 9000.000003] usb 1-2: reset\n`,
    )
    expect(late.inputs[0]?.problems).toEqual([])
    expect(late.events).toHaveLength(1)
  })
})
