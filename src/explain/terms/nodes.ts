import type { Topic } from '../topic.js'

export const NODES: Topic = {
  topic: 'nodes',
  about: 'the global block and the node lines of Mem-Info: what the RAM holds',
  where: 'global block (pages) and node lines (kB, 4.8 and later) of Mem-Info',
  terms: [
    {
      term: 'Mem-Info',
      aliases: ['memInfo', 'Mem-info'],
      where: 'dumps of the machine, a cpuset or a policy; of a cgroup until 3.8',
      means:
        'The state of all memory of the machine. First sums in pages, then nodes and zones in kB, then free chunks, cache, swap and totals.',
    },
    {
      term: 'node',
      aliases: ['nodes'],
      means:
        'A NUMA node: processors and the RAM next to them. Most machines have one, number 0. In records of Kubernetes it is the machine.',
    },
    {
      term: 'isolated',
      aliases: ['isolated(anon)', 'isolated(file)', 'isolated_anon', 'isolated_file'],
      means:
        'Pages taken off their list at this moment, to be reclaimed or moved. Many of them: many tasks reclaim at once.',
    },
    { term: 'mapped', means: 'Pages of files and shared memory that some process has mapped.' },
    {
      term: 'dirty',
      means: 'Page cache that waits to be written to disk. It cannot be dropped before.',
      see: ['writeback'],
    },
    {
      term: 'writeback',
      means:
        'Pages that are being written to disk or swap at this moment. Many of them and an OOM: the disk is too slow.',
      see: ['dirty'],
    },
    {
      term: 'writeback_tmp',
      where: 'node lines, 4.8 to about 6.14; zone lines before',
      means: 'Copies of pages that a FUSE file system is writing.',
    },
    {
      term: 'unstable',
      where: 'until 5.7',
      means: 'Written over NFS, but not yet said to be safe by the server.',
    },
    {
      term: 'shmem',
      aliases: ['Node shmem'],
      means:
        'tmpfs, /dev/shm, System V and other shared memory of the whole machine. Only deleting the files or segments frees it. It is counted among the anon pages and in the page cache.',
      see: ['rss_shmem', 'total pagecache pages'],
    },
    {
      term: 'shmem_pmdmapped',
      where: 'node lines, 4.8 and later',
      means: 'Shared memory that is mapped by whole huge pages.',
      see: ['shmem_thp'],
    },
    {
      term: 'Balloon',
      where: 'node lines, about 6.16 and later',
      means: 'Given back to the hypervisor. A large figure means that the host took the memory away.',
    },
    {
      term: 'gpu_active',
      where: 'node lines, 7.1 and later',
      means: 'System memory that graphics drivers use.',
    },
    {
      term: 'gpu_reclaim',
      where: 'node lines, 7.1 and later',
      means: 'System memory that graphics drivers keep in their pools and can give back.',
    },
    {
      term: 'shadow_call_stack',
      where: 'node lines, 5.9 and later, arm64',
      means: 'Second stacks that guard return addresses.',
    },
    {
      term: 'kernel_misc_reclaimable',
      unit: 'pages',
      where: 'global block, 5.15 and later',
      means: 'Other memory of the kernel that it can give back on demand.',
    },
  ],
}
