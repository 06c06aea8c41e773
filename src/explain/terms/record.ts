import type { Topic } from '../topic.js'

/** Keys of our records that are not a word of the kernel's. */
export const RECORD: Topic = {
  topic: 'record',
  about: 'keys of our records of a dump',
  where: 'our records (oomparse -f json)',
  terms: [
    {
      term: 'scope',
      means:
        'What ran out: memcg (a cgroup met its limit), global (the machine), cpuset or mempolicy (the NUMA nodes allowed), unknown where the line that tells is lost.',
      see: ['constraint', 'memcg', 'global'],
    },
    {
      term: 'outcome',
      means:
        'How it ended: killed, panic, no-killable-process, or unknown where the dump is cut before its end.',
    },
    {
      term: 'trigger',
      means:
        'The allocation that could not be served and the task that asked for it. It need not be the one that used the memory.',
      see: ['victims', 'gfp_mask'],
    },
    {
      term: 'victims',
      means: 'The processes whose kill lines belong to this dump.',
      see: ['Killed process', 'why'],
    },
    {
      term: 'possibleVictims',
      means:
        'Kill lines that belong to this dump or to one that is mixed with it: which, the log does not say.',
    },
    {
      term: 'why',
      means:
        'Why a victim died: selected, child, shares-mm, group or allocating-task. Missing where the line that tells who was chosen is lost.',
      see: ['selected', 'group'],
    },
    {
      term: 'requestBytes',
      unit: 'bytes',
      means: 'Size of the allocation: pages of the order times the page size, or what vmalloc asked for.',
      see: ['order'],
    },
    { term: 'allocatedBytes', unit: 'bytes', means: 'What vmalloc had got when it failed.' },
    {
      term: 'stallMs',
      unit: 'milliseconds',
      where: 'page allocation stalls for …ms, 4.9 to 4.13; … secs, 7.2 and later',
      means: 'How long an allocation had waited when the kernel complained. Nobody was killed.',
    },
    {
      term: 'pageFault',
      means: 'The OOM was raised by the page-fault handler, which knows no mask (until 5.15).',
    },
    {
      term: 'limitOwner',
      aliases: ['limitCgroup', 'ownerLine'],
      means: 'The cgroup whose limit was hit; memory and its failcnt are of this one.',
      see: ['oom_memcg'],
    },
    {
      term: 'victimHome',
      aliases: ['taskCgroup'],
      means: 'The cgroup that the victim lived in. When it is not limitOwner, a limit further up was hit.',
      see: ['task_memcg'],
    },
    {
      term: 'limitOwnerIdentity',
      aliases: ['victimIdentity', 'nestedIn'],
      means:
        'What the path of a cgroup says about its owner: pod, container, service, session. nestedIn is what it lies in.',
      see: ['kind'],
    },
    {
      term: 'monitor',
      means:
        'The cgroup is of the process that watches a container (conmon, lxc.monitor), not of the container.',
    },
    {
      term: 'jobId',
      aliases: ['stepId'],
      means: 'Slurm job and step, Nomad allocation or ECS task that the cgroup belongs to.',
    },
    {
      term: 'memory',
      means:
        'The counter of the cgroup whose limit was hit: usageBytes, limitBytes, failcnt. In Kubernetes the resource of that name.',
      see: ['memory:'],
    },
    { term: 'bytes', unit: 'bytes', means: 'Amounts by name, in bytes, whatever unit the log has.' },
    { term: 'counts', means: 'Events and pages by name, from memory.stat. In Kubernetes events: how often.' },
    {
      term: 'pages',
      unit: 'pages',
      means: 'Amounts by name that the kernel prints in pages.',
      see: ['pageSizeBytes'],
    },
    { term: 'sizeBytes', unit: 'bytes', means: 'Size of one huge page, or of a file.' },
    {
      term: 'total',
      aliases: ['totalBytes'],
      means: 'The sum: of the free chunks of a zone, of a slab cache, of huge pages, of swap.',
    },
    {
      term: 'pageSizeBytes',
      unit: 'bytes',
      means: 'What one page of the machine has: 4096 on x86, also 16384 or 65536 on arm64 and POWER.',
      see: ['pageSizeBasis'],
    },
    {
      term: 'pageSizeBasis',
      means:
        'Where the page size is from: victim (its sizes in pages and in kB), buddy-list (the smallest chunk), option (told by you), or assumed.',
    },
    {
      term: 'derived',
      aliases: ['taskCount', 'rssSumPages', 'rssSumBytes', 'byCommand'],
      means:
        'Reckoned from the task table: number of rows, sum of rss, the same by command. Shared pages count once for each process in these sums.',
      see: ['rss'],
    },
    {
      term: 'completeness',
      aliases: ['complete', 'foreignLines', 'lostLines', 'unexplained'],
      means:
        'How much of the dump was there to read: parts that are missing, lines of others in between, lines known to be lost, lines that we cannot read.',
    },
    {
      term: 'missing',
      means: 'Parts of the dump that were not there; in a finding, what would decide the question.',
    },
    { term: 'problems', means: 'Trouble as data: a code from the list in docs/records.md, and the line.' },
    {
      term: 'code',
      where: 'problems; systemd unit states',
      means: 'Of a problem: what is wrong. Of a unit: how its main process ended, exited, killed or dumped.',
    },
    {
      term: 'line',
      aliases: ['lines', 'endLine', 'firstLine', 'lastLine'],
      means: 'Where a value was read: line of the decoded input, counted from 1.',
    },
    {
      term: 'source',
      aliases: ['input', 'inputs', 'alsoIn'],
      means: 'Which input and which lines the record was read from; alsoIn lists others that tell the same.',
    },
    {
      term: 'events',
      means: 'What was found in the inputs, in order of time; of a finding, the ids of those it is about.',
      see: ['type'],
    },
    { term: 'message', means: 'What the log says, as printed.' },
    { term: 'id', means: 'Name of an event in this document, such as oom-1. Numbered in order of time.' },
    { term: 'type', means: 'What kind of event the record is.' },
    { term: 'host', means: 'The machine that the line is of, where the log names it.' },
    { term: 'size', unit: 'bytes', means: 'Length of a function in the call trace.', see: ['symbol'] },
    { term: 'count', means: 'How many: chunks of a size, processes of a name, equal readings in a row.' },
  ],
}
