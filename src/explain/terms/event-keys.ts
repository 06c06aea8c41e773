import type { Topic } from '../topic.js'

/** Keys of events that do not come from the kernel. */
export const EVENT_KEYS: Topic = {
  topic: 'event-keys',
  about: 'keys of the other events: kubelet, runtime, systemd, API objects, files',
  where: 'our records (oomparse -f json)',
  terms: [
    {
      term: 'availableBytes',
      aliases: ['leastAvailableBytes'],
      unit: 'bytes',
      means:
        'What was free by the measure of the eviction manager; least is the smallest of a run of measurements.',
      see: ['eviction signal'],
    },
    {
      term: 'MemAvailable',
      aliases: ['memAvailableBytes', 'memFreeBytes', 'MemFree', 'memTotalBytes', 'MemTotal'],
      unit: 'bytes',
      where: '/proc/meminfo (kB), free',
      means:
        'Of the machine: MemTotal is its RAM, MemFree unused pages, MemAvailable an estimate of what programs could still get without swapping.',
    },
    {
      term: 'memoryUsedBytes',
      aliases: ['memoryTotalBytes', 'swapUsedBytes', 'limitPercent', 'rssMiB'],
      means:
        'What a user-space OOM killer measured when it acted, and the mark at which it acts. earlyoom rounds rss to MiB.',
      see: ['systemd-oomd'],
    },
    {
      term: 'pressureCgroup',
      means: 'The cgroup whose pressure made systemd-oomd act.',
      see: ['memory.pressure'],
    },
    { term: 'killedProcesses', means: 'How many processes of the unit were killed.' },
    { term: 'by', means: 'Who killed: the kernel, systemd-oomd, or unknown.' },
    { term: 'form', means: 'In which form the fact was found: a file in YAML, flags, a line of the log.' },
    { term: 'reason', aliases: ['result', 'error'], means: 'Why, as the log or the object says.' },
    {
      term: 'status',
      aliases: ['state', 'statusName'],
      means:
        'Of a unit: what state it went to, and with which exit status or signal. Of a node condition: True or False.',
    },
    {
      term: 'runtime',
      aliases: ['containerRuntimeVersion'],
      means: 'The container runtime: containerd, CRI-O, docker, podman.',
    },
    {
      term: 'execId',
      means: 'The process was started by exec in a running container, and is not its first.',
    },
    {
      term: 'restartCount',
      aliases: ['restartCounter'],
      means: 'How often the container or unit was started again.',
    },
    {
      term: 'gracePeriodSec',
      unit: 'seconds',
      means: 'How long a pod may take to end by itself before it gets SIGKILL.',
    },
    {
      term: 'namespace',
      aliases: ['nodeName', 'component'],
      means: 'Where a Kubernetes object belongs: its namespace, its node, who reported it.',
    },
    { term: 'resource', means: 'What was short: memory, disk space, process ids.' },
    { term: 'kubeletVersion', means: 'Version of the kubelet that reported the node object.' },
    { term: 'value', aliases: ['text'], means: 'As printed.' },
    { term: 'description', means: 'What a unit is called in the log, where its name is not printed.' },
    {
      term: 'file',
      where: 'our records of Memory allocations',
      means: "File of the kernel's source that allocated.",
      see: ['Memory allocations'],
    },
  ],
}
