/** Dumps of invented machines for the tests, made from the kernel's own formats. */

const UID = '11111111_2222_3333_4444_555555555555'
const CONTAINER = 'a'.repeat(64)
const POD_PATH = `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${UID}.slice`
const HOME = `${POD_PATH}/cri-containerd-${CONTAINER}.scope`

/** 6.12: the limit of all pods; worker-3 asked and was killed. */
export function memcgLog(comm = 'worker-3', at = 8231): string {
  return [
    `${comm} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968`,
    `CPU: 5 UID: 1001 PID: 41820 Comm: ${comm} Not tainted 6.12.8-amd64 #1`,
    'Hardware name: Example Corp Board/B1, BIOS 1.0 01/01/2025',
    'Call Trace:',
    ' <TASK>',
    ' dump_stack_lvl+0x5d/0x80',
    ' </TASK>',
    'memory: usage 4194304kB, limit 4194304kB, failcnt 512',
    'swap: usage 0kB, limit 9007199254740988kB, failcnt 0',
    'Memory cgroup stats for /kubepods.slice:',
    'anon 4253941760',
    'file 1048576',
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name',
    '[  41000]     0 41000      256        1        1        0         0    28672        0          -998 pause',
    `[  41820]  1001 41820   262144   180000   179000     1000         0  1482752        0           968 ${comm}`,
    `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri-containerd-${CONTAINER}.scope,mems_allowed=0,oom_memcg=/kubepods.slice,task_memcg=${HOME},task=${comm},pid=41820,uid=1001`,
    `Memory cgroup out of memory: Killed process 41820 (${comm}) total-vm:1048576kB, anon-rss:716000kB, file-rss:4000kB, shmem-rss:0kB, UID:1001 pgtables:1448kB oom_score_adj:968`,
    `oom_reaper: reaped process 41820 (${comm}), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB`,
  ]
    .map((line, index) => `[ ${at}.${String(440101 + index).padStart(6, '0')}] ${line}\n`)
    .join('')
}

/** 6.1: the whole machine, SysRq-f where `order` is -1. */
export function globalLog(order = 0): string {
  return [
    `memhog invoked oom-killer: gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO), order=${order}, oom_score_adj=0`,
    'CPU: 0 PID: 172 Comm: memhog Not tainted 6.1.0-50-cloud-amd64 #1  Debian 6.1.176-1',
    'Hardware name: Example Corp Board/B1, BIOS 1.0 01/01/2025',
    'Call Trace:',
    ' <TASK>',
    ' dump_stack_lvl+0x5d/0x80',
    ' </TASK>',
    'Mem-Info:',
    'active_anon:24628 inactive_anon:58573 isolated_anon:0',
    ' active_file:0 inactive_file:0 isolated_file:0',
    ' unevictable:0 dirty:0 writeback:178',
    ' slab_reclaimable:297 slab_unreclaimable:1816',
    ' mapped:1740 shmem:2606 pagetables:367',
    ' sec_pagetables:0 bounce:0',
    ' kernel_misc_reclaimable:0',
    ' free:1712 free_pcp:207 free_cma:0',
    'Node 0 DMA32 free:5608kB boost:4096kB min:6304kB low:6856kB high:7408kB reserved_highatomic:0KB active_anon:98512kB inactive_anon:234292kB active_file:0kB inactive_file:0kB unevictable:0kB writepending:712kB present:393060kB managed:361412kB mlocked:0kB bounce:0kB free_pcp:828kB local_pcp:344kB free_cma:0kB',
    'lowmem_reserve[]: 0 0 0 0',
    'Node 0 DMA32: 18*4kB (UME) 10*8kB (UME) = 152kB',
    '3456 total pagecache pages',
    '850 pages in swap cache',
    'Free swap  = 32kB',
    'Total swap = 98300kB',
    '102264 pages RAM',
    '0 pages HighMem/MovableOnly',
    '11982 pages reserved',
    '0 pages hwpoisoned',
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
    '[    172]   999   172   100766    76371   835584    22742             0 memhog',
    'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/system.slice/memhog.service,task=memhog,pid=172,uid=999',
    'Out of memory: Killed process 172 (memhog) total-vm:403064kB, anon-rss:304640kB, file-rss:0kB, shmem-rss:844kB, UID:999 pgtables:816kB oom_score_adj:0',
  ]
    .map((line, index) => `[   35.${String(686988 + index)}] ${line}\n`)
    .join('')
}

/** What looks like an OOM and is none. */
export const ALLOCATION_FAILURE = [
  'kworker/0:1: page allocation failure: order:4, mode:0x40cc0(GFP_KERNEL|__GFP_COMP), nodemask=(null),cpuset=/,mems_allowed=0',
  'CPU: 0 PID: 31 Comm: kworker/0:1 Not tainted 6.1.0-50-cloud-amd64 #1  Debian 6.1.176-1',
  'Call Trace:',
  ' <TASK>',
  ' dump_stack_lvl+0x5d/0x80',
  ' </TASK>',
]
  .map((line, index) => `[   12.${String(100001 + index)}] ${line}\n`)
  .join('')

export const QUIET = '[    1.000000] usb 1-1: new high-speed USB device number 2 using xhci_hcd\n'
