import type { Topic } from '../topic.js'

export const CGROUP_FILES: Topic = {
  topic: 'cgroup-files',
  about: 'files of a memory cgroup: limits, protection, counters',
  where: 'below /sys/fs/cgroup; the kernel prints none of them in a dump',
  terms: [
    {
      term: 'memory.max',
      unit: 'bytes, or max',
      means:
        'cgroup v2: the hard limit. When reclaim cannot keep the cgroup below it, the OOM killer runs inside.',
      see: ['limit', 'memory.high'],
    },
    {
      term: 'memory.high',
      aliases: ['highBytes', 'MemoryHigh'],
      unit: 'bytes, or max',
      means:
        'cgroup v2: above it tasks are slowed down and must reclaim. It never kills; a program that hangs with high pressure may be throttled by it.',
      see: ['memory.max'],
    },
    {
      term: 'memory.low',
      unit: 'bytes',
      means: 'cgroup v2: memory below this is reclaimed only if there is nothing else.',
      see: ['memory.min'],
    },
    {
      term: 'memory.min',
      unit: 'bytes',
      means:
        'cgroup v2: memory below this is never reclaimed; rather is somebody killed. Kubernetes sets it to the request with MemoryQoS.',
      see: ['memory.low'],
    },
    {
      term: 'memory.current',
      unit: 'bytes',
      means: 'cgroup v2: what the cgroup and all below it are charged now, page cache included.',
      see: ['usage'],
    },
    {
      term: 'memory.peak',
      aliases: ['peakBytes', 'memory.max_usage_in_bytes'],
      unit: 'bytes',
      means: 'The highest usage so far. If it equals the limit, the limit was reached at least once.',
    },
    {
      term: 'memory.swap.max',
      unit: 'bytes, or max',
      means:
        'cgroup v2: how much swap the cgroup may use. Kubernetes writes 0 unless swap is enabled for pods.',
      see: ['swap:'],
    },
    { term: 'memory.swap.current', unit: 'bytes', means: 'cgroup v2: swap in use by the cgroup.' },
    {
      term: 'memory.stat',
      means:
        'What the usage consists of, in bytes and counts. The dump prints it below Memory cgroup stats for.',
      see: ['Memory cgroup stats for'],
    },
    {
      term: 'memory.events',
      aliases: ['oomKills'],
      unit: 'number of times',
      means:
        'cgroup v2 counters: max (the limit was met), oom (no room could be made), oom_kill (processes killed). They include the cgroups below; memory.events.local does not.',
      see: ['oom_kill', 'failcnt'],
    },
    {
      term: 'oom_kill',
      unit: 'number of processes',
      where: 'memory.events of cgroup v2, memory.oom_control of v1, /proc/vmstat',
      means: 'Processes of this cgroup that an OOM killer has killed, whoever owned the limit.',
    },
    {
      term: 'memory.oom.group',
      means:
        'cgroup v2: at 1 the cgroup dies as a whole. Kubernetes sets it for containers from 1.28 on, so that no half-dead container goes on.',
      see: ['going to be killed due to memory.oom.group set'],
    },
    {
      term: 'memory.limit_in_bytes',
      unit: 'bytes',
      means: 'cgroup v1: the hard limit.',
      see: ['memory.max'],
    },
    {
      term: 'memory.memsw.limit_in_bytes',
      unit: 'bytes',
      means: 'cgroup v1: the limit for memory and swap together.',
      see: ['memory+swap'],
    },
    {
      term: 'memory.soft_limit_in_bytes',
      unit: 'bytes',
      means: 'cgroup v1: a wish that counts only when the machine is short. It never causes an OOM.',
    },
    {
      term: 'memory.usage_in_bytes',
      unit: 'bytes',
      means: 'cgroup v1: what the cgroup is charged, page cache included.',
      see: ['memory.current'],
    },
    {
      term: 'memory.kmem.limit_in_bytes',
      unit: 'bytes',
      means:
        'cgroup v1: a limit for the memory of the kernel alone. Hitting it fails allocations; newer kernels ignore it.',
      see: ['kmem'],
    },
    {
      term: 'memory.oom_control',
      means:
        'cgroup v1: oom_kill_disable 1 turns the OOM killer off for the cgroup; its tasks then sleep at the limit, and nothing is logged.',
    },
    {
      term: 'memory.pressure',
      aliases: ['PSI', 'pressurePercent', 'pressure'],
      unit: 'percent of the time',
      means:
        'Pressure stall information: how much of the time tasks waited for memory. systemd-oomd acts on it.',
      see: ['systemd-oomd'],
    },
    {
      term: 'cgroup v1',
      aliases: ['cgroup v2', 'cgroupVersion', 'version'],
      where: 'stat -fc %T /sys/fs/cgroup: cgroup2fs is v2',
      means:
        'The two ways of grouping processes. v1 has a tree for each resource and counts memory and swap together; v2 has one tree and counts swap apart.',
    },
    {
      term: 'cgroup',
      means:
        'A group of processes with limits of its own: a slice, a service, a pod or a container. Limits of ancestors hold as well.',
      see: ['oom_memcg'],
    },
  ],
}
