import type { Topic } from '../topic.js'

export const TRACE: Topic = {
  topic: 'trace',
  about: 'kernel version, call trace and registers',
  where: 'between the first line and the memory part of a dump',
  terms: [
    {
      term: 'Call Trace',
      aliases: ['callTrace', 'Backtrace'],
      means:
        'How the kernel came to ask for memory, the innermost function first. try_charge or mem_cgroup in it means a cgroup was full, do_anonymous_page that a process touched new memory, filemap or readahead that a file was read.',
      see: ['?'],
    },
    {
      term: '?',
      aliases: ['uncertain'],
      means:
        'A question mark before a function: its address was found on the stack, but it may not have been called.',
    },
    {
      term: 'symbol',
      means:
        'A function of the kernel in the call trace: name+offset/size, with its module in square brackets.',
      see: ['Call Trace'],
    },
    { term: 'offset', unit: 'bytes', means: 'How far into the function the call stood.', see: ['symbol'] },
    {
      term: 'module',
      means: 'The kernel module that a function belongs to; none for the kernel itself.',
      see: ['symbol'],
    },
    {
      term: 'registers',
      aliases: ['RIP', 'RSP', 'RAX', 'EFLAGS', 'ORIG_RAX', 'NIP', 'Code'],
      means:
        'The processor as it was when user space entered the kernel. Of use for a crash, hardly ever for an OOM.',
    },
    {
      term: 'release',
      aliases: ['kernelRelease', 'kernelVersion'],
      means:
        'Version of the kernel, as uname -r prints it. Distributions carry newer code back, so it does not prove what a line looks like.',
    },
    {
      term: 'build',
      means: 'What follows the release: number, flavour and package version of the build.',
      see: ['release'],
    },
    {
      term: 'preempt',
      aliases: ['PREEMPT', 'PREEMPT(lazy)', 'PREEMPT(full)', 'PREEMPT(voluntary)', 'PREEMPT_RT'],
      where: 'end of the line with PID and Comm, 6.15 and later',
      means: 'How readily this kernel interrupts a task. Of no weight for an OOM.',
    },
    {
      term: 'caller',
      aliases: ['CONFIG_PRINTK_CALLER'],
      where: '[T123] or [C1] before the text of a line, 5.1 and later, where configured',
      means: 'Which task (T) or processor (C) printed the line. It tells two dumps apart that are mixed.',
    },
  ],
}
