import type { Topic } from '../topic.js'

export const BUDDY: Topic = {
  topic: 'free-chunks',
  about: 'the lines with 4*4kB (UME) …: free memory by size of its pieces',
  where: 'Node 0 Normal: 9*4kB (U) … = 5628kB, in Mem-Info; the letters from 3.8 on',
  terms: [
    {
      term: 'buddy',
      aliases: ['buddy list', 'buddyinfo', 'chunks'],
      means:
        'How many free pieces of each size a zone has: 9*4kB are nine single pages. An allocation of order 3 needs a piece of eight pages or larger, so much free memory in small pieces does not help it.',
      see: ['order', 'fragmentation', 'migrate type'],
    },
    {
      term: 'migrate type',
      aliases: ['migrateTypes'],
      means:
        'The letters say in which lists pieces of this size are: free memory is sorted by what it was used for. A request may take from another list, but never from C or H without the right to.',
      see: ['U', 'M', 'E', 'H', 'C'],
    },
    {
      term: 'U',
      aliases: ['migrate type U', 'unmovable'],
      means: 'Unmovable: for memory of the kernel that stays where it is.',
    },
    { term: 'M', aliases: ['migrate type M'], means: 'Movable: for pages of processes and files.' },
    {
      term: 'E',
      aliases: ['migrate type E'],
      means: 'Reclaimable: for caches of the kernel that can be dropped.',
    },
    {
      term: 'R',
      aliases: ['migrate type R'],
      where: '3.8 to 4.3, el7',
      means: 'Reserve: a last stock for urgent allocations.',
    },
    {
      term: 'H',
      aliases: ['migrate type H', 'highatomic', 'high-atomic'],
      where: '4.4 and later',
      means: 'High-atomic: only for allocations of several pages that cannot wait.',
      see: ['reserved_highatomic'],
    },
    {
      term: 'C',
      aliases: ['migrate type C', 'CMA'],
      means: 'CMA: held for devices; only movable pages may use it until then.',
      see: ['free_cma'],
    },
    {
      term: 'I',
      aliases: ['migrate type I'],
      means: 'Isolated: about to be unplugged or handed to a device. Nobody can allocate it.',
    },
    {
      term: 'fragmentation',
      where: 'not printed: it follows from the line',
      means:
        'There is free memory, but no piece is as large as the order asks for. Order 0 cannot fail for this reason.',
      see: ['order', 'buddy'],
    },
  ],
}
