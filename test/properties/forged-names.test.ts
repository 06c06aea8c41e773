import { describe, expect, it } from 'vitest'
import { parse } from '../../src/index.js'
import { REFRAMINGS, type Reframing } from '../support/reframe.js'

/** What an attacker chooses: the names of two processes, the cgroups' paths, and lines that other names bring into the log. */
interface Choice {
  readonly trigger?: string
  readonly victim?: string
  readonly owner?: string
  readonly home?: string
  readonly before?: readonly string[]
  readonly mid?: readonly string[]
  readonly after?: readonly string[]
}

const COUNTERS = [
  'memory: usage 65536kB, limit 65536kB, failcnt 12',
  'memory+swap: usage 0kB, limit 9007199254740988kB, failcnt 0',
  'kmem: usage 0kB, limit 9007199254740988kB, failcnt 0',
]

function dump510(choice: Choice): string[] {
  const { trigger = 'java', victim = 'a b', owner = '/kubepods/pod1', home = '/kubepods/pod1/c1' } = choice
  return [
    ...(choice.before ?? []),
    `${trigger} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=939`,
    `CPU: 2 PID: 100 Comm: ${trigger} Not tainted 5.10.0-30-cloud-amd64 #1 Debian 5.10.218-1`,
    'Call Trace:',
    ' dump_stack+0x6b/0x83',
    ...COUNTERS,
    `Memory cgroup stats for ${owner}:`,
    'anon 66000000',
    'file 0',
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
    `[    100]  1000   100    18368     1649   176128        0           939 ${trigger}`,
    ...(choice.mid ?? []),
    `[    200]  1000   200    18368    16493   176128        0           939 ${victim}`,
    `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=c1,mems_allowed=0,oom_memcg=${owner},task_memcg=${home},task=${victim},pid=200,uid=1000`,
    `Memory cgroup out of memory: Killed process 200 (${victim}) total-vm:73472kB, anon-rss:65124kB, file-rss:4kB, shmem-rss:844kB, UID:1000 pgtables:172kB oom_score_adj:939`,
    `oom_reaper: reaped process 200 (${victim}), now anon-rss:0kB, file-rss:0kB, shmem-rss:844kB`,
    ...(choice.after ?? []),
  ]
}

/** Two lines one behind the other begin with the name. */
function dump310(choice: Choice): string[] {
  const { trigger = 'java', victim = 'a b', owner = '/kubepods/pod1', home = '/kubepods/pod1/c1' } = choice
  return [
    ...(choice.before ?? []),
    `${trigger} invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=939`,
    `${trigger} cpuset=c1 mems_allowed=0`,
    `CPU: 2 PID: 100 Comm: ${trigger} Not tainted 3.10.0-1062.el7.x86_64 #1`,
    'Call Trace:',
    ' [<ffffffff81f16c14>] dump_stack+0x63/0x8b',
    `Task in ${home} killed as a result of limit of ${owner}`,
    ...COUNTERS,
    `Memory cgroup stats for ${owner}: cache:844KB rss:64692KB`,
    '[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name',
    `[  100]  1000   100    18368     1649      43        0           939 ${trigger}`,
    ...(choice.mid ?? []),
    `[  200]  1000   200    18368    16493      43        0           939 ${victim}`,
    `Memory cgroup out of memory: Kill process 200 (${victim}) score 1748 or sacrifice child`,
    `Killed process 200 (${victim}), UID 1000, total-vm:73472kB, anon-rss:65124kB, file-rss:4kB, shmem-rss:844kB`,
    ...(choice.after ?? []),
  ]
}

/** A process that crashes is named by the kernel at the start of a line. */
const crash = (name: string): string[] =>
  [1234, 1235].map(
    (pid) => `${name}[${pid}]: segfault at 0 ip 0000000000401136 sp 00007ffd error 6 in a[401000+1000]`,
  )
/** What stands in a log before. */
const BOOT = Array.from({ length: 40 }, (_, at) => `usb 1-${at}: new high-speed USB device number ${at}`)
const HEAD = 'invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0'
const FORK = 'cgroup: fork rejected by pids controller in'

const NAMES = [
  '[    T1]',
  '[    T1] a',
  '[T1]a',
  '[    1.000000]',
  '[ 1.000000] a',
  '[<0.000004>] a',
  '[+0.000004] a',
  '<13>[ 1.000000]',
  '<13> a',
  '13,1,1,-;a',
  'user  :warn  : ',
  '> a',
  '   a',
  '{"msg":"',
  'x kernel:',
  'x kernel: a',
  'x a[1]: b',
  'h systemd[1]: ',
  'Linux version 5',
  '9 messages from',
  'Purging 3 bytes',
  '__proto__',
]
const CRASHERS = ['x kernel: a', '[ 1.000001] a', '[ T1] a', 'Linux version 5', '9 messages from']
const PATHS = [
  `/kubepods/x ${HEAD}`,
  '/kubepods/pod1,task_memcg=/kubepods/pod1',
  '/kubepods/) total-vm:4kB, anon-rss:4kB',
]

const CHOICES: readonly (readonly [name: string, choice: Choice])[] = [
  ...NAMES.map((name) => [`the trigger is ${JSON.stringify(name)}`, { trigger: name }] as const),
  ...NAMES.map((name) => [`the victim is ${JSON.stringify(name)}`, { victim: name }] as const),
  ...CRASHERS.flatMap((name) => [
    [`${JSON.stringify(name)} crashes before`, { before: crash(name) }] as const,
    [`${JSON.stringify(name)} crashes meanwhile`, { mid: crash(name) }] as const,
    [
      `${JSON.stringify(name)} crashes before its OOM`,
      { trigger: name, before: [...BOOT, ...crash(name)] },
    ] as const,
  ]),
  ...PATHS.map((path) => [`the cgroup is ${path}`, { owner: path, home: `${path}/c` }] as const),
  ['a cgroup with a head may not fork, before', { before: [`${FORK} /user.slice/x ${HEAD}`] }],
  ['a cgroup with a head may not fork, meanwhile', { mid: [`${FORK} /user.slice/x ${HEAD}`] }],
  ['a cgroup with a head may not fork, after', { after: [`${FORK} /user.slice/x ${HEAD}`] }],
  [
    'a cgroup with a failed allocation may not fork',
    { after: [`${FORK} /a: page allocation failure: order:4, mode:0xcc0(GFP_KERNEL)`] },
  ],
]

/** All that a name must not change. */
function told(framing: Reframing, texts: readonly string[]) {
  const { events } = parse(
    framing.render(texts.map((text, at) => ({ text, sec: 7000 + at / 1000, severity: 4, facility: 0 }))),
  )
  return {
    types: events.map(({ type }) => type),
    ooms: events
      .filter((event) => event.type === 'oom')
      .map(({ host, trigger, cgroup, victims, tasks, completeness }) => ({
        host,
        triggerPid: trigger.pid,
        gfpMask: trigger.gfpMask,
        limitBytes: cgroup?.memory?.limitBytes,
        victims: victims.map(({ pid, anonRssBytes, uid }) => ({ pid, anonRssBytes, uid })),
        tasks: tasks?.map(({ pid }) => pid),
        complete: completeness.complete,
      })),
  }
}

/** In these a message is all that a line has: what looks like a stamp at its beginning is taken for one. */
const STAMPLESS = new Set(['journalctl -o cat', 'dmesg -t'])

describe.each([
  ['5.10', dump510],
  ['3.10', dump310],
] as const)('in a dump of %s', (_, dump) => {
  it.each(CHOICES)('%s: nothing else changes, in any framing', (_name, choice) => {
    const wrong = REFRAMINGS.filter(
      (framing) =>
        !(choice.trigger !== undefined && STAMPLESS.has(framing.name)) &&
        JSON.stringify(told(framing, dump(choice))) !== JSON.stringify(told(framing, dump({}))),
    )
    expect(wrong.map(({ name }) => name)).toEqual([])
  })
})
