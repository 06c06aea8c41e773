import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../../src/index.js'
import { bytesOf, type Message, reframingNamed } from '../support/reframe.js'
import { runs } from '../support/runs.js'

/** Whose names stand in the dump, and what its numbers are. */
interface Scene {
  readonly trigger: string
  readonly victim: string
  readonly cpuset: string
  /** The cgroup over its limit, and the victim's inside of it. */
  readonly owner: string
  readonly home: string
}

const LIMIT_KB = 65536
const VICTIM = 4242
const TRIGGER = 4100
const HARDWARE = 'Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2 04/01/2014'
const TRACE = ['Call Trace:', ' dump_stack+0x6b/0x83', ' mem_cgroup_out_of_memory+0x138/0x150']

/** The kernel prints it in pieces: one that would make the record too long begins a record of its own. */
function inPieces(pieces: readonly string[]): string[] {
  const records: string[] = ['']
  for (const piece of pieces) {
    const last = records.at(-1) ?? ''
    if (last !== '' && bytesOf(last + piece).length > 960) records.push(piece)
    else records[records.length - 1] = last + piece
  }
  return records
}

function summary({ cpuset, owner, home, victim }: Scene): string[] {
  return inPieces([
    'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null)',
    ',cpuset=',
    cpuset,
    ',mems_allowed=0',
    ',oom_memcg=',
    owner,
    ',task_memcg=',
    home,
    `,task=${victim},pid=${VICTIM},uid=1000`,
  ])
}

const killed = (victim: string): string =>
  `Memory cgroup out of memory: Killed process ${VICTIM} (${victim}) total-vm:73472kB, anon-rss:65124kB, file-rss:4kB, shmem-rss:844kB, UID:1000 pgtables:172kB oom_score_adj:939`
const reaped = (victim: string): string =>
  `oom_reaper: reaped process ${VICTIM} (${victim}), now anon-rss:0kB, file-rss:0kB, shmem-rss:844kB`

const counters = (swap: string): string[] => [
  `memory: usage ${LIMIT_KB}kB, limit ${LIMIT_KB}kB, failcnt 32`,
  `${swap}: usage 0kB, limit 9007199254740988kB, failcnt 0`,
]

/** 5.10: statistics as one record of several lines. */
function print5(scene: Scene): string[] {
  const { trigger, victim, owner } = scene
  return [
    `${trigger} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=939`,
    `CPU: 0 PID: ${TRIGGER} Comm: ${trigger} Not tainted 5.10.0-32-cloud-amd64 #1 Debian 5.10.223-1`,
    HARDWARE,
    ...TRACE,
    ...counters('swap'),
    ...inPieces(['Memory cgroup stats for ', owner, ':']),
    'anon 66772992\nfile 0\nkernel_stack 49152\npgfault 16302\npgmajfault 0',
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
    `[${String(TRIGGER).padStart(7)}]  1000  ${TRIGGER}    18368     1649   176128        0           939 ${trigger}`,
    `[${String(VICTIM).padStart(7)}]  1000  ${VICTIM}    18368    16493   176128        0           939 ${victim}`,
    ...summary(scene),
    killed(victim),
    reaped(victim),
  ]
}

/** 6.12: a record for each statistic, a table with more columns. */
function print6(scene: Scene): string[] {
  const { trigger, victim, owner } = scene
  return [
    `${trigger} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=939`,
    `CPU: 1 UID: 1000 PID: ${TRIGGER} Comm: ${trigger} Not tainted 6.12.117+deb13-cloud-amd64 #1  Debian 6.12.117-1`,
    HARDWARE,
    'Call Trace:',
    ' <TASK>',
    ...TRACE.slice(1),
    ' </TASK>',
    ...counters('swap'),
    ...inPieces(['Memory cgroup stats for ', owner, ':']),
    'anon 66772992',
    'file 0',
    'pgfault 16302',
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name',
    `[${String(TRIGGER).padStart(7)}]  1000  ${TRIGGER}    18368     1649     1648        1         0   176128        0           939 ${trigger}`,
    `[${String(VICTIM).padStart(7)}]  1000  ${VICTIM}    18368    16493    16281        1       211   176128        0           939 ${victim}`,
    ...summary(scene),
    killed(victim),
    reaped(victim),
  ]
}

const MEMCG_STATS =
  'cache:844KB rss:64692KB rss_huge:0KB shmem:844KB mapped_file:844KB dirty:0KB writeback:0KB swap:0KB'

/** el7 (3.10): a cpuset line, `Task in`, and who was chosen apart from who died. */
function print3({ trigger, victim, cpuset, owner, home }: Scene): string[] {
  return [
    `${trigger} invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=939`,
    `${trigger} cpuset=${cpuset} mems_allowed=0`,
    `CPU: 2 PID: ${TRIGGER} Comm: ${trigger} Not tainted 3.10.0-1062.el7.x86_64 #1`,
    HARDWARE,
    'Call Trace:',
    ' [<ffffffff81f16c14>] dump_stack+0x63/0x8b',
    `Task in ${home} killed as a result of limit of ${owner}`,
    ...counters('memory+swap'),
    'kmem: usage 0kB, limit 9007199254740988kB, failcnt 0',
    `Memory cgroup stats for ${owner}: ${MEMCG_STATS}`,
    `Memory cgroup stats for ${home}: ${MEMCG_STATS}`,
    '[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name',
    `[ ${TRIGGER}]  1000  ${TRIGGER}    18368     1649      43        0           939 ${trigger}`,
    `[ ${VICTIM}]  1000  ${VICTIM}    18368    16493      43        0           939 ${victim}`,
    `Memory cgroup out of memory: Kill process ${VICTIM} (${victim}) score 1748 or sacrifice child`,
    `Killed process ${VICTIM} (${victim}), UID 1000, total-vm:73472kB, anon-rss:65124kB, file-rss:4kB, shmem-rss:844kB`,
  ]
}

/** el8.1 (4.18). */
function print4({ trigger, victim, cpuset, owner, home }: Scene): string[] {
  return [
    `${trigger} invoked oom-killer: gfp_mask=0x6000c0(GFP_KERNEL), nodemask=(null), order=0, oom_score_adj=939`,
    ...inPieces([`${trigger} cpuset=`, cpuset, ' mems_allowed=0']),
    `CPU: 2 PID: ${TRIGGER} Comm: ${trigger} Kdump: loaded Not tainted 4.18.0-147.el8.x86_64 #1`,
    HARDWARE,
    ...TRACE,
    ...inPieces(['Task in ', home, ' killed as a result of limit of ', owner]),
    ...counters('memory+swap'),
    'kmem: usage 0kB, limit 9007199254740988kB, failcnt 0',
    ...inPieces(['Memory cgroup stats for ', owner, ':', ` ${MEMCG_STATS}`]),
    ...inPieces(['Memory cgroup stats for ', home, ':', ` ${MEMCG_STATS}`]),
    '[ pid ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
    `[ ${TRIGGER}]  1000  ${TRIGGER}    18368     1649   176128        0           939 ${trigger}`,
    `[ ${VICTIM}]  1000  ${VICTIM}    18368    16493   176128        0           939 ${victim}`,
    `Memory cgroup out of memory: Killed process ${VICTIM} (${victim}) total-vm:73472kB, anon-rss:65124kB, file-rss:4kB, shmem-rss:844kB`,
    reaped(victim),
  ]
}

const KERNELS = { '3.10 (el7)': print3, '4.18 (el8)': print4, '5.10': print5, '6.12': print6 }

/** Pieces of what the parser looks for, cut or whole: the worst that a process can call itself. */
const BAIT = [
  ') total-vm:1kB',
  ') total-vm:1kB,',
  '), UID 0, ',
  ') vsz:8kB',
  ',task=',
  ',task=a,pid=1',
  ',pid=1,uid=0',
  ',task_memcg=/',
  ',oom_memcg=/x',
  ',global_oom,',
  ' cpuset=/ ',
  ' mems_allowed=0',
  ' invoked oom-ki',
  'Out of memory: ',
  'Out of memory',
  'Killed process ',
  'Kill process 1 ',
  'oom-kill:constr',
  'oom_reaper: rea',
  '), now anon-rss',
  ') score 9 or sa',
  'Tasks in /a are',
  'Task in / kille',
  'Mem-Info:',
  'Call Trace:',
  '[    1] 0',
  '[  pid  ]',
  '[    1]     0  ',
  ' Not tainted 6.1',
  ' Kdump: loaded',
  'Tainted: G',
  'CPU: 0 PID: 1 ',
  'memory: usage 1',
  '<4>[    1.0000',
  '4,1,1,-;Out of',
  '[    1.000000] ',
  'kernel: ',
  '> ',
  '    ',
  '#012',
  '{"log":"',
  '\n',
  '\nOut of memory',
  '\n[    1] 0',
  '\x1b[31m',
  '\x1b[0m',
  '\t',
  '(',
  ')',
  '=',
  '-1',
  ' 0',
  ':',
  '%s%n',
  '日本',
  'ä',
  '\udcff',
  '\udce6\udc97',
]

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...BAIT) },
  { weight: 2, arbitrary: fc.string({ minLength: 1, maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ minLength: 1, maxLength: 4, min: 1 })
      .map((bytes) =>
        [...bytes].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : lone(byte))).join(''),
      ),
  },
)

const lone = (byte: number): string => String.fromCharCode(0xdc00 + byte)

/** At most so many bytes, as the kernel cuts: also inside of a character. */
function cutTo(text: string, length: number): string {
  return decoded(bytesOf(text).subarray(0, length))
}

/** Bytes as text, with lone surrogates for those that are no UTF-8: after joining pieces, bytes may have become one. */
function decoded(bytes: Uint8Array): string {
  for (let end = bytes.length; end >= 0; end--) {
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, end))
      const next = bytes[end]
      return next === undefined ? text : text + lone(next) + decoded(bytes.subarray(end + 1))
    } catch {}
  }
  return ''
}

const comm = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => cutTo(pieces.join(''), 15))

/** A component of a cgroup's path: anything but a slash and a line feed. */
const component = fc
  .array(
    fc.oneof(
      piece,
      fc.constantFrom(
        ' killed as a result of limit of ',
        ',task_memcg=',
        ',task=x,pid=1,uid=0',
        ': cache:1KB',
      ),
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((pieces) => cutTo(pieces.join('').replaceAll(/[/\n]/g, '_'), 255))
  .filter((name) => name !== '.' && name !== '..')

const path = (maxLength: number) =>
  fc
    .array(component, { minLength: 1, maxLength })
    .map((components) => cutTo(`/${components.join('/')}`, 420).replace(/\/$/, '/x'))

const scene = fc
  .record({ trigger: comm, victim: comm, cpuset: component, owner: path(2), inner: path(2) })
  .map(({ inner, ...rest }): Scene => ({ ...rest, home: `${rest.owner}${inner}` }))

const tame = fc.constantFrom('java', 'my (odd) app', 'a b')
/** One hostile name at a time: what fails here fails for one reason. */
const nameOnly = fc
  .oneof(
    fc.record({ trigger: comm, victim: tame }),
    fc.record({ trigger: tame, victim: comm }),
    comm.map((name) => ({ trigger: name, victim: name })),
  )
  .map((names): Scene => ({ ...names, cpuset: 'c1', owner: '/kubepods/pod1', home: '/kubepods/pod1/c1' }))

const pathOnly = fc.record({ cpuset: component, owner: path(2), inner: path(2) }).map(
  ({ cpuset, owner, inner }): Scene => ({
    trigger: 'java',
    victim: 'a b',
    cpuset,
    owner,
    home: owner + inner,
  }),
)

/** What is told of bytes that are no text: dmesg's `\xff`, in every framing. */
const shown = (text: string): string =>
  decoded(bytesOf(text)).replace(
    /[\udc80-\udcff]/gu,
    (unit) => `\\x${(unit.charCodeAt(0) - 0xdc00).toString(16)}`,
  )

/** dmesg prints a backslash as it is, and carriage returns and line feeds at line ends as line ends. */
function canCarry(framing: string, text: string): boolean {
  return framing !== 'dmesg' || !/\\x|\r|\n$/.test(text)
}

/** Escapes of dmesg that stand side by side are bytes of one character: only it can tell them so. */
function expectScene(
  scene: Scene,
  print: (scene: Scene) => string[],
  framing: string,
  hasCpuset: boolean,
): void {
  const names = [scene.trigger, scene.victim, scene.cpuset, scene.owner, scene.home]
  fc.pre(names.every((name) => canCarry(framing, name)))
  const messages = print(scene).map(
    (text, index): Message => ({ text, sec: 7000 + index / 1000, severity: 4, facility: 0 }),
  )
  const document = parse(reframingNamed(framing).render(messages))
  expect(document.events.map(({ type }) => type)).toEqual(['oom'])
  const [event] = document.events
  if (event?.type !== 'oom') return
  expect({
    trigger: { comm: event.trigger.comm, pid: event.trigger.pid, cpuset: event.trigger.cpuset },
    victims: event.victims.map(({ pid, comm: name, anonRssBytes, uid }) => ({
      pid,
      comm: name,
      anonRssBytes,
      uid,
    })),
    owner: event.cgroup?.limitOwner,
    home: event.cgroup?.victimHome,
    limit: event.cgroup?.memory?.limitBytes,
    tasks: event.tasks?.map(({ pid, comm: name, rssPages }) => ({ pid, comm: name, rssPages })),
    stats: event.cgroup?.stats?.map(({ cgroup }) => cgroup),
    scope: event.scope,
    outcome: event.outcome,
    complete: event.completeness.complete,
    foreign: event.completeness.foreignLines,
    unexplained: event.completeness.unexplained,
  }).toEqual({
    trigger: { comm: shown(scene.trigger), pid: TRIGGER, cpuset: shown(scene.cpuset) },
    victims: [
      {
        pid: VICTIM,
        comm: shown(scene.victim),
        anonRssBytes: 65124 * 1024,
        uid: print === print4 ? undefined : 1000,
      },
    ],
    owner: shown(scene.owner),
    home: shown(scene.home),
    limit: LIMIT_KB * 1024,
    tasks: [
      { pid: TRIGGER, comm: shown(scene.trigger), rssPages: 1649 },
      { pid: VICTIM, comm: shown(scene.victim), rssPages: 16493 },
    ],
    stats: (hasCpuset ? [scene.owner, scene.home] : [scene.owner]).map(shown),
    scope: 'memcg',
    outcome: 'killed',
    complete: true,
    foreign: 0,
    unexplained: [],
  })
}

describe.each(Object.entries(KERNELS))('a dump of %s', (name, print) => {
  const old = name.startsWith('3') || name.startsWith('4')

  describe.each(['kmsg', 'dmesg', 'journalctl -o json'])('in %s', (framing) => {
    test.each([
      ['names', nameOnly],
      ['paths', pathOnly],
      ['names and paths', scene],
    ] as const)('with hostile %s says what it says', (_, arbitrary) => {
      fc.assert(
        fc.property(arbitrary, (one) => expectScene(one, print, framing, old)),
        { numRuns: runs(150) },
      )
    })
  })
})
