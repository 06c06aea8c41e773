import {
  countsShape,
  integer,
  optionalBlanks,
  P,
  type Parser,
  safeInteger,
  shape,
  untilLast,
} from '../../grammar/index.js'
import type { Victim } from '../../record/victim.js'
import { construct } from '../construct.js'
import type { Draft } from '../draft.js'
import { kilobytes } from '../names.js'

/** What stands before ": Kill…": which kind of OOM it was. */
const MESSAGES = [
  'Out of memory (oom_kill_allocating_task)',
  'Out of memory',
  'Memory cgroup out of memory (oom_kill_allocating_task)',
  'Memory cgroup out of memory',
  'No available memory (MPOL_BIND)',
] as const

const message: Parser<string> = P.alt(...MESSAGES.map((words) => P.string(words)))

/** kB of a kill line are whole pages, and no Linux that prints them has pages below 4 KiB: anything else is forged. */
export function isPossibleSize(kb: number): boolean {
  return kb % 4 === 0
}

interface Killed extends Omit<Victim, 'why'> {
  message?: string
  possible: boolean
  /** Values with more digits than can be kept: of damage, for no kernel prints them. */
  tooLarge?: readonly string[]
}

const SIZE_KEYS = {
  'total-vm': 'totalVmBytes',
  vsz: 'totalVmBytes',
  'anon-rss': 'anonRssBytes',
  'file-rss': 'fileRssBytes',
  'shmem-rss': 'shmemRssBytes',
} as const

type Sizes = Partial<Record<(typeof SIZE_KEYS)[keyof typeof SIZE_KEYS], number>> & {
  possible: boolean
  tooLarge: string[]
}

/** `total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB`; `vsz` from 2.6.33 to 2.6.35, shmem from 4.5 on. */
const sizes: Parser<Sizes> = shape(
  'sizes',
  /(total-vm|vsz):(\d+)kB, (anon-rss):(\d+)kB, (file-rss):(\d+)kB(?:, ?(shmem-rss):(\d+)kB)?/,
  ([, ...found]) => {
    const read: Sizes = { possible: true, tooLarge: [] }
    for (let index = 0; index + 1 < found.length; index += 2) {
      const key = found[index] as keyof typeof SIZE_KEYS | undefined
      const kb = Number(found[index + 1])
      if (key === undefined) continue
      if (!Number.isSafeInteger(kb * 1024)) read.tooLarge.push(SIZE_KEYS[key])
      else {
        read[SIZE_KEYS[key]] = kilobytes(kb)
        if (!isPossibleSize(kb)) read.possible = false
      }
    }
    return read
  },
)

interface Ending {
  readonly value: number | undefined
  readonly isTooLarge: boolean
}

/** One of the values at the end of a kill line, which older kernels do not print. */
function ending(before: string, unit: string): Parser<Ending> {
  const number = shape('integer', /-?\d+/, ([all = '']): Ending => {
    const value = safeInteger(all)
    return { value, isTooLarge: value === undefined }
  })
  return P.string(before).then(number).skip(P.string(unit)).fallback({ value: undefined, isTooLarge: false })
}

function kept(kb: number | undefined): number | undefined {
  return kb === undefined || !Number.isSafeInteger(kb * 1024) ? undefined : kilobytes(kb)
}

/** The uid stands before the name (el6), behind it (el7), or at the end. */
const vendorUid = P.string(', UID ').then(integer)

const withSizes: Parser<Killed> = P.seqMap(
  message.skip(P.string(': ')).fallback(undefined),
  P.string('Killed process ').then(integer),
  vendorUid.skip(P.string(',')).fallback(undefined),
  P.string(' (')
    .then(untilLast(') total-vm:', '), UID ', ') vsz:'))
    .skip(P.string(')')),
  vendorUid.skip(P.string(',')).fallback(undefined),
  optionalBlanks.then(sizes),
  ending(', UID:', ''),
  ending(' pgtables:', 'kB'),
  ending(' oom_score_adj:', '').skip(optionalBlanks),
  (
    words,
    pid,
    uidBefore,
    comm,
    uidBehind,
    { tooLarge, ...read },
    uidAtEnd,
    pgtablesKb,
    adjustment,
  ): Killed => {
    const uid = uidAtEnd.value ?? uidBehind ?? uidBefore
    const pgtablesBytes = kept(pgtablesKb.value)
    const oomScoreAdj = adjustment.value
    if (uidAtEnd.isTooLarge) tooLarge.push('uid')
    if (pgtablesKb.isTooLarge || (pgtablesKb.value !== undefined && pgtablesBytes === undefined))
      tooLarge.push('pgtablesBytes')
    if (adjustment.isTooLarge) tooLarge.push('oomScoreAdj')
    return {
      pid,
      comm,
      ...read,
      ...(tooLarge.length === 0 ? {} : { tooLarge }),
      ...(words === undefined ? {} : { message: words }),
      ...(uid === undefined ? {} : { uid }),
      ...(pgtablesBytes === undefined ? {} : { pgtablesBytes }),
      ...(oomScoreAdj === undefined ? {} : { oomScoreAdj }),
    }
  },
)

/** Until 2.6.32 the line ends with the name, and has no words in front. */
const nameOnly: Parser<Killed> = countsShape(
  'kill line',
  /Killed process (\d+) \(([\s\S]*)\) *$/,
  ([, pid, comm = '']) => ({ pid: Number(pid), comm, possible: true }),
)

/**
 * Who died. The name is cut off at the last ` total-vm:`, for it can contain the whole pattern.
 *
 *     Out of memory: Killed process 7 (x) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0   5.4+
 *     Memory cgroup out of memory: Killed process 7 (x) total-vm:8kB, …, shmem-rss:0kB, UID:0      el8
 *     Killed process 7 (x), UID 0, total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB          el7
 *     Killed process 7, UID 0, (x) total-vm:8kB, anon-rss:4kB, file-rss:0kB                         el6
 *     Killed process 7 (x) vsz:8kB, anon-rss:4kB, file-rss:0kB                                      2.6.33–2.6.35
 */
export const killed = construct<Killed>({
  name: 'killed',
  follows: ['task-row'],
  pieces: true,
  part: 'kill',
  dumps: 'oom',
  opens: [...MESSAGES.map((words) => `${words}: Killed process `), 'Killed process '],
  named: true,
  begins: true,
  openEnd: true,
  samples: [
    'Out of memory: Killed process 7 (a) b,c) total-vm:4kB, anon-rss:0kB, file-rss:0kB, shmem-rss:0kB, UID:4294967294 pgtables:0kB oom_score_adj:0',
    'Memory cgroup out of memory: Killed process 7 (x) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0',
    'Killed process 7 (x), UID 0, total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB',
    'Killed process 7, UID 0, (x) total-vm:8kB, anon-rss:4kB, file-rss:0kB',
    'Killed process 7 (x) vsz:8kB, anon-rss:4kB, file-rss:0kB',
    'Killed process 7 (x)',
  ],
  parser: P.alt(withSizes, nameOnly),
  fits: fitsKill,
  prefers: tellsOf,
  whenCut: settleCutKill,
  foldCut: foldCutKill,
  refuses: ({ possible }) =>
    possible ? undefined : 'the sizes of the kill line are no whole pages, and no kernel prints that',
  fold(draft, { message: words, possible: _, tooLarge = [], ...victim }, { at }) {
    if (words !== undefined) draft.killMessage ??= words
    for (const key of tooLarge)
      draft.problems.push({ code: 'number-out-of-range', message: `${key} is too large to keep`, line: at })
    addVictim(draft, { ...victim, ...reasonOf(draft, victim, words), line: at })
  },
})

/** A kill belongs to the dump that announced that pid, or to its group, or to one whose table lists it. */
function fitsKill(
  draft: Draft,
  { pid, comm, message: words }: { pid: number; comm: string; message?: string },
): boolean {
  if (words !== undefined && !isSameKind(draft, words)) return false
  if (draft.groupKilled === true) return true
  if (draft.victims.length > 0) return draft.victimPids.has(pid)
  const { constraint, selected } = draft
  if (constraint?.pid !== undefined && constraint.pid !== pid)
    return isThreadOf(draft, pid, constraint.pid) || (constraint.task === comm && selected !== undefined)
  return true
}

/** Where the leader of a process is gone, the summary names it and the other lines a thread that still has the memory. */
function isThreadOf({ rows, columns }: Draft, thread: number, leader: number): boolean {
  const column = columns.indexOf('tgid') - 1
  return column >= 0 && rows.some(({ pid, values }) => pid === thread && values[column] === leader)
}

/** A dump with the marks of a memory cgroup is one of a memory cgroup to its end. */
function isSameKind({ stats, cgroup, constraint, seen }: Draft, words: string): boolean {
  const ofGroup = words.startsWith('Memory cgroup')
  if (constraint?.oomMemcg !== undefined || stats.length > 0 || cgroup.memory !== undefined) return ofGroup
  return !ofGroup || (constraint?.globalOom !== true && !seen.has('mem-info'))
}

/** A dump that has named the process before as its choice. Its being in the table tells nothing: most are in both tables. */
function tellsOf({ constraint, selected }: Draft, { pid }: { pid: number }): boolean {
  return constraint?.pid === pid || selected?.pid === pid
}

/** The last number of a kill line at the very end of the input: the table tells whether it was cut. */
function settleCutKill(
  { rows, victims, columns }: Draft,
  { pid, uid, oomScoreAdj }: Killed,
): string | undefined {
  const victim = victims.find((one) => one.pid === pid)
  const row = rows.find((one) => one.pid === pid)
  const column = (name: string): number | undefined => row?.values[columns.indexOf(name) - 1]
  if (victim === undefined) return undefined
  const [told, seen] =
    oomScoreAdj === undefined ? [uid, column('uid')] : [oomScoreAdj, column('oom_score_adj')]
  // The table prints user ids signed.
  if (
    told === undefined ||
    (seen !== undefined && told === (oomScoreAdj === undefined && seen < 0 ? seen + 2 ** 32 : seen))
  )
    return told === undefined && victim.totalVmBytes === undefined
      ? 'the input ends in the kill line'
      : undefined
  const key = oomScoreAdj === undefined ? 'uid' : 'oomScoreAdj'
  if (seen !== undefined) delete victim[key]
  return `the input ends in the kill line, whose last value (${key}) may be cut`
}

/** A kill line that ends before its end: the pid, and what stands between fixed texts. */
function foldCutKill(draft: Draft, text: string, at: number): void {
  const head =
    /^(?:([A-Z][^:]*): )?Killed process (\d+)(?:, UID \d+,)? \(([\s\S]*)\)(?:, UID \d+,)? total-vm:(\d+)kB(?:, anon-rss:(\d+)kB)?(?:, file-rss:(\d+)kB)?,/.exec(
      text,
    )
  if (head === null) return
  const [, words, pid, comm = '', ...kilobyteCounts] = head
  const [totalVm, anonRss, fileRss] = kilobyteCounts.map((count) =>
    count === undefined ? undefined : Number(count),
  )
  if (![totalVm, anonRss, fileRss].every((kb) => kb === undefined || isPossibleSize(kb))) return
  const victim = { pid: Number(pid), comm }
  if (!fitsKill(draft, victim)) return
  addVictim(draft, {
    ...victim,
    ...reasonOf(draft, victim, words),
    ...(totalVm === undefined ? {} : { totalVmBytes: kilobytes(totalVm) }),
    ...(anonRss === undefined ? {} : { anonRssBytes: kilobytes(anonRss) }),
    ...(fileRss === undefined ? {} : { fileRssBytes: kilobytes(fileRss) }),
    line: at,
  })
}

/** Why a process died, where a line before has told: who was chosen, or that a whole group dies. */
function reasonOf(
  draft: Draft,
  victim: { pid: number },
  words: string | undefined,
): { why?: NonNullable<Victim['why']> } {
  if (words?.includes('(oom_kill_allocating_task)') === true) return { why: 'allocating-task' }
  const { selected, constraint, seen } = draft
  if (draft.victims.length > 0 || draft.groupKilled === true) {
    // Who was chosen is printed again among the group: while that is not known, it can be any of them.
    const chosen = selected ?? constraint ?? draft.victims[0]?.why
    return chosen === undefined ? {} : { why: 'group' }
  }
  if (selected !== undefined && selected.pid !== victim.pid && !isThreadOf(draft, victim.pid, selected.pid))
    return { why: 'child' }
  if (selected?.allocating === true) return { why: 'allocating-task' }
  // Without a line that names the choice, the first to die behind a head is it (el8.1); behind a lost head nobody knows.
  return (selected ?? constraint ?? (seen.has('invocation') || undefined)) ? { why: 'selected' } : {}
}

/** A group kill prints the chosen victim twice, and a copy of a log can: one process dies once. */
function addVictim(draft: Draft, victim: Victim): void {
  if (draft.victimPids.has(victim.pid)) return
  draft.victimPids.add(victim.pid)
  const { selected } = draft
  if (selected !== undefined && selected.pid === victim.pid) victim.score = selected.score
  draft.victims.push(victim)
}

interface Selected {
  message: string
  pid: number
  comm: string
  score: number
}

/**
 * Who was chosen, until 5.0: not always who dies, for a child with its own memory may be killed instead.
 *
 *     Memory cgroup out of memory: Kill process 901 (java) score 1993 or sacrifice child     2.6.36–5.0
 *     Out of memory: kill process 901 (java) score 21793 or a child                           until 2.6.35
 */
export const selection = construct<Selected>({
  name: 'selection',
  follows: ['task-row'],
  pieces: true,
  part: 'kill',
  dumps: 'oom',
  opens: MESSAGES.flatMap((words) => [`${words}: Kill process `, `${words}: kill process `]),
  named: true,
  begins: true,
  samples: [
    'Memory cgroup out of memory: Kill process 901 (java) score 1993 or sacrifice child',
    'Out of memory (oom_kill_allocating_task): Kill process 9 (a) score 1 or sacr) score 0 or sacrifice child',
    'Out of memory: kill process 901 (java) score 21793 or a child',
  ],
  parser: P.seqObj<Selected>(
    ['message', message],
    shape('kill', /: [Kk]ill process /, () => true),
    ['pid', integer],
    P.string(' ('),
    ['comm', untilLast(') score ')],
    P.string(') score '),
    ['score', integer],
    shape('or whom', / or (?:sacrifice|a) child *$/, () => true),
  ),
  once: () => 'selection',
  fits: (draft, value) => draft.victims.length === 0 && isSameKind(draft, value.message),
  prefers: tellsOf,
  fold(draft, value, { at }) {
    const { message: words, pid, comm, score } = value
    draft.killMessage ??= words
    draft.selected = { pid, comm, score, allocating: words.includes('(oom_kill_allocating_task)'), line: at }
  },
})

/** 2.6.37 to 4.3: another process with the same address space. Later kernels kill it without a word. */
export const sharing = construct<{ pid: number; comm: string }>({
  name: 'sharing',
  part: 'after',
  dumps: 'oom',
  opens: ['Kill process '],
  named: true,
  samples: ['Kill process 902 (java) sharing same memory'],
  parser: P.seqObj<{ pid: number; comm: string }>(
    P.string('Kill process '),
    ['pid', integer],
    P.string(' ('),
    ['comm', untilLast(') sharing same memory')],
    P.string(') sharing same memory'),
    optionalBlanks,
  ),
  fold(draft, { pid, comm }, { at }) {
    addVictim(draft, { pid, comm, why: 'shares-mm', line: at })
  },
})

/** 4.8 and later: init shares the memory, so the reaper leaves it alone. */
export const pinned = construct<{ pid: number; comm: string; byPid: number; byComm: string }>({
  name: 'pinned',
  part: 'after',
  dumps: 'oom',
  opens: ['oom killer '],
  named: true,
  samples: ['oom killer 902 (java) has mm pinned by 1 (systemd)'],
  parser: P.seqObj<{ pid: number; comm: string; byPid: number; byComm: string }>(
    P.string('oom killer '),
    ['pid', integer],
    P.string(' ('),
    ['comm', untilLast(') has mm pinned by ')],
    P.string(') has mm pinned by '),
    ['byPid', integer],
    P.string(' ('),
    ['byComm', untilLast(')')],
    P.string(')'),
    optionalBlanks,
  ),
  fold({ victims }, { pid, byPid, byComm }) {
    const victim = victims.find((one) => one.pid === pid)
    if (victim !== undefined) victim.pinnedBy = { pid: byPid, comm: byComm }
  },
})

/** 5.9 and later, in the place of a kill line: the chosen one is dying already. */
export const alreadyExiting = construct<{ message: string; pid: number; comm: string }>({
  name: 'already-exiting',
  part: 'kill',
  dumps: 'oom',
  opens: MESSAGES.map((words) => `${words}: OOM victim `),
  named: true,
  begins: true,
  samples: ['Memory cgroup out of memory: OOM victim 12 (java) is already exiting. Skip killing the task'],
  parser: P.seqObj<{ message: string; pid: number; comm: string }>(
    ['message', message],
    P.string(': OOM victim '),
    ['pid', integer],
    P.string(' ('),
    ['comm', untilLast(') is already exiting')],
    P.string(') is already exiting. Skip killing the task'),
    optionalBlanks,
  ),
  fits: fitsKill,
  fold(draft, { message: words, pid, comm }, { at }) {
    draft.killMessage ??= words
    addVictim(draft, { pid, comm, ...reasonOf(draft, { pid }, words), alreadyExiting: true, line: at })
  },
})

/** Old and vendor notes beside a kill: init and kernel threads are spared, an el6 sysctl only talks. */
export const killNotes = construct({
  name: 'kill-note',
  part: 'kill',
  dumps: 'oom',
  opens: ['tried to kill ', 'OOMkill: task ', 'Would have killed process ', 'VM: killing process '],
  named: true,
  samples: [
    'tried to kill init!',
    'tried to kill an mm-less task!',
    'tried to kill an mm-less task 5 (java)!',
    'OOMkill: task 5 (java) got 12 points',
    'Would have killed process 5 (java). But continuing instead.',
    'VM: killing process java',
  ],
  parser: shape(
    'note',
    /(?:tried to kill (?:init|an mm-less task[\s\S]*)!|OOMkill: task \d+ \([\s\S]*\) got \d+ points|Would have killed process \d+ \([\s\S]*\)\. But continuing instead\.|VM: killing process [\s\S]*)$/,
    () => true,
  ),
  fold() {},
})
