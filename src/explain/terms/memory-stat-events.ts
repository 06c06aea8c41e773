import type { Topic } from '../topic.js'

/** mm/memcontrol.c, memcg_vm_event_stat[] and the workingset_ part of memory_stats[]. */
export const MEMORY_STAT_EVENTS: Topic = {
  topic: 'memory-stat-events',
  about: 'what was faulted, scanned, reclaimed and swapped in a cgroup',
  unit: 'number of events or pages since the cgroup was made',
  where: 'below Memory cgroup stats for, 5.3 and later; memory.stat',
  terms: [
    {
      term: 'pgfault',
      means: 'Page faults: a process touched a page that was not mapped yet. Millions are normal.',
    },
    {
      term: 'pgmajfault',
      means:
        'Page faults that had to read from disk. A steep rise means that the program is evicted from its own page cache: thrashing.',
    },
    {
      term: 'pgscan',
      means: 'Pages that reclaim looked at. Many scanned and few stolen: there is nothing left to take.',
      see: ['pgsteal'],
    },
    { term: 'pgsteal', means: 'Pages that reclaim freed.', see: ['pgscan'] },
    {
      term: 'pgscan_kswapd',
      where: '6.0 and later',
      means: 'Pages that kswapd looked at, in the background.',
      see: ['kswapd'],
    },
    {
      term: 'pgscan_direct',
      where: '6.0 and later',
      means: 'Pages looked at by tasks that had to make room themselves, and waited for it.',
    },
    {
      term: 'pgscan_khugepaged',
      where: '6.2 and later',
      means: 'Pages looked at by the thread that gathers huge pages.',
    },
    {
      term: 'pgscan_proactive',
      where: 'about 6.17 and later',
      means: 'Pages looked at because user space wrote to memory.reclaim.',
    },
    { term: 'pgsteal_kswapd', where: '6.0 and later', means: 'Pages that kswapd freed.', see: ['kswapd'] },
    {
      term: 'pgsteal_direct',
      where: '6.0 and later',
      means: 'Pages freed by tasks that had to make room themselves.',
    },
    {
      term: 'pgsteal_khugepaged',
      where: '6.2 and later',
      means: 'Pages freed by the thread that gathers huge pages.',
    },
    {
      term: 'pgsteal_proactive',
      where: 'about 6.17 and later',
      means: 'Pages freed because user space wrote to memory.reclaim.',
    },
    { term: 'pgrefill', means: 'Pages of the active list that reclaim looked at.' },
    { term: 'pgactivate', means: 'Pages that moved to the active list, being used again.' },
    { term: 'pgdeactivate', means: 'Pages that moved from the active to the inactive list.' },
    { term: 'pglazyfree', means: 'Pages that a program gave up by MADV_FREE.' },
    { term: 'pglazyfreed', means: 'Pages given up by MADV_FREE that the kernel has taken back.' },
    {
      term: 'pgdemote_kswapd',
      where: '6.12 and later',
      means: 'Pages that kswapd moved to a slower memory tier.',
    },
    {
      term: 'pgdemote_direct',
      where: '6.12 and later',
      means: 'Pages moved to a slower memory tier by tasks that needed room.',
    },
    {
      term: 'pgdemote_khugepaged',
      where: '6.12 and later',
      means: 'Pages moved to a slower memory tier for huge pages.',
    },
    {
      term: 'pgdemote_proactive',
      where: 'about 6.17 and later',
      means: 'Pages moved to a slower memory tier because user space wrote to memory.reclaim.',
    },
    {
      term: 'pgpromote_success',
      where: '6.12 and later',
      means: 'Pages moved back to a faster memory tier.',
    },
    {
      term: 'workingset_refault',
      aliases: ['workingset_refault_anon', 'workingset_refault_file'],
      where: 'split into _anon and _file from 5.9 on',
      means:
        'Pages that were evicted and soon needed again. Many of them: the limit is smaller than the working set.',
    },
    {
      term: 'workingset_activate',
      aliases: ['workingset_activate_anon', 'workingset_activate_file'],
      where: 'split into _anon and _file from 5.9 on',
      means: 'Returning pages that were put on the active list at once.',
    },
    {
      term: 'workingset_restore',
      aliases: ['workingset_restore_anon', 'workingset_restore_file'],
      where: '5.8 and later, split into _anon and _file from 5.9 on',
      means: 'Returning pages that had been active before they were evicted: a sure sign of thrashing.',
    },
    { term: 'workingset_nodereclaim', means: 'How often the kernel freed its own record of evicted pages.' },
    { term: 'pswpin', where: '6.13 and later', means: 'Pages read from swap.' },
    { term: 'pswpout', where: '6.13 and later', means: 'Pages written to swap.' },
    {
      term: 'swpin_zero',
      where: '6.12 and later',
      means: 'Swapped-out pages of nothing but zeros that came back without reading.',
    },
    {
      term: 'swpout_zero',
      where: '6.12 and later',
      means: 'Pages of nothing but zeros that needed no writing to be swapped out.',
    },
    { term: 'zswpin', where: '6.0 and later', means: 'Pages read back from zswap.', see: ['zswap'] },
    { term: 'zswpout', where: '6.0 and later', means: 'Pages put into zswap.', see: ['zswap'] },
    {
      term: 'zswpwb',
      where: '6.8 and later',
      means: 'Pages that zswap wrote on to the swap device.',
      see: ['zswap'],
    },
    { term: 'thp_fault_alloc', means: 'Huge pages given at a page fault.' },
    { term: 'thp_collapse_alloc', means: 'Huge pages made of small ones in the background.' },
    { term: 'thp_swpout', where: '6.8 and later', means: 'Huge pages swapped out in one piece.' },
    {
      term: 'thp_swpout_fallback',
      where: '6.8 and later',
      means: 'Huge pages that had to be split to be swapped out.',
    },
    {
      term: 'numa_pages_migrated',
      where: '6.12 and later',
      means: 'Pages moved to the NUMA node where they are used.',
    },
    {
      term: 'numa_pte_updates',
      where: '6.12 and later',
      means: 'Mappings marked to find out which node uses a page.',
    },
    {
      term: 'numa_hint_faults',
      where: '6.12 and later',
      means: 'Faults on mappings that were marked so.',
      see: ['numa_pte_updates'],
    },
  ],
}
