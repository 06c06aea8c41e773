import type { Topic } from '../topic.js'

/** The head of a dump: who asked, for what, on which kernel. */
export const FIRST_LINES: Topic = {
  topic: 'first-lines',
  about: 'how a dump begins: who asked for memory, for how much, on which kernel',
  terms: [
    {
      term: 'invoked oom-killer',
      aliases: ['invoked'],
      where: 'first line of every OOM dump',
      means:
        'The task named before these words asked for memory and got none, so the OOM killer ran on its behalf. It is not necessarily the one that dies.',
      see: ['gfp_mask', 'order', 'Killed process'],
    },
    {
      term: 'gfp_mask',
      aliases: ['mode', 'gfpMask', 'gfpFlags', 'gfpFlagsBasis', 'decoded', 'GFP'],
      where:
        'first line; names in brackets from 4.6 on, before only a number; mode: in an allocation failure',
      means:
        'How the allocation may be served: which zones, may it wait, may it write to disk, is it charged to the cgroup. The bits of the number change between kernels; gfpFlagsBasis decoded says that the names are ours, by the release of the kernel.',
      see: ['GFP_KERNEL', 'GFP_HIGHUSER_MOVABLE', 'zone'],
    },
    {
      term: 'order',
      where: 'first line of a dump or an allocation failure',
      means:
        'Base-two logarithm of the contiguous pages asked for: 0 is one page, 3 is eight in a row. -1 is no allocation at all: somebody pressed SysRq-f (4.3 and later). The kernel seldom kills for more than order 3; it lets the allocation fail.',
      see: ['requestBytes', 'buddy', 'fragmentation', 'SysRq-f'],
    },
    {
      term: 'oom_score_adj',
      aliases: ['oomScoreAdj', 'adj'],
      unit: 'thousandths of the memory that the OOM is about, -1000 to 1000',
      where: 'first line (of the task that asked), task table, kill line (5.4 and later)',
      means:
        'Added to what a process uses when a victim is chosen: 1000 makes it first, -1000 makes it exempt. Kubernetes sets 1000 for BestEffort, -997 for Guaranteed, and something between for Burstable, less the more a container requests.',
      see: ['badness', 'oom_adj', 'QoS class'],
    },
    {
      term: 'oom_adj',
      where: 'first line and task table until 3.6 (the table until 3.5), el6',
      unit: '-17 to 15',
      means:
        'The older knob for the choice of a victim: -17 exempts a process, 15 makes it first. oom_score_adj replaced it in 2.6.36.',
      see: ['oom_score_adj'],
    },
    {
      term: 'nodemask',
      where: 'first line from 4.9 to 4.20, then the oom-kill: line and allocation failures',
      means:
        'The NUMA nodes that the allocation was restricted to by a memory policy; (null) where none restricted it.',
      see: ['CONSTRAINT_MEMORY_POLICY', 'mems_allowed'],
    },
    {
      term: 'cpuset',
      where: 'a line of its own until 4.20, then in the oom-kill: line',
      means:
        'The cpuset of the task that asked: only the last part of its path, / for the root. For a container that is often the id of the container.',
      see: ['mems_allowed', 'CONSTRAINT_CPUSET'],
    },
    {
      term: 'mems_allowed',
      where: 'beside cpuset=',
      means: 'The NUMA nodes whose memory the task that asked may use, as ranges: 0-1,3.',
      see: ['cpuset', 'CONSTRAINT_CPUSET'],
    },
    {
      term: 'COMPACTION is disabled!!!',
      aliases: ['COMPACTION is disabled'],
      where: 'second line, 4.9 and later, only for orders above 0',
      means:
        'This kernel cannot move pages to make contiguous room, so an allocation of several pages depends on luck.',
      see: ['order'],
    },
    {
      term: 'Comm',
      aliases: ['comm', 'victimComm', 'clientComm'],
      where: 'nearly every line that names a task',
      means:
        'Name of a task, at most 15 bytes. Each process chooses its own, so it can hold blanks, brackets and lies, and it need not be the name of the program.',
    },
    {
      term: 'CPU',
      where: 'the line with PID and Comm; a column of the task table until 3.5',
      means: 'The processor that the task ran on, counted from 0.',
    },
    {
      term: 'PID',
      aliases: ['victimPid', 'clientPid'],
      where: 'nearly every line that names a task',
      means:
        'Process id as the host sees it, not as the container does. In the task table it is the id of a thread that still owns the memory.',
      see: ['tgid'],
    },
    {
      term: 'UID',
      where: 'the line with PID and Comm from 6.11 on, the task table, the kill line from 5.4 on',
      means:
        'User id as the host sees it. With PID and Comm it is the effective one. The task table and the oom-kill: line print it signed: -2 there is 4294967294.',
    },
    {
      term: 'Hardware name',
      aliases: ['hardware'],
      where: 'after the line with PID and Comm, 3.10 and later',
      means: 'Maker, board and BIOS; of a virtual machine the hypervisor. Some machines have none.',
    },
    {
      term: 'Kdump: loaded',
      aliases: ['kdumpLoaded', 'kdump'],
      where: 'between Comm and the taint, 4.18 and later, el7',
      means: 'A crash kernel is ready: should this one panic, a vmcore with the whole kernel log is written.',
    },
    {
      term: 'Workqueue',
      where: 'after the line with PID and Comm, when a kworker asks',
      means: 'Which work of the kernel asked for the memory. No user process did.',
    },
    {
      term: 'SysRq-f',
      aliases: ['SysRq', 'Manual OOM execution', 'manual'],
      where: 'sysrq: Manual OOM execution, just before the dump',
      means:
        'Somebody asked for an OOM kill from a keyboard, a serial console or /proc/sysrq-trigger. Memory need not have been short.',
      see: ['order'],
    },
    {
      term: 'callbacks suppressed',
      aliases: ['suppressed', 'oom_kill_process: callbacks suppressed'],
      where: 'oom_kill_process: N callbacks suppressed, 2.6.33 and later',
      means:
        'More than ten OOMs in five seconds: of the others the kernel printed no dump. Their kill lines are there.',
    },
  ],
}
