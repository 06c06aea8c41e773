import type { Topic } from '../topic.js'

export const KILL_LINE: Topic = {
  topic: 'kill-line',
  about: 'who was killed, what it held, and what the reaper took from it',
  terms: [
    {
      term: 'Killed process',
      aliases: ['Out of memory', 'Memory cgroup out of memory'],
      where:
        'last line of a dump; "Memory cgroup out of memory" before it for the limit of a cgroup (5.1 and later)',
      means: 'The kernel sent SIGKILL to this process. The sizes are those of the moment of the kill.',
      see: ['anon-rss', 'oom_reaper', 'exit code 137'],
    },
    {
      term: 'or sacrifice child',
      aliases: ['sacrifice child', 'Kill process'],
      where: 'Kill process 1 (a) score 500 or sacrifice child, until 5.0',
      means:
        'Who was chosen. A child of it with memory of its own may die in its place; the Killed process line that follows says who did.',
      see: ['score', 'why'],
    },
    {
      term: 'score',
      unit: 'thousandths of the memory that the OOM is about, from 2.6.36 on',
      where: 'Kill process … score, until 5.0',
      means:
        'The badness of the chosen process: 500 is half of the memory. It is 0 where the task that asked was to die.',
      see: ['badness'],
    },
    {
      term: 'total-vm',
      aliases: ['vsz', 'totalVmBytes'],
      unit: 'kB of 1024 bytes',
      where: 'kill line; vsz from 2.6.33 to 2.6.35',
      means:
        'Address space, most of which may never have been touched. Java, Go and sanitizers reserve terabytes. It is not what the process used.',
      see: ['anon-rss'],
    },
    {
      term: 'anon-rss',
      aliases: ['anonRssBytes'],
      unit: 'kB of 1024 bytes',
      where: 'kill line, 2.6.33 and later; reaper, 4.6 and later',
      means: 'Private memory in RAM: heap, stacks, copied pages. This is what a kill gives back.',
      see: ['rss_anon'],
    },
    {
      term: 'file-rss',
      aliases: ['fileRssBytes'],
      unit: 'kB of 1024 bytes',
      where: 'kill line, 2.6.33 and later',
      means:
        'Pages of files that the process had mapped: program, libraries, data. Until 4.4 shared memory is in it as well.',
      see: ['rss_file'],
    },
    {
      term: 'shmem-rss',
      aliases: ['shmemRssBytes'],
      unit: 'kB of 1024 bytes',
      where: 'kill line, 4.5 and later, el7.3',
      means:
        'Shared memory and tmpfs pages that it had mapped. A kill does not free them while the file or segment exists.',
      see: ['shmem'],
    },
    {
      term: 'pgtables',
      aliases: ['pgtablesBytes'],
      unit: 'kB of 1024 bytes',
      where: 'kill line, 5.4 and later',
      means: "Page tables of the process: the kernel's bookkeeping of its address space.",
      see: ['pgtables_bytes'],
    },
    {
      term: 'badness',
      aliases: ['oom_score', 'oomScore', 'oom_badness'],
      where: 'not printed since 5.1; /proc/PID/oom_score has it for a living process',
      means:
        'What a victim is chosen by: rss plus swap plus page tables, in pages, plus oom_score_adj thousandths of the memory that the OOM is about. The largest dies. Age, CPU time and nice do not count (since 2.6.36).',
      see: ['oom_score_adj', 'rss', 'swapents'],
    },
    {
      term: 'sharing same memory',
      where: 'Kill process … sharing same memory, 2.6.37 to 4.3',
      means:
        'Another process used the same address space and had to die with the victim. Later kernels kill it without a word.',
    },
    {
      term: 'going to be killed due to memory.oom.group set',
      aliases: ['groupKill', 'groupKillLine'],
      where: 'Tasks in … are going to be killed due to memory.oom.group set, 4.19 and later',
      means:
        'The cgroup is killed as a whole: a Killed line follows for each of its processes, save those with oom_score_adj -1000.',
      see: ['memory.oom.group'],
    },
    {
      term: 'is already exiting',
      aliases: ['alreadyExiting', 'Skip killing the task'],
      where: 'OOM victim … is already exiting. Skip killing the task, 5.9 and later',
      means: 'The chosen process was dying by itself, so the kernel only waits for it.',
    },
    {
      term: 'has mm pinned by',
      aliases: ['pinnedBy'],
      where: '4.8 and later',
      means: "The victim's memory is also used by init, which may not be killed, so it cannot be taken away.",
    },
    {
      term: 'oom_reaper',
      aliases: ['reaped', 'now anon-rss'],
      where: 'oom_reaper: reaped process …, 4.6 and later; from 5.18 on it begins two seconds after the kill',
      means:
        'A kernel thread takes the memory of a victim that does not end by itself. The sizes are what is left. No such line usually means that the process was gone in time.',
      see: ['unable to reap'],
    },
    {
      term: 'unable to reap',
      aliases: ['giving up pid', 'failed'],
      where: 'oom_reaper: unable to reap pid:…, 4.6 and later',
      means:
        "The reaper tried for a second and could not get at the victim's memory, because somebody held a lock on it. The memory comes back only when the process ends.",
    },
    {
      term: 'Out of memory and no killable processes',
      aliases: ['no killable processes'],
      where: 'in place of a kill line; until 4.18 as a panic',
      means:
        'Every process was exempt, or there was none. In a cgroup the allocation fails; on the machine the kernel panics.',
      see: ['System is deadlocked on memory', 'oom_score_adj'],
    },
    {
      term: 'killMessage',
      where: 'the words before "Kill process" or "Killed process"',
      means:
        'Whose shortage the kill was for: the machine, a memory cgroup, or a memory policy. In kernels from 5.4 on "Out of memory" stands for all but a cgroup.',
      see: ['scope'],
    },
    {
      term: 'System is deadlocked on memory',
      where: 'Kernel panic - not syncing: …, 4.19 and later',
      means: 'The machine is out of memory and no process can be killed: the kernel panics.',
    },
    {
      term: 'Kernel panic - not syncing',
      aliases: ['panic'],
      means: 'The kernel stops the machine. What follows says why.',
      see: ['panic_on_oom'],
    },
    {
      term: 'panic_on_oom',
      aliases: ['compulsory panic_on_oom', 'system-wide panic_on_oom'],
      where: 'Kernel panic - not syncing: Out of memory: … panic_on_oom is enabled',
      means:
        'The sysctl vm.panic_on_oom is set: 1 (system-wide) panics when the machine is short, 2 (compulsory) also for the limit of a cgroup.',
    },
    {
      term: 'oom_kill_allocating_task',
      aliases: ['vm.oom_kill_allocating_task'],
      where: 'Out of memory (oom_kill_allocating_task): …',
      means: 'This sysctl is set: the task that asked is killed, whatever the others hold.',
    },
    {
      term: 'oom_dump_tasks',
      aliases: ['vm.oom_dump_tasks'],
      where: 'a sysctl, 1 by default',
      means: 'At 0 the kernel prints no task table.',
    },
    {
      term: 'exit code 137',
      aliases: ['137', 'exitCode', 'SIGKILL', 'OOMKilled'],
      where: 'container status, runtime logs',
      means:
        '128 plus signal 9: the process was killed by SIGKILL. The OOM killer sends that, but so do kubectl delete after its grace period, a failed liveness probe and kill -9. OOMKilled is what the runtime concludes when the cgroup counted an OOM.',
      see: ['oom_kill'],
    },
  ],
}
