import { describe, expect, it } from 'vitest'
import { type OomEvent, parse } from '../../index.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'
const TABLE = '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name'
const SUMMARY =
  'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a,task=java,pid=7,uid=0'
const SIZES = 'total-vm:8kB, anon-rss:4kB, file-rss:12kB, shmem-rss:16kB'
const READ = { totalVmBytes: 8192, anonRssBytes: 4096, fileRssBytes: 12_288, shmemRssBytes: 16_384 }
const { shmemRssBytes: _, ...OLD } = READ

function text(lines: readonly string[], end = '\n'): string {
  return lines.map((line, index) => `[ ${(8231 + index / 1e6).toFixed(6)}] ${line}`).join('\n') + end
}

function read(...lines: string[]): OomEvent {
  const ooms = parse(text(lines)).events.filter((event): event is OomEvent => event.type === 'oom')
  const [oom] = ooms
  if (oom === undefined || ooms.length > 1) throw new Error(`${ooms.length} OOMs`)
  return oom
}

const row = (pid: number, tgid = pid, comm = 'java', uid = 0, adjustment = 0) =>
  `[${`${pid}`.padStart(7)}]${`${uid}`.padStart(6)} ${tgid}      100       50    45056        0 ${adjustment} ${comm}`

describe('a kill line', () => {
  it.each<[string, string, object]>([
    [
      '5.4 and later',
      `Out of memory: Killed process 7 (java) ${SIZES}, UID:1000 pgtables:44kB oom_score_adj:-17`,
      { ...READ, uid: 1000, pgtablesBytes: 45_056, oomScoreAdj: -17 },
    ],
    ['4.5 to 5.3', `Killed process 7 (java) ${SIZES}`, READ],
    ['el8', `Memory cgroup out of memory: Killed process 7 (java) ${SIZES}, UID:0`, { ...READ, uid: 0 }],
    ['el7', `Killed process 7 (java), UID 48, ${SIZES}`, { ...READ, uid: 48 }],
    [
      'el6',
      'Killed process 7, UID 48, (java) total-vm:8kB, anon-rss:4kB, file-rss:12kB',
      { ...OLD, uid: 48 },
    ],
    ['2.6.36 to 4.4', 'Killed process 7 (java) total-vm:8kB, anon-rss:4kB, file-rss:12kB', OLD],
    ['2.6.33 to 2.6.35', 'Killed process 7 (java) vsz:8kB, anon-rss:4kB, file-rss:12kB', OLD],
    ['until 2.6.32', 'Killed process 7 (java)', {}],
    [
      'without a blank before shmem',
      'Killed process 7 (java) total-vm:8kB, anon-rss:4kB, file-rss:12kB,shmem-rss:16kB',
      READ,
    ],
  ])('of %s', (_, line, expected) => {
    const oom = read(line)
    expect(oom.victims).toEqual([{ pid: 7, comm: 'java', line: 1, ...expected }])
    expect(oom).toMatchObject({ outcome: 'killed', problems: [] })
  })

  it.each([
    'Out of memory (oom_kill_allocating_task)',
    'Out of memory',
    'Memory cgroup out of memory (oom_kill_allocating_task)',
    'Memory cgroup out of memory',
    'No available memory (MPOL_BIND)',
  ])('says which kind of OOM it was: %s', (words) => {
    expect(read(`${words}: Killed process 7 (java) ${SIZES}`).killMessage).toBe(words)
  })

  it.each([
    ['a) total-vm:8kB, b', `(a) total-vm:8kB, b) ${SIZES}`],
    ['a), UID 5', `(a), UID 5), UID 48, ${SIZES}`],
    ['(a)', `((a)) ${SIZES}`],
    ['', `() ${SIZES}`],
  ])('has the name before its last sizes: %j', (comm, rest) => {
    expect(read(`Killed process 7 ${rest}`).victims).toMatchObject([{ pid: 7, comm, totalVmBytes: 8192 }])
  })

  it('keeps no number that is too large, and says so', () => {
    const huge = '9007199254740993'
    const oom = read(
      `Out of memory: Killed process 7 (java) total-vm:${huge}kB, anon-rss:4kB, file-rss:8796093022208kB, shmem-rss:0kB, UID:${huge} pgtables:${huge}kB oom_score_adj:-${huge}`,
    )
    expect(oom.victims).toEqual([{ pid: 7, comm: 'java', anonRssBytes: 4096, shmemRssBytes: 0, line: 1 }])
    expect(oom.problems).toEqual(
      ['totalVmBytes', 'fileRssBytes', 'uid', 'pgtablesBytes', 'oomScoreAdj'].map((key) => ({
        code: 'number-out-of-range',
        message: `${key} is too large to keep`,
        line: 1,
      })),
    )
  })

  it('keeps page tables that are as large as can be, and no larger', () => {
    const pgtables = (kb: number) =>
      read(`Out of memory: Killed process 7 (java) ${SIZES}, UID:0 pgtables:${kb}kB oom_score_adj:0`)
        .victims[0]?.pgtablesBytes
    expect(pgtables(8_796_093_022_207)).toBe(9_007_199_254_739_968)
    expect(pgtables(8_796_093_022_208)).toBeUndefined()
  })

  it('is not believed with sizes that are no whole pages', () => {
    const { events, inputs } = parse(text([`Killed process 7 (java) ${SIZES.replace(':4kB', ':5kB')}`]))
    expect(events).toEqual([])
    expect(inputs[0]?.problems).toEqual([
      {
        code: 'untrusted-line',
        message: 'not read: the sizes of the kill line are no whole pages, and no kernel prints that',
        line: 1,
      },
    ])
  })

  it('is believed with such sizes where the summary has named the victim', () => {
    const oom = read(
      HEAD,
      IDENTITY,
      SUMMARY,
      `Out of memory: Killed process 7 (java) ${SIZES.replace(':4kB', ':5kB')}`,
    )
    expect(oom.victims).toMatchObject([{ pid: 7 }])
    expect(oom.problems).toMatchObject([{ code: 'implausible-size', line: 4 }])
  })
})

describe('why a process died', () => {
  const KILL = `Killed process 7 (java) ${SIZES}`
  const chosen = (pid: number, words = 'Out of memory') =>
    `${words}: Kill process ${pid} (java) score 12 or sacrifice child`
  const why = (...lines: string[]) => read(...lines).victims.map(({ pid, why }) => `${pid} ${why}`)

  it.each<[string, string[], string[]]>([
    ['it was chosen', [HEAD, chosen(7), KILL], ['7 selected']],
    ['the summary names it', [HEAD, IDENTITY, SUMMARY, `Out of memory: ${KILL}`], ['7 selected']],
    ['it is the first behind a head', [HEAD, KILL], ['7 selected']],
    ['nobody knows, behind a lost head', [KILL], ['7 undefined']],
    ['it is a child of the chosen one', [HEAD, chosen(6), KILL], ['7 child']],
    ['it is a thread of the chosen one', [HEAD, TABLE, row(6), row(7, 6), chosen(6), KILL], ['7 selected']],
    [
      'it asked for memory, by the choice',
      [HEAD, chosen(7, 'Out of memory (oom_kill_allocating_task)'), KILL],
      ['7 allocating-task'],
    ],
    [
      'it asked for memory, by the kill line',
      [HEAD, `Out of memory (oom_kill_allocating_task): ${KILL}`],
      ['7 allocating-task'],
    ],
    [
      'its group dies as a whole',
      [
        HEAD,
        IDENTITY,
        SUMMARY,
        `Out of memory: ${KILL}`,
        'Tasks in /a are going to be killed due to memory.oom.group set',
        `Out of memory: ${KILL}`,
        `Out of memory: ${KILL.replace('7', '8')}`,
      ],
      ['7 selected', '8 group'],
    ],
    [
      'its group dies as a whole, and the choice is lost',
      ['Tasks in /a are going to be killed due to memory.oom.group set', KILL, KILL.replace('7', '8')],
      ['7 undefined', '8 undefined'],
    ],
    [
      'it shares the memory of the victim',
      [HEAD, chosen(7), KILL, 'Kill process 8 (java) sharing same memory'],
      ['7 selected', '8 shares-mm'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(why(...lines)).toEqual(expected)
  })

  it('has the score of the one that was chosen', () => {
    const oom = read(HEAD, chosen(7), KILL)
    expect(oom.victims).toMatchObject([{ pid: 7, score: 12 }])
    expect(oom.selected).toEqual({ pid: 7, comm: 'java', score: 12, line: 2 })
    expect(read(HEAD, chosen(6), KILL).victims[0]).not.toHaveProperty('score')
  })

  it.each([
    ['2.6.36 to 5.0', 'Out of memory: Kill process 7 (java) score 1993 or sacrifice child', 1993],
    ['until 2.6.35', 'Out of memory: kill process 7 (java) score 21793 or a child', 21_793],
    [
      'with a name like its end',
      'Out of memory: Kill process 7 (a) score 1 or b) score 2 or sacrifice child',
      2,
    ],
  ])('is told by the choice: %s', (_, line, score) => {
    expect(read(line)).toMatchObject({
      selected: { pid: 7, score, line: 1 },
      outcome: 'killed',
      killMessage: 'Out of memory',
    })
  })

  it('names who holds the memory of the victim', () => {
    const oom = read(
      HEAD,
      KILL,
      'oom killer 7 (java) has mm pinned by 1 (systemd)',
      'oom killer 9 (x) has mm pinned by 1 (y)',
    )
    expect(oom.victims).toMatchObject([{ pid: 7, pinnedBy: { pid: 1, comm: 'systemd' } }])
  })

  it('may be that it is dying already', () => {
    const line = 'Memory cgroup out of memory: OOM victim 7 (java) is already exiting. Skip killing the task'
    expect(read(line)).toMatchObject({
      killMessage: 'Memory cgroup out of memory',
      scope: 'memcg',
      victims: [{ pid: 7, comm: 'java', alreadyExiting: true, line: 1 }],
    })
  })
})

describe('whose kill line it is', () => {
  const KILL = `Out of memory: Killed process 7 (java) ${SIZES}`
  const KILL_IN_GROUP = `Memory cgroup out of memory: ${KILL.slice(15)}`
  const OF_GROUP = SUMMARY.replace('CONSTRAINT_NONE', 'CONSTRAINT_MEMCG').replace(
    'global_oom',
    'oom_memcg=/a',
  )
  const ooms = (...lines: string[]) =>
    parse(text(lines)).events.map((event) =>
      event.type === 'oom' ? event.victims.map(({ pid }) => pid) : event.type,
    )

  it.each<[string, string[], number[][]]>([
    ['the one that the summary names', [HEAD, IDENTITY, SUMMARY, KILL], [[7]]],
    ['not the one that the summary names', [HEAD, IDENTITY, SUMMARY, KILL.replace('7', '8')], [[], [8]]],
    [
      'a thread of the one that the summary names',
      [HEAD, IDENTITY, TABLE, row(7), row(8, 7), SUMMARY, KILL.replace('7', '8')],
      [[8]],
    ],
    [
      'a thread of another',
      [HEAD, IDENTITY, TABLE, row(7), row(8, 6), SUMMARY, KILL.replace('7', '8')],
      [[], [8]],
    ],
    ['a second one without a group', [HEAD, KILL, KILL.replace('7', '8')], [[7], [8]]],
    ['the same one twice', [HEAD, KILL, KILL], [[7]]],
    ['of a group, behind Mem-Info', [HEAD, IDENTITY, 'Mem-Info:', KILL_IN_GROUP], [[], [7]]],
    [
      'of the machine, behind counters of a group',
      [HEAD, IDENTITY, 'memory: usage 4kB, limit 4kB, failcnt 0', KILL],
      [[], [7]],
    ],
    ['of the machine, behind the summary of a group', [HEAD, IDENTITY, OF_GROUP, KILL], [[], [7]]],
    ['of a group, behind its summary', [HEAD, IDENTITY, OF_GROUP, KILL_IN_GROUP], [[7]]],
    [
      'of the machine, behind the statistics of a group',
      [HEAD, IDENTITY, 'Memory cgroup stats for /a: cache:0KB rss:0KB', KILL],
      [[], [7]],
    ],
    [
      'of a group, behind its statistics',
      [HEAD, IDENTITY, 'Memory cgroup stats for /a: cache:0KB rss:0KB', KILL_IN_GROUP],
      [[7]],
    ],
    ['of a group, behind the summary of the machine', [HEAD, IDENTITY, SUMMARY, KILL_IN_GROUP], [[], [7]]],
    ['of either, behind a head alone', [HEAD, IDENTITY, KILL_IN_GROUP, HEAD, IDENTITY, KILL], [[7], [7]]],
    [
      'of a group, behind its counters',
      [HEAD, IDENTITY, 'memory: usage 4kB, limit 4kB, failcnt 0', KILL_IN_GROUP],
      [[7]],
    ],
  ])('%s', (_, lines, expected) => {
    expect(ooms(...lines)).toEqual(expected)
  })
})

describe('a kill line at the very end of the input', () => {
  const cut = (line: string, ...table: string[]): OomEvent => {
    const [oom] = parse(text([HEAD, IDENTITY, ...table, line], '')).events
    if (oom?.type !== 'oom') throw new Error('no OOM')
    return oom
  }
  const whole = (adjustment: number) =>
    `Out of memory: Killed process 7 (java) ${SIZES}, UID:0 pgtables:44kB oom_score_adj:${adjustment}`

  it('is whole where the table has the same value', () => {
    const oom = cut(whole(96), TABLE, row(7, 7, 'java', 0, 96))
    expect(oom.victims).toMatchObject([{ oomScoreAdj: 96 }])
    expect(oom.problems).toEqual([])
  })

  it('has lost its last digits where the table has another', () => {
    const oom = cut(whole(96), TABLE, row(7, 7, 'java', 0, 968))
    expect(oom.victims[0]).not.toHaveProperty('oomScoreAdj')
    expect(oom.problems).toEqual([
      {
        code: 'cut-line',
        message: 'the input ends in the kill line, whose last value (oomScoreAdj) may be cut',
        line: 5,
      },
    ])
  })

  it('may have lost them where there is no table', () => {
    const oom = cut(whole(96))
    expect(oom.victims).toMatchObject([{ oomScoreAdj: 96 }])
    expect(oom.problems).toMatchObject([{ code: 'cut-line', line: 3 }])
  })

  it.each([
    ['the same user', 1000, 1000, true],
    ['a user that the table prints signed', 4_294_967_294, -2, true],
    ['another user', 100, 1000, false],
  ])('ends in %s', (_, told, seen, same) => {
    const oom = cut(`Killed process 7 (java) ${SIZES}, UID:${told}`, TABLE, row(7, 7, 'java', seen))
    expect(oom.problems).toHaveLength(same ? 0 : 1)
    expect(oom.victims[0]?.uid).toBe(same ? told : undefined)
    if (!same) expect(oom.problems[0]?.message).toContain('(uid)')
  })

  it('is in doubt with nothing behind the name', () => {
    expect(cut('Killed process 7 (java)').problems).toMatchObject([
      { code: 'cut-line', message: 'the input ends in the kill line' },
    ])
    expect(cut(`Killed process 7 (java) ${SIZES}`).problems).toEqual([])
  })
})

describe('notes beside a kill', () => {
  it.each([
    'tried to kill init!',
    'tried to kill an mm-less task!',
    'tried to kill an mm-less task 5 (java)!',
    'OOMkill: task 5 (java) got 12 points',
    'Would have killed process 5 (java). But continuing instead.',
    'VM: killing process java',
  ])('are known: %s', (line) => {
    const oom = read(HEAD, IDENTITY, line, `Killed process 7 (java) ${SIZES}`)
    expect(oom.completeness).toMatchObject({ unexplained: [], foreignLines: 0 })
    expect(oom.victims).toMatchObject([{ pid: 7 }])
  })
})
