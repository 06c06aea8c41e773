import type { Topic } from '../topic.js'

export const ZONES: Topic = {
  topic: 'zones',
  about: 'the zones that memory is divided into',
  where: 'zone lines and free chunks of Mem-Info: Node 0 DMA32 …',
  terms: [
    {
      term: 'zone',
      aliases: ['zones'],
      means:
        'A range of physical memory of one node, by what can reach it. Each has free pages and marks of its own, so one can be empty while another has plenty.',
      see: ['DMA', 'Normal', 'min'],
    },
    {
      term: 'DMA',
      means: 'The first 16 MiB on x86, for very old devices; on some machines all that a device can reach.',
    },
    {
      term: 'DMA32',
      means:
        'Memory below 4 GiB, for devices with 32-bit addresses. Ordinary memory is taken from it too, last.',
    },
    {
      term: 'Normal',
      means:
        'All memory that the kernel maps directly and that is not DMA. On 32-bit x86 only up to about 896 MiB.',
    },
    {
      term: 'HighMem',
      aliases: ['highmem'],
      means:
        '32-bit machines: memory that the kernel does not map by itself. User pages may lie there, what the kernel allocates for itself may not.',
    },
    {
      term: 'Movable',
      means:
        'Memory only for pages that can be moved, so that it can be unplugged or made into huge pages. The kernel cannot use it for itself.',
    },
    {
      term: 'Device',
      means:
        'Memory of a device (GPU, persistent memory) that has page descriptors. It does not serve ordinary allocations.',
    },
    {
      term: 'kswapd',
      where: 'a kernel thread of each node',
      means:
        'Reclaims in the background, between the low and the high mark. When it cannot keep up, tasks must reclaim themselves, and are slow.',
      see: ['low', 'high'],
    },
  ],
}
