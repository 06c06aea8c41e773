import type { Topic } from '../topic.js'

export const CGROUP_COUNTERS: Topic = {
  topic: 'cgroup-counters',
  about: 'usage and limit of the cgroup that was full',
  where:
    'after the call trace of a cgroup OOM; they belong to the cgroup whose limit was hit, not to the victim',
  terms: [
    {
      term: 'memory:',
      aliases: ['memory', 'memory: usage'],
      unit: 'kB of 1024 bytes',
      means:
        'What all processes of the cgroup and of those below it are charged: private memory, page cache, tmpfs and the memory that the kernel holds for them.',
      see: ['usage', 'limit', 'failcnt'],
    },
    {
      term: 'memory+swap',
      aliases: ['memorySwap', 'memsw'],
      unit: 'kB of 1024 bytes',
      where: 'until 5.2 always, later only cgroup v1',
      means: 'RAM and swap together, with one limit for both. On cgroup v2 nothing is charged here.',
      see: ['memory.memsw.limit_in_bytes'],
    },
    {
      term: 'kmem',
      unit: 'kB of 1024 bytes',
      where: '3.8 to 5.2 always, later only cgroup v1',
      means:
        'The memory that the kernel holds for the cgroup: stacks, page tables, inodes, dentries, sockets. It is contained in memory as well.',
      see: ['slab', 'kernel_stack'],
    },
    {
      term: 'swap:',
      aliases: ['swap', 'swap: usage'],
      unit: 'kB of 1024 bytes',
      where: '5.3 and later, only cgroup v2',
      means:
        'What the cgroup has in swap, and how much it may. A limit of 0 means that it may not swap, as Kubernetes has it by default.',
      see: ['memory.swap.max'],
    },
    {
      term: 'usage',
      aliases: ['usageBytes'],
      unit: 'kB of 1024 bytes',
      means:
        'Charged at the moment of printing. It can be a little below the limit, because others free memory meanwhile, and includes small stocks that each processor holds.',
      see: ['limit'],
    },
    {
      term: 'limit',
      aliases: ['limitBytes', 'memoryLimitBytes'],
      unit: 'kB of 1024 bytes',
      means:
        'What the cgroup may be charged. 9007199254740988kB and the like mean no limit; we print "unlimited".',
      see: ['unlimited', 'limitOwner'],
    },
    {
      term: 'failcnt',
      means:
        'How often a charge met the limit. Not the number of OOMs: reclaim comes first, and one attempt to make room can add many. It never goes down by itself. On cgroup v2 from about 6.17 on it is the max count of memory.events.',
      see: ['memory.events'],
    },
    {
      term: 'unlimited',
      aliases: [
        '9007199254740988',
        '9007199254740991',
        '18014398509481983',
        '9223372036854771712',
        'infinity',
      ],
      means:
        'No limit is set. The kernel prints the largest number that it can count to; systemd says infinity, cgroup v2 max.',
    },
    {
      term: 'min protection',
      aliases: ['minProtectionBytes', 'low protection', 'lowProtectionBytes'],
      unit: 'kB of 1024 bytes',
      where: 'Memory cgroup min protection …kB -- low protection …kB, 6.19 and later, cgroup v2',
      means:
        'Memory that memory.min and memory.low of the cgroups below withhold from reclaim. Much of it leaves little to be reclaimed.',
      see: ['memory.min', 'memory.low'],
    },
    {
      term: 'Memory cgroup stats for',
      aliases: ['stats'],
      where:
        '3.9 to 5.2 one line for each cgroup, 5.3 and later one list for the cgroup that was full; cut at about 1 KiB until 6.4',
      means: 'What the memory of the cgroup consists of: its memory.stat.',
      see: ['anon', 'file', 'cache'],
    },
  ],
}
