import type { Topic } from '../topic.js'

/** Our own words: the head of an OOM has ten lines, and no room to explain them. */
export const REPORT: Topic = {
  topic: 'report',
  about: 'the labels and short words of our report',
  where: 'the ten lines of an OOM in our report',
  terms: [
    {
      term: 'filled by',
      aliases: ['made of'],
      means:
        'What the limit or the machine was full of, the largest part first. Each kind of block of the bar is one part, a dot is what was free. Parts below one percent are in --details.',
      see: ['in no counter', 'anon+shmem', 'unmapped anon'],
    },
    {
      term: 'biggest',
      means:
        'The processes that held most, rss and swap together, whoever died. Where it says that no process is to blame, most of the memory was in none of them.',
      see: ['victim', 'asked'],
    },
    {
      term: 'asked',
      means:
        'The process whose request could not be served, and how much it wanted. Anybody can be the one who asks last: that does not make it the cause.',
      see: ['trigger', 'order'],
    },
    {
      term: 'before',
      means:
        'What changed on the machine before the OOM, the last change first, and how long before it: limits, configuration, restarts, evictions.',
    },
    {
      term: 'doubt',
      means:
        'Why the figures may not be all: parts of the dump that are not in the log, lines that were lost or not understood.',
      see: ['verdict'],
    },
    {
      term: 'in no counter',
      aliases: ['not told'],
      means:
        'Memory in use that no line of the dump lists. Some percent are usual; more is the memory of a driver, a balloon or the kernel. "not told" where the kernel prints no counter of it at all.',
      see: ['unaccounted'],
    },
    {
      term: 'anon+shmem',
      means:
        'Memory of programs together with tmpfs and shared memory: the kernel keeps both in the same lists of a machine. shmem: of Mem-Info is the second part.',
      see: ['anon', 'shmem'],
    },
    {
      term: 'unmapped anon',
      means:
        'Memory of programs that no process maps: pages in the swap cache, or of a process whose memory is being freed, as after a kill that has not ended.',
      see: ['anon'],
    },
    {
      term: 'file cache',
      aliases: ['page cache'],
      means:
        'Copies of files that were read or written. The kernel drops them when it needs room, unless they are dirty.',
      see: ['file'],
    },
    {
      term: 'reclaimable slab',
      means: 'Memory of the kernel that it can drop: mostly names and inodes of files.',
      see: ['slab_reclaimable'],
    },
  ],
}
