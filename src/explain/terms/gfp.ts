import type { Topic } from '../topic.js'

/** Names that stand for several bits; include/linux/gfp_types.h and include/trace/events/mmflags.h. */
export const GFP: Topic = {
  topic: 'gfp',
  about: 'what an allocation allows: the names in brackets after gfp_mask=',
  where: 'in brackets after gfp_mask= or mode:, 4.6 and later; before, bits of the number',
  terms: [
    {
      term: 'GFP_KERNEL',
      means:
        'An ordinary request that may do everything: wait, write, call file systems. Of a machine it is memory for the kernel itself, from a zone that it maps directly, so highmem and movable zones do not count. A cgroup that is charged prints it also for the pages of programs.',
      see: ['GFP_KERNEL_ACCOUNT'],
    },
    {
      term: 'GFP_KERNEL_ACCOUNT',
      means:
        'As GFP_KERNEL, and charged to the cgroup of the task: stacks, page tables, sockets, file descriptors.',
      see: ['kmem', 'kernel'],
    },
    {
      term: 'GFP_HIGHUSER_MOVABLE',
      means:
        'An ordinary page of a process or of a file: any zone will do, and it can be moved later. Nearly every OOM of a program has this one.',
    },
    { term: 'GFP_HIGHUSER', means: 'A page for user space from any zone, but not movable.' },
    {
      term: 'GFP_USER',
      means: 'A page for user space that the kernel or a device must reach as well: no highmem.',
    },
    {
      term: 'GFP_TRANSHUGE',
      means: 'A transparent huge page, tried with effort. When it fails, small pages are used.',
      see: ['anon_thp', '__GFP_NORETRY'],
    },
    {
      term: 'GFP_TRANSHUGE_LIGHT',
      where: '4.8 and later',
      means: 'A transparent huge page only if one is at hand: no reclaim, no compaction.',
    },
    {
      term: 'GFP_ATOMIC',
      means:
        'Asked where waiting is impossible, as in an interrupt. It may use a part of the reserve; if that is gone it fails, and nobody is killed for it.',
      see: ['min', '__GFP_HIGH'],
    },
    {
      term: 'GFP_NOWAIT',
      means: 'May not wait and has no claim to the reserve. It is expected to fail now and then.',
    },
    {
      term: 'GFP_NOIO',
      means:
        'May wait, but not start any I/O. Used on the way to a disk, where starting more would deadlock.',
    },
    {
      term: 'GFP_NOFS',
      means:
        'May wait and write, but not call a file system. Such an allocation waits and retries; by itself it does not start a machine-wide OOM kill.',
    },
    { term: 'GFP_DMA', means: 'For old devices: only zone DMA, the first 16 MiB on x86.', see: ['DMA'] },
    {
      term: 'GFP_DMA32',
      means: 'For devices with 32-bit addresses: only memory below 4 GiB.',
      see: ['DMA32'],
    },
    {
      term: 'GFP_TEMPORARY',
      where: 'until 4.13',
      means: 'Short-lived memory of the kernel that it can give back.',
    },
  ],
}
