import {
  CONTAINER,
  type DumpText,
  memcgDump,
  POD,
} from '../../src/diagnosis/rules/limit/memcg-dump.fixture.js'
import type { Asked } from '../support/answer.js'
import { edited } from '../support/shortage.js'

type Row = DumpText['tasks'][number]

const app = { pid: 7, comm: 'app', adj: 0 }
const APP: Row = [7, 9000, 0, 'app']
const dump = (fields: Partial<DumpText> = {}) =>
  memcgDump({ owner: CONTAINER, tasks: [APP], victim: app, ...fields })

/** The lines of memory.stat, as 6.1 has them below the heading. */
function withStats(log: string, ...stats: string[]): string {
  const lines = stats.map((stat) => `[  100.000000] ${stat}\n`).join('')
  return log.replace(/(.*Memory cgroup stats for .*\n)/, (heading) => heading + lines)
}

const without = (log: string, ...lines: RegExp[]) =>
  lines.reduce((left, line) => left.replace(new RegExp(`^.*${line.source}.*\\n`, 'gm'), ''), log)

const MIB = 1024 ** 2
/** 64 MiB in use, of which these are known. */
const filled = (...stats: string[]) =>
  withStats(dump({ limitKb: 65536, tasks: [[7, 4096, 0, 'app']] }), ...stats)
const stat = (name: string, mib: number) => `${name} ${mib * MIB}`
const V2 = ['file', 'kernel', 'shmem', 'sock', 'hugetlb'] as const
/** All statistics of 6.1, in MiB; those that are not named are zero. */
const stats = (mib: Readonly<Record<string, number>>) => {
  const names = new Set([
    'anon',
    ...V2,
    'pagetables',
    'slab',
    'file_dirty',
    'file_writeback',
    ...Object.keys(mib),
  ])
  return [...names].map((name) => stat(name, mib[name] ?? 0))
}

export const LIMIT_ANSWERS: readonly Asked[] = [
  { rule: 'limit-owner', of: 'a victim beside the owner', log: () => dump({ owner: '/a', home: '/b/c' }) },
  { rule: 'limit-owner', of: 'the root as the owner', log: () => dump({ owner: '/', home: '/b' }) },
  {
    rule: 'limit-owner',
    of: 'an owner that is the beginning of the home and no folder above it',
    log: () => dump({ owner: '/a', home: '/ab' }),
  },
  { rule: 'limit-owner', of: 'no home', log: () => dump().replace(/task_memcg=[^,]*,/, '') },
  { rule: 'limit-owner', of: 'failcnt 0', log: () => dump({ failcnt: 0 }) },
  {
    rule: 'limit-owner',
    of: 'the kill line of a cgroup and its counters, and no path',
    log: () => without(dump(), /oom-kill:/, /stats for/),
  },
  {
    rule: 'limit-owner',
    of: 'the kill line of a machine alone',
    log: () =>
      '[  100.000000] Out of memory: Killed process 7 (app) total-vm:37200kB, anon-rss:36000kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:40kB oom_score_adj:0\n',
  },
  {
    rule: 'limit-owner',
    of: 'the head of a dump alone',
    log: () =>
      '[  100.000000] app invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n',
  },
  {
    rule: 'limit-owner',
    of: 'a unit with the name of an option',
    log: () => dump({ owner: '/system.slice/-x.service' }),
  },
  {
    rule: 'limit-owner',
    of: 'a memory policy without its nodes',
    log: () => edited('6.1/g-numa-mempolicy').replace(/nodemask=[^,]*/g, 'nodemask=x'),
  },
  {
    rule: 'limit-owner',
    of: 'a cpuset whose nodes are told by the head alone',
    log: () => edited('6.1/g-numa-cpuset').replace(/mems_allowed=[^,]*/g, 'mems_allowed=x'),
  },
  {
    rule: 'limit-owner',
    of: 'a console that lost characters, and a victim elsewhere',
    log: () => edited('6.1/i-slow-console').replace(/task_memcg=\/kubepods/g, 'task_memcg=/kuepods'),
  },
  {
    rule: 'limit-owner',
    of: 'v1: a victim below the owner, and one elsewhere',
    log: () =>
      edited('constructed/3.18-sharing-same-memory', [
        'Task in /lxc/build1 killed',
        'Task in /lxc/build1/sub killed',
      ]) +
      edited('constructed/3.18-sharing-same-memory', [
        'Task in /lxc/build1 killed',
        'Task in /lxc/other killed',
      ]),
  },
  {
    rule: 'group-kill',
    of: 'an announcement and no kill',
    log: () => without(edited('6.1/v2-oom-group'), /Killed process/),
  },
  {
    rule: 'group-kill',
    of: 'a kill line without its sizes',
    log: () =>
      edited('6.1/v2-oom-group').replace(/total-vm:.*(\n.*are going to be killed)/, 'total-vm:71084kB$1'),
  },
  {
    rule: 'group-kill',
    of: 'several that were spared',
    log: () =>
      dump({
        owner: POD,
        home: CONTAINER,
        tasks: [APP, [8, 100, -1000, 'a'], [9, 100, -1000, 'b'], [10, 100, -999, 'c']],
      }).replace(
        /(.*oom-kill:.*\n)/,
        (line) =>
          `${line}[  100.000000] Tasks in ${POD} are going to be killed due to memory.oom.group set\n`,
      ),
  },
  {
    rule: 'group-kill',
    of: 'a group below the limit that was hit: the table lists others too',
    log: () =>
      dump({ owner: POD, home: CONTAINER, tasks: [APP, [8, 100, -1000, 'a']] }).replace(
        /(.*oom-kill:.*\n)/,
        (line) =>
          `${line}[  100.000000] Tasks in ${CONTAINER} are going to be killed due to memory.oom.group set\n`,
      ),
  },
  {
    rule: 'limit-composition',
    of: 'nothing but the usage',
    log: () => dump(),
  },
  {
    rule: 'limit-composition',
    of: 'parts that add up to it',
    log: () => filled(...stats({ anon: 60, kernel: 4 })),
  },
  {
    rule: 'limit-composition',
    of: 'parts that are more than it',
    log: () => filled(...stats({ anon: 80, kernel: 4 })),
  },
  {
    rule: 'limit-composition',
    of: 'parts that leave something',
    log: () => filled(...stats({ anon: 40, kernel: 4 })),
  },
  {
    rule: 'limit-composition',
    of: 'as much in a part as in none',
    log: () => filled(...stats({ anon: 32 })),
  },
  {
    rule: 'limit-composition',
    of: 'more in no statistic than in any',
    log: () => filled(...stats({ anon: 31 })),
  },
  {
    rule: 'limit-composition',
    of: 'five parts',
    log: () => filled(...stats({ anon: 10, file: 20, shmem: 8, kernel: 15, sock: 12 })),
  },
  { rule: 'limit-composition', of: 'network buffers', log: () => filled(...stats({ sock: 50, anon: 10 })) },
  { rule: 'limit-composition', of: 'huge pages', log: () => filled(...stats({ hugetlb: 50, anon: 10 })) },
  { rule: 'limit-composition', of: 'page cache', log: () => filled(...stats({ file: 50, anon: 10 })) },
  {
    rule: 'limit-composition',
    of: 'a large part, and statistics that were not read',
    log: () => filled(stat('anon', 50)),
  },
  {
    rule: 'limit-composition',
    of: 'a small part, and statistics that were not read',
    log: () => filled(stat('anon', 10)),
  },
  {
    rule: 'page-cache',
    of: 'a cache of which most is dirty',
    log: () => filled(...stats({ file: 40, file_dirty: 21 })),
  },
  {
    rule: 'page-cache',
    of: 'a cache of which half is dirty',
    log: () => filled(...stats({ file: 40, file_dirty: 15, file_writeback: 5 })),
  },
  {
    rule: 'page-cache',
    of: 'a fifth of the usage',
    log: () => filled(...stats({ file: 12 })).replaceAll('65536kB', '61440kB'),
  },
  {
    rule: 'page-cache',
    of: 'less than a fifth',
    log: () => filled(...stats({ file: 11 })).replaceAll('65536kB', '61440kB'),
  },
  {
    rule: 'page-cache',
    of: 'a cache of an unknown state',
    log: () => filled(stat('anon', 10), stat('file', 40), stat('shmem', 0)),
  },
  {
    rule: 'page-cache',
    of: 'a machine full of clean cache',
    log: () =>
      edited('6.1/g-noswap').replace(
        /active_file:\d+ inactive_file:\d+/,
        'active_file:30000 inactive_file:20000',
      ),
  },
  {
    rule: 'page-cache',
    of: 'a machine full of cache on its way to the disk, and to a server',
    log: () =>
      edited('constructed/4.9-global')
        .replace(/active_file:\d+ inactive_file:\d+/, 'active_file:600000 inactive_file:400000')
        .replace(/dirty:\d+ writeback:\d+ unstable:\d+/, 'dirty:200000 writeback:300000 unstable:100000'),
  },
  {
    rule: 'kernel-memory',
    of: 'slab, page tables and stacks',
    log: () =>
      filled(
        ...stats({ anon: 30, kernel: 30, slab: 10, pagetables: 9, kernel_stack: 8, percpu: 1, vmalloc: 1 }),
      ),
  },
  {
    rule: 'kernel-memory',
    of: 'mostly page tables',
    log: () => filled(...stats({ anon: 30, kernel: 30, pagetables: 28 })),
  },
  {
    rule: 'kernel-memory',
    of: 'kinds that are half of it',
    log: () => filled(...stats({ anon: 30, kernel: 30, slab: 15, pagetables: 15 })),
  },
  {
    rule: 'kernel-memory',
    of: 'mostly a kind that has no statistic',
    log: () => filled(...stats({ anon: 30, kernel: 30, slab: 2 })),
  },
  {
    rule: 'kernel-memory',
    of: 'a tenth that has none',
    log: () => filled(...stats({ kernel: 30, slab: 27 })),
  },
  {
    rule: 'kernel-memory',
    of: 'network buffers',
    log: () => filled(...stats({ anon: 30, sock: 20, kernel: 5, slab: 5 })),
  },
  {
    rule: 'kernel-memory',
    of: 'a fifth of the usage',
    log: () => filled(...stats({ kernel: 12, slab: 12 })).replaceAll('65536kB', '61440kB'),
  },
  {
    rule: 'kernel-memory',
    of: 'less than a fifth',
    log: () => filled(...stats({ kernel: 11, slab: 11 })).replaceAll('65536kB', '61440kB'),
  },
  {
    rule: 'kernel-memory',
    of: 'a kernel that does not count itself whole',
    log: () => filled(stat('anon', 20), stat('slab', 30), stat('file', 0)),
  },
  {
    rule: 'kernel-memory',
    of: 'the caches of a machine',
    log: () => edited('5.10/g-slab').replace(/slab_unreclaimable:(\d+)/, 'slab_unreclaimable:60000'),
  },
  {
    rule: 'tmpfs-held',
    of: 'shared memory that no row maps',
    log: () => filled(...stats({ file: 40, shmem: 40, anon: 16 })),
  },
  {
    rule: 'tmpfs-held',
    of: 'a quarter of the limit',
    log: () =>
      withStats(dump({ limitKb: 65536, tasks: [[7, 0, 0, 'app']] }), ...stats({ file: 16, shmem: 16 })),
  },
  {
    rule: 'tmpfs-held',
    of: 'less than a quarter',
    log: () =>
      withStats(dump({ limitKb: 65536, tasks: [[7, 0, 0, 'app']] }), ...stats({ file: 15, shmem: 15 })),
  },
  {
    rule: 'tmpfs-held',
    of: 'rows that may map most of it',
    log: () =>
      withStats(dump({ limitKb: 65536, tasks: [[7, 9000, 0, 'app']] }), ...stats({ file: 40, shmem: 40 })),
  },
  {
    rule: 'tmpfs-held',
    of: 'other rows that may map most of it',
    log: () =>
      withStats(
        dump({
          limitKb: 65536,
          tasks: [
            [7, 10, 0, 'app'],
            [8, 9000, 0, 'b'],
          ],
        }),
        ...stats({ file: 40, shmem: 40 }),
      ),
  },
  {
    rule: 'tmpfs-held',
    of: 'other rows that may map a part of it',
    log: () =>
      withStats(
        dump({
          limitKb: 65536,
          tasks: [
            [7, 10, 0, 'app'],
            [8, 2560, 0, 'b'],
          ],
        }),
        ...stats({ file: 40, shmem: 40 }),
      ),
  },
  {
    rule: 'tmpfs-held',
    of: 'other rows that must be anonymous memory',
    log: () =>
      withStats(
        dump({
          limitKb: 65536,
          tasks: [
            [7, 0, 0, 'app'],
            [8, 9216, 0, 'b'],
          ],
        }),
        ...stats({ file: 28, shmem: 28, anon: 34 }),
      ),
  },
  {
    rule: 'tmpfs-held',
    of: 'a victim that maps most of it',
    log: () =>
      withStats(
        dump({ limitKb: 65536, tasks: [[7, 10000, 0, 'app']] }),
        ...stats({ file: 40, shmem: 40 }),
      ).replace('shmem-rss:0kB', 'shmem-rss:39000kB'),
  },
  {
    rule: 'tmpfs-held',
    of: 'no table',
    log: () => without(filled(...stats({ file: 40, shmem: 40 })), /Tasks state/, /total_vm/, /\] +1000 /),
  },
  {
    rule: 'tmpfs-held',
    of: 'a cgroup without a limit below the one that was hit',
    log: () =>
      filled(...stats({ file: 40, shmem: 40, anon: 16 })).replace(
        'limit 65536kB',
        'limit 9007199254740988kB',
      ),
  },
  {
    rule: 'rss-below-limit',
    of: 'one task and kernel memory',
    log: () => filled(...stats({ anon: 16, kernel: 48, slab: 48 })),
  },
  {
    rule: 'rss-below-limit',
    of: 'two tasks and two causes',
    log: () =>
      withStats(
        dump({
          limitKb: 65536,
          tasks: [APP, [8, 16, 0, 'b']].map(([pid, , adj, comm]) => [pid, 16, adj, comm] as Row),
        }),
        ...stats({ kernel: 40, slab: 40, sock: 20 }),
      ),
  },
  { rule: 'rss-below-limit', of: 'nothing that explains it', log: () => filled(...stats({ anon: 16 })) },
  {
    rule: 'rss-below-limit',
    of: 'a cause of a part of it',
    log: () => filled(...stats({ anon: 16, kernel: 30, slab: 30 })),
  },
  {
    rule: 'rss-below-limit',
    of: 'causes of four fifths of it',
    log: () => filled(...stats({ anon: 16, kernel: 36, slab: 36 })).replaceAll('65536kB', '62464kB'),
  },
  { rule: 'rss-below-limit', of: 'statistics that were not read', log: () => filled(stat('anon', 16)) },
  {
    rule: 'rss-below-limit',
    of: 'tasks that are gone',
    log: () => filled(...stats({ anon: 60, kernel: 4 })),
  },
  {
    rule: 'rss-below-limit',
    of: 'files that tasks may map',
    log: () => filled(...stats({ anon: 10, file: 50 })),
  },
  {
    rule: 'rss-below-limit',
    of: 'one task with more than is in use',
    log: () => withStats(dump({ limitKb: 40960, tasks: [[7, 20000, 0, 'app']] }), ...stats({ anon: 30 })),
  },
  {
    rule: 'rss-below-limit',
    of: 'tasks with more than is in use',
    log: () =>
      withStats(
        dump({
          limitKb: 40960,
          tasks: [
            [7, 10000, 0, 'app'],
            [8, 10000, 0, 'b'],
          ],
        }),
        ...stats({ anon: 30 }),
      ),
  },
  {
    rule: 'rss-below-limit',
    of: 'a quarter more than is in use',
    log: () => withStats(dump({ limitKb: 40960, tasks: [[7, 12800, 0, 'app']] }), ...stats({ anon: 30 })),
  },
  {
    rule: 'rss-below-limit',
    of: 'a tenth less than is in use',
    log: () =>
      withStats(
        dump({ limitKb: 40960, tasks: [[7, 9216, 0, 'app']] }),
        ...stats({ anon: 36, kernel: 4, slab: 4 }),
      ),
  },
  {
    rule: 'rss-below-limit',
    of: 'less than a tenth',
    log: () =>
      withStats(
        dump({ limitKb: 40960, tasks: [[7, 9217, 0, 'app']] }),
        ...stats({ anon: 36, kernel: 4, slab: 4 }),
      ),
  },
  {
    rule: 'rss-below-limit',
    of: 'less than a MiB of difference',
    log: () =>
      withStats(dump({ limitKb: 4096, tasks: [[7, 769, 0, 'app']] }), ...stats({ anon: 3, kernel: 1 })),
  },
  {
    rule: 'rss-below-limit',
    of: 'a table of which one row is left',
    log: () => without(edited('constructed/cut-head-5.10'), /never/),
  },
  { rule: 'swap-state', of: 'a cgroup that may not swap', log: () => dump({ swapLimitKb: 0 }) },
  {
    rule: 'swap-state',
    of: 'no limit, and some in use',
    log: () => dump().replace('swap: usage 0kB', 'swap: usage 4096kB'),
  },
  ...(
    [
      ['all of it in use', 65536],
      ['a hundredth left', 64881],
      ['more than a hundredth left', 64880],
      ['none of it in use', 0],
    ] as const
  ).map(([of, usage]) => ({
    rule: 'swap-state',
    of,
    log: () => dump({ swapLimitKb: 65536 }).replace('swap: usage 0kB', `swap: usage ${usage}kB`),
  })),
  ...(
    [
      ['64 MiB left of much', 104792064],
      ['more than 64 MiB left of much', 104792063],
    ] as const
  ).map(([of, usage]) => ({
    rule: 'swap-state',
    of,
    log: () => dump({ swapLimitKb: 104857600 }).replace('swap: usage 0kB', `swap: usage ${usage}kB`),
  })),
  ...(
    [
      ['both limits reached', '40960kB, limit 40960kB', '73728kB, limit 73728kB'],
      ['the sum at the limit of memory', '40960kB, limit 40960kB', '40960kB, limit 40960kB'],
      ['memory at its limit, swap half used', '40960kB, limit 40960kB', '57344kB, limit 73728kB'],
      ['the sum reached, memory below its limit', '30000kB, limit 40960kB', '73728kB, limit 73728kB'],
      ['both below', '30000kB, limit 40960kB', '60000kB, limit 73728kB'],
      ['a sum without a limit', '40960kB, limit 40960kB', '45056kB, limit 9007199254740988kB'],
      ['a memory without a limit', '40960kB, limit 9007199254740988kB', '73728kB, limit 73728kB'],
      ['a sum that is not counted', '40960kB, limit 40960kB', '0kB, limit 9007199254740988kB'],
      ['a sum below the memory', '40960kB, limit 40960kB', '40000kB, limit 73728kB'],
    ] as const
  ).map(([of, memory, sum]) => ({
    rule: 'swap-state',
    of: `v1: ${of}`,
    log: () =>
      edited('5.10/v1-memsw')
        .replace(/(\] memory: usage )\d+kB, limit \d+kB/, `$1${memory}`)
        .replace(/(\] memory\+swap: usage )\d+kB, limit \d+kB/, `$1${sum}`),
  })),
  ...(
    [
      ['none', 0, 0],
      ['all used', 0, 1048576],
      ['a hundredth free', 10485, 1048576],
      ['more than a hundredth free', 10486, 1048576],
      ['64 MiB of much free', 65536, 104857600],
      ['more than 64 MiB of much free', 65540, 104857600],
    ] as const
  ).map(([of, free, total]) => ({
    rule: 'swap-state',
    of: `the machine's: ${of}`,
    log: () =>
      edited('6.1/g-swap')
        .replace(/Free swap {2}= \d+kB/, `Free swap  = ${free}kB`)
        .replace(/Total swap = \d+kB/, `Total swap = ${total}kB`),
  })),
  {
    rule: 'swap-state',
    of: "the machine's: free, and pages in one piece were asked for",
    log: () =>
      edited('6.1/g-swap')
        .replace(/Free swap {2}= \d+kB/, 'Free swap  = 50000kB')
        .replace(/order=0/, 'order=2'),
  },
  {
    rule: 'swap-state',
    of: "the machine's: free, and no anonymous memory",
    log: () =>
      edited('6.1/g-swap')
        .replace(/Free swap {2}= \d+kB/, 'Free swap  = 50000kB')
        .replace(/active_anon:\d+ inactive_anon:\d+/, 'active_anon:0 inactive_anon:0'),
  },
  {
    rule: 'swap-state',
    of: "the machine's: free, and anonymous memory on one list",
    log: () =>
      edited('6.1/g-swap')
        .replace(/Free swap {2}= \d+kB/, 'Free swap  = 50000kB')
        .replace(/active_anon:\d+ inactive_anon:\d+/, 'active_anon:5 inactive_anon:0'),
  },
  {
    rule: 'swap-state',
    of: "the machine's: how much was free is lost",
    log: () => without(edited('6.1/g-swap'), /Free swap/),
  },
  {
    rule: 'swap-state',
    of: "the machine's: how much there is is lost",
    log: () => without(edited('6.1/g-swap'), /Total swap/),
  },
]
