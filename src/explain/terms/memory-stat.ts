import type { Topic } from '../topic.js'

/** mm/memcontrol.c, memory_stats[]. The names are those of cgroup v2, which 5.3 to 6.4 print on v1 as well. */
export const MEMORY_STAT: Topic = {
  topic: 'memory-stat',
  about: 'what the memory of a cgroup consists of, as cgroup v2 names it',
  unit: 'bytes',
  where: 'below Memory cgroup stats for, 5.3 and later; memory.stat of cgroup v2',
  terms: [
    {
      term: 'anon',
      means:
        'Private memory of processes: heap, stacks, copied pages. Without swap it cannot be reclaimed; if this fills the limit, a program wants more than it may have.',
      see: ['active_anon', 'shmem'],
    },
    {
      term: 'file',
      means:
        'Page cache charged to the cgroup, with tmpfs and shared memory. What of it is neither shmem, dirty nor in use can be dropped.',
      see: ['shmem', 'file_dirty', 'active_file'],
    },
    {
      term: 'shmem',
      means:
        'tmpfs files (/dev/shm, an emptyDir with medium Memory), System V and other shared memory. Nobody frees it but whoever deletes the file or segment; the end of a process does not. Part of file, and on the anon lists.',
      see: ['rss_shmem', 'anon', 'emptyDir'],
    },
    {
      term: 'kernel',
      where: '5.19 and later',
      means: 'All that the kernel holds for the cgroup: slab, stacks, page tables, per-CPU data, vmalloc.',
      see: ['kernel_stack', 'slab', 'pagetables'],
    },
    {
      term: 'kernel_stack',
      aliases: ['kernelStack'],
      means: 'Stacks in the kernel: each thread has one, of 16 KiB on x86-64. In Mem-Info it is in kB.',
      see: ['threads'],
    },
    {
      term: 'pagetables',
      aliases: ['pagetables:'],
      where: 'memory.stat 5.11 and later; Mem-Info (pages or kB)',
      means:
        "The processors' maps of the address spaces. Large when many processes map the same shared memory.",
      see: ['pgtables_bytes'],
    },
    {
      term: 'sec_pagetables',
      aliases: ['secPagetables'],
      where: 'memory.stat and Mem-Info, 6.1 and later',
      means: 'Second page tables: those that KVM keeps for guests, later IOMMU too.',
    },
    {
      term: 'percpu',
      where: '5.9 and later',
      means:
        'Memory that the kernel has once for each processor; much of it on machines with many processors and many cgroups.',
    },
    { term: 'sock', means: 'Buffers of network sockets. Large when a peer reads slowly.' },
    {
      term: 'vmalloc',
      where: '5.17 and later',
      means:
        'Memory of the kernel that is contiguous only in its own addresses; thread stacks are in it too.',
    },
    {
      term: 'slab',
      means:
        'Small objects of the kernel: dentries, inodes, network structures. The sum of the reclaimable and the unreclaimable part.',
      see: ['slab_reclaimable', 'slab_unreclaimable'],
    },
    {
      term: 'slab_reclaimable',
      aliases: ['slabReclaimable'],
      where: 'memory.stat (bytes), Mem-Info (pages, kB in zones until 4.12)',
      means:
        'Slab that shrinks on demand: caches of names and inodes. Much of it after walking large directory trees.',
      see: ['slab'],
    },
    {
      term: 'slab_unreclaimable',
      aliases: ['slabUnreclaimable'],
      where: 'memory.stat (bytes), Mem-Info (pages, kB in zones until 4.12)',
      means:
        'Slab that stays until its owner frees it. If it grows without end, the kernel or a driver leaks.',
      see: ['Unreclaimable slab info', 'slab'],
    },
    { term: 'file_mapped', means: 'Page cache that processes have mapped, with mapped shared memory.' },
    {
      term: 'file_dirty',
      means: 'Page cache that waits to be written to disk. It cannot be dropped before.',
      see: ['file_writeback'],
    },
    { term: 'file_writeback', means: 'Page cache that is being written at this moment.' },
    {
      term: 'swapcached',
      where: '5.12 and later',
      means: 'Pages in RAM that have a copy in swap: they can be dropped without writing.',
    },
    {
      term: 'anon_thp',
      aliases: ['anonThp'],
      means:
        'The part of anon that is in transparent huge pages (2 MiB on x86). A process that touches a little here and there gets much by them.',
      see: ['GFP_TRANSHUGE'],
    },
    { term: 'file_thp', where: '5.11 and later', means: 'The part of the page cache in huge pages.' },
    {
      term: 'shmem_thp',
      aliases: ['shmemThp'],
      means: 'The part of shmem in huge pages. In the node line of Mem-Info it is in kB.',
    },
    {
      term: 'inactive_anon',
      aliases: ['inactiveAnon'],
      where: 'memory.stat (bytes), Mem-Info (pages, kB in nodes and zones)',
      means: 'Anonymous and shmem pages not used lately: the first to be swapped out, if there is swap.',
      see: ['anon'],
    },
    {
      term: 'active_anon',
      aliases: ['activeAnon'],
      where: 'memory.stat (bytes), Mem-Info (pages, kB in nodes and zones)',
      means: 'Anonymous and shmem pages in recent use.',
      see: ['anon'],
    },
    {
      term: 'inactive_file',
      aliases: ['inactiveFile'],
      where: 'memory.stat (bytes), Mem-Info (pages, kB in nodes and zones)',
      means:
        'Page cache not used lately: the first to be dropped. The working set that Kubernetes reports is usage without this.',
      see: ['working set'],
    },
    {
      term: 'active_file',
      aliases: ['activeFile'],
      where: 'memory.stat (bytes), Mem-Info (pages, kB in nodes and zones)',
      means: 'Page cache in recent use. It can be dropped as well, after the inactive part.',
    },
    {
      term: 'unevictable',
      where: 'memory.stat (bytes), Mem-Info (pages, kB in nodes and zones)',
      means: 'Pages that reclaim may not touch: locked by mlock, locked shared memory, ramfs.',
      see: ['mlocked'],
    },
    {
      term: 'zswap',
      where: '5.19 and later',
      means: 'RAM that compressed swap pages take.',
      see: ['zswapped'],
    },
    {
      term: 'zswapped',
      where: '5.19 and later',
      means: 'How much was put into zswap, before compression.',
      see: ['zswap'],
    },
    {
      term: 'zswap_incomp',
      where: '7.1 and later',
      means: 'Pages in zswap that did not compress and are kept as they are.',
      see: ['zswap'],
    },
    {
      term: 'hugetlb',
      where: '6.13 and later, where hugetlb is charged to memory',
      means: 'Reserved huge pages in use by the cgroup.',
    },
  ],
}
