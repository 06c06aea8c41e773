import type { Topic } from '../topic.js'

export const TASK_TABLE: Topic = {
  topic: 'task-table',
  about: 'the table of processes that could have been killed',
  where: 'columns of the task table, below Tasks state',
  terms: [
    {
      term: 'Tasks state (memory values in pages)',
      aliases: ['Tasks state', 'tasks', 'taskColumns'],
      where: 'title of the table, 4.19 and later',
      means:
        'One row for each process that could have been chosen: of the whole machine, or of the cgroup that was full. Kernel threads are not in it. Not all columns are in pages, whatever the title says.',
      see: ['rss', 'pgtables_bytes'],
    },
    {
      term: 'tgid',
      means:
        'Id of the process that the thread belongs to. It differs from pid when the first thread has ended and others live on.',
      see: ['PID'],
    },
    {
      term: 'total_vm',
      aliases: ['totalVmPages', 'totalVmBytes'],
      unit: 'pages',
      means: 'Address space, most of which may never have been touched.',
      see: ['total-vm'],
    },
    {
      term: 'rss',
      aliases: ['rssPages', 'rssBytes'],
      unit: 'pages',
      means:
        'What the process has in RAM: private, file and shared pages. Multiply by the page size, usually 4 KiB. Shared pages count in every process that maps them; memory of the kernel, unmapped tmpfs files and reserved huge pages do not count at all.',
      see: ['rss_anon', 'rss_file', 'rss_shmem', 'derived'],
    },
    {
      term: 'rss_anon',
      aliases: ['rssAnonPages', 'rssAnonBytes'],
      unit: 'pages',
      where: 'a column from 6.8 on',
      means: 'The private part of rss: heap, stacks, copied pages.',
      see: ['anon-rss'],
    },
    {
      term: 'rss_file',
      aliases: ['rssFilePages', 'rssFileBytes'],
      unit: 'pages',
      where: 'a column from 6.8 on',
      means: 'The part of rss that are pages of mapped files. Others may use the same ones.',
      see: ['file-rss'],
    },
    {
      term: 'rss_shmem',
      aliases: ['rssShmemPages', 'rssShmemBytes'],
      unit: 'pages',
      where: 'a column from 6.8 on',
      means: 'The part of rss that is shared memory or tmpfs. What no process maps is in no row.',
      see: ['shmem'],
    },
    {
      term: 'pgtables_bytes',
      unit: 'bytes',
      where: 'a column from 4.15 on',
      means: 'Page tables of the process. In bytes, though the title of the table says pages.',
      see: ['pagetables'],
    },
    {
      term: 'nr_ptes',
      unit: 'page tables of one page each',
      where: 'a column from 3.6 to 4.14, el7',
      means: 'Page tables of the lowest level.',
      see: ['pgtables_bytes'],
    },
    {
      term: 'nr_pmds',
      unit: 'page tables of one page each',
      where: 'a column from 4.0 to 4.14',
      means: 'Page tables of the level above the lowest.',
      see: ['pgtables_bytes'],
    },
    {
      term: 'swapents',
      aliases: ['swapEntries', 'swap entries'],
      unit: 'pages',
      where: 'a column from 3.6 on',
      means:
        'Pages of the process that are in swap. They count for the choice of the victim, though killing it frees no RAM by them.',
      see: ['badness'],
    },
    {
      term: 'name',
      means:
        'Name of the task, of a zone, a slab cache, a pod or whatever the row is of. Of a task it is the last column, at most 15 bytes, and can contain blanks.',
      see: ['Comm'],
    },
    {
      term: 'threads',
      where: 'not printed',
      means: 'Threads of a process share its memory and have one row together, but each has a kernel stack.',
      see: ['kernel_stack'],
    },
    {
      term: 'other',
      where: 'our records',
      means: 'Columns of the task table that this version of oomparse does not know.',
    },
  ],
}
