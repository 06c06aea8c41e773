import type { Topic } from '../topic.js'

export const GFP_BITS: Topic = {
  topic: 'gfp-bits',
  about: 'single bits of a gfp mask, printed beside the names that stand for several',
  where: 'in brackets after gfp_mask= or mode:, 4.6 and later; before, a bit of the number',
  terms: [
    {
      term: '__GFP_HIGHMEM',
      means: 'May come from high memory, which the kernel does not map by itself (32-bit machines).',
      see: ['HighMem'],
    },
    {
      term: '__GFP_MOVABLE',
      means: 'The page can be moved elsewhere later, so it may lie in zone Movable or in CMA memory.',
      see: ['free_cma', 'Movable'],
    },
    {
      term: '__GFP_RECLAIMABLE',
      means: 'For a slab cache that shrinks on demand.',
      see: ['slab_reclaimable'],
    },
    { term: '__GFP_HIGH', means: 'Urgent: may take a part of the reserve below the min mark.', see: ['min'] },
    { term: '__GFP_ATOMIC', where: '4.4 to 6.2', means: 'Cannot wait, and is urgent.', see: ['GFP_ATOMIC'] },
    {
      term: '__GFP_WAIT',
      where: 'until 4.3',
      means: 'May wait, and so make room itself.',
      see: ['__GFP_DIRECT_RECLAIM'],
    },
    { term: '__GFP_NO_KSWAPD', where: '2.6.38 to 4.3', means: 'Does not wake kswapd.', see: ['kswapd'] },
    {
      term: '__GFP_NOACCOUNT',
      aliases: ['__GFP_KMEMCG'],
      where: '4.1 to 4.4; __GFP_KMEMCG from 3.8 to 4.0',
      means: 'Whether the memory of the kernel is charged to the cgroup: NOACCOUNT is not, KMEMCG is.',
      see: ['kmem'],
    },
    { term: '__GFP_IO', means: 'May start I/O to make room.' },
    {
      term: '__GFP_FS',
      means: 'May call file systems to make room. Without it a machine-wide OOM kill is not started.',
      see: ['GFP_NOFS'],
    },
    { term: '__GFP_DIRECT_RECLAIM', means: 'May make room itself, and so wait.', see: ['pgscan_direct'] },
    {
      term: '__GFP_KSWAPD_RECLAIM',
      means: 'Wakes kswapd when a zone is below its low mark.',
      see: ['kswapd'],
    },
    { term: '__GFP_RECLAIM', means: 'Both: wakes kswapd and may make room itself.' },
    { term: '__GFP_NORETRY', means: 'Gives up after a light attempt; nobody is killed for it.' },
    {
      term: '__GFP_RETRY_MAYFAIL',
      aliases: ['__GFP_REPEAT'],
      where: '4.13 and later; until 4.12 __GFP_REPEAT',
      means: 'Tries for long, then fails; nobody is killed for it.',
    },
    { term: '__GFP_NOFAIL', means: 'May not fail: it tries for ever, with an OOM kill if need be.' },
    { term: '__GFP_NOWARN', means: 'If it fails, no allocation failure is printed.' },
    {
      term: '__GFP_COMP',
      means:
        'Several pages are handled as one. From about 6.9 on ordinary pages of processes have it too; it says nothing about the size asked for.',
      see: ['order'],
    },
    {
      term: '__GFP_ZERO',
      means: 'The page is handed out filled with zeros, as every fresh page of a process.',
    },
    { term: '__GFP_COLD', where: 'until 4.14', means: 'Preferably a page that is in no processor cache.' },
    { term: '__GFP_NOMEMALLOC', means: 'May not use the emergency reserve, whoever asks.' },
    { term: '__GFP_MEMALLOC', means: 'May use all of the reserve, because it will free memory by this.' },
    { term: '__GFP_HARDWALL', means: "Only from nodes of the task's cpuset.", see: ['mems_allowed'] },
    { term: '__GFP_THISNODE', means: 'Only from the NUMA node that was named, however free the others are.' },
    { term: '__GFP_ACCOUNT', means: 'Charged to the cgroup of the task.', see: ['GFP_KERNEL_ACCOUNT'] },
    { term: '__GFP_WRITE', means: 'The page will be written to, so dirty pages are spread over the zones.' },
    {
      term: '__GFP_NOTRACK',
      where: 'until 4.13',
      means: 'A memory checker of old kernels leaves it alone.',
    },
    {
      term: '__GFP_OTHER_NODE',
      where: 'until 4.9',
      means: 'Counted as memory of another node. Statistics only.',
    },
    { term: '__GFP_ZEROTAGS', where: '5.14 and later', means: 'arm64: memory tags are set to zero as well.' },
    {
      term: '__GFP_SKIP_KASAN_POISON',
      aliases: ['__GFP_SKIP_KASAN', '__GFP_SKIP_KASAN_UNPOISON', '__GFP_SKIP_ZERO'],
      where: '5.14 and later, kernels with KASAN',
      means: "Leaves out a step of the kernel's memory checker.",
    },
    {
      term: '__GFP_NO_OBJ_EXT',
      where: '6.10 and later',
      means: 'Bookkeeping of the allocation profile; nothing to do with the amount.',
      see: ['Memory allocations'],
    },
  ],
}
