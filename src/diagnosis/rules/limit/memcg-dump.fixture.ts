/** For tests: a dump of a memory cgroup as 6.1 prints it. */
export interface DumpText {
  readonly owner: string
  readonly home?: string
  readonly limitKb?: number
  /** Undefined: as on a machine whose swap nothing limits. */
  readonly swapLimitKb?: number
  readonly failcnt?: number
  readonly seconds?: number
  readonly trigger?: { readonly comm: string; readonly pid: number; readonly adj?: number }
  /** pid, rss in pages, oom_score_adj, name. */
  readonly tasks: readonly (readonly [number, number, number, string])[]
  readonly victim: {
    readonly pid: number
    readonly comm: string
    readonly adj: number
    readonly anonKb?: number
  }
}

export const POD =
  '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod5bc9a4b7_a6ec_4734_996e_ab3b278312c9.slice'
export const CONTAINER_ID = '18940fcbe8e4d471c12e624b0cad0484c77686eea6f3e32a50d56c240551a44c'
export const CONTAINER = `${POD}/cri-containerd-${CONTAINER_ID}.scope`

export function memcgDump(dump: DumpText): string {
  const { owner, home = owner, limitKb = 40_000, swapLimitKb = 9007199254740988, victim } = dump
  const { trigger = { comm: victim.comm, pid: victim.pid, adj: victim.adj }, seconds = 100 } = dump
  const row = dump.tasks.find(([pid]) => pid === victim.pid)
  const totalVmKb = 4 * ((row?.[1] ?? 0) + 300)
  const anonKb = victim.anonKb ?? 4 * (row?.[1] ?? 0)
  return [
    `${trigger.comm} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=${trigger.adj ?? victim.adj}`,
    `CPU: 0 PID: ${trigger.pid} Comm: ${trigger.comm} Not tainted 6.1.0-50-cloud-amd64 #1  Debian 6.1.176-1`,
    `memory: usage ${limitKb}kB, limit ${limitKb}kB, failcnt ${dump.failcnt ?? 42}`,
    `swap: usage 0kB, limit ${swapLimitKb}kB, failcnt 0`,
    `Memory cgroup stats for ${owner}:`,
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
    ...dump.tasks.map(
      ([pid, rss, adj, comm]) =>
        `[${pad(pid, 7)}] ${pad(1000, 5)} ${pad(pid, 5)} ${pad(rss + 300, 8)} ${pad(rss, 8)} ${pad(40960, 8)} ${pad(0, 8)}         ${pad(adj, 5)} ${comm}`,
    ),
    `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=${owner},task_memcg=${home},task=${victim.comm},pid=${victim.pid},uid=1000`,
    `Memory cgroup out of memory: Killed process ${victim.pid} (${victim.comm}) total-vm:${totalVmKb}kB, anon-rss:${anonKb}kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:40kB oom_score_adj:${victim.adj}`,
  ]
    .map((line) => `[${pad(seconds, 5)}.000000] ${line}\n`)
    .join('')
}

function pad(value: number, width: number): string {
  return String(value).padStart(width)
}
