import type { Topic } from '../topic.js'

export const SYSTEMD: Topic = {
  topic: 'systemd',
  about: 'systemd: units, limits that it holds, its own OOM killer',
  where: 'journal, systemctl show',
  terms: [
    {
      term: 'MemoryMax',
      aliases: ['MemoryLimit'],
      unit: 'bytes, or infinity',
      means:
        'The limit of a unit as systemd holds it. systemd writes it to the cgroup at start, at set-property and at a reload, over whatever stands there. MemoryLimit is the older name.',
      see: ['daemon-reload', 'memory.max'],
    },
    {
      term: 'daemon-reload',
      aliases: ['systemd-reload event', 'reload', 'reexec'],
      means:
        'systemd reads its units anew and writes the limits that it holds. A limit that somebody else changed in the cgroup is set back by this.',
      see: ['limit-overwritten-by-systemd'],
    },
    {
      term: 'slice',
      means:
        'A branch of the cgroup tree that groups units and can have a limit: system.slice, user.slice, kubepods.slice.',
    },
    {
      term: 'scope',
      aliases: ['systemd scope', '.scope'],
      means:
        'In systemd: a unit around processes that somebody else started, such as a container or a session.',
    },
    { term: 'service', aliases: ['.service'], means: 'A unit whose processes systemd starts and watches.' },
    {
      term: 'unit',
      aliases: ['innerUnit', 'clientUnit'],
      means:
        'A service, slice, scope or other thing that systemd manages; here the one that owns the cgroup.',
    },
    {
      term: 'OOMPolicy',
      means:
        'What systemd does when a process of a service was killed for memory: continue, stop or kill the rest.',
    },
    {
      term: 'OOMScoreAdjust',
      means: 'The oom_score_adj that systemd gives to a service.',
      see: ['oom_score_adj'],
    },
    {
      term: 'systemd-oomd',
      aliases: ['earlyoom', 'killer'],
      means:
        'OOM killers in user space: they kill before the kernel must, and leave no dump in the kernel log. systemd-oomd kills whole cgroups by pressure or swap, earlyoom single processes.',
      see: ['memory.pressure', 'userspace-oom-kill'],
    },
    {
      term: 'ActiveEnterTimestamp',
      aliases: ['activeSince'],
      means: 'When the unit was started: for the kubelet, when it computed its limits.',
    },
    {
      term: 'memory peak',
      aliases: ['memoryPeak', 'resources-consumed'],
      means: 'The highest memory use that systemd tells when a unit ends, rounded.',
    },
    {
      term: 'oom-kill',
      aliases: ["Failed with result 'oom-kill'", 'A process of this unit has been killed by the OOM killer'],
      where: 'the journal, from systemd',
      means:
        'Result of a unit of which a process was killed for memory. systemd reads it from the counters of the cgroup.',
    },
  ],
}
