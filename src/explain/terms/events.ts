import type { Topic } from '../topic.js'

export const EVENTS: Topic = {
  topic: 'events',
  about: 'types of events on the timeline',
  where: 'type of our records, oomparse timeline --type',
  terms: [
    { term: 'oom', means: "The kernel's OOM killer ran.", see: ['invoked oom-killer'] },
    {
      term: 'page-allocation-failure',
      aliases: ['page allocation failure', 'page allocation stall', 'vmalloc: allocation failure'],
      means:
        'The kernel could not give memory, said so, and killed nobody. Often an order above 0 or one that may not wait; not by itself a reason for alarm.',
      see: ['order', 'GFP_ATOMIC'],
    },
    {
      term: 'kubelet-start',
      means: 'The kubelet started: it reads its configuration and computes its limits now.',
    },
    { term: 'kubelet-flag', means: 'One command-line flag of a kubelet start.' },
    {
      term: 'kubelet-node-config',
      aliases: ['phase'],
      means:
        'What the kubelet computes the limit of all pods from: at start (phase computed), or when it is about to enforce it (enforcing). phase is also the step of an eviction.',
      see: ['kubepods'],
    },
    {
      term: 'kubelet-allocatable-enforced',
      means:
        'The kubelet wrote the limit of all pods or of a reserved cgroup. The line does not say which value.',
    },
    { term: 'kubelet-allocatable-failed', means: 'The kubelet could not write that limit.' },
    {
      term: 'kubelet-enforcing',
      aliases: ['memoryBytes', 'target'],
      means: 'The kubelet is about to write a limit: of which cgroup (target), and from 1.28 on which.',
    },
    {
      term: 'kubelet-config-change',
      aliases: ['what'],
      means: 'The kubelet noticed a new configuration, static pods or reserved CPUs.',
    },
    {
      term: 'kubelet-eviction',
      means:
        'A step of the eviction manager: a measurement, a threshold that was met, pods ranked or evicted.',
      see: ['evictionHard'],
    },
    {
      term: 'kubelet-system-oom',
      means: "The kubelet's watcher saw an OOM in the kernel log.",
      see: ['SystemOOM'],
    },
    {
      term: 'kubelet-node-condition',
      means: 'A condition of the node changed: memory pressure, ready.',
      see: ['MemoryPressure'],
    },
    {
      term: 'kubelet-notice',
      aliases: ['notice'],
      means: 'Another line of the kubelet about its start, its node or the end of a container.',
    },
    {
      term: 'kubelet-config',
      means:
        "The kubelet's configuration as a file or command line has it: what the next start reads, not what the running one uses.",
      see: ['configz'],
    },
    {
      term: 'systemd-reload',
      aliases: ['rejected'],
      means: 'systemd reloaded, and wrote the limits that it holds; rejected: a rate limit refused it.',
      see: ['daemon-reload'],
    },
    { term: 'systemd-unit-state', means: 'A unit was started, stopped, or failed.' },
    {
      term: 'systemd-unit-oom',
      means: 'systemd says that processes of a unit were killed for memory.',
      see: ['oom-kill'],
    },
    {
      term: 'userspace-oom-kill',
      aliases: ['stage'],
      means: 'systemd-oomd or earlyoom warned or killed; stage says how far it went.',
      see: ['systemd-oomd'],
    },
    {
      term: 'runtime-oom',
      means:
        'The container runtime says that a container met an OOM. It knows neither which process nor whose limit.',
    },
    { term: 'container-exit', means: 'The first process of a container ended.', see: ['exit code 137'] },
    {
      term: 'config-file-modified',
      aliases: ['mtime', 'path'],
      means:
        'When a file was last written: later than the last kubelet start means that the kubelet has not read it.',
      see: ['config-not-loaded'],
    },
    {
      term: 'limit-observed',
      aliases: ['holder', 'property'],
      means:
        'A limit as somebody read it at a moment: from the cgroup, from systemd (which can hold another), or from the kubelet.',
      see: ['MemoryMax'],
    },
    {
      term: 'cgroup-usage',
      means: 'Other files of a cgroup at a moment: usage, peak, counters.',
      see: ['memory.peak'],
    },
    { term: 'node-allocatable', means: 'Capacity and allocatable of a node object.', see: ['allocatable'] },
    {
      term: 'node-memory',
      means: 'The memory of the machine as /proc/meminfo or free shows it.',
      see: ['MemAvailable'],
    },
    {
      term: 'pod-evicted',
      means:
        'The kubelet killed a pod to free a resource of the node. No OOM: nothing of it is in the kernel log.',
      see: ['kubelet-eviction'],
    },
    { term: 'pod-spec', means: 'Limits and requests of a pod.', see: ['limit', 'request'] },
    {
      term: 'container-oom-killed',
      means: 'The status of a container that ended by OOMKilled or with the exit code 137.',
      see: ['exit code 137'],
    },
    {
      term: 'kubernetes-event',
      means: 'Another event of Kubernetes about the memory or life of a node or pod.',
    },
    { term: 'boot', means: 'The machine booted.' },
    {
      term: 'clock-step',
      means: 'The wall clock was set, or the machine slept: stamps before and after do not fit together.',
    },
  ],
}
