/** Values that Kubernetes, systemd and the kernel take from a list of their own: who has them says nothing of the owner. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  [
    'True False Unknown true false none auto n/a unlimited infinity max',
    // Resources, eviction signals and what the kubelet limits.
    'memory cpu pid pids ephemeral-storage nodefs imagefs containerfs allocatable',
    'memory.available allocatableMemory.available nodefs.available nodefs.inodesFree imagefs.available imagefs.inodesFree',
    'containerfs.available containerfs.inodesFree pid.available',
    'pods system-reserved kube-reserved system-reserved-compressible kube-reserved-compressible systemd cgroupfs',
    'Guaranteed Burstable BestEffort containerd cri-o docker podman',
    // Limits by the names of their files and properties.
    'memory.max memory.high memory.limit_in_bytes memory.memsw.limit_in_bytes MemoryMax MemoryHigh MemoryLimit',
    // Conditions and reasons.
    'Ready MemoryPressure DiskPressure PIDPressure NetworkUnavailable KernelDeadlock ReadonlyFilesystem',
    'NodeHasSufficientMemory NodeHasInsufficientMemory NodeHasNoDiskPressure NodeHasDiskPressure NodeHasSufficientPID',
    'NodeHasInsufficientPID NodeReady NodeNotReady KubeletReady KubeletNotReady KubeletHasSufficientMemory',
    'KubeletHasInsufficientMemory KubeletHasNoDiskPressure KubeletHasDiskPressure KubeletHasSufficientPID',
    'NodeAllocatableEnforced FailedNodeAllocatableEnforcement EvictionThresholdMet FreeDiskSpaceFailed Rebooted Starting',
    'NodeSchedulable NodeNotSchedulable NodeStatusUnknown InvalidDiskCapacity SystemOOM OOMKilling OOMKilled TaskHung',
    'Evicted Preempting Preempted NodeShutdown Killing BackOff CrashLoopBackOff Created Started Pulled Pulling Scheduled',
    'FailedScheduling Unhealthy ProbeWarning Failed FailedMount FailedCreatePodSandBox SandboxChanged ExceededGracePeriod',
    'Completed Error ContainerCannotRun ContainerStatusUnknown DeadlineExceeded StartError Terminated UnexpectedAdmissionError',
    'Node Pod DaemonSet Deployment Job ReplicaSet StatefulSet Container',
    'kubelet kernel-monitor node-problem-detector node-controller default-scheduler kernel systemd-oomd',
    // Ends of processes.
    'exited killed dumped core-dump signal exit-code oom-kill success timeout resources watchdog protocol start-limit-hit',
    'ABRT BUS FPE HUP ILL INT KILL PIPE SEGV TERM SUCCESS FAILURE SIGTERM SIGKILL SIGABRT SIGSEGV SIGINT SIGHUP',
    // The kernel's summary, its header of the task table, and its zones.
    'CONSTRAINT_NONE CONSTRAINT_CPUSET CONSTRAINT_MEMORY_POLICY CONSTRAINT_MEMCG',
    'uid tgid total_vm rss rss_anon rss_file rss_shmem nr_ptes nr_pmds nr_puds pgtables_bytes swapents oom_adj',
    'oom_score_adj name cpu anon file shmem',
    'DMA DMA32 Normal HighMem Movable Device U M E H C I R',
    'PREEMPT PREEMPT_DYNAMIC PREEMPT_RT PREEMPT(none) PREEMPT(voluntary) PREEMPT(full) PREEMPT(lazy)',
  ].flatMap((line) => line.split(' ')),
)

/** Of many messages, those that name nothing but numbers; a number stands as N. */
export const PLAIN_TEXTS: ReadonlySet<string> = new Set([
  'a path of the oom-kill line is cut and left out',
  'the path of the statistics is cut',
  'a value of a task row is too large to keep',
  'a task row has fewer columns than the header',
  'more than a name stands before the head',
  'another dump begins inside this one: lines of the two can be mixed up',
  'it begins inside another dump, which goes on behind it: lines of the two can be mixed up',
  'the console dropped messages inside the dump: characters of other lines can be missing as well',
  "the Mem-Info in front of the table is not this dump's and is left out",
  'the summary and the kill line name the victim differently',
  'the summary is garbled: only its ends are read',
  'the input begins inside a line, which is not read',
  'the input ends in a task row without a name',
  'lines stand twice: they are read once',
  'the entry ends inside a value',
  'only the end of the reload is in the log: it began before',
  'neither the text nor its name says whose limit this is: taken for the cgroup of all pods',
  "N lines are this dump's or those of one interleaved with it, and are in neither",
  'N lines that the console has garbled, from this one on',
  'N characters were dropped',
  // Of an input, whose name stands before a colon.
  'nothing tells the year of its stamps (--year)',
  'nothing tells the zone of its stamps (--timezone)',
  'the zone of its stamps is told in two ways (--timezone)',
  'which boot its seconds count from is not known (--boot-time)',
  'which of N boots its seconds count from is not known (--boot-time)',
])

/** Names of distributions and forms in versions of kernels and of Kubernetes, and hashes of commits. */
export const VERSION_WORD =
  /^(?:\d{1,8}|rc\d{0,2}|bpo\d{0,2}|deb\d{1,2}(?:u\d{1,2})?|el\d{1,2}(?:_\d{1,2})?(?:uek)?|fc\d{1,2}|amzn\d{1,4}|azl\d|k3s\d?|rke2r\d|vmware|ubuntu\d{0,2}|amd64|arm64|aarch64|armv[67]l?|i[3-6]86|x86|64|ppc64le|s390x|riscv64|alpha|beta|aliyun|aws|azure|gcp|gke|oracle|ibm|eks|aks|tke|cloud|default|generic|lowlatency|hwe|kvm|lts|pae|PAE|raspi|rpi|v7|v8|rt\d{0,3}|arch\d|flatcar|cos|bottlerocket|microsoft|WSL2|trunk|unsigned|uek|elrepo|g[0-9a-f]{7,12}|[0-9a-f]{7,12})$/
