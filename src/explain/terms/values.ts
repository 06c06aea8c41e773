import type { Topic } from '../topic.js'

export const VALUES: Topic = {
  topic: 'values',
  about: 'values of scope, outcome, why and kind in our records',
  where: 'our records (oomparse -f json)',
  terms: [
    {
      term: 'memcg',
      means: 'scope: a memory cgroup met its limit. The machine may have plenty free.',
      see: ['CONSTRAINT_MEMCG'],
    },
    {
      term: 'global',
      means: 'scope: the machine had no memory left that this allocation could use.',
      see: ['CONSTRAINT_NONE'],
    },
    {
      term: 'mempolicy',
      means: 'scope: the NUMA nodes of a memory policy were full.',
      see: ['CONSTRAINT_MEMORY_POLICY'],
    },
    { term: 'unknown', means: 'The line that would tell is not there.' },
    {
      term: 'killed',
      means: 'outcome: at least one process was killed. For a user-space killer: it has killed.',
    },
    {
      term: 'no-killable-process',
      means: 'outcome: every process was exempt, or there was none.',
      see: ['Out of memory and no killable processes'],
    },
    { term: 'selected', means: 'why: it had the highest badness.', see: ['badness'] },
    {
      term: 'child',
      means: 'why: its parent was chosen, and this child died in its place (until 5.0).',
      see: ['or sacrifice child'],
    },
    {
      term: 'shares-mm',
      means: 'why: it used the same address space as the victim.',
      see: ['sharing same memory'],
    },
    {
      term: 'group',
      means: 'why: its cgroup has memory.oom.group and was killed as a whole.',
      see: ['memory.oom.group'],
    },
    {
      term: 'allocating-task',
      means: 'why: it asked for the memory, and the kernel is told to kill whoever asks.',
      see: ['oom_kill_allocating_task'],
    },
    {
      term: 'victim',
      means: 'The process that was killed. As a basis of the page size: its sizes stand in pages and in kB.',
    },
    {
      term: 'buddy-list',
      aliases: ['assumed', 'option'],
      means:
        'Basis of the page size: the smallest free chunk; assumed is 4 KiB for want of evidence; option was told by you.',
      see: ['pageSizeBasis'],
    },
    {
      term: 'kind',
      aliases: ['kinds'],
      means:
        'What something is: a cgroup (kubernetes-pod, systemd-service), an allocation failure (failure, stall, vmalloc, slub), a reload (reload, reexec).',
    },
    { term: 'kubernetes-node', means: 'kind of cgroup: all pods of the node.', see: ['kubepods'] },
    {
      term: 'kubernetes-qos',
      means: 'kind of cgroup: all Burstable or all BestEffort pods of the node.',
      see: ['QoS class'],
    },
    { term: 'kubernetes-pod', means: 'kind of cgroup: one pod, with all its containers.' },
    { term: 'kubernetes-container', means: 'kind of cgroup: one container of a pod.' },
    {
      term: 'docker',
      aliases: ['podman', 'lxc', 'machine', 'slurm'],
      means: 'kind of cgroup: a container of that engine, a virtual machine, a job of Slurm.',
    },
    {
      term: 'systemd-service',
      aliases: ['systemd-slice', 'systemd-scope'],
      means: 'kind of cgroup: a unit of systemd.',
      see: ['service', 'slice', 'systemd scope'],
    },
    { term: 'user-session', means: 'kind of cgroup: a session or the services of a user who logged in.' },
    { term: 'root', means: 'kind of cgroup: the top of the tree, all processes of the machine.' },
    {
      term: 'failure',
      means: 'kind of allocation failure: the kernel got no memory in time, and nobody was killed.',
    },
    {
      term: 'stall',
      means: 'kind of allocation failure: an allocation waited for seconds.',
      see: ['stallMs'],
    },
    { term: 'slub', means: 'kind of allocation failure: a slab cache could not grow.', see: ['slab'] },
  ],
}
