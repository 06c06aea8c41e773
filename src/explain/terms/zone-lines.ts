import type { Topic } from '../topic.js'

export const ZONE_LINES: Topic = {
  topic: 'zone-lines',
  about: 'marks and counters of zones: why free memory is not always memory that can be had',
  unit: 'kB of 1024 bytes',
  where: 'zone lines of Mem-Info: Node 0 DMA32 free:…kB min:…kB …',
  terms: [
    {
      term: 'free',
      aliases: ['free:', 'freePages'],
      where: 'zone lines (kB); the global block of Mem-Info (pages)',
      means:
        'Free pages, with those that only some may take: CMA, high-atomic, and what lies below the min mark.',
      see: ['min', 'free_cma', 'free_pcp'],
    },
    {
      term: 'min',
      aliases: ['min watermark', 'watermark', 'min mark'],
      means:
        'The lowest mark. Below it ordinary allocations get nothing: they must reclaim, and if that fails the OOM killer runs. What is left is for those that cannot wait.',
      see: ['low', 'high', 'lowmem_reserve', 'GFP_ATOMIC'],
    },
    {
      term: 'low',
      aliases: ['low watermark'],
      means: 'Below this mark kswapd wakes up and reclaims in the background.',
      see: ['min', 'kswapd'],
    },
    {
      term: 'high',
      aliases: ['high watermark'],
      means:
        'Above this mark kswapd goes back to sleep. Before it kills, the kernel looks once more for a zone above it.',
      see: ['low', 'kswapd'],
    },
    {
      term: 'boost',
      where: 'zone lines, about 5.16 and later',
      means:
        'The marks are raised by this much for a while, because the memory is fragmented. min, low and high are printed with it.',
      see: ['min'],
    },
    {
      term: 'reserved_highatomic',
      where: 'zone lines, about 5.6 and later; with KB until 7.2',
      means:
        'Set aside for allocations of several pages that cannot wait. Others cannot have what is free of it.',
      see: ['H', 'free_highatomic'],
    },
    {
      term: 'free_highatomic',
      where: 'zone lines, about 6.16 and later; with KB until 7.2',
      means: 'The free part of the high-atomic reserve.',
      see: ['reserved_highatomic'],
    },
    {
      term: 'lowmem_reserve',
      aliases: ['lowmem_reserve[]', 'lowmemReservePages', 'lowmemReserveLine'],
      unit: 'pages',
      where: 'the line after a zone line',
      means:
        'What the zone withholds from an allocation that could have used a higher zone, one number for each zone type. It counts on top of min.',
      see: ['min'],
    },
    {
      term: 'present',
      means: 'Physical memory of the zone, with what the kernel took for itself at boot.',
      see: ['managed'],
    },
    {
      term: 'managed',
      where: 'zone lines, 3.8 and later',
      means: 'The memory of the zone that can be handed out.',
      see: ['present'],
    },
    { term: 'mlocked', means: 'Pages that programs have locked into RAM.', see: ['unevictable'] },
    {
      term: 'writepending',
      where: 'zone lines, 4.8 and later',
      means: 'Page cache that waits to be written or is being written.',
      see: ['dirty', 'writeback'],
    },
    {
      term: 'bounce',
      where: 'zone lines (kB), global block (pages)',
      means: 'Copies of pages for devices that cannot reach the originals.',
    },
    {
      term: 'zspages',
      where: 'zone lines, 6.18 and later',
      means: 'RAM that zram and zswap use for compressed pages.',
      see: ['zswap'],
    },
    {
      term: 'free_pcp',
      where: 'zone lines (kB), global block (pages); 4.1 and later',
      means: 'Free pages in the small stocks of all processors. They are not in free.',
      see: ['local_pcp'],
    },
    {
      term: 'local_pcp',
      where: 'zone lines, 4.1 and later',
      means: 'The part of free_pcp that the processor has which prints the dump.',
      see: ['free_pcp'],
    },
    {
      term: 'free_cma',
      aliases: ['freeCma'],
      where: 'zone lines (kB), global block (pages); 3.7 and later',
      means:
        'The part of free that is held for devices which need contiguous memory. Until then only movable pages may use it; what the kernel allocates for itself may not.',
      see: ['cma reserved', '__GFP_MOVABLE'],
    },
    {
      term: 'pages_scanned',
      unit: 'pages',
      where: 'zone lines until 4.7, node line 4.8 to 4.11',
      means: 'Pages that reclaim looked at since it last freed one here.',
      see: ['all_unreclaimable'],
    },
    {
      term: 'all_unreclaimable',
      aliases: ['all_unreclaimable?'],
      unit: 'yes or no',
      where: 'zone lines until 4.7, node line from 4.8 on',
      means: 'yes: reclaim has given this node or zone up, for nothing there could be freed.',
    },
  ],
}
