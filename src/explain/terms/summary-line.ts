import type { Topic } from '../topic.js'

export const SUMMARY_LINE: Topic = {
  topic: 'summary-line',
  about: 'the oom-kill: line, which says in one row whose limit it was and who was chosen',
  where: 'the oom-kill: line, 5.0 and later, el8',
  terms: [
    {
      term: 'oom-kill:',
      means:
        'The summary of a dump. cpuset and mems_allowed are of the task that asked; task, pid, uid and task_memcg are of the victim.',
      see: ['oom_memcg', 'task_memcg'],
    },
    {
      term: 'constraint',
      means:
        'What kind of limit was hit: a cgroup, a cpuset, a memory policy, or none but the size of the machine. Kernel 5.0 prints CONSTRAINT_NONE always, by mistake.',
      see: ['CONSTRAINT_MEMCG', 'CONSTRAINT_NONE', 'scope'],
    },
    {
      term: 'CONSTRAINT_NONE',
      means: 'No special limit: the machine as a whole ran out of memory that this allocation could use.',
      see: ['global_oom'],
    },
    {
      term: 'CONSTRAINT_MEMCG',
      means: 'A memory cgroup reached its limit. The machine may have plenty free.',
      see: ['oom_memcg', 'memory'],
    },
    {
      term: 'CONSTRAINT_CPUSET',
      means: 'The NUMA nodes of a cpuset were full. Other nodes may be free.',
      see: ['mems_allowed'],
    },
    {
      term: 'CONSTRAINT_MEMORY_POLICY',
      means: 'The NUMA nodes that a memory policy (numactl, mbind) names were full. Other nodes may be free.',
      see: ['nodemask'],
    },
    {
      term: 'global_oom',
      aliases: ['globalOom'],
      means: 'A bare word: no cgroup was at its limit, the OOM is of the machine.',
      see: ['scope'],
    },
    {
      term: 'oom_memcg',
      aliases: ['oomMemcg', 'limit of'],
      means:
        'The cgroup whose limit was hit. It may be any ancestor of the victim: a pod, /kubepods.slice with all pods, or a slice. The victim need not be the one that filled it.',
      see: ['task_memcg', 'limitOwner'],
    },
    {
      term: 'task_memcg',
      aliases: ['taskMemcg', 'Task in'],
      means:
        'The cgroup that the victim lived in. Where it is not oom_memcg, a limit further up was hit, and not its own.',
      see: ['oom_memcg', 'victimHome'],
    },
    { term: 'task', means: 'Name of the victim.', see: ['Comm'] },
    {
      term: 'killed as a result of limit of',
      where: 'Task in A killed as a result of limit of B, 2.6.30 to 4.20, el7',
      means: 'The older summary: A is the cgroup of the victim, B the one whose limit was hit.',
      see: ['oom_memcg', 'task_memcg'],
    },
    {
      term: 'Memory limit reached of cgroup',
      where: '4.1 to 4.20',
      means:
        'A cgroup was full and there was no victim: nothing could be killed, or the kernel was told to panic.',
    },
  ],
}
