import type { Topic } from '../topic.js'

export const KUBERNETES: Topic = {
  topic: 'kubernetes',
  about: 'Kubernetes: what a node may give to pods, and when it evicts',
  where: 'node object, kubelet log, kubelet configuration',
  terms: [
    {
      term: 'capacity',
      aliases: ['capacityBytes', 'memoryCapacityBytes'],
      means:
        'RAM of the node as the kubelet sees it, a little below what is built in. In the eviction manager: what the available amount is measured against.',
      see: ['allocatable'],
    },
    {
      term: 'allocatable',
      aliases: ['allocatableBytes', 'Node Allocatable'],
      means:
        'What the scheduler may give to pods: capacity less kube-reserved, system-reserved, the hard eviction threshold and reserved huge pages.',
      see: ['kubepods', 'kube-reserved', 'system-reserved'],
    },
    {
      term: 'kube-reserved',
      aliases: ['kubeReserved', 'kubeReservedMemoryBytes', 'kubeReservedCgroup'],
      means:
        'Kept back for kubelet and container runtime. It is enforced on them only if a cgroup for it is named and listed in enforceNodeAllocatable.',
      see: ['enforceNodeAllocatable'],
    },
    {
      term: 'system-reserved',
      aliases: ['systemReserved', 'systemReservedMemoryBytes', 'systemReservedCgroup'],
      means:
        'Kept back for the rest of the system. It is enforced only if a cgroup for it is named and listed in enforceNodeAllocatable.',
      see: ['enforceNodeAllocatable'],
    },
    {
      term: 'enforceNodeAllocatable',
      aliases: ['enforce-node-allocatable'],
      means:
        'Which limits the kubelet writes: pods (of all pods together, the default), kube-reserved, system-reserved.',
      see: ['kubepods'],
    },
    {
      term: 'kubepods',
      aliases: ['kubepods.slice', '/kubepods'],
      means:
        'The cgroup of all pods of a node. Its limit is capacity less the reservations, without the eviction threshold taken off. An OOM here hits some pod of the node, not the one that is over its own limit.',
      see: ['allocatable', 'stale-node-limit'],
    },
    {
      term: 'eviction signal',
      aliases: ['signal', 'memory.available', 'allocatableMemory.available', 'eviction'],
      means:
        'What the kubelet watches. memory.available is free memory of the node, allocatableMemory.available that of the pods together: their limit less their working set.',
      see: ['evictionHard', 'working set'],
    },
    {
      term: 'evictionHard',
      aliases: ['eviction-hard', 'eviction threshold', 'thresholdBytes', 'threshold', 'quantity', 'fraction'],
      means:
        'Below this much available the kubelet kills pods at once, 100Mi by default. It looks every ten seconds; a fast program reaches the OOM killer before.',
      see: ['eviction signal'],
    },
    {
      term: 'working set',
      means:
        'Usage of a cgroup less inactive_file: what Kubernetes takes for memory in use. kubectl top shows it.',
      see: ['inactive_file'],
    },
    {
      term: 'QoS class',
      aliases: ['qos', 'qosClass', 'Guaranteed', 'Burstable', 'BestEffort'],
      means:
        'Guaranteed: requests equal limits for every container; BestEffort: neither is set; Burstable: all else. It decides the cgroup of the pod and its oom_score_adj.',
      see: ['oom_score_adj'],
    },
    {
      term: 'request',
      aliases: ['memoryRequestBytes'],
      means: 'What a container asks for: the scheduler counts it, the kernel does not enforce it.',
      see: ['limit'],
    },
    {
      term: 'cgroup driver',
      aliases: ['cgroupDriver', 'driver', 'cgroupfs'],
      means:
        'Who makes the cgroups of pods: systemd (kubepods.slice/…) or the kubelet and runtime themselves, cgroupfs (/kubepods/…). With systemd the limits are also held by systemd.',
      see: ['MemoryMax'],
    },
    {
      term: 'cgroupRoot',
      aliases: ['cgroupsPerQos', 'cgroup-root'],
      means: 'Where the tree of the pods begins, and whether it has branches for the QoS classes.',
      see: ['kubepods'],
    },
    {
      term: 'static pod',
      aliases: ['configHash', 'staticPodHash', 'static-pods'],
      means: 'A pod from a file of the node. Its cgroup has a hash of the file where others have the uid.',
    },
    {
      term: 'pod',
      aliases: ['podUid', 'pods'],
      means:
        'Containers that live together, in one cgroup. The path has its uid, with underscores for dashes under systemd.',
    },
    {
      term: 'container',
      aliases: ['containerId', 'containers'],
      means:
        'Processes with their own root and cgroup. Its id is 64 hexadecimal digits, of which the first 12 are usually shown.',
    },
    {
      term: 'pause',
      aliases: ['sandbox', 'runc init'],
      means:
        'The first process of a pod, which holds its namespaces and does nothing. If it or runc init is killed, the limit is too small to start.',
    },
    {
      term: 'emptyDir',
      aliases: ['medium: Memory'],
      means:
        'A volume that lives as long as its pod. With medium Memory it is tmpfs: its files are charged to the memory of the container that wrote them.',
      see: ['shmem'],
    },
    {
      term: 'MemoryPressure',
      aliases: ['condition', 'node condition'],
      means:
        'The node says that an eviction threshold is met: no BestEffort pods are placed on it until it is over.',
      see: ['evictionHard'],
    },
    {
      term: 'SystemOOM',
      aliases: ['System OOM encountered'],
      means:
        'The kubelet saw an OOM that it takes for one of the machine. Before 1.21, on kernels from 5.0 on, those of single cgroups are reported so too.',
      see: ['kubelet-system-oom'],
    },
    {
      term: 'configz',
      means:
        'The configuration that a running kubelet uses: kubectl get --raw /api/v1/nodes/NODE/proxy/configz.',
    },
  ],
}
