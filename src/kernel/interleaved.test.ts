import { describe, expect, it } from 'vitest'
import { type OomEvent, parse } from '../index.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'
const OTHER = HEAD.replace('java', 'cat')
const OTHER_IDENTITY = IDENTITY.replace('java', 'cat').replace('41820', '99')
const HEADER = '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name'
const COUNTER = 'memory: usage 4kB, limit 4kB, failcnt 1'
const kill = (pid: number) =>
  `Out of memory: Killed process ${pid} (java) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0`
const summary = (pid: number) =>
  `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a,task=java,pid=${pid},uid=0`
const row = (pid: number) =>
  `[${`${pid}`.padStart(7)}]     0 ${pid}      100       50    45056        0             0 java`

const text = (lines: readonly string[]) =>
  lines.map((line, index) => `[ ${(8231 + index / 1e6).toFixed(6)}] ${line}\n`).join('')

function read(...lines: string[]): OomEvent[] {
  return parse(text(lines)).events.filter((event): event is OomEvent => event.type === 'oom')
}

const told = (oom: OomEvent | undefined) => oom?.problems.map(({ code }) => code)

describe('a dump that begins inside another', () => {
  it('has what follows where the first was cut', () => {
    const [first, second] = read(
      HEAD,
      IDENTITY,
      OTHER,
      OTHER_IDENTITY,
      COUNTER,
      HEADER,
      row(8),
      `Memory cgroup o${kill(8).slice(1)}`,
    )
    expect(first).toMatchObject({ victims: [], problems: [], source: { firstLine: 1, lastLine: 2 } })
    expect(first?.cgroup).toBeUndefined()
    expect(second).toMatchObject({ cgroup: { memory: { failcnt: 1 } }, tasks: [{ pid: 8 }], problems: [] })
  })

  it('shares no line that either could have', () => {
    const [first, second] = read(
      HEAD,
      OTHER,
      'Call Trace:',
      ' dump_stack+0x19/0x1b',
      IDENTITY,
      OTHER_IDENTITY,
    )
    expect(first?.trigger.pid).toBe(41_820)
    expect(second?.trigger.pid).toBe(99)
    for (const oom of [first, second]) {
      expect(oom).not.toHaveProperty('callTrace')
      expect(told(oom)).toContain('ambiguous-lines')
      expect(oom?.completeness.complete).toBe(false)
    }
    expect(first?.problems[0]).toMatchObject({ code: 'ambiguous-lines', line: 3 })
    expect(told(first)).toContain('interrupted')
  })

  it('gets its kill line by the summary that names the victim', () => {
    const [first, second] = read(
      HEAD,
      IDENTITY,
      HEADER,
      summary(7),
      OTHER,
      OTHER_IDENTITY,
      summary(8),
      kill(8),
      kill(7),
    )
    expect(first).toMatchObject({ victims: [{ pid: 7 }], constraint: { pid: 7 } })
    expect(second).toMatchObject({ victims: [{ pid: 8 }], constraint: { pid: 8 } })
    expect(told(first)).toEqual(['interrupted'])
    expect(second?.problems).toEqual([
      {
        code: 'began-inside',
        message: 'it begins inside another dump, which goes on behind it: lines of the two can be mixed up',
        line: 5,
      },
    ])
  })

  it('leaves a death that may be either’s with both', () => {
    const [first, second] = read(HEAD, OTHER, kill(7), IDENTITY, OTHER_IDENTITY)
    const all = [first, second].flatMap((oom) => [...(oom?.victims ?? []), ...(oom?.possibleVictims ?? [])])
    expect(all.length).toBeGreaterThan(0)
    expect(all.every(({ pid }) => pid === 7)).toBe(true)
    expect(read(HEAD, OTHER, kill(7))).toMatchObject([
      { victims: [] },
      { victims: [{ pid: 7 }], problems: [] },
    ])
  })

  it('says where it begins', () => {
    const [first] = read(HEAD, OTHER, OTHER_IDENTITY, IDENTITY)
    expect(first?.problems).toEqual([
      {
        code: 'interrupted',
        message: 'another dump begins inside this one: lines of the two can be mixed up',
        line: 2,
      },
    ])
  })
})

describe('a line that a dump cannot have', () => {
  it.each([
    ['the head twice', [HEAD, HEAD], 2],
    ['the identity of another', [HEAD, OTHER_IDENTITY], 1],
    ['what stands before', [HEAD, HEADER, IDENTITY], 1],
    ['a second header', [HEAD, HEADER, HEADER], 2],
    ['another summary', [HEAD, summary(7), summary(8)], 2],
  ])('is not taken: %s', (_, lines, count) => {
    const ooms = read(...lines)
    expect(ooms).toHaveLength(count)
    expect(ooms[0]?.source.lastLine).toBe(lines.length - 1)
  })

  it('is Mem-Info between the head and the trace, unless lines are lost there', () => {
    const zone = 'Node 0 DMA free:4kB min:4kB'
    expect(read(HEAD, zone)[0]).not.toHaveProperty('memInfo')
    expect(read(HEAD, IDENTITY, zone)[0]).toHaveProperty('memInfo')
    expect(read(HEAD, 'Call Trace:', zone)[0]).toHaveProperty('memInfo')
    expect(read(HEAD, '** 12 printk messages dropped **', zone)[0]).toHaveProperty('memInfo')
  })

  it('is Mem-Info in the dump of a group, but until 3.8', () => {
    const zone = 'Node 0 DMA free:4kB min:4kB'
    expect(read(HEAD, IDENTITY, COUNTER, zone)[0]).not.toHaveProperty('memInfo')
    expect(read(HEAD, IDENTITY, 'Memory cgroup stats: cache:0KB rss:12KB', zone)[0]).not.toHaveProperty(
      'memInfo',
    )
    expect(read(HEAD, IDENTITY, ' mem_cgroup_out_of_memory+0x19/0x1b', zone)[0]).not.toHaveProperty('memInfo')
    expect(read(HEAD, IDENTITY, ' out_of_memory+0x19/0x1b', zone)[0]).toHaveProperty('memInfo')
    expect(
      read(HEAD, IDENTITY, 'Task in /a killed as a result of limit of /a', COUNTER, zone)[0],
    ).toHaveProperty('memInfo')
  })
})

describe('the end of the input', () => {
  const cut = (...lines: string[]) => parse(text(lines).trimEnd())

  it('may have cut a line that ends in any text', () => {
    const { events, inputs } = cut(HEAD, IDENTITY)
    expect(events).toMatchObject([
      {
        trigger: { comm: 'java' },
        problems: [
          { code: 'cut-line', message: 'the input ends in the identity line, which may be cut', line: 2 },
        ],
        source: { lastLine: 2 },
        completeness: { complete: false },
      },
    ])
    expect(events[0]).not.toHaveProperty('kernel')
    expect(inputs[0]?.problems).toEqual([])
    expect(cut(HEAD).inputs[0]?.problems).toEqual([
      { code: 'cut-line', message: 'the input ends in the invocation line, which may be cut', line: 1 },
    ])
  })

  it('has not cut a line whose end is plain', () => {
    const selection = 'Out of memory: Kill process 7 (java) score 12 or sacrifice child'
    expect(cut(HEAD, selection).events).toMatchObject([{ selected: { pid: 7 }, problems: [] }])
  })

  it('may have cut the user of the summary', () => {
    expect(cut(HEAD, summary(7)).events).toMatchObject([
      {
        constraint: { pid: 7 },
        problems: [
          { code: 'cut-line', message: 'the input ends in the summary, whose user id may be cut', line: 2 },
        ],
      },
    ])
  })
})
