import type { Term, Topic } from '../topic.js'

const KEYS: readonly Term[] = [
  {
    term: 'cache',
    means: 'Page cache with tmpfs and shared memory. Of cgroup v1; v2 calls it file.',
    see: ['file', 'shmem'],
  },
  {
    term: 'rss',
    aliases: ['memory.stat rss'],
    means:
      'Private memory of processes with huge pages, without files and shared memory: what cgroup v2 calls anon. It is not the rss of the task table, which has files too.',
    see: ['anon'],
  },
  {
    term: 'rss_huge',
    where: 'Memory cgroup stats for, 3.10 and later',
    means: 'The part of rss in transparent huge pages.',
    see: ['anon_thp'],
  },
  {
    term: 'mapped_file',
    aliases: ['mappedFile'],
    means: 'Page cache that processes have mapped, with shared memory.',
    see: ['file_mapped'],
  },
  {
    term: 'swap',
    means: 'What the cgroup has in swap. Not printed where swap is not accounted.',
    see: ['memory+swap'],
  },
  {
    term: 'dirty',
    where: 'Memory cgroup stats for, 4.2 and later',
    means: 'Page cache that waits to be written to disk.',
    see: ['file_dirty'],
  },
  {
    term: 'writeback',
    where: 'Memory cgroup stats for, about 3.13 and later',
    means: 'Page cache that is being written.',
    see: ['file_writeback'],
  },
  {
    term: 'pgpgin',
    where: 'below Memory cgroup stats for, 6.5 and later',
    unit: 'pages',
    means: 'Pages charged to the cgroup since its creation.',
  },
  {
    term: 'pgpgout',
    where: 'below Memory cgroup stats for, 6.5 and later',
    unit: 'pages',
    means: 'Pages given back by the cgroup since its creation.',
  },
]

/** mm/memcontrol-v1.c. From 6.5 on each key comes again with total_, for the cgroup and all below it. */
export const MEMORY_STAT_V1: Topic = {
  topic: 'memory-stat-v1',
  about: 'what the memory of a cgroup consists of, as cgroup v1 names it',
  unit: 'bytes; KB of 1024 bytes in the one-line form until 5.2',
  where: 'Memory cgroup stats for, 3.9 to 5.2 and el7; on cgroup v1 again from 6.5 on',
  terms: [
    ...KEYS.map((one) => ({ ...one, aliases: [...(one.aliases ?? []), `total_${one.term}`] })),
    {
      term: 'hierarchical_memory_limit',
      where: 'below Memory cgroup stats for, 6.5 and later, cgroup v1',
      means: 'The lowest limit of the cgroup and its ancestors.',
      see: ['limit'],
    },
    {
      term: 'hierarchical_memsw_limit',
      where: 'below Memory cgroup stats for, 6.5 and later, cgroup v1',
      means: 'The lowest limit for memory and swap together of the cgroup and its ancestors.',
      see: ['memory+swap'],
    },
    {
      term: 'total_',
      where: 'below Memory cgroup stats for, 6.5 and later, cgroup v1',
      means: 'Before a key: the same for the cgroup and all cgroups below it.',
    },
  ],
}
