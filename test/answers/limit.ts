import {
  CONTAINER,
  type DumpText,
  memcgDump,
  POD,
} from '../../src/diagnosis/rules/limit/memcg-dump.fixture.js'
import { type Asked, asked, changed, without } from '../support/answer.js'
import { edited } from '../support/shortage.js'

type Row = DumpText['tasks'][number]

const APP: Row = [7, 9000, 0, 'app']
const dump = (fields: Partial<DumpText> = {}) =>
  memcgDump({ owner: CONTAINER, tasks: [APP], victim: { pid: 7, comm: 'app', adj: 0 }, ...fields })

const MIB = 1024 ** 2
const NO_LIMIT = '9007199254740988'

interface Filled {
  /** The rss of app, which dies, and of another task, in pages. */
  readonly rss?: readonly [app: number, other?: number]
  readonly limitMib?: number
  /** memory.stat in MiB, as 6.1 has it. */
  readonly stats: Readonly<Record<string, number>>
}

/** A cgroup at its limit, of whose memory.stat only these lines were read. */
function partlyRead({ rss = [4096], limitMib = 64, stats }: Filled): string {
  const [app, other] = rss
  const lines = Object.entries(stats).map(([name, mib]) => `[  100.000000] ${name} ${mib * MIB}\n`)
  const tasks: Row[] = [[7, app, 0, 'app'], ...(other === undefined ? [] : [[8, other, 0, 'b'] as const])]
  return changed(dump({ limitKb: limitMib * 1024, tasks }), [
    /(.*Memory cgroup stats for .*\n)/,
    `$1${lines.join('')}`,
  ])
}

const NONE = {
  anon: 0,
  file: 0,
  kernel: 0,
  shmem: 0,
  sock: 0,
  hugetlb: 0,
  pagetables: 0,
  slab: 0,
  file_dirty: 0,
  file_writeback: 0,
}

/** All was read: what is not named is zero. */
function filled(stats: Filled['stats'], fields: Omit<Filled, 'stats'> = {}): string {
  return partlyRead({ ...fields, stats: { ...NONE, ...stats } })
}

const announced = (log: string, group: string) =>
  changed(log, [
    /(.*oom-kill:.*\n)/,
    `$1[  100.000000] Tasks in ${group} are going to be killed due to memory.oom.group set\n`,
  ])

const sharing = (home: string) =>
  edited('constructed/3.18-sharing-same-memory', ['Task in /lxc/build1 killed', `Task in ${home} killed`])

const swapUsed = (kb: number, limitKb: number) =>
  changed(dump({ swapLimitKb: limitKb }), [/swap: usage 0kB/, `swap: usage ${kb}kB`])

/** Memory, and memory+swap of cgroup v1. */
const v1 = (memory: string, sum: string) =>
  changed(
    edited('5.10/v1-memsw'),
    [/(\] memory: usage )\d+kB, limit \d+kB/, `$1${memory}`],
    [/(\] memory\+swap: usage )\d+kB, limit \d+kB/, `$1${sum}`],
  )

const machineSwap = (freeKb: number, totalKb: number, ...changes: Parameters<typeof changed>[1][]) =>
  changed(
    edited('6.1/g-swap'),
    [/Free swap {2}= \d+kB/, `Free swap  = ${freeKb}kB`],
    [/Total swap = \d+kB/, `Total swap = ${totalKb}kB`],
    ...changes,
  )
const HALF_FREE = [50_000, 98_300] as const
const anonymous = (active: number) =>
  [/active_anon:\d+ inactive_anon:\d+/, `active_anon:${active} inactive_anon:0`] as const

export const LIMIT_ANSWERS: readonly Asked[] = [
  ...asked('limit-owner', {
    'a summary line that names a victim beside the owner': () => dump({ owner: '/a', home: '/b/c' }),
    'the root as the owner': () => dump({ owner: '/', home: '/b' }),
    'a summary line whose owner is the beginning of the home, and no folder above it': () =>
      dump({ owner: '/a', home: '/ab' }),
    'no home': () => changed(dump(), [/task_memcg=[^,]*,/, '']),
    'failcnt 0': () => dump({ failcnt: 0 }),
    'the kill line of a cgroup and its counters, and no path': () =>
      without(dump(), /oom-kill:/, /stats for/),
    'the kill line of a machine alone': () =>
      '[  100.000000] Out of memory: Killed process 7 (app) total-vm:37200kB, anon-rss:36000kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:40kB oom_score_adj:0\n',
    'the head of a dump alone': () =>
      '[  100.000000] app invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n',
    'a unit with the name of an option': () => dump({ owner: '/system.slice/-x.service' }),
    'a memory policy whose nodes are garbled': () =>
      changed(edited('6.1/g-numa-mempolicy'), [/nodemask=[^,]*/g, 'nodemask=x']),
    'a cpuset whose nodes are garbled': () =>
      changed(edited('6.1/g-numa-cpuset'), [/mems_allowed=[^,]*/g, 'mems_allowed=x']),
    'a console that lost characters, and a victim elsewhere': () =>
      changed(edited('6.1/i-slow-console'), [/task_memcg=\/kubepods/g, 'task_memcg=/kuepods']),
    'v1: a victim below the owner, and one elsewhere': () =>
      sharing('/lxc/build1/sub') + sharing('/lxc/other'),
  }),
  ...asked('group-kill', {
    'an announcement and no kill': () => without(edited('6.1/v2-oom-group'), /Killed process/),
    'a kill line that is cut': () =>
      changed(edited('6.1/v2-oom-group'), [/total-vm:.*(\n.*are going to be killed)/, 'total-vm:71084kB$1']),
    'several that were spared': () =>
      announced(
        dump({
          owner: POD,
          home: CONTAINER,
          tasks: [APP, [8, 100, -1000, 'a'], [9, 100, -1000, 'b'], [10, 100, -999, 'c']],
        }),
        POD,
      ),
    'a group below the limit that was hit: the table lists others too': () =>
      announced(dump({ owner: POD, home: CONTAINER, tasks: [APP, [8, 100, -1000, 'a']] }), CONTAINER),
  }),
  ...asked('limit-composition', {
    'nothing but the usage': () => dump(),
    'parts that add up to it': () => filled({ anon: 60, kernel: 4 }),
    'parts that are more than it': () => filled({ anon: 80, kernel: 4 }),
    'parts that leave something': () => filled({ anon: 40, kernel: 4 }),
    'as much in a part as in none': () => filled({ anon: 32 }),
    'more in no statistic than in any': () => filled({ anon: 31 }),
    'five parts': () => filled({ anon: 10, file: 20, shmem: 8, kernel: 15, sock: 12 }),
    'network buffers': () => filled({ sock: 50, anon: 10 }),
    'huge pages': () => filled({ hugetlb: 50, anon: 10 }),
    'page cache': () => filled({ file: 50, anon: 10 }),
    'a large part, and statistics that were not read': () => partlyRead({ stats: { anon: 50 } }),
    'a small part, and statistics that were not read': () => partlyRead({ stats: { anon: 10 } }),
  }),
  ...asked('page-cache', {
    'a cache of which most is dirty': () => filled({ file: 40, file_dirty: 21 }),
    'a cache of which half is dirty': () => filled({ file: 40, file_dirty: 15, file_writeback: 5 }),
    'a fifth of the usage': () => filled({ file: 12 }, { limitMib: 60 }),
    'less than a fifth': () => filled({ file: 11 }, { limitMib: 60 }),
    'a cache of an unknown state': () => partlyRead({ stats: { anon: 10, file: 40, shmem: 0 } }),
    'a machine full of clean cache': () =>
      changed(edited('6.1/g-noswap'), [
        /active_file:\d+ inactive_file:\d+/,
        'active_file:30000 inactive_file:20000',
      ]),
    'a machine full of cache on its way to the disk, and to a server': () =>
      changed(
        edited('constructed/4.9-global'),
        [/active_file:\d+ inactive_file:\d+/, 'active_file:600000 inactive_file:400000'],
        [/dirty:\d+ writeback:\d+ unstable:\d+/, 'dirty:200000 writeback:300000 unstable:100000'],
      ),
  }),
  ...asked('kernel-memory', {
    'slab, page tables and stacks': () =>
      filled({ anon: 30, kernel: 30, slab: 10, pagetables: 9, kernel_stack: 8, percpu: 1, vmalloc: 1 }),
    'mostly page tables': () => filled({ anon: 30, kernel: 30, pagetables: 28 }),
    'kinds that are half of it': () => filled({ anon: 30, kernel: 30, slab: 15, pagetables: 15 }),
    'mostly a kind that has no statistic': () => filled({ anon: 30, kernel: 30, slab: 2 }),
    'a tenth that has none': () => filled({ kernel: 30, slab: 27 }),
    'network buffers': () => filled({ anon: 30, sock: 20, kernel: 5, slab: 5 }),
    'a fifth of the usage': () => filled({ kernel: 12, slab: 12 }, { limitMib: 60 }),
    'less than a fifth': () => filled({ kernel: 11, slab: 11 }, { limitMib: 60 }),
    'a kernel that does not count itself whole': () => partlyRead({ stats: { anon: 20, slab: 30, file: 0 } }),
    'the caches of a machine': () =>
      changed(edited('5.10/g-slab'), [/slab_unreclaimable:(\d+)/, 'slab_unreclaimable:60000']),
  }),
  ...asked('tmpfs-held', {
    'shared memory that no row maps': () => filled({ file: 40, shmem: 40, anon: 16 }),
    'a quarter of the limit': () => filled({ file: 16, shmem: 16 }, { rss: [0] }),
    'less than a quarter': () => filled({ file: 15, shmem: 15 }, { rss: [0] }),
    'a victim whose kill line has no shared memory': () => filled({ file: 40, shmem: 40 }, { rss: [9000] }),
    'other rows that may map most of it': () => filled({ file: 40, shmem: 40 }, { rss: [10, 9000] }),
    'other rows that may map a part of it': () => filled({ file: 40, shmem: 40 }, { rss: [10, 2560] }),
    'other rows that must be anonymous memory': () =>
      filled({ file: 28, shmem: 28, anon: 34 }, { rss: [0, 9216] }),
    'a victim that maps most of it': () =>
      changed(filled({ file: 40, shmem: 40 }, { rss: [10_000] }), [/shmem-rss:0kB/, 'shmem-rss:39000kB']),
    'no table': () => without(filled({ file: 40, shmem: 40 }), /Tasks state/, /total_vm/, /\] +1000 /),
    'a cgroup whose counter has no limit': () =>
      changed(filled({ file: 40, shmem: 40, anon: 16 }), [/limit 65536kB/, `limit ${NO_LIMIT}kB`]),
  }),
  ...asked('rss-below-limit', {
    'one task and kernel memory': () => filled({ anon: 16, kernel: 48, slab: 48 }),
    'two tasks and two causes': () => filled({ kernel: 40, slab: 40, sock: 20 }, { rss: [16, 16] }),
    'nothing that explains it': () => filled({ anon: 16 }),
    'a cause of a part of it': () => filled({ anon: 16, kernel: 30, slab: 30 }),
    'causes of four fifths of it': () => filled({ anon: 16, kernel: 36, slab: 36 }, { limitMib: 61 }),
    'statistics that were not read': () => partlyRead({ stats: { anon: 16 } }),
    'tasks that are gone': () => filled({ anon: 60, kernel: 4 }),
    'files that tasks may map': () => filled({ anon: 10, file: 50 }),
    'one task with more than is in use': () => filled({ anon: 30 }, { limitMib: 40, rss: [20_000] }),
    'tasks with more than is in use': () => filled({ anon: 30 }, { limitMib: 40, rss: [10_000, 10_000] }),
    'a quarter more than is in use': () => filled({ anon: 30 }, { limitMib: 40, rss: [12_800] }),
    'a tenth less than is in use': () =>
      filled({ anon: 36, kernel: 4, slab: 4 }, { limitMib: 40, rss: [9216] }),
    'less than a tenth': () => filled({ anon: 36, kernel: 4, slab: 4 }, { limitMib: 40, rss: [9217] }),
    'less than a MiB of difference': () => filled({ anon: 3, kernel: 1 }, { limitMib: 4, rss: [769] }),
  }),
  ...asked('swap-state', {
    'a cgroup that may not swap': () => dump({ swapLimitKb: 0 }),
    'no limit, and some in use': () => swapUsed(4096, Number(NO_LIMIT)),
    'all of it in use': () => swapUsed(65_536, 65_536),
    'a hundredth left': () => swapUsed(64_881, 65_536),
    'more than a hundredth left': () => swapUsed(64_880, 65_536),
    'none of it in use': () => swapUsed(0, 65_536),
    '64 MiB left of much': () => swapUsed(104_792_064, 104_857_600),
    'more than 64 MiB left of much': () => swapUsed(104_792_063, 104_857_600),
    'v1: both limits reached': () => v1('40960kB, limit 40960kB', '73728kB, limit 73728kB'),
    'v1: the sum at the limit of memory': () => v1('40960kB, limit 40960kB', '40960kB, limit 40960kB'),
    'v1: memory at its limit, swap half used': () => v1('40960kB, limit 40960kB', '57344kB, limit 73728kB'),
    'v1: the sum reached, memory below its limit': () =>
      v1('30000kB, limit 40960kB', '73728kB, limit 73728kB'),
    'v1: both below': () => v1('30000kB, limit 40960kB', '60000kB, limit 73728kB'),
    'v1: a sum without a limit': () => v1('40960kB, limit 40960kB', `45056kB, limit ${NO_LIMIT}kB`),
    'v1: a memory without a limit': () => v1(`40960kB, limit ${NO_LIMIT}kB`, '73728kB, limit 73728kB'),
    'v1: a sum that is not counted': () => v1('40960kB, limit 40960kB', `0kB, limit ${NO_LIMIT}kB`),
    'v1: a sum below the memory': () => v1('40960kB, limit 40960kB', '40000kB, limit 73728kB'),
    "the machine's: none": () => machineSwap(0, 0),
    "the machine's: all used": () => machineSwap(0, 1_048_576),
    "the machine's: a hundredth free": () => machineSwap(10_485, 1_048_576),
    "the machine's: more than a hundredth free": () => machineSwap(10_486, 1_048_576),
    "the machine's: 64 MiB of much free": () => machineSwap(65_536, 104_857_600),
    "the machine's: more than 64 MiB of much free": () => machineSwap(65_540, 104_857_600),
    "the machine's: more free than there is": () => machineSwap(98_301, 98_300),
    "the machine's: free, and pages in one piece were asked for": () =>
      machineSwap(...HALF_FREE, [/order=0/, 'order=2']),
    "the machine's: free, and no anonymous memory": () => machineSwap(...HALF_FREE, anonymous(0)),
    "the machine's: free, and anonymous memory on one list": () => machineSwap(...HALF_FREE, anonymous(5)),
    "the machine's: how much was free is lost": () => without(edited('6.1/g-swap'), /Free swap/),
    "the machine's: how much there is is lost": () => without(edited('6.1/g-swap'), /Total swap/),
  }),
]
