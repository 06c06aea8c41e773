/** As many OOMs in one container as are asked for, a minute apart, as a journal prints them. */
export function flood(count: number, fromMs: number, host = 's-4'): string {
  return Array.from({ length: count }, (_, index) => oneOom(index, fromMs + index * 60_000, host)).join('')
}

const POD = '/kubepods.slice/kubepods-pod8541e6b5_6a19_4c95_af25_c5966571bf1c.slice'

function oneOom(index: number, ms: number, host: string): string {
  const stamp = `${new Date(ms).toISOString().slice(0, 19)}+0000`
  const pid = 5000 + index
  return [
    `web invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=939`,
    `CPU: 0 PID: ${pid} Comm: web Not tainted 6.1.0-50-cloud-amd64 #1  Debian 6.1.176-1`,
    `memory: usage 40960kB, limit 40960kB, failcnt ${index + 1}`,
    `Memory cgroup stats for ${POD}:`,
    'anon 41713664',
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
    `[${String(pid).padStart(7)}]  1000  ${pid}    13760    10356   126976        0           939 web`,
    `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=${POD},task_memcg=${POD}/cri-containerd-${'a1'.repeat(32)}.scope,task=web,pid=${pid},uid=1000`,
    `Memory cgroup out of memory: Killed process ${pid} (web) total-vm:55040kB, anon-rss:40576kB, file-rss:4kB, shmem-rss:844kB, UID:1000 pgtables:124kB oom_score_adj:939`,
  ]
    .map((text) => `${stamp} ${host} kernel: ${text}\n`)
    .join('')
}
